import { describe, expect, test } from 'vitest'
import type { Entry, Origin } from '../../../../src/model/index.ts'
import { profileOf, talliesOf } from '../../../../src/rules/rank/publisher-tally.ts'
import { fakeEntry } from '../../../support/front-page.ts'

const AT = 1_760_000_000_000
const entry = (patch: Partial<Entry> = {}): Entry =>
  fakeEntry('e1', { publisherId: 'b', publisherName: 'B', reportedAt: AT, publishedAt: AT, ...patch })
const origin = (publisherId: string, reportedAt = AT): Origin => ({
  publisherId,
  publisherName: publisherId.toUpperCase(),
  reportedAt,
  weight: 1,
  entryId: `of-${publisherId}`,
})
const tally = (input: Partial<Parameters<typeof talliesOf>[0]>) =>
  talliesOf({
    entry: entry(),
    isCopy: false,
    before: [],
    after: [origin('b')],
    originCountBefore: 0,
    originCountAfter: 1,
    hour: 9,
    ...input,
  })

describe('what placing an entry adds to the records of publishers', () => {
  test('an entry, a story, its channels and its hour', () => {
    expect(tally({ entry: entry({ channels: ['world', '军事'] }) })).toEqual([
      {
        publisherId: 'b',
        publisherName: 'B',
        counts: { entries: 1, stories: 1, dated: 1, 'c:world': 1, 'c:军事': 1, 'h:9': 1 },
      },
    ])
  })

  test('nothing for an entry that was placed before', () => {
    expect(tally({ entry: entry({ storyId: 's' }) })).toEqual([])
  })

  test('no second story for a second report of it', () => {
    const origins = [origin('b')]

    expect(tally({ before: origins, after: origins, originCountBefore: 1 })[0]?.counts).not.toHaveProperty(
      'stories',
    )
  })

  test('a copy for a reprint, and no date for one that cannot be believed', () => {
    const [own] = tally({ isCopy: true, entry: entry({ publishedAt: AT + 1 }) })

    expect(own?.counts).toMatchObject({ copies: 1 })
    expect(own?.counts).not.toHaveProperty('dated')
  })

  test('a first for whoever was, once a second origin joins', () => {
    const after = [origin('a', AT - 5), origin('b')]

    const tallies = tally({ before: [origin('a', AT - 5)], after, originCountBefore: 1, originCountAfter: 2 })

    expect(tallies[1]).toEqual({ publisherId: 'a', publisherName: 'A', counts: { firsts: 1 } })
  })

  test('a first for a report that comes late and is the earliest', () => {
    const after = [origin('a', AT + 5), origin('b')]

    const tallies = tally({
      before: [origin('a', AT + 5)],
      after,
      originCountBefore: 1,
      originCountAfter: 2,
    })

    expect(tallies).toHaveLength(1)
    expect(tallies[0]?.counts).toMatchObject({ entries: 1, firsts: 1 })
  })

  test('no first again for the third', () => {
    const after = [origin('a'), origin('b'), origin('c')]

    expect(
      tally({ before: after.slice(0, 2), after, originCountBefore: 2, originCountAfter: 3 }),
    ).toHaveLength(1)
  })
})

test('a record is read as a profile, channels with most entries first', () => {
  const profile = profileOf('b', { name: 'B', entries: '3', 'c:x': '1', 'c:y': '2', 'h:0': '1', 'h:23': '2' })

  expect(profile).toMatchObject({
    name: 'B',
    entryCount: 3,
    firstCount: 0,
    channels: [
      { channel: 'y', count: 2 },
      { channel: 'x', count: 1 },
    ],
  })
  expect(profile?.hours).toHaveLength(24)
  expect([profile?.hours[0], profile?.hours[23]]).toEqual([1, 2])
  expect(profileOf('b', {})).toBeUndefined()
})
