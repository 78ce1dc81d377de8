import { BACKGROUND, writeBackground } from '../support/headlines/background.ts'
import {
  scoreLinks,
  scoreTranslations,
  type TranslationScore,
} from '../support/headlines/score-translations.ts'
import { TRANSLATED_EVENTS, UNSEEN_TRANSLATED_EVENTS } from '../support/headlines/translations.ts'

export interface Links {
  readonly name: string
  readonly score: TranslationScore
}

/** Chinese headlines that the pairs of our own are looked for among. */
const AMONG = 5_000

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
  ]
}

export function linkRow({ name, score }: Links): string[] {
  return [name, ...[score.headlines, score.pairs, score.linked, score.wrong.length].map(String)]
}
