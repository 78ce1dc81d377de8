import { describe, expect, inject, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/rules/durations.ts'
import {
  conditional,
  gzipBomb,
  isConditional,
  NOW,
  ok,
  openDesk,
  redirect,
  rss,
  someItems,
  status,
  stuck,
} from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const FEED = rss(someItems(3, NOW))
const space = openSpace({ url: inject('redisUrl') }, 'failures')
const PATIENT = { headersMs: 30_000, idleMs: 30_000 }
const IMPATIENT = { headersMs: 1_000, idleMs: 1_000 }

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
    await using it = await openDesk(space, { limits: outcome === 'timeout' ? IMPATIENT : PATIENT })
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
    await using it = await openDesk(space, { limits: PATIENT })
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
    await using it = await openDesk(space, { limits: PATIENT })
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
    await using it = await openDesk(space, { limits: PATIENT })
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
