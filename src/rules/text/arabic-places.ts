/** "And", "in", "for", "like", "so" are written in one with what follows them; "for the" has a form of its own. */
const CLITICS = /^(?:[وف]?(?:ب|ك|ل)?(?=ال)|[وف]?لل|[وفبكل])/u
/** What a word with one of them begins with. */
const FIRST_OF_CLITICS = 'وفبكل'
/**
 * Endings of "Tunisian", of either gender and of several; of "Turkey" and "Italy" what is left of them is the same. Where a
 * country's name has one, what is left is no name: of "Georgia" it is George, of "Albania" dairy, of "Turkey" "left".
 */
const ENDINGS = ['يين', 'يون', 'ية', 'يا', 'ة', 'ا', 'ي'] as const
const LEAST_LETTERS = 3
/** Behind a stem that an ending was taken off. */
const ENDED = '-'
/** Stems of names, and what looks like an adjective, that are commoner as another word: "financial"; "chapter", "legacy". */
const AMBIGUOUS = new Set(['مال', 'بن', 'سورة', 'تركة'])
const ALIASES: readonly (readonly [string, string])[] = [
  ['أمريكا', 'US'],
  ['أميركا', 'US'],
  ['بريطانيا', 'GB'],
  ['السعودية', 'SA'],
  ['الإمارات', 'AE'],
  ['البيرو', 'PE'],
  ['الروس', 'RU'],
  ['الألمان', 'DE'],
]

/** Beginnings of the Arabic names of countries, as `keyOf` makes them. */
export function arabicStems(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const stems = new Map<string, string>()
  for (const [name, code] of [...names, ...ALIASES]) {
    if (code.includes('/') || !/^\p{sc=Arab}+$/u.test(name)) continue
    const word = withoutArticle(name)
    const stem = withoutEnding(word)
    if (stem.length < LEAST_LETTERS || AMBIGUOUS.has(stem)) continue
    stems.set(stem + ENDED, code)
    if (stem === word) stems.set(stem, code)
  }
  return stems
}

/** A country that a word names with what is written in one with it, or whose adjective it is. */
export function arabicPlace(word: string, stems: ReadonlyMap<string, string>): string | undefined {
  const whole = stems.get(keyOf(withoutArticle(word)))
  if (whole !== undefined || !FIRST_OF_CLITICS.includes(word.charAt(0))) return whole
  const cut = withoutArticle(word.replace(CLITICS, ''))
  return cut === word ? undefined : stems.get(keyOf(cut))
}

function withoutArticle(word: string): string {
  return word.startsWith('ال') ? word.slice(2) : word
}

function withoutEnding(word: string): string {
  for (const ending of ENDINGS) if (word.endsWith(ending)) return word.slice(0, -ending.length)
  return word
}

/** What is left of a word without its ending, marked if it had one. */
function keyOf(word: string): string {
  const stem = AMBIGUOUS.has(word) ? word : withoutEnding(word)
  return stem === word ? word : stem + ENDED
}
