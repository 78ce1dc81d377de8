import type { Fingerprint } from '../../model/entry.ts'
import { createMemory } from '../memory.ts'
import { foldLetters } from './fold-letters.ts'
import { cleanText } from './normalise-title.ts'
import { hashOfWord } from './reading.ts'
import { isWordPart } from './scripts-of-text.ts'
import { firstOfSame } from './synonyms.ts'
import { termListOf } from './term-list.ts'
import { visitTerms } from './tokenise.ts'
import { unitAt } from './units.ts'

/** Apostrophes and the hyphen are parts of words here. */
const [CURLY, STRAIGHT, HYPHEN] = [..."’'-"].map((char) => char.charCodeAt(0))
/** German writes every noun with a capital. */
const NOUNS_HAVE_CAPITALS = /^(?:de|lb)\b/u
/** A title most of whose words have capitals tells nothing by them. */
const MOST_CAPITALS = 0.55
const HAS_CASE = /^[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}]/u
/** What a word with a capital of its own stands behind. */
const IN_SENTENCE = /[\p{L}\p{N},–—-]$/u
const LEAST_LETTERS = 4
const LEAST_WORDS = 4
const MAX_NAMES = 6
const MAX_CHARS = 300

/**
 * Names in a headline written as a sentence, by their capitals: stems as `tokenise` makes them. The first word, and what
 * follows a full stop, colon or quotation mark, may have its capital from there. Empty for scripts without capitals.
 */
export function titleNames(title: string, language: string): string[] {
  if (NOUNS_HAVE_CAPITALS.test(language)) return []
  const text = title.length > MAX_CHARS ? title.slice(0, MAX_CHARS) : title
  const { length } = text
  const capitals: Word[] = []
  let count = 0
  let from = 0
  for (let at = 0; at <= length; ) {
    const unit = at < length ? unitAt(text, at) : 0
    const point = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(at) ?? 0) : unit
    const end = at + (point > 0xffff ? 2 : 1)
    if (!isWordPart(point) && point !== CURLY && point !== STRAIGHT && point !== HYPHEN) {
      if (at - from >= LEAST_LETTERS && hasCase(text, from)) {
        count++
        const word = isUpper(text, from) ? text.slice(from, at) : ''
        if (word !== word.toUpperCase()) capitals.push({ word, at: from })
      }
      from = end
    }
    at = end
  }
  if (count < LEAST_WORDS || capitals.length > MOST_CAPITALS * count) return []
  const stems = new Set<string>()
  for (const { word, at } of capitals) {
    if (!followsWord(title, at)) continue
    visitTerms(foldLetters(cleanText(word)), (stem) => {
      stems.add(firstOfSame(stem, hashOfWord(stem)))
      return false
    })
  }
  return [...stems].slice(0, MAX_NAMES)
}

interface Word {
  readonly word: string
  readonly at: number
}

/** Pure memory of a pure function: what a letter is. 0: not asked yet. */
const traits = new Uint8Array(0x10000)
const KNOWN = 1
const CASED = 2
const UPPER = 4

function hasCase(text: string, at: number): boolean {
  return (traitsAt(text, at) & CASED) !== 0
}

function isUpper(text: string, at: number): boolean {
  return (traitsAt(text, at) & UPPER) !== 0
}

function traitsAt(text: string, at: number): number {
  const unit = unitAt(text, at)
  const known = traits[unit] as number
  if (known !== 0) return known
  const point = text.codePointAt(at) ?? 0
  const char = String.fromCodePoint(point)
  const read = KNOWN | (HAS_CASE.test(char) ? CASED : 0) | (/^\p{Lu}/u.test(char) ? UPPER : 0)
  if (point <= 0xffff) traits[unit] = read
  return read
}

function followsWord(title: string, at: number): boolean {
  return IN_SENTENCE.test(title.slice(0, at).trimEnd().slice(-2))
}

/** Both name somebody or something, and neither what the other does. */
export function nameOthers(a: Fingerprint, b: Fingerprint): boolean {
  const ours = namesOf(a)
  if (ours.length === 0) return false
  const theirs = namesOf(b)
  if (theirs.length === 0) return false
  return !holdsAny(b, ours) && !holdsAny(a, theirs)
}

function holdsAny(print: Fingerprint, names: readonly string[]): boolean {
  const { table, numbers } = termListOf(print)
  return names.some((name) => numbers.includes(table.numberOf(name)))
}

/** An entry is compared with many: pure memory of a pure function. */
const NAMES = createMemory<readonly string[], readonly string[]>('names')

function namesOf({ facts }: Fingerprint): readonly string[] {
  let names = NAMES.get(facts)
  if (!names) {
    names = facts.flatMap((fact) => (fact.startsWith('name:') ? [fact.slice(5)] : []))
    NAMES.set(facts, names)
  }
  return names
}
