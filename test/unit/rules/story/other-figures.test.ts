import { expect, test } from 'vitest'
import type { TermStatistics } from '../../../../src/model/index.ts'
import { giveOtherFigures } from '../../../../src/rules/story/other-figures.ts'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { HOUR, NOW, report } from '../support/make.ts'

const flood = report('Palmeiro floods: 14,500 moved to higher ground', {
  summary: 'Soldiers in boats reached the old town after 280 mm of rain.',
})

test.each([
  [true, 'two figures each', 'Novigrad under water', 'Rain of 310 mm drove 47,300 people from home.'],
  [false, 'one in common', 'Palmeiro under water', 'Some 14,500 people sleep in 9 schools.'],
  [false, 'a single figure', 'Palmeiro under water', 'The river rose by 4 metres.'],
  [false, 'none', 'Palmeiro under water', 'The river rose in the night.'],
  [false, 'no summary', '47,300 flee Novigrad floods after 310 mm of rain', ''],
])('%s for %s', (expected, _, title, summary) => {
  const other = report(title, { summary, publisher: 'Hill Post' })

  expect(giveOtherFigures(flood.fingerprint, other.fingerprint)).toBe(expected)
  expect(giveOtherFigures(other.fingerprint, flood.fingerprint)).toBe(expected)
})

test('another flood in the same words is another event by its figures', () => {
  const nothing: TermStatistics = { documentCount: 0, documentFrequency: [] }
  const first = report('Survivors of the flood tell of their escape', {
    summary: 'Families among the 46,800 moved out described a wall of brown water after 280 mm of rain.',
  })
  const other = (people: string, rain: string) =>
    report('Rain drives thousands from their homes', {
      summary: `Families among the ${people} described a wall of water after ${rain} fell in a day.`,
      publisher: 'Hill Post',
      at: NOW + 2 * HOUR,
    })

  expect(sameStory(first, other('46,800', '280 mm'), nothing).same).toBe(true)
  expect(sameStory(first, other('47,300', '310 mm'), nothing)).toMatchObject({
    same: false,
    reason: expect.stringContaining('no figure in common'),
  })
})
