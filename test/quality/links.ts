import { BACKGROUND, writeBackground } from '../support/headlines/background.ts'
import {
  type Headline,
  scoreLinks,
  scoreTranslations,
  type TranslationScore,
} from '../support/headlines/score-translations.ts'
import { TRANSLATED_EVENTS, UNSEEN_TRANSLATED_EVENTS } from '../support/headlines/translations.ts'
import { writeReplay } from '../support/newsroom/replay.ts'

export interface Links {
  readonly name: string
  readonly score: TranslationScore
  /** Made to tempt: wrong links in it are shown, and miss no bar. */
  readonly isTemptation?: boolean
}

/** Chinese headlines that the pairs of our own are looked for among. */
const AMONG = 5_000
const NEWSROOM_SEEDS = [3, 42]
const NEWSROOM_ENTRIES = 1_200

/** What is linked across languages: pairs of our own, and what none of many unlike headlines should be. */
export function measureLinks(english: readonly string[]): Links[] {
  const chinese = writeBackground({ ...BACKGROUND, startAt: 0 })
  const titles = english.map((line) => ({ language: 'en', title: String(JSON.parse(line).title) }))
  return [
    { name: 'our own pairs in nine languages', score: scoreTranslations(TRANSLATED_EVENTS, AMONG) },
    { name: '… written after the rule', score: scoreTranslations(UNSEEN_TRANSLATED_EVENTS, AMONG) },
    {
      name: 'the English day and the Chinese background, no two of one event',
      score: scoreLinks([...chinese, ...titles]),
    },
    ...NEWSROOM_SEEDS.map((seed) => ({
      name: `the simulated newsroom, whose few people do many things (seed ${seed})`,
      score: scoreLinks(readNewsroom(seed)),
      isTemptation: true,
    })),
  ]
}

function readNewsroom(seed: number): Headline[] {
  const numbers = new Map<string, number>()
  return writeReplay({ seed, entries: NEWSROOM_ENTRIES }).map((line) => {
    const { language, title, event } = JSON.parse(line) as Record<'language' | 'title' | 'event', string>
    const number = numbers.get(event) ?? numbers.size
    numbers.set(event, number)
    return { language, title, event: number }
  })
}

export function linkRow({ name, score }: Links): string[] {
  return [name, ...[score.headlines, score.pairs, score.linked, score.wrong.length].map(String)]
}
