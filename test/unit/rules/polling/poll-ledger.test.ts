import { expect, test } from 'vitest'
import type { Exchange, PollOutcome, SourceLedger, SourceState } from '../../../../src/model/index.ts'
import { readLedger, writeLedger } from '../../../../src/rules/polling/pack-ledger.ts'
import { enterLoss, enterPoll, unwrittenRow } from '../../../../src/rules/polling/poll-ledger.ts'
import {
  meanScore,
  readerScore,
  SCORE_CATEGORIES,
  scoreLetter,
} from '../../../../src/rules/polling/reader-score.ts'

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

test.each<[PollOutcome, Partial<SourceLedger>]>([
  ['changed', { changed: 1 }],
  ['unchanged', { unchanged: 1 }],
  ['not_modified', { notModified: 1 }],
  ['throttled', { throttled: 1 }],
  ['not_found', { refused: 1 }],
  ['gone', { refused: 1 }],
  ['not_a_feed', { unreadable: 1 }],
  ['too_large', { unreadable: 1 }],
  ['timeout', { unreachable: 1 }],
  ['dns', { unreachable: 1 }],
  ['tls', { unreachable: 1 }],
  ['blocked', { unreachable: 1 }],
  ['failed', { unreachable: 1 }],
])('a poll that ends as %s is one poll and counts as that alone: %o', (outcome, counted) => {
  const read = readLedger(enter(NEW, NOW, {}, { outcome }).ledger)

  const { polls, changed, unchanged, notModified, throttled, refused, unreadable, unreachable, lost } = read!
  const none = {
    changed: 0,
    unchanged: 0,
    notModified: 0,
    throttled: 0,
    refused: 0,
    unreadable: 0,
    unreachable: 0,
    lost: 0,
  }
  expect(polls).toBe(1)
  expect({ changed, unchanged, notModified, throttled, refused, unreadable, unreachable, lost }).toEqual({
    ...none,
    ...counted,
  })
})

test('the row of a poll tells why it was asked, what with and what came', () => {
  const validators = { etag: '"1"', lastModified: 'Mon, 02 Mar 2026 11:00:00 GMT' }
  const before: SourceState = {
    ...NEW,
    pollCount: 3,
    lastPolledAt: NOW - HOUR,
    nextPollAt: NOW,
    nextPollReason: 'ttl 3600 s',
    validators: { url: URL_OF_FEED, ...validators },
  }
  const first = enter(NEW, NOW - HOUR, validators, { wireBytes: 900 }).ledger
  const hop = {
    method: 'GET',
    url: 'http://press.example/feed.xml',
    headers: HEADERS,
    statusCode: 301,
    location: URL_OF_FEED,
  }
  const headers = { ...HEADERS, 'if-none-match': '"1"', 'if-modified-since': validators.lastModified }
  const last = { method: 'GET', url: URL_OF_FEED, headers, statusCode: 304 }

  const { row, ledger } = enter(
    { ...before, ledger: first },
    NOW,
    {},
    {
      outcome: 'not_modified',
      address: hop.url,
      exchanges: [hop, last],
      now: NOW + 40,
      wireBytes: 120,
    },
  )

  expect(row).toEqual({
    sourceId: 's1',
    at: NOW,
    cause: 'planned',
    why: 'ttl 3600 s',
    asked: 'etag+last-modified',
    outcome: 'not_modified',
    statusCode: 304,
    requests: 2,
    wireBytes: 120,
    savedBytes: 900,
    durationMs: 40,
    violations: [],
  })
  expect(readLedger(ledger)).toMatchObject({ polls: 2, redirects: 1, savedBytes: 900, wireBytes: 1_020 })
})

test.each([
  [0, 'planned', 'ttl 3600 s'],
  [0.5, 'operator', 'asked for by an operator'],
  [0.25, 'hub', 'asked for by its hub, or its push ended'],
])('a source due %f ms into a millisecond was %s', (part, cause, why) => {
  const before = { ...NEW, lastPolledAt: NOW - HOUR, nextPollReason: 'ttl 3600 s' }

  const polled = enter(before, NOW, {}, { dueAt: NOW + part })
  const lost = enterLoss({ sourceId: 's1', before, exchanges: [], at: NOW, dueAt: NOW + part })

  expect(polled.row).toMatchObject({ cause, why })
  expect(lost.row).toMatchObject({ cause, why, asked: '', outcome: 'lost', requests: 0 })
  expect(readLedger(polled.ledger)?.byOperator).toBe(Number(cause === 'operator'))
  expect(readLedger(lost.ledger)).toMatchObject({ lost: 1, polls: 0 })
  expect(
    unwrittenRow({ sourceId: 's1', leaseUntil: NOW, dueAt: NOW + part }, { ...before, pollCount: 2 }),
  ).toMatchObject({
    cause,
    at: NOW - HOUR,
    outcome: 'lost',
    why: cause === 'planned' ? 'not written down: its worker died' : why,
  })
})

test('the first poll of a source is called that, however it came to be due', () => {
  expect(enter(NEW, NOW, {}, { dueAt: NOW + 0.5 }).row).toMatchObject({ cause: 'first', why: 'first poll' })
  const lease = { sourceId: 's1', leaseUntil: NOW, dueAt: NOW + 0.5 }
  expect(unwrittenRow(lease, { ...NEW, pollCount: 1, lastPolledAt: NOW })).toMatchObject({ cause: 'first' })
})

test('answers of 410 are counted in a row', () => {
  const gone = (ledger: string | undefined) =>
    enter({ ...NEW, ...(ledger !== undefined && { ledger }) }, NOW, { statusCode: 410 }, { outcome: 'gone' })
      .ledger
  const twice = gone(gone(undefined))
  const back = enter({ ...NEW, ledger: twice }, NOW, {}).ledger

  expect(readLedger(twice)?.heard.goneInRow).toBe(2)
  expect(readLedger(back)?.heard.goneInRow).toBe(0)
})

test('a source that was polled before there was a ledger begins with what its state holds', () => {
  const lastModified = 'Mon, 02 Mar 2026 11:00:00 GMT'
  const validators = { url: URL_OF_FEED, etag: '"1"', lastModified }
  const before = { ...NEW, pollCount: 9, lastPolledAt: NOW - HOUR, validators }
  const headers = { ...HEADERS, 'if-none-match': '"1"', 'if-modified-since': lastModified }

  const { row } = enter(before, NOW, { headers, statusCode: 304 }, { outcome: 'not_modified' })
  const forgetful = enter(before, NOW, {})

  expect(row.violations).toEqual([])
  expect(forgetful.row.violations.map(({ kind }) => kind)).toEqual(['unconditional'])
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

test.each([
  ['max-age', {}],
  ['Expires', { isExpiry: true }],
] as const)('what was written is what is read, by the name of %s', (wish, more) => {
  const hints = { maxAgeMs: HOUR, ...more }
  const { ledger } = enter(NEW, NOW, { etag: '"1"' }, { wireBytes: 7, hints })

  const read = readLedger(ledger)

  expect(read?.heard).toMatchObject({ notBefore: NOW + HOUR, wish, fullBytes: 7 })
  expect(read && writeLedger(read)).toBe(ledger)
  expect(readLedger('not, a ledger')).toBeUndefined()
})

test('the categories add up to 100, and one offence in ten polls loses a category', () => {
  expect(SCORE_CATEGORIES.reduce((sum, { points }) => sum + points, 0)).toBe(100)
  expect(readerScore(100, {})).toBe(100)
  expect(readerScore(10, { unconditional: 1 })).toBe(75)
  expect(readerScore(100, { unconditional: 1 })).toBe(97.5)
})

test('whoever asks nobody offends nobody, and the mean counts every source the same', () => {
  expect(readerScore(0, { early: 1 })).toBe(100)
  expect(readerScore(1, Object.fromEntries(SCORE_CATEGORIES.map(({ kinds }) => [kinds[0], 1])))).toBe(0)
  expect(meanScore([])).toBe(100)
  expect(meanScore([100, 100, 97])).toBe(99)
})

test.each([
  [100, 'A'],
  [95, 'A'],
  [94.99, 'B'],
  [85, 'B'],
  [84.99, 'C'],
  [70, 'C'],
  [69.99, 'D'],
  [50, 'D'],
  [49.99, 'F'],
])('%f points are an %s', (score, letter) => {
  expect(scoreLetter(score)).toBe(letter)
})
