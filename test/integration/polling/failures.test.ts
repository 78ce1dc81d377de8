import { describe, expect, inject, test } from 'vitest'
import type { JournalRow } from '../../../src/model/index.ts'
import { reportPoliteness } from '../../../src/rules/polling/politeness-report.ts'
import {
  conditional,
  createPollDesk,
  createTestClock,
  createThrottle,
  gzipBomb,
  isConditional,
  ok,
  redirect,
  rss,
  someItems,
  startPublisher,
  status,
  stuck,
} from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const NOW = Date.UTC(2026, 2, 4, 12)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const FEED = rss(someItems(3, NOW))
const space = openSpace({ url: inject('redisUrl') }, 'failures')

async function aDesk(
  random: () => number = () => 0,
  { waitMs = 30_000, ...more }: { readonly perHostMinute?: number; readonly waitMs?: number } = {},
) {
  const clock = createTestClock(NOW)
  const publisher = await startPublisher({ now: clock.now })
  const prefix = space.innerPrefix()
  const client = publisher.client({ headersMs: waitMs, idleMs: waitMs })
  const desk = createPollDesk({ redis: space.redis, prefix, client, clock, random, ...more })
  return { clock, publisher, desk, [Symbol.asyncDispose]: () => publisher[Symbol.asyncDispose]() }
}

describe('a source that fails', () => {
  test.each([
    ['too_large', gzipBomb(20_000_000)],
    ['not_a_feed', ok('')],
    ['not_a_feed', ok('<!doctype html><title>Sorry</title><p>Be right back', { etag: '"bad"' })],
    ['not_found', status(404)],
    ['timeout', { manner: 'silence' } as const],
    ['timeout', { body: FEED, manner: 'stall' } as const],
    ['failed', { body: FEED, manner: 'cut' } as const],
    ['failed', { body: 'what is this\r\n\r\n', manner: 'raw' } as const],
    ['failed', redirect('/feed')],
    ['blocked', redirect('http://169.254.169.254/latest')],
  ])('%s: its state says so, old entries stay, and it waits', async (outcome, answer) => {
    await using it = await aDesk(undefined, outcome === 'timeout' ? { waitMs: 1_000 } : {})
    const good = conditional(FEED, { etag: '"1"' })
    const url = it.publisher.on('/feed', good, answer)
    const { id } = await it.desk.declare(url)

    await it.desk.runUntil(NOW + 31 * MINUTE)

    const { state } = await it.desk.stateOf(id)
    expect(state).toMatchObject({ lastOutcome: outcome, failureCount: 1, lastError: expect.any(String) })
    expect(state.nextPollAt).toBeGreaterThanOrEqual(NOW + HOUR)
    expect(state.validators).toMatchObject({ etag: '"1"' })
    expect(it.desk.clustered).toHaveLength(3)
  })

  test('P20: ten times in a row is told of once, asked again without a human, and told of when it is back', async () => {
    await using it = await aDesk()
    const down = Array.from({ length: 10 }, () => status(500))
    const { id } = await it.desk.declare(it.publisher.on('/feed', ok(FEED), ...down, ok(FEED)))

    await it.desk.runUntil(NOW + 18 * DAY)

    expect(it.desk.outcomes(id).slice(0, 12)).toEqual([
      'changed',
      ...Array.from({ length: 10 }, () => 'failed'),
      'unchanged',
    ])
    expect((await it.desk.events()).map(({ type }) => type)).toEqual(['source.failing', 'source.recovered'])
    expect((await it.desk.stateOf(id)).state).not.toHaveProperty('isToldFailing')
  })

  test('P21: a 410 is believed when it is repeated; the source stops, and can be resumed', async () => {
    await using it = await aDesk()
    const { id } = await it.desk.declare(
      it.publisher.on('/feed', ok(FEED), status(410), status(410), ok(FEED)),
    )

    await it.desk.runUntil(NOW + 5 * DAY)

    expect(it.publisher.asked('/feed')).toHaveLength(3)
    expect((await it.desk.stateOf(id)).source.status).toBe('gone')
    expect((await it.desk.events()).map(({ type }) => type)).toEqual(['source.gone'])

    await it.desk.storage.sources.setStatus(id, 'active', it.clock.now())
    await it.desk.pollDue()

    expect(it.desk.outcomes(id).at(-1)).toBe('unchanged')
  })

  test('P8: that says 304 for ever is asked once without validators after a week, without any query', async () => {
    await using it = await aDesk()
    let count = 3
    const answer = stuck(() => rss(someItems(count, NOW)), {
      'last-modified': 'Fri, 01 Jan 2041 00:00:00 GMT',
    })
    const { id } = await it.desk.declare(it.publisher.on('/feed', answer))
    await it.desk.pollDue()
    count = 5

    await it.desk.runUntil(NOW + 8 * DAY)

    const asked = it.publisher.asked('/feed')
    expect(asked.filter((one) => !isConditional(one))).toHaveLength(2)
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(['/feed']))
    expect(it.desk.outcomes(id).filter((outcome) => outcome === 'changed')).toHaveLength(2)
  })
})

describe('a rate limit', () => {
  test('P19: of one route on a private server does not concern another', async () => {
    await using it = await aDesk()
    await it.desk.declare(it.publisher.on('/a', status(429, { 'retry-after': '7200' })))
    await it.desk.pollDue()
    const b = await it.desk.declare(it.publisher.on('/b', ok(FEED)))

    await it.desk.pollDue()

    expect(it.desk.outcomes(b.id)).toEqual(['changed'])
  })

  test('P19: of one blog of a platform delays the next blog until its Retry-After is over', async () => {
    await using it = await aDesk()
    await it.desk.declare(
      it.publisher.on('a.tumblr.com/rss', status(429, { 'retry-after': '7200' }), ok(FEED)),
    )
    await it.desk.pollDue()
    const b = await it.desk.declare(it.publisher.on('b.tumblr.com/rss', ok(FEED)))

    await it.desk.pollDue()
    const waiting = await it.desk.stateOf(b.id)
    await it.desk.runUntil(NOW + 3 * HOUR)

    expect(waiting.state.nextPollReason).toBe('host budget, its turn in 7200 s')
    expect(it.publisher.asked('b.tumblr.com/rss')[0]?.at).toBe(NOW + 2 * HOUR)
    expect(it.desk.outcomes(b.id)[0]).toBe('changed')
  })

  test('P19: a 403 after success is one, and tells nobody that the source fails', async () => {
    await using it = await aDesk()
    const refused = Array.from({ length: 5 }, () => status(403))
    const { id } = await it.desk.declare(it.publisher.on('/feed', ok(FEED), ...refused, ok(FEED)))

    await it.desk.runUntil(NOW + 3 * DAY)

    expect(it.desk.outcomes(id).slice(0, 7)).toEqual([
      'changed',
      ...Array.from({ length: 5 }, () => 'throttled'),
      'unchanged',
    ])
    expect(await it.desk.events()).toEqual([])
  })

  test('P18: fifty feeds of one site are asked at the pace it bears, none is called dead, each recovers', async () => {
    let seed = 1
    await using it = await aDesk(() => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    })
    const throttle = createThrottle({ requests: 4, perMs: 10 * MINUTE })
    for (let n = 0; n < 50; n++) {
      await it.desk.declare(it.publisher.on(`blog${n}.example.com/rss`, throttle(ok(FEED))))
    }

    await it.desk.runUntil(NOW + 2 * DAY)

    const asked = it.publisher.asked()
    const records = await it.desk.storage.sources.list()
    expect(records.filter(({ state }) => state.lastSucceededAt === undefined)).toEqual([])
    expect(await it.desk.events()).toEqual([])
    // The first hour is spent learning; after a day the site refuses few, and is never asked in a wave.
    const settled = asked.filter(({ at }) => at > NOW + DAY)
    const refused = settled.filter(({ statusCode }) => statusCode === 429)
    expect(refused.length / settled.length).toBeLessThan(0.3)
    const later = asked.flatMap(({ at }) => (at > NOW ? [at] : []))
    expect(mostWithin(later, MINUTE)).toBeLessThanOrEqual(5)
    // What was learned of the site is written down with each poll, and every one has kept to it.
    const rows: JournalRow[] = []
    for await (const row of it.desk.storage.journal.read()) rows.push(row)
    expect(rows.filter(({ gapMs = 0 }) => gapMs > 0).length).toBeGreaterThan(rows.length / 4)
    const report = reportPoliteness({ records, threshold: 100, rows, perHost: 2, perHostMinute: 120 })
    expect(report.totals.violations.hurried).toBeUndefined()
  })

  test('P17: five hundred sources that come at once do not come as one wave again', async () => {
    let seed = 7
    await using it = await aDesk(() => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    })
    for (let n = 0; n < 500; n++) {
      await it.desk.declare(it.publisher.on(`/f${n}`, ok(FEED)), {}, NOW + n * 1000)
    }

    await it.desk.runUntil(NOW + 2 * HOUR)

    const second = it.publisher.asked().filter(({ at }) => at > NOW + 30 * MINUTE)
    expect(
      mostWithin(
        second.map(({ at }) => at),
        MINUTE,
      ),
    ).toBeLessThan(100)
  })

  test('P17: five hundred sources of one host that are due at once are asked at its pace, and all in their turn', async () => {
    await using it = await aDesk(() => 0, { perHostMinute: 64 })
    for (let n = 0; n < 500; n++) await it.desk.declare(it.publisher.on(`/f${n}`, ok(FEED)), {}, NOW)

    await it.desk.runUntil(NOW + 9 * MINUTE)

    const times = it.publisher.asked().map(({ at }) => at)
    expect(times).toHaveLength(500)
    expect(mostWithin(times, MINUTE)).toBeLessThanOrEqual(64)
    expect(mostWithin(times, 2)).toBeLessThanOrEqual(2)
  })
})

/** The largest number of times within any span of `ms`. */
function mostWithin(times: readonly number[], ms: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.max(...sorted.map((at, index) => sorted.slice(index).filter((next) => next < at + ms).length))
}
