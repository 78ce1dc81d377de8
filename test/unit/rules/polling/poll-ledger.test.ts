import { expect, test } from 'vitest'
import type { Exchange, SourceState } from '../../../../src/model/index.ts'
import { readLedger, writeLedger } from '../../../../src/rules/polling/pack-ledger.ts'
import { enterPoll } from '../../../../src/rules/polling/poll-ledger.ts'
import { readerScore, SCORE_CATEGORIES } from '../../../../src/rules/polling/reader-score.ts'

const URL_OF_FEED = 'https://press.example/feed.xml'
const NOW = Date.UTC(2026, 2, 2, 12)
const HOUR = 3_600_000
const HEADERS = { 'user-agent': 'Tidewire', 'accept-encoding': 'gzip' }

function enter(before: SourceState, at: number, exchange: Partial<Exchange>, more = {}) {
  return enterPoll({
    sourceId: 's1',
    address: URL_OF_FEED,
    before,
    at,
    now: at,
    dueAt: at,
    wireBytes: 0,
    hints: {},
    outcome: 'changed',
    exchanges: [{ method: 'GET', url: URL_OF_FEED, headers: HEADERS, statusCode: 200, ...exchange }],
    ...more,
  })
}

const NEW: SourceState = { failureCount: 0, pollCount: 0, notModifiedCount: 0 }

test('a week of 304s is counted, saves what the body weighed, and stays under 100 bytes', () => {
  let ledger = enter(NEW, NOW, { etag: '"1"' }, { wireBytes: 20_000 }).ledger
  for (let n = 1; n <= 160; n++) {
    const before = { ...NEW, ledger, lastPolledAt: NOW + (n - 1) * HOUR }
    const headers = { ...HEADERS, 'if-none-match': '"1"' }
    ledger = enter(before, NOW + n * HOUR, { headers, statusCode: 304 }, { outcome: 'not_modified' }).ledger
  }

  expect(readLedger(ledger)).toMatchObject({
    polls: 161,
    changed: 1,
    notModified: 160,
    wireBytes: 20_000,
    savedBytes: 160 * 20_000,
    violations: {},
  })
  expect(ledger.length).toBeLessThan(100)
})

test('a tag that the state latched shows, as the ledger listens to the answers alone', () => {
  const first = enter(NEW, NOW, { etag: '"1"' }).ledger
  const stored = { url: URL_OF_FEED, etag: '"1"' }
  const headers = { ...HEADERS, 'if-none-match': '"1"' }
  const second = enter({ ...NEW, ledger: first, lastPolledAt: NOW, validators: stored }, NOW + HOUR, {
    headers,
    etag: '"2"',
  })

  const third = enter(
    { ...NEW, ledger: second.ledger, lastPolledAt: NOW + HOUR, validators: stored },
    NOW + 2 * HOUR,
    { headers },
  )

  expect(second.row.violations).toEqual([])
  expect(third.row.violations.map(({ kind }) => kind)).toEqual(['latched'])
  expect(readLedger(third.ledger)?.violations).toEqual({ latched: 1 })
})

test('what was written is what is read', () => {
  const { ledger } = enter(NEW, NOW, { etag: '"1"' }, { wireBytes: 7, hints: { maxAgeMs: HOUR } })

  const read = readLedger(ledger)

  expect(read?.heard).toMatchObject({ notBefore: NOW + HOUR, wish: 'max-age', fullBytes: 7 })
  expect(read && writeLedger(read)).toBe(ledger)
  expect(readLedger('not, a ledger')).toBeUndefined()
})

test('the categories add up to 100, and one offence in ten polls loses a category', () => {
  expect(SCORE_CATEGORIES.reduce((sum, { points }) => sum + points, 0)).toBe(100)
  expect(readerScore(100, {})).toBe(100)
  expect(readerScore(10, { unconditional: 1 })).toBe(75)
  expect(readerScore(100, { unconditional: 1 })).toBe(97.5)
})
