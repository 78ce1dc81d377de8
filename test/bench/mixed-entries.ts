import { EVENTS } from '../support/headlines/events.ts'
import { TRANSLATED_EVENTS } from '../support/headlines/translations.ts'
import { createRandom, type Random } from '../support/newsroom/random.ts'
import { writeReplay } from '../support/newsroom/replay.ts'

export interface MixedEntry {
  readonly title: string
  readonly summary?: string
  readonly url: string
  readonly language: string
  readonly publisherName: string
}

export const LANGUAGES = ['en', 'zh', 'ar', 'de', 'es', 'ru', 'ja', 'ko', 'th'] as const

const SEED = 42
/** Enough for some thousand different sentences of the languages that the newsroom writes. */
const REPLAY_LINES = 6_000
/** As many languages of the mix ask for more headlines than there are of them, these are put together of halves. */
const FEW = 200
const PATHS = ['world', 'business', 'sport', 'technology/science', 'news/2026/01/05'] as const
const QUERIES = ['', '', '?utm_source=rss&utm_medium=feed', '?id=48151623&from=rss', '#comments'] as const

/**
 * Different entries as publishers of nine languages send them, as many of each: every second one has a summary of 300
 * characters, every eighth says around its title who sent it.
 */
export function writeMixedEntries(count: number): MixedEntry[] {
  const random = createRandom('mixed', SEED)
  const sentences = sentencesByLanguage()
  return Array.from({ length: count }, (_, number): MixedEntry => {
    const language = LANGUAGES[number % LANGUAGES.length] ?? 'en'
    const round = Math.floor(number / LANGUAGES.length)
    const known = sentences.get(language) ?? []
    const title = headline(known, random)
    const publisherName = `Paper ${number % 40}`
    const path = `${random.pick(PATHS)}/${slugOf(title)}-${number}.html`
    return {
      title: round % 8 === 7 ? `${title} - ${publisherName}` : title,
      ...(round % 2 === 1 && { summary: body(known, random) }),
      url: `https://www.paper-${number % 40}.example/${path}${random.pick(QUERIES)}`,
      language,
      publisherName,
    }
  })
}

function sentencesByLanguage(): ReadonlyMap<string, readonly string[]> {
  const sentences = new Map<string, string[]>(LANGUAGES.map((language) => [language, []]))
  const add = (language: string, text: string) => sentences.get(language)?.push(text)
  for (const line of writeReplay({ seed: SEED, entries: REPLAY_LINES })) {
    const { language, title, summary } = JSON.parse(line) as Record<'language' | 'title' | 'summary', string>
    add(language, title)
    add(language, summary)
  }
  for (const [language, events] of Object.entries(EVENTS))
    for (const title of events.flat()) add(language, title)
  for (const event of TRANSLATED_EVENTS)
    for (const [language, title] of Object.entries(event)) add(language, title)
  return sentences
}

/** Each has numbers of its own, so that none is another's copy. */
function headline(known: readonly string[], random: Random): string {
  const text = random.pick(known)
  const other = random.pick(known)
  const told = known.length >= FEW ? text : `${half(text, 0)}${half(other, 1)}`
  return told.replace(/\d/gu, () => String(random.int(1, 9)))
}

function half(text: string, which: 0 | 1): string {
  const middle = text.indexOf(' ', text.length / 2)
  const at = middle < 0 ? Math.floor(text.length / 2) : middle
  return which === 0 ? text.slice(0, at) : text.slice(at)
}

function body(known: readonly string[], random: Random): string {
  let text = headline(known, random)
  while (text.length < 300) text += ` ${headline(known, random)}`
  return text.slice(0, 300)
}

/** As publishing software makes one of a title; of other letters nothing stays. */
function slugOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z\d]+/gu) ?? ['article']
  return words.slice(0, 8).join('-')
}
