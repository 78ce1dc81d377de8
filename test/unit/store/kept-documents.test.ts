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

test('room is made by what nobody asked for, of whatever bucket, and newer documents stay', () => {
  const kept = createKeptDocuments(1_000)
  kept.learn('docs', 2_000, NOTHING)
  kept.learn('others', 10, NOTHING)
  kept.keep('others', 1, candidate('asked for'))
  kept.keep('others', 2, candidate('not asked for'))

  for (let number = 1; number <= 1_500; number++) {
    kept.keep('docs', number, candidate(String(number)))
    kept.of('docs')(40)
    kept.of('others')(1)
  }

  const left = Array.from({ length: 1_500 }, (_, at) => at + 1).filter((number) => kept.of('docs')(number))
  const [asked, ...rest] = left
  expect(asked).toBe(40)
  expect(rest.length).toBeGreaterThan(900)
  expect(left.length).toBeLessThanOrEqual(999)
  expect(rest).toEqual(Array.from({ length: rest.length }, (_, at) => 1_501 - rest.length + at))
  expect(kept.of('others')(1)?.entryId).toBe('asked for')
  expect(kept.of('others')(2)).toBeUndefined()
})

test('documents that are all asked for make room, too, and no more of it than is needed', () => {
  const kept = createKeptDocuments(320)
  kept.learn('docs', 10_000, NOTHING)

  for (let number = 0; number < 10_000; number++) {
    kept.keep('docs', number, candidate(String(number)))
    kept.of('docs')(number)
  }

  const left = Array.from({ length: 10_000 }, (_, at) => at).filter((number) => kept.of('docs')(number))
  expect(left.length).toBeGreaterThan(280)
  expect(left.length).toBeLessThanOrEqual(320)
  expect(left.at(-1)).toBe(9_999)
})

test('a bucket that lost all its documents is known again once it is read', () => {
  const kept = createKeptDocuments(32)
  kept.learn('old', 10, NOTHING)
  kept.learn('docs', 1_000, NOTHING)
  kept.keep('old', 1, candidate('old'))
  const asked = kept.stateOf('old')
  for (let number = 0; number < 100; number++) kept.keep('docs', number, candidate(String(number)))
  expect(kept.stateOf('old')).toBeUndefined()

  kept.learn('old', 10, NOTHING)
  kept.keep('old', 1, candidate('asked for before'), asked)
  expect(kept.of('old')(1)).toBeUndefined()
  kept.keep('old', 1, candidate('now'), kept.stateOf('old'))
  expect(kept.of('old')(1)?.entryId).toBe('now')
})

test('what was forgotten one by one makes room for as many', () => {
  const kept = createKeptDocuments(300)
  kept.learn('docs', 1_000, NOTHING)
  for (let number = 1; number <= 300; number++) kept.keep('docs', number, candidate(String(number)))

  kept.learn('docs', 1_000, { count: 2, newest: [7, 9] })
  kept.keep('docs', 301, candidate('301'))
  kept.keep('docs', 302, candidate('302'))
  const left = () => Array.from({ length: 303 }, (_, at) => at + 1).filter((each) => kept.of('docs')(each))
  expect(left()).toHaveLength(300)

  kept.keep('docs', 303, candidate('303'))
  kept.keep('docs', 304, candidate('304'))
  expect(left().length).toBeLessThanOrEqual(300)
  expect(left().at(-1)).toBe(303)
})
