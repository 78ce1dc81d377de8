import { foldLetters } from './fold-letters.ts'
import { type CharClass, charClass } from './scripts-of-text.ts'

/** Letters kept of a word: cuts inflection in every spaced script about as well as a stemmer. */
const STEM_CHARS = 5
/** Longest text that becomes terms. */
const MAX_CHARS = 1000

const ARABIC_PREFIX = /^(?:[وبكف]ال|لل|ال|و)/u

interface Run {
  readonly kind: CharClass
  readonly chars: readonly string[]
}

/**
 * Terms of a clean text, in order, repeated ones too: five-letter stems of spaced words, bigrams and single
 * characters of Han and Kana, bigrams of Hangul, trigrams of scripts without word gaps, numbers as `#15`.
 */
export function tokenise(clean: string): string[] {
  const terms: string[] = []
  const runs = runsOf(foldLetters(clean.slice(0, MAX_CHARS)))
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1]
    const after = runs[index + 1]
    if (run.kind === 'digit') {
      const unit = after?.kind === 'letter' && after.chars.length === 1 ? after.chars.join('') : ''
      terms.push(isSingleLetter(before) ? `${before?.chars[0]}${numberOf(run)}` : `#${numberOf(run)}${unit}`)
    } else if (run.kind === 'letter') {
      pushStem(terms, run, before)
    } else if (run.kind === 'han' || run.kind === 'kana') {
      pushGrams(terms, run.chars, 2)
      if (run.chars.length > 1) terms.push(...run.chars)
    } else if (run.kind === 'hangul') {
      pushGrams(terms, run.chars, 2)
    } else if (run.kind === 'unspaced') {
      pushGrams(terms, run.chars, 3)
    }
  }
  return terms
}

/** Single characters: part of the vector, but too common to look entries up by. */
export function isLookupTerm(term: string): boolean {
  return term.length > 1 && !isOneCharacter(term)
}

function isOneCharacter(term: string): boolean {
  return String.fromCodePoint(term.codePointAt(0) ?? 0) === term
}

function pushStem(terms: string[], run: Run, before: Run | undefined): void {
  // "fed's" is "fed" and "l'accord" is "accord": what an apostrophe cuts off says nothing by itself.
  if (run.chars.length === 1) return
  // "12th" and "3rd" are their number.
  if (before?.kind === 'digit' && /^(?:st|nd|rd|th)$/u.test(run.chars.join(''))) return
  terms.push(run.chars.slice(articleLength(run.chars)).slice(0, STEM_CHARS).join(''))
}

/**
 * Letters of the Arabic article with what is written in one with it ("and", "with", "like", "for"), where at least three
 * letters of a word are left: stems would consist of it otherwise (the prefixes of Larkey's light10 stemmer).
 */
function articleLength(chars: readonly string[]): number {
  const first = chars[0] ?? ''
  if (first < '\u0600' || first > '\u06ff') return 0
  const prefix = ARABIC_PREFIX.exec(chars.join(''))?.[0] ?? ''
  // A lone waw begins words of its own: minister, homeland.
  return chars.length - prefix.length >= (prefix.length === 1 ? 4 : 3) ? prefix.length : 0
}

function pushGrams(terms: string[], chars: readonly string[], size: number): void {
  if (chars.length <= size) {
    terms.push(chars.join(''))
    return
  }
  for (let at = 0; at + size <= chars.length; at++) terms.push(chars.slice(at, at + size).join(''))
}

/** Runs of one class; marks belong to the run before; Han and Kana make one run, so that "対ドイツ" has its seams. */
function runsOf(text: string): Run[] {
  const runs: { kind: CharClass; chars: string[] }[] = []
  let current: { kind: CharClass; chars: string[] } | undefined
  const points = [...text]
  for (const [index, char] of points.entries()) {
    let kind = charClass(char.codePointAt(0) ?? 0)
    if (kind === 'gap' && current?.kind === 'digit' && isDecimalPoint(char, points[index + 1])) kind = 'digit'
    if (kind === 'mark') {
      const last = current && current.kind !== 'gap' ? current.chars.length - 1 : -1
      if (current && last >= 0) current.chars[last] += char
      continue
    }
    if (kind === 'kana') kind = 'han'
    if (current?.kind === kind) current.chars.push(char)
    else {
      current = { kind, chars: [char] }
      runs.push(current)
    }
  }
  return runs
}

function isDecimalPoint(char: string, next: string | undefined): boolean {
  return char === '.' && next !== undefined && charClass(next.codePointAt(0) ?? 0) === 'digit'
}

function isSingleLetter(run: Run | undefined): boolean {
  return run?.kind === 'letter' && run.chars.length === 1
}

function numberOf(run: Run): string {
  const text = run.chars.join('')
  return text.includes('.') ? text : text.replace(/^0+(?=\d)/u, '')
}
