import { cut, unitAt } from './units.ts'

/** What decomposing does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
  ё: 'е',
  // Arabic: forms of alef, ya and ta marbuta that are interchanged in print, and the Persian twins of ya and kaf.
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ة: 'ه',
  ۀ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ؤ: 'و',
  ئ: 'ي',
  // Hebrew final forms: a stem may end anywhere.
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  // Devanagari: nasals are written either way.
  'ँ': 'ं',
}
const MARKED = /[\p{sc=Latn}\p{sc=Grek}]/u
/** Points of Hebrew and Arabic, the nukta, and marks that are left of a capital letter. */
const POINTS =
  /[\u0307\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u093c]/u
/** Only Vietnamese has these: there, marks are not accents. */
const VIETNAMESE = /[ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỵỷỹ]/u
/** A syllable that ends in these has its tone over either vowel: hoà and hòa. */
const EITHER_VOWEL = /(?<first>[ou])(?<last>[àáảãạèéẻẽẹỳýỷỹỵ])(?!\p{L})/gu
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/u

/** What is known of a unit of text; a half of a pair has to be looked at with the other half. */
const SAME = 1
const IS_VIETNAMESE = 2
const IS_HALF = 3
/** Of units that fold: their forms stand at this number less `FOLDS`. */
const FOLDS = 4
/** Pure memory of a pure function: what a character folds to never changes. 0: not asked yet. */
const kinds = new Uint16Array(0x10000)
const forms: string[] = []
/** Of pairs. */
const folded = new Map<string, string>()
const MAX_FOLDED = 4_000

/**
 * One way of writing each letter of a clean text, to compare by: accents, vowel points and interchangeable letter forms are
 * gone. The tones of Vietnamese stay, each where the older spelling has it.
 */
export function foldLetters(clean: string): string {
  const { length } = clean
  let isSame = true
  for (let at = 0; at < length; at++) {
    const unit = unitAt(clean, at)
    if (unit < 0x80) continue
    const kind = kinds[unit] || kindOf(unit)
    if (kind === IS_VIETNAMESE) return clean.replace(EITHER_VOWEL, toneOnFirst)
    if (kind !== SAME) isSame = false
  }
  return isSame ? clean : foldEach(clean)
}

function foldEach(clean: string): string {
  const end = clean.length
  let out = ''
  let from = 0
  for (let at = 0; at < end; at++) {
    const unit = unitAt(clean, at)
    const kind = unit < 0x80 ? SAME : kinds[unit] || kindOf(unit)
    if (kind === SAME) continue
    const char = kind === IS_HALF ? String.fromCodePoint(clean.codePointAt(at) ?? unit) : ''
    const form = kind === IS_HALF ? foldLetter(char) : (forms[kind - FOLDS] as string)
    out += at > from ? cut(clean, from, at) + form : form
    if (char.length > 1) at++
    from = at + 1
  }
  return from === 0 ? clean : out + clean.slice(from)
}

function kindOf(unit: number): number {
  const kind = readKind(unit)
  kinds[unit] = kind
  return kind
}

function readKind(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return IS_HALF
  const char = String.fromCharCode(unit)
  if (VIETNAMESE.test(char)) return IS_VIETNAMESE
  const form = foldLetter(char)
  return form === char ? SAME : FOLDS + forms.push(form) - 1
}

function foldLetter(char: string): string {
  let known = folded.get(char)
  if (known !== undefined) return known
  known = LETTERS[char] ?? (POINTS.test(char) ? '' : char)
  if (MARKED.test(char))
    known = [...char.normalize('NFD').replace(/\p{M}/gu, '')].map((base) => LETTERS[base] ?? base).join('')
  if (folded.size < MAX_FOLDED) folded.set(char, known)
  return known
}

function toneOnFirst(both: string): string {
  const parts = both.normalize('NFD')
  const tone = TONE.exec(parts)?.[0] ?? ''
  const plain = parts.replace(TONE, '')
  return (plain.charAt(0) + tone + plain.slice(1)).normalize('NFC')
}
