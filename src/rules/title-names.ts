import type { Fingerprint } from '../model/entry.ts'
import { cleanText } from './normalise-title.ts'
import { tokenise } from './tokenise.ts'

const WORD = /[\p{L}\p{M}\p{N}’'-]+/gu
/** German writes every noun with a capital. */
const NOUNS_HAVE_CAPITALS = /^(?:de|lb)\b/u
/** A title most of whose words have capitals tells nothing by them. */
const MOST_CAPITALS = 0.55
const LEAST_LETTERS = 4
const LEAST_WORDS = 4
const MAX_NAMES = 6

/**
 * Names in a headline written as a sentence, by their capitals: stems as `tokenise` makes them. The first word, and what
 * follows a full stop, colon or quotation mark, may have its capital from there. Empty for scripts without capitals.
 */
export function titleNames(title: string, language: string): string[] {
  if (NOUNS_HAVE_CAPITALS.test(language)) return []
  const words = [...title.slice(0, 300).matchAll(WORD)]
  const long = words.filter(
    ([word]) => /^[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}]/u.test(word) && word.length >= LEAST_LETTERS,
  )
  if (long.length < LEAST_WORDS) return []
  const capitals = long.filter(([word]) => isCapital(word))
  if (capitals.length > MOST_CAPITALS * long.length) return []
  const names = capitals.filter(
    ({ index }) => index > 0 && /[\p{L}\p{N},–—-]\s*$/u.test(title.slice(0, index)),
  )
  const stems = names.flatMap(([word]) => tokenise(cleanText(word)).slice(0, 1))
  return [...new Set(stems)].slice(0, MAX_NAMES)
}

/** Both name somebody or something, and neither what the other does. */
export function nameOthers(a: Fingerprint, b: Fingerprint): boolean {
  const [ours, theirs] = [namesOf(a), namesOf(b)]
  if (ours.length === 0 || theirs.length === 0) return false
  return (
    !ours.some((name) => Object.hasOwn(b.terms, name)) && !theirs.some((name) => Object.hasOwn(a.terms, name))
  )
}

function namesOf({ facts }: Fingerprint): string[] {
  return facts.flatMap((fact) => (fact.startsWith('name:') ? [fact.slice(5)] : []))
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word) && word !== word.toUpperCase()
}
