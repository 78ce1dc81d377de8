import { expect, test } from 'vitest'
import type { Candidate } from '../../../../src/model/index.ts'
import { createRarity } from '../../../../src/rules/story/similarity.ts'
import { storyRarity } from '../../../../src/rules/story/story-rarity.ts'
import { tellingTerms, termListOf } from '../../../../src/rules/text/term-list.ts'
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

test('the walk that counts tells of each candidate what it shares with the entry', () => {
  const entry = report('Police hold 3 after Titanfall launch at the reef')
  const candidates = [
    report('Titanfall launch', { story: 's1', id: '1' }),
    report('Police hold 3', { story: 's1', id: '2' }),
    report('Ferry timetable', { story: 's2', id: '3' }),
  ]
  const [one, two, other] = candidates as [Candidate, Candidate, Candidate]

  const { shared } = storyRarity(entry, [[one, two], [other]], statisticsOf(entry, 1_000, {}))

  expect(shared?.print).toBe(entry.fingerprint)
  for (const { fingerprint } of candidates) {
    expect(shared?.of.get(fingerprint)).toEqual(
      tellingTerms(termListOf(entry.fingerprint), termListOf(fingerprint)),
    )
  }
  expect(candidates.map(({ fingerprint }) => shared?.of.get(fingerprint)?.count)).toEqual([2, 3, 0])
})
