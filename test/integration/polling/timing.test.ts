import { describe, expect, inject, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/rules/durations.ts'
import {
  type Answer,
  conditional,
  NOW,
  ok,
  openDesk,
  rss,
  someItems,
  status,
} from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const ITEMS = someItems(3, NOW)
const space = openSpace({ url: inject('redisUrl') }, 'timing')

/** The program's own. */
const SCHEDULE = {
  minIntervalMs: 10 * MINUTE,
  defaultIntervalMs: 30 * MINUTE,
  unconditionalIntervalMs: 2 * HOUR,
  maxIntervalMs: DAY,
}

/** A source with these answers, the last one for ever. */
async function aSource(...answers: Answer[]) {
  return aSourceWith({}, ...answers)
}

async function aSourceWith(more: Parameters<typeof openDesk>[1], ...answers: Answer[]) {
  const it = await openDesk(space, more)
  const { publisher, desk } = it
  const source = await desk.declare(publisher.on('/feed', ...answers))
  return {
    ...it,
    id: source.id,
    /** Hours between one request and the next. */
    gaps: () =>
      publisher
        .asked('/feed')
        .map(({ at }) => at)
        .map((at, n, all) => (at - (all[n - 1] ?? at)) / HOUR)
        .slice(1),
    state: async () => (await desk.stateOf(source.id)).state,
  }
}

const channel = (xml: string) => ok(rss(ITEMS, { channel: xml }))

describe('a publisher who says nothing of when to come', () => {
  // Without dates no rhythm is learned, which would ask less often still.
  const items = (n: number) => [{ title: `Report ${n}`, guid: `r${n}` }]
  const stamped = (count: number) => rss(items(1), { channel: `<lastBuildDate>${count}</lastBuildDate>` })

  test.each<[string, Answer, number[]]>([
    ['and answers 304: half an hour', conditional(rss(items(1)), { etag: '"1"' }), [0.5, 0.5, 0.5]],
    ['and gives no validators: two hours, news or not', (_, n) => ok(rss(items(n))), [2, 2, 2]],
    ['and disregards those he gives: two hours', ok(rss(items(1)), { etag: '"1"' }), [0.5, 2, 2]],
    [
      'and makes new ones for another date in it: two hours',
      (_, n) => ok(stamped(n), { etag: `"${n}"` }),
      [0.5, 2, 2],
    ],
    [
      'and has news each time, with new validators: half an hour',
      (_, n) => ok(rss(items(n)), { etag: `"${n}"` }),
      [0.5, 0.5, 0.5],
    ],
    [
      'but a max-age, and gives no validators: as he says',
      ok(rss(items(1)), { 'cache-control': 'max-age=900' }),
      [0.25, 0.25, 0.25],
    ],
  ])('%s', async (_, answer, gaps) => {
    await using it = await aSourceWith({ schedule: SCHEDULE }, answer)

    await it.desk.runUntil(NOW + 7 * HOUR)

    expect(it.gaps().slice(0, 3)).toEqual(gaps)
  })
})

describe('what a publisher asks for', () => {
  test('P11: a max-age on a 304 counts, and what the document said outlives the 304s', async () => {
    const document = rss(ITEMS, { channel: '<ttl>120</ttl>' })
    await using it = await aSource(
      ok(document, { etag: '"1"' }),
      status(304, { 'cache-control': 'max-age=14400' }),
      status(304, { 'cache-control': 'max-age=60' }),
      status(304, { 'cache-control': 'max-age=60' }),
    )

    await it.desk.runUntil(NOW + 9 * HOUR)

    expect(it.gaps().slice(0, 3)).toEqual([2, 4, 2])
  })

  test.each<[string, Answer]>([
    ['max-age of a year', ok(rss(ITEMS), { 'cache-control': 'max-age=31536000' })],
    ['ttl of two years', channel('<ttl>999999</ttl>')],
    ['Retry-After of three years', status(503, { 'retry-after': '99999999' })],
    ['Retry-After that is no number', status(429, { 'retry-after': '1e99' })],
    ['Expires in the year 9999', ok(rss(ITEMS), { expires: 'Fri, 31 Dec 9999 23:59:59 GMT' })],
  ])('P12: a %s is cut to what is sane', async (_, answer) => {
    await using it = await aSource(answer)

    await it.desk.pollDue()

    const { nextPollAt } = await it.state()
    expect(nextPollAt).toBeGreaterThan(NOW)
    expect(nextPollAt).toBeLessThanOrEqual(NOW + 7 * DAY)
  })

  test.each([
    [429, '7200', 2],
    [503, '7200', 2],
    [429, new Date(NOW + 3 * HOUR).toUTCString(), 3],
    [503, new Date(NOW + 3 * HOUR).toUTCString(), 3],
  ])('P13: %i with Retry-After %s is waited for', async (code, retryAfter, hours) => {
    await using it = await aSource(status(code, { 'retry-after': retryAfter }), ok(rss(ITEMS)))

    await it.desk.pollDue()

    const { nextPollAt } = await it.state()
    expect(nextPollAt).toBeGreaterThanOrEqual(NOW + hours * HOUR)
    expect(nextPollAt).toBeLessThanOrEqual(NOW + (hours + 2) * HOUR)
  })

  test.each(['soon', '-5', new Date(NOW - HOUR).toUTCString(), ''])(
    'P13: a Retry-After of “%s” is none',
    async (retryAfter) => {
      await using it = await aSource(status(429, { 'retry-after': retryAfter }))
      await using other = await aSource(status(429))

      await it.desk.pollDue()
      await other.desk.pollDue()

      expect((await it.state()).nextPollAt).toBe((await other.state()).nextPollAt)
    },
  )

  test('P14: nothing is asked in hours and on days to skip; 24 is midnight', async () => {
    const hours = [24, 1, 2, 3, 4, 5].map((hour) => `<hour>${hour}</hour>`).join('')
    await using it = await aSource(
      channel(
        `<skipHours>${hours}</skipHours><skipDays><day>Saturday</day><day>Sunday</day></skipDays><ttl>60</ttl>`,
      ),
    )

    await it.desk.runUntil(NOW + 7 * DAY)

    const asked = it.publisher.asked('/feed').map(({ at }) => new Date(at))
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.filter((at) => at.getUTCHours() < 6)).toEqual([])
    expect(asked.filter((at) => [0, 6].includes(at.getUTCDay()))).toEqual([])
  })

  test('P14: who lists all 24 hours is asked all the same', async () => {
    const hours = Array.from({ length: 24 }, (_, hour) => `<hour>${hour}</hour>`).join('')
    await using it = await aSource(channel(`<skipHours>${hours}</skipHours><ttl>60</ttl>`))

    await it.desk.runUntil(NOW + 3 * HOUR)

    expect(it.publisher.asked('/feed')).toHaveLength(4)
    expect((await it.state()).nextPollReason).toContain('skipHours names all 24 hours, ignored')
  })

  test('P15: twice a day is every twelve hours; no times a day is no number, and daily stays', async () => {
    const twice = '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>'
    await using it = await aSource(channel(twice))
    await using none = await aSource(channel(twice.replace('>2<', '>0<')))

    await it.desk.runUntil(NOW + DAY)
    await none.desk.pollDue()

    expect(it.gaps()).toEqual([12, 12])
    expect((await none.state()).nextPollAt).toBe(NOW + DAY)
  })
})

describe('the clock', () => {
  test('P16: a period as long as the tick that looks for due sources is that long', async () => {
    await using it = await aSource(channel('<ttl>60</ttl>'))

    for (let tick = 0; tick < 6; tick++) {
      it.clock.set(NOW + tick * HOUR + 5)
      await it.desk.pollDue()
    }

    expect(it.publisher.asked('/feed')).toHaveLength(6)
  })

  test('P23: that jumps back an hour starves nobody', async () => {
    await using it = await aSource(channel('<ttl>60</ttl>'))
    await it.desk.runUntil(NOW + 2 * HOUR)
    const before = it.publisher.asked('/feed').length

    it.clock.set(NOW + HOUR)
    await it.desk.runUntil(NOW + 5 * HOUR)

    const asked = it.publisher.asked('/feed').length - before
    expect(asked).toBeGreaterThanOrEqual(2)
    expect(asked).toBeLessThanOrEqual(4)
  })

  test('P23: that jumps forward a day asks once, not for every hour it missed', async () => {
    await using it = await aSource(channel('<ttl>60</ttl>'))
    await it.desk.runUntil(NOW + HOUR)
    const before = it.publisher.asked('/feed').length

    it.clock.pass(DAY)
    await it.desk.pollDue()
    await it.desk.runUntil(it.clock.now() + HOUR)

    expect(it.publisher.asked('/feed').length - before).toBeLessThanOrEqual(2)
  })

  test('P24: an empty body is told in the state, and the next poll is put off', async () => {
    await using it = await aSource(ok(''))

    await it.desk.pollDue()

    expect(await it.state()).toMatchObject({ failureCount: 1, lastError: expect.stringMatching(/empty/) })
    expect((await it.state()).nextPollAt).toBeGreaterThan(NOW + 10 * MINUTE)
    expect(await it.desk.pollDue()).toEqual([])
  })
})
