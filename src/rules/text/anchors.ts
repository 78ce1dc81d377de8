import { hashId } from '../ids.ts'
import { factsOf, placeFactsOf } from './facts.ts'
import { foldLetters } from './fold-letters.ts'
import { FUNCTION_WORDS } from './function-words.ts'
import { languageGroup } from './language.ts'
import { createLexicon, spacedWords } from './lexicon.ts'
import { cleanText, cleanTitle, oneScript } from './normalise-title.ts'
import { namesPlace, peopleOf } from './places.ts'
import { soundOf } from './sounds.ts'
import { HAPPENINGS, WORLD_NAMES } from './world-names.ts'

/**
 * What of a report reads alike in every language, as `kind:value`.
 *
 * url, image hashes · world nato (`world-names.ts`) · name openai (Latin letters) · sound tlnb (`sounds.ts`) ·
 * place JP · score 3-1 · model gpt-6 · figure 6.8 (three digits or a fraction) · small 46 · date 10-3 · event quake
 */
export type Anchor = string

export interface AnchorInput {
  readonly title: string
  readonly heading?: string | undefined
  readonly summary?: string | undefined
  readonly url?: string | undefined
  readonly imageUrl?: string | undefined
  readonly language: string
  readonly publisherName: string
}

const MAX_ANCHORS = 32
const SUMMARY_CHARS = 200
/** "OpenAI" is a name in a Chinese headline, too; "AI" and "GDP" are words of the language. */
const LEAST_LETTERS = 4
/** What may have more letters once it is folded. */
const NOT_ASCII = /[^\x00-\x7f]/u
/** Endings are cut off: Zelensky and Zelenskyy, Merkel and Merkels. */
const NAME_LETTERS = 7
const LATIN_WORD = /[\p{sc=Latn}][\p{sc=Latn}\p{M}\d]*/gu
const OTHER_WORD = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}]{4,}|[\p{sc=Katakana}ー]{3,}|\p{sc=Hang}{3,}/gu
/** Languages that group digits with a plain space where a narrow one is not at hand. */
const SPACED_DIGITS = /^(?:fr|ru|uk|be|bg|pl|cs|sk|sv|no|nb|nn|fi|hu)\b/u
const COMMON = new Set(Object.values(FUNCTION_WORDS).flat())

/** Never throws, whatever the strings hold. */
export function anchorsOf(input: AnchorInput): Anchor[] {
  const title = cleanTitle(input.heading ?? input.title, input.publisherName, input.language).text
  const group = languageGroup(input.language, title)
  const raw = (input.heading ?? input.title).slice(0, 1000)
  const summary = (input.summary ?? '').slice(0, SUMMARY_CHARS)
  const anchors = new Set<Anchor>()
  if (input.imageUrl !== undefined) anchors.add(`image:${hashId(withoutQuery(input.imageUrl))}`)
  addWords(anchors, title, raw, group, input.language)
  for (const fact of factsOf(grouped(title, input.language), input.language)) addFact(anchors, fact)
  for (const place of peopleOf(title, input.language)) anchors.add(`place:${place}`)
  const plain = oneScript(cleanText(summary), group)
  if (plain !== '') {
    addWords(anchors, plain, summary, group, input.language)
    for (const fact of placeFactsOf(plain, input.language)) addFact(anchors, fact)
    for (const place of peopleOf(plain, input.language)) anchors.add(`place:${place}`)
  }
  return [...anchors].slice(0, MAX_ANCHORS)
}

/** Kind of an anchor: what stands before its first colon. */
export function kindOf(anchor: Anchor): string {
  return anchor.slice(0, anchor.indexOf(':'))
}

function addWords(anchors: Set<Anchor>, clean: string, raw: string, group: string, language: string): void {
  const folded = foldLetters(clean)
  const taken = new Set<string>()
  const isTaken = (word: string) => taken.has(word) || COMMON.has(word) || namesPlace(word, language)
  const words = spacedWords(folded)
  for (const [id, found] of worldNames.find(folded, words)) {
    anchors.add(`world:${id}`)
    for (const word of found) taken.add(word)
  }
  for (const [id] of happenings.find(folded, words)) anchors.add(`event:${id}`)
  for (const word of raw.match(LATIN_WORD) ?? []) addLatin(anchors, word, group, isTaken)
  for (const word of folded.match(OTHER_WORD) ?? []) {
    const sound = isTaken(word) ? undefined : soundOf(word)
    if (sound !== undefined) anchors.add(`sound:${sound}`)
  }
}

/** In a text of Latin letters a name is what has a capital; elsewhere every Latin word is one. */
function addLatin(
  anchors: Set<Anchor>,
  word: string,
  group: string,
  isTaken: (word: string) => boolean,
): void {
  // What costs little is asked first: most words of a text in Latin letters have no capital.
  if (word.length < LEAST_LETTERS && !NOT_ASCII.test(word)) return
  if (group === 'latn' && !/^\p{Lu}|\d/u.test(word)) return
  const folded = foldLetters(word.normalize('NFKC').toLowerCase())
  if (folded.length < LEAST_LETTERS || isTaken(folded)) return
  anchors.add(`name:${folded.slice(0, NAME_LETTERS)}`)
  if (group !== 'latn') return
  const sound = soundOf(folded)
  if (sound !== undefined) anchors.add(`sound:${sound}`)
}

function addFact(anchors: Set<Anchor>, fact: string): void {
  const at = fact.indexOf(':')
  const kind = fact.slice(0, at)
  const value = fact.slice(at + 1)
  if (kind === 'score' || kind === 'date') anchors.add(fact)
  else if (kind === 'place') {
    const [country = value] = value.split('/')
    anchors.add(`place:${country}`)
    if (country !== value) anchors.add(fact)
  } else if (/^key\.[a-z]{2,7}$/u.test(kind) && Number(value) < 1000) {
    // GPT-6, iPhone 17, Boeing 737; longer words are seldom names of a model.
    anchors.add(`model:${kind.slice(4)}-${value}`)
  } else if (kind === 'n' || kind === 'count' || kind === 'magnitude') {
    const digits = value.replace(/\D/gu, '').replace(/0+$/u, '').length
    if (digits >= 3 || value.includes('.') || Number(value) >= 1000) anchors.add(`figure:${value}`)
    else if (Number(value) >= 3) anchors.add(`small:${value}`)
  }
}

function grouped(text: string, language: string): string {
  if (!SPACED_DIGITS.test(language)) return text
  return text.replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])/gu, (number) => number.replaceAll(' ', ''))
}

function withoutQuery(url: string): string {
  return url.replace(/^https?:/u, '').replace(/[?#].*$/su, '')
}

const worldNames = createLexicon(WORLD_NAMES)
const happenings = createLexicon(HAPPENINGS)
