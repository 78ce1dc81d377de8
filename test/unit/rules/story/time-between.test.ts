import { expect, test } from 'vitest'
import type { TermStatistics } from '../../../../src/model/index.ts'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { apart, fading, freshness } from '../../../../src/rules/story/time-between.ts'
import { DAY, HOUR, MINUTE, NOW, report } from '../support/make.ts'

const NOTHING: TermStatistics = { documentCount: 0, documentFrequency: [] }

function judge(
  titles: readonly [string, string],
  gapMs: number,
  summaries: readonly [string?, string?] = [],
) {
  const [one, other] = titles
  const [summary, another] = summaries
  return sameStory(
    report(one, { ...(summary && { summary }) }),
    report(other, { publisher: 'Hill Post', at: NOW + gapMs, ...(another && { summary: another }) }),
    NOTHING,
  )
}

test('likeness halves with every half-life', () => {
  expect([0, DAY, 2 * DAY].map((gapMs) => fading(gapMs, DAY))).toEqual([1, 0.5, 0.25])
})

test('nearness in time counts most at one moment, half of it four hours later, hardly the next day', () => {
  expect(freshness(0)).toBe(1.5)
  expect(freshness(4 * HOUR)).toBe(1.25)
  expect(freshness(DAY)).toBeLessThan(1.01)
})

test.each([
  [0, '0 min apart'],
  [119 * MINUTE, '119 min apart'],
  [2 * HOUR, '2 h apart'],
  [2 * DAY, '2 d apart'],
])('%d ms are %s', (gapMs, said) => {
  expect(apart(gapMs)).toBe(said)
})

test.each([
  [
    'Two dozen sailors rescued from burning freighter near Azores',
    'Freighter still ablaze off Azores while crew waits aboard tanker',
  ],
  [
    'Bridge in Oldacre shut without notice after cracks appear in pylon',
    'Commuters stranded on both banks as Oldacre loses its bridge',
  ],
])(
  'two papers share little more than a name: one event within the hour, another a day later (%s)',
  (...titles) => {
    expect(judge(titles, 20 * MINUTE).same).toBe(true)
    expect(judge(titles, DAY).same).toBe(false)
  },
)

test.each([
  [
    'another place',
    'Bridge shut in Turkey after cracks appear',
    'Cracks appear in pylon: Spain shuts bridge',
  ],
  ['another result', 'Hardwick 2-1 Norbury: late goal', 'Hardwick 3-0 Norbury United in replay'],
  [
    'other names of one wording',
    'Inquiry into Palm Bay derailment opens',
    'Inquiry into Novigrad derailment opens',
  ],
])('what was reported within the minute gains nothing against %s', (_, ...titles) => {
  expect(judge(titles as [string, string], MINUTE).same).toBe(false)
})

test('nearness in time counts for what titles tell of, and nothing for what only two summaries share', () => {
  const summaries = [
    'The Sorvane ferry is back in service after its engine was mended.',
    'A ferry took sheep to Sorvane once the mended engine ran.',
  ] as const
  const gain = (titles: readonly [string, string]) => {
    const [now, later] = [0, 2 * HOUR].map((gapMs) => judge(titles, gapMs, summaries).score)
    return (now ?? 0) / (later ?? 0)
  }

  expect(gain(['Ship sails again', 'Farmers cheer'])).toBeCloseTo(1 / fading(2 * HOUR, 1.5 * DAY), 10)
  expect(gain(['Ferry sails again', 'Sorvane cheers'])).toBeGreaterThan(1.05 / fading(2 * HOUR, 1.5 * DAY))
})

test('a toll that both state speaks for one event, half a day later too', () => {
  const said = (toll: number) => `Shoppers buried under rubble in Oldacre, death toll at ${toll}`
  const first = 'Ceiling collapses at covered market in Oldacre, 19 people dead'

  expect(judge([first, said(19)], 12 * HOUR).same).toBe(true)
  expect(judge([first, said(14)], 12 * HOUR).same).toBe(false)
})
