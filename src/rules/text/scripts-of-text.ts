/** How a character takes part in a word. */
export type CharClass = 'digit' | 'han' | 'kana' | 'hangul' | 'unspaced' | 'letter' | 'mark' | 'gap'

const CLASSES: readonly CharClass[] = ['gap', 'digit', 'han', 'kana', 'hangul', 'unspaced', 'letter', 'mark']

/** Classes by number: their places in the list. */
export const GAP = 0
export const DIGIT = 1
export const HAN = 2
export const KANA = 3
export const HANGUL = 4
export const UNSPACED = 5
export const LETTER_CLASS = 6
export const MARK_CLASS = 7

/** Of scripts that are spelled with letters, by ISO 15924; the place in the list is what the table holds. */
const SPELLED: readonly (readonly [pattern: RegExp, script: string])[] = [
  [/\p{sc=Latn}/u, 'latn'],
  [/\p{sc=Cyrl}/u, 'cyrl'],
  [/\p{sc=Arab}/u, 'arab'],
  [/\p{sc=Grek}/u, 'grek'],
  [/\p{sc=Hebr}/u, 'hebr'],
  [/\p{sc=Deva}/u, 'deva'],
  [/\p{sc=Thai}/u, 'thai'],
  [/\p{sc=Laoo}/u, 'laoo'],
  [/\p{sc=Mymr}/u, 'mymr'],
  [/\p{sc=Khmr}/u, 'khmr'],
  [/\p{sc=Beng}/u, 'beng'],
  [/\p{sc=Taml}/u, 'taml'],
  [/\p{sc=Telu}/u, 'telu'],
  [/\p{sc=Knda}/u, 'knda'],
  [/\p{sc=Mlym}/u, 'mlym'],
  [/\p{sc=Gujr}/u, 'gujr'],
  [/\p{sc=Guru}/u, 'guru'],
  [/\p{sc=Sinh}/u, 'sinh'],
  [/\p{sc=Geor}/u, 'geor'],
  [/\p{sc=Armn}/u, 'armn'],
  [/\p{sc=Ethi}/u, 'ethi'],
  [/\p{sc=Tibt}/u, 'tibt'],
]

const KNOWN = 1
const LETTER = 2
const MARK = 4
const NUMBER = 8
const CLASS_SHIFT = 4
const SCRIPT_SHIFT = 8

/** The first two planes; what lies beyond is asked for seldom. */
const TABLE_SIZE = 0x20000
/** Pure memory of a pure function: asking patterns for every character of every title took most of the time. */
const table = new Uint16Array(TABLE_SIZE)

/** Class of one code point; half- and full-width forms are expected to be folded already. */
export function charClass(point: number): CharClass {
  return CLASSES[(traitsOf(point) >> CLASS_SHIFT) & 7] ?? 'gap'
}

/** The same by number. */
export function classNumber(point: number): number {
  return (traitsOf(point) >> CLASS_SHIFT) & 7
}

/** Scripts as ISO 15924 writes them, in lower case, by number; the first are letters that are not told apart. */
export const SCRIPTS: readonly string[] = ['zzzz', ...SPELLED.map(([, script]) => script)]

/** Script of a letter, its place among `SCRIPTS`. */
export function scriptNumber(point: number): number {
  return traitsOf(point) >> SCRIPT_SHIFT
}

/** `\p{L}` */
export function isLetter(point: number): boolean {
  return (traitsOf(point) & LETTER) !== 0
}

/** `[\p{L}\p{M}]` */
export function isLetterOrMark(point: number): boolean {
  return (traitsOf(point) & (LETTER | MARK)) !== 0
}

/** `[\p{L}\p{M}\p{N}]` */
export function isWordPart(point: number): boolean {
  return (traitsOf(point) & (LETTER | MARK | NUMBER)) !== 0
}

/** Runs of characters that `belongs` is true of: what a pattern `[…]+` finds, in a fifth of its time. */
export function runsOf(text: string, belongs: (point: number) => boolean): string[] {
  const runs: string[] = []
  let from = -1
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0
    if (belongs(point)) {
      if (from < 0) from = at
    } else if (from >= 0) {
      runs.push(text.slice(from, at))
      from = -1
    }
    at += point > 0xffff ? 2 : 1
  }
  if (from >= 0) runs.push(text.slice(from))
  return runs
}

export function isHiragana(point: number): boolean {
  return inRange(point, 0x3041, 0x309f)
}

function traitsOf(point: number): number {
  const known = table[point] ?? 0
  if (known !== 0) return known
  const traits = readTraits(point)
  if (point < TABLE_SIZE) table[point] = traits
  return traits
}

function readTraits(point: number): number {
  const char = String.fromCodePoint(point)
  const general =
    (/\p{L}/u.test(char) ? LETTER : 0) | (/\p{M}/u.test(char) ? MARK : 0) | (/\p{N}/u.test(char) ? NUMBER : 0)
  const kind = classOf(point, general)
  const isSpelled = kind === 'letter' || kind === 'unspaced'
  const script = isSpelled ? SPELLED.findIndex(([pattern]) => pattern.test(char)) + 1 : 0
  return KNOWN | general | (CLASSES.indexOf(kind) << CLASS_SHIFT) | (script << SCRIPT_SHIFT)
}

function classOf(point: number, general: number): CharClass {
  if (point < 0x80) return general === LETTER ? 'letter' : general === NUMBER ? 'digit' : 'gap'
  if (isHan(point)) return 'han'
  if (
    (point >= 0x3041 && point <= 0x30ff && point !== 0x30fb && point !== 0x30a0) ||
    inRange(point, 0x31f0, 0x31ff)
  ) {
    return 'kana'
  }
  if (inRange(point, 0xac00, 0xd7a3) || inRange(point, 0x1100, 0x11ff) || inRange(point, 0x3130, 0x318f)) {
    return 'hangul'
  }
  if ((general & (LETTER | MARK)) === 0) return 'gap'
  // Thai, Lao, Myanmar, Khmer
  if (inRange(point, 0x0e00, 0x0eff) || inRange(point, 0x1000, 0x109f) || inRange(point, 0x1780, 0x17ff)) {
    return 'unspaced'
  }
  return general === MARK ? 'mark' : 'letter'
}

function isHan(point: number): boolean {
  return (
    inRange(point, 0x4e00, 0x9fff) ||
    inRange(point, 0x3400, 0x4dbf) ||
    inRange(point, 0xf900, 0xfaff) ||
    inRange(point, 0x20000, 0x323af) ||
    point === 0x3005 ||
    point === 0x3007
  )
}

function inRange(point: number, from: number, to: number): boolean {
  return point >= from && point <= to
}

/** By its first letter; the letters of the press stand in one block. */
export function isArabic(word: string): boolean {
  const unit = word.charCodeAt(0)
  return unit >= 0x600 && unit <= 0x6ff
}
