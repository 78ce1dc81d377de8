import { expect, test } from 'vitest'
import type { Candidate } from '../../../../src/model/index.ts'
import { createRarity } from '../../../../src/rules/story/similarity.ts'
import { storyRarity } from '../../../../src/rules/story/story-rarity.ts'
import { report, statisticsOf } from '../support/make.ts'

test('a term counts once for each story, as far as the candidates tell', () => {
  const candidates = [
    report('Titanfall trailer', { story: 's1', id: '1' }),
    report('Titanfall launch', { story: 's1', id: '2' }),
    report('Titanfall review', { story: 's1', id: '3' }),
    report('Launch of a ferry', { story: 's2', id: '4' }),
  ]

  const [one, two, three, other] = candidates as [Candidate, Candidate, Candidate, Candidate]
  const entry = report('Titanfall launch at the reef')
  const rarity = storyRarity(
    entry,
    [[one, two, three], [other]],
    statisticsOf(entry, 1_000, { titan: 60, launc: 40, reef: 7 }),
  )

  // Three holders in one story; two in two; none at hand.
  const expected = createRarity(
    entry.fingerprint,
    statisticsOf(entry, 1_000, { titan: 20, launc: 40, reef: 7 }),
  )
  for (const term of ['titan', 'launc', 'reef', 'ferry']) expect(rarity(term)).toBe(expected(term))
})
