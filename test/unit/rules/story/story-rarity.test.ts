import { expect, test } from 'vitest'
import { storyStatistics } from '../../../../src/rules/story/story-rarity.ts'
import { report } from '../support/make.ts'

test('a term counts once for each story, as far as the candidates tell', () => {
  const candidates = [
    report('Titanfall trailer', { story: 's1', id: '1' }),
    report('Titanfall launch', { story: 's1', id: '2' }),
    report('Titanfall review', { story: 's1', id: '3' }),
    report('Launch of a ferry', { story: 's2', id: '4' }),
  ]

  const { documentCount, documentFrequency } = storyStatistics(candidates, {
    documentCount: 1_000,
    documentFrequency: new Map(Object.entries({ titan: 60, launc: 40, reef: 7 })),
  })

  expect(documentCount).toBe(1_000)
  // Three holders in one story; two in two; none at hand.
  expect(Object.fromEntries(documentFrequency)).toEqual({ titan: 20, launc: 40, reef: 7 })
})
