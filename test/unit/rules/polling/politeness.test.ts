import { describe, expect, test } from 'vitest'
import type { Exchange, Heard } from '../../../../src/model/index.ts'
import { judgePoll, markOf, type PolledAs } from '../../../../src/rules/polling/politeness.ts'

const URL_OF_FEED = 'https://press.example/feed.xml'
const ETAG = 'W/"a-gzip"'
const MODIFIED = 'Sun, 01 Mar 2026 10:00:00 GMT'
const NOW = Date.UTC(2026, 2, 2, 12)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const HEARD: Heard = {
  url: markOf(URL_OF_FEED),
  etag: markOf(ETAG),
  lastModified: markOf(MODIFIED),
  fullBytes: 5_000,
  fullAt: NOW - HOUR,
  goneInRow: 0,
}
const POLITE = { 'user-agent': 'Tidewire', 'accept-encoding': 'gzip, br' }
const CONDITIONAL = { ...POLITE, 'if-none-match': ETAG, 'if-modified-since': MODIFIED }

function sent(headers: Record<string, string>, more: Partial<Exchange> = {}): Exchange {
  return { method: 'GET', url: URL_OF_FEED, headers, statusCode: 304, ...more }
}

function polled(more: Partial<PolledAs>): PolledAs {
  return {
    exchanges: [sent(CONDITIONAL)],
    at: NOW,
    cause: 'planned',
    url: URL_OF_FEED,
    heard: HEARD,
    stored: { url: URL_OF_FEED, etag: ETAG, lastModified: MODIFIED },
    lastPolledAt: NOW - HOUR,
    plannedAt: NOW - 1_000,
    ...more,
  }
}

const kindsOf = (more: Partial<PolledAs>) => judgePoll(polled(more)).violations.map(({ kind }) => kind)

describe('a polite poll', () => {
  test('offends nobody', () => {
    expect(kindsOf({})).toEqual([])
  })

  test('is unconditional the first time', () => {
    const first = {
      exchanges: [sent(POLITE)],
      heard: { fullBytes: 0, goneInRow: 0 },
      cause: 'first' as const,
    }

    expect(kindsOf({ ...first, lastPolledAt: undefined, plannedAt: undefined })).toEqual([])
  })

  test('may ask for everything once a week has brought nothing but 304', () => {
    const judged = judgePoll(
      polled({ exchanges: [sent(POLITE)], heard: { ...HEARD, fullAt: NOW - 7 * DAY } }),
    )

    expect(judged).toEqual({ violations: [], isRefresh: true })
  })

  test('may come at any time when an operator asks for it', () => {
    expect(kindsOf({ cause: 'operator', lastPolledAt: NOW - 5_000, plannedAt: NOW + HOUR })).toEqual([])
  })

  test('may come before its plan and max-age when a hub calls, but not before Retry-After', () => {
    const heard = { ...HEARD, notBefore: NOW + HOUR }
    const called = { cause: 'hub' as const, plannedAt: NOW + HOUR }

    expect(kindsOf({ ...called, heard: { ...heard, wish: 'max-age' } })).toEqual([])
    expect(kindsOf({ ...called, heard: { ...heard, wish: 'Retry-After' } })).toEqual(['retry_after'])
    expect(kindsOf({ ...called, lastPolledAt: NOW - 5_000 })).toEqual(['double'])
  })

  test('follows a redirect and sends validators only where they came from', () => {
    const moved = 'https://press.example/old.xml'
    const exchanges = [
      sent(POLITE, { url: moved, statusCode: 302, location: URL_OF_FEED }),
      sent(CONDITIONAL),
    ]

    expect(kindsOf({ url: moved, exchanges })).toEqual([])
  })
})

describe('a rude poll is found out', () => {
  const conditions: [string, Record<string, string>, string][] = [
    ['asking for everything though validators are known', POLITE, 'unconditional'],
    ['an ETag quoted anew', { ...POLITE, 'if-none-match': '"a-gzip"' }, 'mangled'],
    [
      'a Last-Modified formatted anew',
      { ...POLITE, 'if-modified-since': 'Sun, 1 Mar 2026 10:00:00 +0000' },
      'mangled',
    ],
  ]
  test.each(conditions)('%s', (_, headers, kind) => {
    expect(kindsOf({ exchanges: [sent(headers)] })).toEqual([kind])
  })

  test('an ETag kept though the last answer gave another', () => {
    expect(kindsOf({ heard: { ...HEARD, etag: markOf('"b"') } })).toEqual(['latched'])
  })

  test('a Last-Modified that nobody gave', () => {
    const { lastModified: _, ...heard } = HEARD

    expect(kindsOf({ heard })).toEqual(['mangled'])
  })

  test('validators that are sent to another address', () => {
    const exchanges = [sent(CONDITIONAL, { url: 'https://other.example/feed.xml' })]

    expect(kindsOf({ url: 'https://other.example/feed.xml', exchanges })).toEqual(['leaked'])
  })

  const times: [string, Partial<PolledAs>, string][] = [
    ['before max-age is over', { heard: { ...HEARD, notBefore: NOW + MINUTE, wish: 'max-age' } }, 'early'],
    ['before Expires is over', { heard: { ...HEARD, notBefore: NOW + MINUTE, wish: 'Expires' } }, 'early'],
    ['before ttl is over', { heard: { ...HEARD, notBefore: NOW + MINUTE, wish: 'ttl' } }, 'early'],
    ['before its own plan', { plannedAt: NOW + MINUTE }, 'early'],
    ['sooner than ten minutes without being told to', { lastPolledAt: NOW - 5 * MINUTE }, 'early'],
    [
      'before Retry-After is over',
      { heard: { ...HEARD, notBefore: NOW + MINUTE, wish: 'Retry-After' } },
      'retry_after',
    ],
    ['within skipHours', { hints: { skipHours: [12] }, at: NOW + 5 * MINUTE }, 'skip_time'],
    ['on one of the skipDays', { hints: { skipDays: [1] } }, 'skip_time'],
    ['twice within a minute, as after a restart', { lastPolledAt: NOW - 3_000 }, 'double'],
    ['after the second 410', { heard: { ...HEARD, goneInRow: 2 } }, 'after_gone'],
  ]
  test.each(times)('%s', (_, more, kind) => {
    expect(kindsOf(more)).toEqual([kind])
  })

  const useless: [string, Exchange[]][] = [
    ['a HEAD before the GET', [sent(POLITE, { method: 'HEAD', statusCode: 200 }), sent(CONDITIONAL)]],
    ['query cruft', [sent(POLITE, { url: `${URL_OF_FEED}?_=42` })]],
    ['a cookie', [sent({ ...CONDITIONAL, cookie: 'a=1' })]],
    ['a referrer', [sent({ ...CONDITIONAL, referer: 'https://desk.example/' })]],
    ['no name', [sent({ ...CONDITIONAL, 'user-agent': '' })]],
    ['no offer to compress', [sent({ ...CONDITIONAL, 'accept-encoding': 'identity' })]],
  ]
  test.each(useless)('%s', (_, exchanges) => {
    expect(kindsOf({ exchanges })).toContain('noise')
  })
})

test.each([
  ['https://press.example/feed.xml#news'],
  ['https://press.example/feed.xml#'],
  ['https://desk:secret@press.example/feed.xml'],
  ['HTTPS://Press.example:443/feed.xml'],
])('%s is asked for as it goes over the wire, which is nothing changed', (url) => {
  expect(kindsOf({ url })).toEqual([])
})
