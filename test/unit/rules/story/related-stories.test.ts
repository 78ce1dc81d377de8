import { expect, test } from 'vitest'
import type { Candidate } from '../../../../src/model/index.ts'
import { relatedStories } from '../../../../src/rules/story/related-stories.ts'
import { fingerprint } from '../../../../src/rules/text/fingerprint.ts'
import { DAY, NOW } from '../support/make.ts'

const print = (title: string) => fingerprint({ title, language: 'en', publisherName: 'Any' })
const candidate = (storyId: string, title: string, reportedAt = NOW): Candidate => ({
  entryId: `e-${storyId}-${title.length}`,
  storyId,
  publisherId: `p-${storyId}`,
  reportedAt,
  fingerprint: print(title),
})
const SUBJECT = {
  fingerprint: print('Volcano erupts near Grindavik, town evacuated overnight'),
  reportedAt: NOW,
  publisherId: 'p',
}
const statistics = { documentCount: 5_000, documentFrequency: [] }
const related = (candidates: readonly Candidate[], options: { limit?: number; gone?: string } = {}) =>
  relatedStories(SUBJECT, [{ candidates, statistics }], {
    ownId: 'own',
    limit: options.limit ?? 6,
    storyOf: (id) => (id === options.gone ? undefined : id === 'merged' ? 'own' : id),
  }).map(({ storyId }) => storyId)

test('the most alike come first, those that share nothing not at all', () => {
  const found = related([
    candidate('airline', 'Flights cancelled as volcano ash from Grindavik drifts'),
    candidate('before', 'Grindavik town evacuated as volcano shows signs of unrest', NOW - 5 * DAY),
    candidate('budget', 'Parliament passes the budget after a long debate'),
  ])

  expect(found).toEqual(['before', 'airline'])
})

test('a story is not related to itself, to what was merged into it, or to what is gone', () => {
  const title = 'Grindavik town evacuated as volcano erupts'
  const candidates = ['own', 'merged', 'expired', 'other'].map((id) => candidate(id, title))

  expect(related(candidates, { gone: 'expired' })).toEqual(['other'])
})

test('each story counts once, by its nearest report, and so many are told', () => {
  const found = related(
    [
      candidate('a', 'Volcano ash grounds flights'),
      candidate('a', 'Volcano near Grindavik erupts again'),
      candidate('b', 'Town near Grindavik volcano evacuated once more'),
      candidate('c', 'Grindavik volcano erupts for the third time, town empty'),
    ],
    { limit: 2 },
  )

  expect(found).toHaveLength(2)
  expect(new Set(found).size).toBe(2)
})
