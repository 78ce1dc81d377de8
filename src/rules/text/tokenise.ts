import { foldLetters } from './fold-letters.ts'
import { classNumber, DIGIT, GAP, HAN, HANGUL, KANA, LETTER_CLASS, MARK_CLASS } from './scripts-of-text.ts'
import { cut, unitAt } from './units.ts'

/** Letters kept of a word: cuts inflection in every spaced script about as well as a stemmer. */
const STEM_CHARS = 5
/** Longest text that becomes terms. */
export const MAX_CHARS = 1000

/** Of ordinals in English. */
const ENDING = /^(?:st|nd|rd|th)$/u
const [ALEF, LAM, WAW, BEH, KAF, FEH] = [...'الوبكف'].map((char) => char.charCodeAt(0))

/** Of characters that are of one class, with the marks that belong to them. */
interface Run {
  /** A class by number; never a gap. */
  readonly kind: number
  readonly from: number
  readonly to: number
  /** Characters without their marks. */
  readonly count: number
}

/**
 * Terms of a clean text, in order, repeated ones too: five-letter stems of spaced words, bigrams and single
 * characters of Han and Kana, bigrams of Hangul, trigrams of scripts without word gaps, numbers as `#15`.
 */
export function tokenise(clean: string): string[] {
  return termsOfFolded(foldLetters(clean.length > MAX_CHARS ? clean.slice(0, MAX_CHARS) : clean))
}

/** The same of a text whose letters are folded already. */
export function termsOfFolded(folded: string): string[] {
  const terms: string[] = []
  visitTerms(folded, (term) => {
    terms.push(term)
    return true
  })
  return terms
}

/** Terms of a text whose letters are folded already, until `visit` wants no more. */
export function visitTerms(folded: string, visit: (term: string) => boolean): void {
  let before: Run | undefined
  let run = nextRun(folded, 0)
  while (run !== undefined) {
    const after = nextRun(folded, run.to)
    if (!visitRun(folded, { before, run, after }, visit)) return
    before = run
    run = after
  }
}

function visitRun(
  text: string,
  { before, run, after }: { before: Run | undefined; run: Run; after: Run | undefined },
  visit: (term: string) => boolean,
): boolean {
  switch (run.kind) {
    case DIGIT: {
      const number = numberOf(text.slice(run.from, run.to))
      if (isSingleLetter(before) && before.to === run.from)
        return visit(`${text.slice(before.from, before.to)}${number}`)
      const unit = isSingleLetter(after) && after.from === run.to ? text.slice(after.from, after.to) : ''
      return visit(`#${number}${unit}`)
    }
    case LETTER_CLASS: {
      const stem = stemOf(text, run, before)
      return stem === undefined || visit(stem)
    }
    case HAN:
      return visitGrams(text, run, 2, visit) && (run.count === 1 || visitGrams(text, run, 1, visit))
    case HANGUL:
      return visitGrams(text, run, 2, visit)
    default:
      return visitGrams(text, run, 3, visit)
  }
}

/** Single characters: part of the vector, but too common to look entries up by. */
export function isLookupTerm(term: string): boolean {
  return term.length > 1 && !isOneCharacter(term)
}

function isOneCharacter(term: string): boolean {
  return term.length === ((term.codePointAt(0) ?? 0) > 0xffff ? 2 : 1)
}

function stemOf(text: string, run: Run, before: Run | undefined): string | undefined {
  // "fed's" is "fed" and "l'accord" is "accord": what an apostrophe cuts off says nothing by itself.
  if (run.count === 1) return undefined
  const isPlain = run.to - run.from === run.count
  // "12th" and "3rd" are their number.
  const isEnding = before?.kind === DIGIT && before.to === run.from && run.count === 2
  if (isEnding && ENDING.test(text.slice(run.from, run.to))) return undefined
  const first = unitAt(text, run.from)
  const isArabic = first >= 0x600 && first <= 0x6ff
  const skipped = isArabic ? articleLength(text, run) : 0
  if (isPlain) return cut(text, run.from + skipped, Math.min(run.to, run.from + skipped + STEM_CHARS))
  return charsOf(text, run)
    .slice(skipped, skipped + STEM_CHARS)
    .join('')
}

/**
 * Letters of the Arabic article with what is written in one with it ("and", "with", "like", "for"), where at least three
 * letters of a word are left: stems would consist of it otherwise (the prefixes of Larkey's light10 stemmer).
 */
function articleLength(text: string, { from, to, count }: Run): number {
  const first = unitAt(text, from)
  const length = first === LAM ? (unitAt(text, from + 1) === LAM ? 2 : 0) : clitics(text, from, to, first)
  // A lone waw begins words of its own: minister, homeland.
  return count - length >= (length === 1 ? 4 : 3) ? length : 0
}

function clitics(text: string, from: number, to: number, first: number): number {
  const isJoined = first === WAW || first === BEH || first === KAF || first === FEH
  const at = isJoined ? from + 1 : from
  const isArticle = at + 1 < to && unitAt(text, at) === ALEF && unitAt(text, at + 1) === LAM
  return isArticle ? at + 2 - from : first === WAW ? 1 : 0
}

function visitGrams(text: string, run: Run, size: number, visit: (term: string) => boolean): boolean {
  const { from, to, count } = run
  if (count <= size) return visit(cut(text, from, to))
  if (to - from === count) {
    for (let at = from; at + size <= to; at++) if (!visit(cut(text, at, at + size))) return false
    return true
  }
  const chars = charsOf(text, run)
  for (let at = 0; at + size <= count; at++) if (!visit(chars.slice(at, at + size).join(''))) return false
  return true
}

/** Characters of a run, each with its marks. */
function charsOf(text: string, { from, to }: Run): string[] {
  const chars: string[] = []
  for (const char of text.slice(from, to)) {
    if (chars.length > 0 && classNumber(char.codePointAt(0) ?? 0) === MARK_CLASS)
      chars[chars.length - 1] += char
    else chars.push(char)
  }
  return chars
}

/**
 * The next run behind gaps. Han and Kana make one, so that "対ドイツ" has its seams; a mark belongs to what it follows,
 * and one that follows nothing is a gap.
 */
function nextRun(text: string, start: number): Run | undefined {
  const { length } = text
  let from = start
  let kind = GAP
  let at = start
  for (; kind === GAP; ) {
    if (at >= length) return undefined
    from = at
    const unit = unitAt(text, at)
    const point = isHigh(unit) ? (text.codePointAt(at) ?? 0) : unit
    kind = runKind(classNumber(point))
    at += point > 0xffff ? 2 : 1
  }
  let count = 1
  while (at < length) {
    const unit = unitAt(text, at)
    const point = isHigh(unit) ? (text.codePointAt(at) ?? 0) : unit
    const next = classNumber(point)
    if (next !== MARK_CLASS) {
      if (runKind(next) !== kind && !(kind === DIGIT && isDecimalPoint(text, at))) break
      count++
    }
    at += point > 0xffff ? 2 : 1
  }
  return { kind, from, to: at, count }
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function runKind(kind: number): number {
  return kind === KANA ? HAN : kind === MARK_CLASS ? GAP : kind
}

function isDecimalPoint(text: string, at: number): boolean {
  return unitAt(text, at) === 0x2e && at + 1 < text.length && classNumber(unitAt(text, at + 1)) === DIGIT
}

function isSingleLetter(run: Run | undefined): run is Run {
  return run?.kind === LETTER_CLASS && run.count === 1
}

/** 007 is 7, and 2.50 is 2.5. */
function numberOf(digits: string): string {
  if (digits.includes('.')) return digits.endsWith('0') ? digits.replace(/(?<=\.\d+)0+$/u, '') : digits
  return digits.charCodeAt(0) === 0x30 ? digits.replace(/^0+(?=\d)/u, '') : digits
}
