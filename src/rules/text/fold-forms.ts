import { cut, unitAt } from './units.ts'

/** What is known of a unit of text; the units of a pair and what acts on its neighbours are for `foldTogether`. */
const SAME = 1
const ACTS = 2
/** Of units that have a form, which stands at this number less `OTHER`. */
const OTHER = 3

/** Pure memory of a pure function: what a unit folds to never changes. */
interface Memory {
  /** 0: not asked yet. */
  readonly kinds: Uint16Array
  readonly forms: string[]
  /** Whether a unit acts on its neighbours. */
  acts(unit: number, char: string): boolean
}

/** Of any text. */
const ANY: Memory = {
  kinds: new Uint16Array(0x10000),
  forms: [],
  acts: (unit, char) =>
    isPart(unit) || [char, char.normalize('NFKC')].some((text) => /\p{M}|Σ/u.test(text) || JAMO.test(text)),
}
/** Of text that is normalised: there marks and syllables stay as they are. */
const NORMAL: Memory = {
  kinds: new Uint16Array(0x10000),
  forms: [],
  acts: (unit, char) => isPart(unit) || char === 'Σ',
}

/** Spaces that group digits. */
const FIXED_SPACE = 0xa0
const NARROW_SPACE = 0x202f
const SPACED_DIGITS = /(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))/gu
const DIGITS_BEHIND = /(?<=\d.)\d{3}(?!\d)/uy
const DECIMAL_COMMA = /(?<=\d)[٫](?=\d)/gu
/** Parts of Hangul syllables, which compose with what follows them. */
const JAMO = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u

/**
 * A text with plain forms of what is not ASCII: compatibility forms, lower case, spaces, invisible characters, digits of
 * every script, dashes, quotes. Where no character acts on its neighbours, which is nearly everywhere, each is looked
 * up; runs of spaces stay as long as they were then.
 */
export function foldForms(text: string): string {
  return foldEach(text, ANY) ?? foldRare(text.replace(SPACED_DIGITS, ''))
}

function foldRare(joined: string): string {
  return foldEach(joined.normalize('NFKC'), NORMAL) ?? foldTogether(joined)
}

function foldEach(text: string, memory: Memory): string | undefined {
  const { kinds, forms } = memory
  const { length } = text
  let out = ''
  let from = 0
  for (let at = 0; at < length; at++) {
    const unit = unitAt(text, at)
    const kind = kinds[unit] || kindOf(unit, memory)
    if (kind === SAME) continue
    if (kind === ACTS) return undefined
    const form = groupsDigits(text, at, unit) ? '' : (forms[kind - OTHER] as string)
    out += at > from ? cut(text, from, at) + form : form
    from = at + 1
  }
  out = from === 0 ? text : out + text.slice(from)
  return out.includes('٫') ? out.replace(DECIMAL_COMMA, '.') : out
}

function groupsDigits(text: string, at: number, unit: number): boolean {
  if (unit !== FIXED_SPACE && unit !== NARROW_SPACE) return false
  DIGITS_BEHIND.lastIndex = at + 1
  return DIGITS_BEHIND.test(text)
}

function kindOf(unit: number, { kinds, forms, acts }: Memory): number {
  const char = String.fromCharCode(unit)
  const form = foldTogether(char)
  const kind = acts(unit, char) ? ACTS : form === char ? SAME : OTHER + forms.push(form) - 1
  kinds[unit] = kind
  return kind
}

/** Half of a character beyond the first plane. */
function isPart(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}

function foldTogether(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/gu, ' ')
    .replace(/\p{Cf}|\p{Variation_Selector}|[\ufffd\u0640]|[\u064b-\u0652]/gu, '')
    .replace(/(?=[^\x00-\x7f])\p{Nd}/gu, plainDigit)
    .replace(DECIMAL_COMMA, '.')
    .replace(/٪/gu, '%')
    .replace(/[\u2010-\u2015\u2212〜～]/gu, '-')
    .replace(/[’‘‛´ʼ]/gu, "'")
    .replace(/[“”„«»「」『』《》〈〉]/gu, '"')
}

/** Decimal digits stand in runs of ten, zero first, and every run begins at a multiple of ten or of sixteen plus six. */
function plainDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  if (point < 0x80) return digit
  let zero = point
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String((point - zero) % 10)
}
