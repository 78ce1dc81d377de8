/** "And", "in", "for", "like", "so" are written in one with what follows them; "for the" has a form of its own. */
const CLITICS = /^(?:[وف]?(?:ب|ك|ل)?(?=ال)|[وف]?لل|[وفبكل])/u
/** Endings of "Tunisian", of either gender and of several; of "Turkey" and "Italy" what is left of them is the same. */
const ENDING = /(?:يين|يون|ية|يا|ة|ا|ي)$/u
const LEAST_LETTERS = 3
/** Stems of names that are commoner as another word: "financial". */
const AMBIGUOUS = new Set(['مال', 'بن'])
const ALIASES: readonly (readonly [string, string])[] = [
  ['أمريكا', 'US'],
  ['أميركا', 'US'],
  ['بريطانيا', 'GB'],
  ['السعودية', 'SA'],
  ['الإمارات', 'AE'],
  ['البيرو', 'PE'],
]

/** Beginnings of the Arabic names of countries, as `stemOfArabic` makes them. */
export function arabicStems(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const stems = new Map<string, string>()
  for (const [name, code] of [...names, ...ALIASES]) {
    if (code.includes('/') || !/^\p{sc=Arab}+$/u.test(name)) continue
    const stem = bare(name.replace(/^ال/u, ''))
    if (stem.length >= LEAST_LETTERS && !AMBIGUOUS.has(stem)) stems.set(stem, code)
  }
  return stems
}

/** A country that a word names with what is written in one with it, or whose adjective it is. */
export function arabicPlace(word: string, stems: ReadonlyMap<string, string>): string | undefined {
  const whole = stems.get(bare(word.replace(/^ال/u, '')))
  if (whole !== undefined) return whole
  const cut = word.replace(CLITICS, '').replace(/^ال/u, '')
  return cut === word ? undefined : stems.get(bare(cut))
}

function bare(word: string): string {
  return word.replace(ENDING, '')
}
