import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JournalRow } from '../../../../src/model/index.ts'
import { findRushes, paceWithin } from '../../../../src/rules/polling/host-pace.ts'

const MINUTE = 60_000

function row(sourceId: string, at: number, outcome: JournalRow['outcome'] = 'not_modified'): JournalRow {
  return {
    sourceId,
    at,
    durationMs: 5,
    cause: 'planned',
    why: '',
    asked: '',
    outcome,
    requests: 1,
    wireBytes: 0,
    savedBytes: 0,
    violations: [],
  }
}

/** Sources are called by host and number: `a1`. */
function rushOf(rows: readonly JournalRow[], perHostMinute: number): string[] {
  const found = findRushes(rows, { perHostMinute, hostOf: (id) => (id === '?' ? undefined : id[0]) })
  return [...found.keys()].map(({ sourceId }) => sourceId)
}

test('the fourth poll of a host within a minute is one too many where three may be, whichever feed it is of', () => {
  const rows = [row('a1', 0), row('a4', 59_999), row('b1', 59_998), row('a2', 20_000), row('a3', 40_000)]

  expect(rushOf(rows, 3)).toEqual(['a4'])
  expect(rushOf(rows, 4)).toEqual([])
  expect(rushOf([...rows.slice(2), row('a1', 0), row('a4', MINUTE)], 3)).toEqual([])
})

test('polls that are lost, or of sources nobody knows any more, count for nobody', () => {
  expect(rushOf([row('a1', 0), row('a2', 1, 'lost'), row('a3', 2)], 2)).toEqual([])
  expect(rushOf([row('?', 0), row('?', 1), row('?', 2)], 2)).toEqual([])
})

test('the icon of a publisher counts for the host that was asked for it, which need not be that of the feed', () => {
  const icon = (at: number, host: string) => ({ ...row('publisher', at), cause: 'icon' as const, host })

  expect(rushOf([row('a1', 0), icon(1, 'a'), row('a2', 2)], 2)).toEqual(['a2'])
  expect(rushOf([row('a1', 0), icon(1, 'b'), row('a2', 2)], 2)).toEqual([])
  expect(rushOf([row('a1', 0), row('a2', 1), icon(2, 'a')], 2)).toEqual(['publisher'])
})

test('a host that has asked for patience is asked one by one, as far apart as was learned', () => {
  const paced = (id: string, at: number, gapMs: number) => ({ ...row(id, at), gapMs })
  const told = row('a1', 0, 'throttled')
  // Was under way when the other was told, and could not know.
  const unknowing = row('a2', 10_000)

  expect(rushOf([told, unknowing, paced('a3', 60_000, 60_000), paced('a4', 112_200, 52_200)], 100)).toEqual(
    [],
  )
  expect(rushOf([told, unknowing, paced('a3', 59_999, 60_000)], 100)).toEqual(['a3'])
  expect(rushOf([told, paced('a3', 60_000, 60_000), paced('b1', 60_001, 60_000)], 100)).toEqual([])
  expect(rushOf([paced('a3', 60_000, 60_000), paced('a4', 112_199, 52_200)], 100)).toEqual(['a4'])
})

test('a part of a domain that has asked for patience is, whatever the other hosts are asked', () => {
  const paced = (id: string, at: number) => ({ ...row(id, at), gapMs: 60_000, gapOf: 'subdomain' as const })
  const limit = {
    perHostMinute: 100,
    hostOf: (id: string) => id[0],
    subdomainOf: (id: string) => id.slice(0, 2),
  }
  const rushes = (rows: readonly JournalRow[]) =>
    [...findRushes(rows, limit).keys()].map(({ sourceId }) => sourceId)

  expect(rushes([row('an1', 0, 'throttled'), row('ab1', 59_000), paced('an2', 60_000)])).toEqual([])
  expect(rushes([paced('an1', 0), paced('ab1', 1), paced('an2', 59_999)])).toEqual(['an2'])
  expect(rushes([paced('an1', 0), { ...row('an2', 1), gapMs: 60_000 }])).toEqual([])
})

test('of polls that begin in one millisecond none is the last', () => {
  expect(rushOf([row('a1', 5), row('a2', 7), row('a3', 7), row('a4', 7)], 3)).toEqual(['a2', 'a3', 'a4'])
})

test('whoever keeps the pace stays within the limit in every minute, however late some are asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 500 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.boolean()), { minLength: 50, maxLength: 400 }),
      (perHostMinute, perHost, steps) => {
        const { gapMs, burst } = paceWithin({ perHost, perHostMinute })
        const rows: JournalRow[] = []
        let now = 0
        let paidUntil = 0
        const late: number[] = []
        for (const [waitMs, isLate] of steps) {
          now += waitMs
          // As the claim hands them out: while less than a burst is owed, and at most a burst of them is not asked yet.
          while (Math.max(paidUntil, now) - (burst - 1) * gapMs <= now && late.length < burst) {
            paidUntil = Math.max(paidUntil, now) + gapMs
            if (isLate) late.push(now)
            else rows.push(row(`a${rows.length}`, now))
          }
          if (!isLate) for (const _ of late.splice(0)) rows.push(row(`a${rows.length}`, now))
        }

        expect(rushOf(rows, perHostMinute)).toEqual([])
      },
    ),
  )
})
