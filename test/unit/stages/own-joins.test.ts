import { expect, test } from 'vitest'
import type { CandidateSet, Fingerprint } from '../../../src/model/index.ts'
import { createOwnJoins } from '../../../src/stages/own-joins.ts'

const print = (words: string, more: Partial<Fingerprint> = {}): Fingerprint => ({
  group: 'latin',
  titleTerms: words,
  summaryTerms: '',
  facts: [],
  ...more,
})

function joined(id: string, words: string, bucket = 7, more: Partial<Fingerprint> = {}) {
  const fingerprint = print(words, more)
  return {
    entry: { id, publisherId: `p-${id}`, reportedAt: bucket },
    fingerprint,
    story: { id: `st-${id}` },
    tails: { group: fingerprint.group, bucket, fields: [], counts: [] },
  }
}

/** Read of an index that holds nothing but two documents with `storm`. */
function reading(words: string, watched: readonly string[]): CandidateSet {
  return {
    candidates: [],
    statistics: {
      documentCount: 2,
      documentFrequency: words.split(' ').map((word) => (word === 'storm' ? 2 : 0)),
    },
    tails: {
      group: 'latin',
      bucket: 7,
      fields: watched,
      counts: watched.flatMap((field) => [0, field === 'w:storm' ? 2 : 0, 0]),
    },
    places: watched.map((field) => words.split(' ').indexOf(field.slice(2))),
  }
}

test('what was read is told with what was joined since, bucket by bucket', () => {
  const joins = createOwnJoins()
  joins.add(joined('a', 'storm coast'))
  joins.add(joined('b', 'storm harbour', 6))

  const found = joins.over(reading('storm harbour', ['w:harbour', 'w:storm']), print('storm harbour'), 0)

  expect(found.candidates.map(({ entryId, storyId }) => [entryId, storyId])).toEqual([
    ['b', 'st-b'],
    ['a', 'st-a'],
  ])
  expect(found.statistics).toEqual({
    documentCount: 4,
    documentFrequency: [4, 1],
  })
  expect(found.tails.counts).toEqual([1, 0, 0, 1, 3, 0])
})

test('an entry under the same key is near without a word in common', () => {
  const joins = createOwnJoins()
  joins.add(joined('a', 'storm coast', 8, { urlKey: 'page' }))

  const found = joins.over(reading('ferry', ['u:page', 'w:ferry']), print('ferry', { urlKey: 'page' }), 0)

  expect(found.candidates.map(({ entryId }) => entryId)).toEqual(['a'])
  expect(found.tails.counts).toEqual([0, 0, 1, 0, 0, 0])
})

test('what the index held by then is not counted twice', () => {
  const joins = createOwnJoins()
  joins.add(joined('a', 'storm coast'))
  const since = joins.count()
  joins.add(joined('b', 'storm harbour'))

  const found = joins.over(reading('storm', ['w:storm']), print('storm'), since)

  expect(found.candidates.map(({ entryId }) => entryId)).toEqual(['b'])
  expect(found.tails.counts).toEqual([0, 3, 0])
})

test('other groups and far buckets are none of its business, nor is who shares no watched field', () => {
  const joins = createOwnJoins()
  joins.add(joined('a', 'storm coast', 7, { group: 'cyrl' }))
  joins.add(joined('b', 'storm coast', 9))
  joins.add(joined('c', 'other words'))

  const found = joins.over(reading('storm', ['w:storm']), print('storm'), 0)

  expect(found.candidates).toEqual([])
  expect(found.statistics.documentCount).toBe(3)
  expect(found.tails.counts).toEqual([0, 2, 0])
})

test('after it was cleared nothing is laid over', () => {
  const joins = createOwnJoins()
  joins.add(joined('a', 'storm coast'))
  joins.clear()
  const read = reading('storm', ['w:storm'])

  expect(joins.over(read, print('storm'), 0)).toBe(read)
  expect(joins.count()).toBe(0)
})
