import { expect, test } from 'vitest'
import type { JournalRow } from '../../../../src/model/index.ts'
import { findCrowds } from '../../../../src/rules/polling/host-crowds.ts'

function row(sourceId: string, at: number, durationMs: number): JournalRow {
  return {
    sourceId,
    at,
    durationMs,
    cause: 'planned',
    why: '',
    asked: '',
    outcome: 'not_modified',
    requests: 1,
    wireBytes: 0,
    savedBytes: 0,
    violations: [],
  }
}

/** Sources are called by host and number: `a1`. */
function crowdOf(rows: readonly JournalRow[], perHost = 2): string[] {
  const found = findCrowds(rows, { perHost, hostOf: (id) => (id === '?' ? undefined : id[0]) })
  return [...found.keys()].map(({ sourceId }) => sourceId)
}

test('the third poll of a host while two are under way is one too many, whoever ended first', () => {
  const rows = [row('a3', 500, 10), row('a1', 0, 1000), row('b1', 500, 10), row('a2', 100, 900)]

  expect(crowdOf(rows)).toEqual(['a3'])
  expect(crowdOf(rows, 3)).toEqual([])
})

test('polls one after the other are none, however near', () => {
  const rows = Array.from({ length: 10 }, (_, n) => [row(`a${n}`, 100 * n, 100), row(`a${n}x`, 100 * n, 100)])

  expect(crowdOf(rows.flat())).toEqual([])
})

test('of polls that begin in the same millisecond none is the first', () => {
  expect(crowdOf([row('a1', 7, 0), row('a2', 7, 0), row('a3', 7, 0), row('a4', 8, 0)])).toEqual([
    'a1',
    'a2',
    'a3',
  ])
})

test('sources that are not known any more have no neighbours', () => {
  expect(crowdOf([row('?', 1, 5), row('?', 1, 5), row('?', 1, 5)])).toEqual([])
})
