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
  const left = () => numbers.filter((number) => kept.get('docs', number))
  return { ...kept, left }
}

test('a document is kept once its bucket was read', () => {
  const kept = createKeptDocuments()

  kept.keep('docs', 1, candidate('early'))
  kept.learn('docs', 1, NOTHING)
  expect(kept.get('docs', 1)).toBeUndefined()

  kept.keep('docs', 1, candidate('now'))
  expect(kept.get('docs', 1)?.entryId).toBe('now')
  expect(kept.get('others', 1)).toBeUndefined()
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

  expect(kept.get('docs', 1)).toBeUndefined()
  expect(kept.get('docs', 3)?.entryId).toBe('new')

  // Nor one that was asked for before a connection was lost.
  const before = kept.stateOf('docs')
  kept.clear()
  kept.learn('docs', 11, { count: 1, newest: [1] })
  kept.keep('docs', 4, candidate('lost'), before)
  expect(kept.get('docs', 4)).toBeUndefined()
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
