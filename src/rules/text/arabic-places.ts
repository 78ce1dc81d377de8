/** "And", "in", "for", "like", "so" are written in one with what follows them; "for the" has a form of its own. */
const CLITICS = /^(?:[وف]?(?:ب|ك|ل)?(?=ال)|[وف]?لل|[وفبكل])/u
/**
 * Endings of "Tunisian", of either gender and of several; of "Turkey" and "Italy" what is left of them is the same. Where a
 * country's name has one, what is left is no name: of "Georgia" it is George, of "Albania" dairy, of "Turkey" "left".
 */
const ENDING = /(?:يين|يون|ية|يا|ة|ا|ي)$/u
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
    const word = name.replace(/^ال/u, '')
    const stem = word.replace(ENDING, '')
    if (stem.length < LEAST_LETTERS || AMBIGUOUS.has(stem)) continue
    stems.set(stem + ENDED, code)
    if (stem === word) stems.set(stem, code)
  }
  return stems
}

/** A country that a word names with what is written in one with it, or whose adjective it is. */
export function arabicPlace(word: string, stems: ReadonlyMap<string, string>): string | undefined {
  const whole = stems.get(keyOf(word.replace(/^ال/u, '')))
  if (whole !== undefined) return whole
  const cut = word.replace(CLITICS, '').replace(/^ال/u, '')
  return cut === word ? undefined : stems.get(keyOf(cut))
}

/** What is left of a word without its ending, marked if it had one. */
function keyOf(word: string): string {
  const stem = AMBIGUOUS.has(word) ? word : word.replace(ENDING, '')
  return stem === word ? word : stem + ENDED
}
