import { expect, inject, test } from 'vitest'
import type { JournalRow } from '../../../src/model/index.ts'
import { DAY, HOUR, MINUTE } from '../../../src/rules/durations.ts'
import { createRandom } from '../../support/newsroom/random.ts'
import { politenessOf } from '../../support/politeness-of.ts'
import { createThrottle, NOW, ok, openDesk, rss, someItems, status } from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const FEED = rss(someItems(3, NOW))
const space = openSpace({ url: inject('redisUrl') }, 'rate-limits')

test('P19: of one route on a private server does not concern another', async () => {
  await using it = await openDesk(space)
  await it.desk.declare(it.publisher.on('/a', status(429, { 'retry-after': '7200' })))
  await it.desk.pollDue()
  const b = await it.desk.declare(it.publisher.on('/b', ok(FEED)))

  await it.desk.pollDue()

  expect(it.desk.outcomes(b.id)).toEqual(['changed'])
})

test('P19: of one blog of a platform delays the next blog until its Retry-After is over', async () => {
  await using it = await openDesk(space)
  await it.desk.declare(it.publisher.on('a.tumblr.com/rss', status(429, { 'retry-after': '7200' }), ok(FEED)))
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
  await using it = await openDesk(space)
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
  await using it = await openDesk(space, { random: createRandom(1).next })
  const throttle = createThrottle({ requests: 4, perMs: 10 * MINUTE })
  for (let n = 0; n < 50; n++) {
    await it.desk.declare(it.publisher.on(`blog${n}.example.com/rss`, throttle(ok(FEED))))
  }

  await it.desk.runUntil(NOW + 2 * DAY)

  const asked = it.publisher.asked()
  const records = await it.desk.storage.sources.page()
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
  const report = politenessOf(records, { threshold: 100, rows })
  expect(report.totals.violations.hurried).toBeUndefined()
})

test.each([1, 2])(
  'one host of a domain that refuses is asked in turns, another as its plan says: seed %i',
  async (seed) => {
    await using it = await openDesk(space, { random: createRandom(seed).next })
    const throttle = createThrottle({ requests: 1, perMs: 40 * MINUTE })
    for (let n = 0; n < 10; n++) {
      await it.desk.declare(it.publisher.on(`news.example.com/${n}.xml`, throttle(ok(FEED))))
      await it.desk.declare(it.publisher.on(`blogs.example.com/${n}.xml`, ok(FEED)))
    }

    await it.desk.runUntil(NOW + DAY)

    const records = await it.desk.storage.sources.page()
    expect(records.filter(({ state }) => state.lastSucceededAt === undefined)).toEqual([])
    const rows: JournalRow[] = []
    for await (const row of it.desk.storage.journal.read()) rows.push(row)
    const hosts = new Map(records.map(({ source }) => [source.id, URL.parse(source.url)?.hostname]))
    // The domain lets go when the other host answers well and the first refuses again, some times in turn.
    const later = rows.filter(({ at }) => at > NOW + 4 * HOUR)
    const of = (host: string) => later.filter(({ sourceId }) => hosts.get(sourceId) === host)
    const pacedAs = (host: string) => new Set(of(host).map(({ gapOf = 'domain', gapMs }) => gapMs && gapOf))
    expect(pacedAs('blogs.example.com')).toEqual(new Set([undefined]))
    expect(pacedAs('news.example.com')).toEqual(new Set(['subdomain']))
    expect(of('blogs.example.com').length).toBeGreaterThan(2 * of('news.example.com').length)
    const report = politenessOf(records, { threshold: 100, rows })
    expect(report.totals.violations.hurried).toBeUndefined()
  },
)

test('two hosts of a domain that refuse together are asked in turns together', async () => {
  await using it = await openDesk(space, { random: createRandom(1).next })
  const throttle = createThrottle({ requests: 1, perMs: 40 * MINUTE })
  for (let n = 0; n < 10; n++)
    for (const host of ['news', 'blogs'])
      await it.desk.declare(it.publisher.on(`${host}.example.com/${n}.xml`, throttle(ok(FEED))))

  await it.desk.runUntil(NOW + DAY)

  const rows: JournalRow[] = []
  for await (const row of it.desk.storage.journal.read()) if (row.at > NOW) rows.push(row)
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.filter(({ gapMs, gapOf }) => gapMs === undefined || gapOf !== undefined)).toEqual([])
})

test('P17: five hundred sources that come at once do not come as one wave again', async () => {
  await using it = await openDesk(space, { random: createRandom(7).next })
  for (let n = 0; n < 500; n++) {
    await it.desk.declare(it.publisher.on(`site${n}.example/feed`, ok(FEED)), {}, NOW + n * 1000)
  }

  await it.desk.runUntil(NOW + 70 * MINUTE, 20_000)

  const second = it.publisher.asked().filter(({ at }) => at > NOW + 30 * MINUTE)
  expect(
    mostWithin(
      second.map(({ at }) => at),
      MINUTE,
    ),
  ).toBeLessThan(100)
  expect(second.length).toBeGreaterThan(500)
})

test('P17: five hundred sources of one host that are due at once are asked at its pace, and all in their turn', async () => {
  await using it = await openDesk(space, { perHostMinute: 120 })
  for (let n = 0; n < 500; n++) await it.desk.declare(it.publisher.on(`/f${n}`, ok(FEED)), {}, NOW)

  await it.desk.runUntil(NOW + 5 * MINUTE)

  const times = it.publisher.asked().map(({ at }) => at)
  expect(times).toHaveLength(500)
  expect(mostWithin(times, MINUTE)).toBeLessThanOrEqual(120)
  expect(mostWithin(times, 2)).toBeLessThanOrEqual(2)
})

/** The largest number of times within any span of `ms`. */
function mostWithin(times: readonly number[], ms: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.max(...sorted.map((at, index) => sorted.slice(index).filter((next) => next < at + ms).length))
}
