import { expect, test } from 'vitest'
import type { Candidate } from '../../../src/model/index.ts'
import { createKeptDocuments } from '../../../src/store/kept-documents.ts'

const candidate = (entryId: string): Candidate => ({
  entryId,
  storyId: `st-${entryId}`,
  publisherId: 'p',
  reportedAt: 0,
  fingerprint: { group: 'latin', titleTerms: 'storm', summaryTerms: '', facts: [] },
})
const NOTHING = { count: 0, newest: [] }

function keeping(...numbers: number[]) {
  const kept = createKeptDocuments()
  kept.learn('docs', 10, NOTHING)
  for (const number of numbers) kept.keep('docs', number, candidate(String(number)))
  const left = () => numbers.filter((number) => kept.of('docs')(number))
  return { ...kept, left }
}

test('a document is kept once its bucket was read', () => {
  const kept = createKeptDocuments()

  kept.keep('docs', 1, candidate('early'))
  kept.learn('docs', 1, NOTHING)
  expect(kept.of('docs')(1)).toBeUndefined()

  kept.keep('docs', 1, candidate('now'))
  expect(kept.of('docs')(1)?.entryId).toBe('now')
  expect(kept.of('others')(1)).toBeUndefined()
})

test('what was written anew since the last reading is forgotten, and nothing else', () => {
  const kept = keeping(1, 2, 3)

  kept.learn('docs', 10, { count: 2, newest: [3, 1] })
  expect(kept.left()).toEqual([2])

  kept.learn('docs', 11, { count: 2, newest: [3, 1] })
  expect(kept.left()).toEqual([2])
})

test('a document that was asked for before another reading told of its rewriting is not kept', () => {
  const kept = keeping(2)
  const asked = kept.stateOf('docs')

  kept.learn('docs', 11, { count: 1, newest: [1] })
  kept.keep('docs', 1, candidate('old'), asked)
  kept.keep('docs', 3, candidate('new'), kept.stateOf('docs'))

  expect(kept.of('docs')(1)).toBeUndefined()
  expect(kept.of('docs')(3)?.entryId).toBe('new')

  // Nor one that was asked for before a connection was lost.
  const before = kept.stateOf('docs')
  kept.clear()
  kept.learn('docs', 11, { count: 1, newest: [1] })
  kept.keep('docs', 4, candidate('lost'), before)
  expect(kept.of('docs')(4)).toBeUndefined()
})

test('more rewriting than is told of one by one forgets the bucket', () => {
  const kept = keeping(1, 2, 3)

  kept.learn('docs', 10, { count: 13, newest: [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9] })

  expect(kept.left()).toEqual([])
})

test('a server that holds fewer documents than before gives numbers anew: nothing is known of it', () => {
  const kept = keeping(1, 2, 3)

  kept.learn('docs', 9, NOTHING)

  expect(kept.left()).toEqual([])
})

test('room is made by what was kept first, and documents of other buckets and later ones stay', () => {
  const kept = createKeptDocuments(1_000)
  kept.learn('docs', 2_000, NOTHING)
  kept.learn('others', 10, NOTHING)

  kept.keep('others', 1, candidate('other'))
  for (let number = 1; number <= 1_500; number++) kept.keep('docs', number, candidate(String(number)))

  const left = Array.from({ length: 1_500 }, (_, at) => at + 1).filter((number) => kept.of('docs')(number))
  expect(left.length).toBeGreaterThan(800)
  expect(left.length).toBeLessThanOrEqual(999)
  expect(left).toEqual(Array.from({ length: left.length }, (_, at) => 1_501 - left.length + at))
  expect(kept.of('others')(1)?.entryId).toBe('other')
})

test('what was forgotten one by one makes room for as many', () => {
  const kept = createKeptDocuments(300)
  kept.learn('docs', 1_000, NOTHING)
  for (let number = 1; number <= 300; number++) kept.keep('docs', number, candidate(String(number)))

  kept.learn('docs', 1_000, { count: 2, newest: [7, 9] })
  kept.keep('docs', 301, candidate('301'))
  kept.keep('docs', 302, candidate('302'))

  expect(kept.of('docs')(1)?.entryId).toBe('1')
  expect(kept.of('docs')(302)?.entryId).toBe('302')
  kept.keep('docs', 303, candidate('303'))
  expect(kept.of('docs')(1)).toBeUndefined()
})
