import { hashId } from '../ids.ts'
import { factsOf } from './facts.ts'
import { foldLetters } from './fold-letters.ts'
import { FUNCTION_WORDS } from './function-words.ts'
import { languageGroup } from './language.ts'
import { cleanText, cleanTitle, oneScript } from './normalise-title.ts'
import { peopleOf, placesOf } from './places.ts'
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
const LEAST_NAME_LETTERS = 4
/** "OpenAI" in a Chinese headline is a name whatever its length, "AI" and "GDP" are words of the language. */
const LEAST_FOREIGN_LETTERS = 4
/** Endings are cut off: Zelensky and Zelenskyy, Merkel and Merkels. */
const NAME_LETTERS = 7
const LONGEST_WORDS = 3
const LONGEST_CHARS = 10
const LATIN_WORD = /[\p{sc=Latn}][\p{sc=Latn}\p{M}\d]*/gu
const OTHER_WORD = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}]{4,}|[\p{sc=Katakana}ー]{3,}|\p{sc=Hang}{3,}/gu
const WORD = /[\p{sc=Latn}\p{M}\p{N}]+|[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}\p{M}\p{N}]+/gu
/** Languages that group digits with a plain space where a narrow one is not at hand. */
const SPACED_DIGITS = /^(?:fr|ru|uk|be|bg|pl|cs|sk|sv|no|nb|nn|fi|hu)\b/u
const UNSPACED = /[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}ーa-z]{2,}/gu
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
    for (const fact of factsOf(plain, input.language)) if (fact.startsWith('place:')) addFact(anchors, fact)
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
  const isTaken = (word: string) =>
    taken.has(word) ||
    COMMON.has(word) ||
    placesOf(word, language).length > 0 ||
    peopleOf(word, language).length > 0
  for (const [id, words] of worldNames.find(folded)) {
    anchors.add(`world:${id}`)
    for (const word of words) taken.add(word)
  }
  for (const [id] of happenings.find(folded)) anchors.add(`event:${id}`)
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
  const folded = foldLetters(word.normalize('NFKC').toLowerCase())
  if (isTaken(folded)) return
  if (group !== 'latn') {
    if (folded.length >= LEAST_FOREIGN_LETTERS) anchors.add(`name:${folded.slice(0, NAME_LETTERS)}`)
    return
  }
  if (!/^\p{Lu}|\d/u.test(word) || folded.length < LEAST_NAME_LETTERS) return
  anchors.add(`name:${folded.slice(0, NAME_LETTERS)}`)
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

interface Lexicon {
  /** Ids found in a folded text, each with the words it was found in. */
  find(folded: string): Map<string, readonly string[]>
}

const worldNames = createLexicon(WORLD_NAMES)
const happenings = createLexicon(HAPPENINGS)

function createLexicon(lines: ReadonlyMap<string, readonly string[]>): Lexicon {
  const whole = new Map<string, string>()
  const prefixes = new Map<string, string>()
  /** By the first letters of their first word. */
  const phrases = new Map<string, { readonly parts: readonly string[]; readonly id: string }[]>()
  const unspaced = new Map<string, string>()
  for (const [id, forms] of lines) {
    for (const form of forms) {
      const isPrefix = form.endsWith('*')
      const folded = foldLetters(cleanText(form.replaceAll('*', '')))
      if (/[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}]/u.test(folded)) unspaced.set(folded.replaceAll(' ', ''), id)
      else if (form.includes('*') && folded.includes(' ')) addPhrase(folded.split(' '), id)
      else if (isPrefix) prefixes.set(folded, id)
      else whole.set(folded, id)
    }
  }
  const starts = new Set([...unspaced.keys()].map((name) => name.slice(0, 2)))

  /** Words of a prefix form may each have any ending: "верховн суд" is found in "верховного суда". */
  function byPrefix(words: readonly string[]): string | undefined {
    if (words.length === 1) {
      const [word = ''] = words
      for (let length = word.length; length >= 3; length--) {
        const id = prefixes.get(word.slice(0, length))
        if (id !== undefined) return id
      }
      return undefined
    }
    const candidates = phrases.get(words[0]?.slice(0, 3) ?? '') ?? []
    return candidates.find(
      ({ parts }) =>
        parts.length === words.length && parts.every((part, index) => words[index]?.startsWith(part)),
    )?.id
  }

  function addPhrase(parts: readonly string[], id: string): void {
    const start = parts[0]?.slice(0, 3) ?? ''
    phrases.set(start, [...(phrases.get(start) ?? []), { parts, id }])
  }

  return {
    find(folded) {
      const found = new Map<string, readonly string[]>()
      const words = folded.match(WORD) ?? []
      for (let at = 0; at < words.length; at++) {
        for (let count = Math.min(LONGEST_WORDS, words.length - at); count > 0; count--) {
          const span = words.slice(at, at + count)
          const id = whole.get(span.join(' ')) ?? withoutArticle(whole, span) ?? byPrefix(span)
          if (id === undefined) continue
          found.set(id, span)
          at += count - 1
          break
        }
      }
      for (const run of folded.replaceAll(' ', '').match(UNSPACED) ?? []) {
        for (let at = 0; at + 2 <= run.length; at++) {
          if (!starts.has(run.slice(at, at + 2))) continue
          for (let length = Math.min(LONGEST_CHARS, run.length - at); length >= 2; length--) {
            const form = run.slice(at, at + length)
            const id = unspaced.get(form)
            if (id === undefined) continue
            found.set(id, [form])
            at += length - 1
            break
          }
        }
      }
      return found
    },
  }
}

/** Arabic writes "and", "for", "by" and the article in one with the word. */
function withoutArticle(names: ReadonlyMap<string, string>, [word = '', ...rest]: readonly string[]) {
  if (rest.length > 0 || !/^\p{sc=Arab}/u.test(word)) return undefined
  return names.get(word.replace(/^(?:[وبلفك])?(?:ال)?/u, '')) ?? names.get(word.replace(/^[وبلفك]/u, ''))
}
