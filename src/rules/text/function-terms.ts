import { COMMON_WORDS, DEED_WORDS } from './common-words.ts'
import { FUNCTION_WORDS } from './function-words.ts'
import { createWordFilter, hashOfWord } from './reading.ts'
import { charClass, isHiragana } from './scripts-of-text.ts'
import { firstOfSame } from './synonyms.ts'
import { tokenise } from './tokenise.ts'

/** Commonest characters of headlines: a part of words far more often than one. */
const COMMON_HAN = new Set(
  '的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从月今新被最开已名被市称'.split(
    '',
  ),
)

/** Words and names whose stems are those of "comment", "contra", "diese", "seine", "there" and "werden": they do tell something. */
const TELLING_STEMS: ReadonlySet<string> = new Set(
  ['commerzbank', 'control', 'diesel', 'seine', 'theresa', 'werder'].flatMap((word) => tokenise(word)),
)

const FUNCTION_TERMS: ReadonlySet<string> = new Set(
  Object.values(FUNCTION_WORDS)
    .flatMap((words) => words.flatMap((word) => tokenise(word)))
    .filter((term) => !TELLING_STEMS.has(term)),
)

/** Most terms are none, and many are asked. */
const FUNCTION_HASHES = createWordFilter([...FUNCTION_TERMS].map((term) => hashOfWord(term)))

/** Terms of the words that headlines use of any event; of Han and Kana the pairs, since single ones are common anyway. */
const COMMON_TERMS: ReadonlySet<string> = new Set([
  ...COMMON_WORDS.flatMap((word) => tokenise(word)).filter((term) => term.length > 1),
  ...TELLING_STEMS,
])
const DEED_TERMS: ReadonlySet<string> = new Set(
  DEED_WORDS.flatMap((word) => tokenise(word)).map((term) => firstOfSame(term, hashOfWord(term))),
)

/** Of common words, and of numbers of one digit. */
const COMMON_SHARE = 0.003

/** A term that says how a language works rather than what happened. */
export function isFunctionTerm(term: string): boolean {
  if (FUNCTION_HASHES.mayHold(hashOfWord(term)) && FUNCTION_TERMS.has(term)) return true
  return term.length <= 2 && ((term.length === 1 && COMMON_HAN.has(term)) || isParticle(term))
}

/** A word that headlines use of any event, or a number of one digit. */
export function isCommonTerm(term: string): boolean {
  return COMMON_TERMS.has(term) || /^#\d$/u.test(term)
}

/** A verb that says what was done, as headlines have it of any event. */
export function isDeedTerm(term: string): boolean {
  return DEED_TERMS.has(term)
}

/**
 * Part of all documents a term is expected in before any were counted: keeps a young index from taking
 * "the … of" for evidence.
 */
export function expectedShare(term: string): number {
  if (FUNCTION_TERMS.has(term)) return term.length <= 3 ? 0.15 : 0.05
  if (isParticle(term)) return 0.1
  const point = term.codePointAt(0) ?? 0
  if (String.fromCodePoint(point) === term && charClass(point) === 'han')
    return COMMON_HAN.has(term) ? 0.1 : 0.02
  return isCommonTerm(term) ? COMMON_SHARE : 0
}

/** Hiragana only, at most two: する, から, の. */
function isParticle(term: string): boolean {
  if (term.length > 2) return false
  for (let at = 0; at < term.length; at++) if (!isHiragana(term.charCodeAt(at))) return false
  return true
}
