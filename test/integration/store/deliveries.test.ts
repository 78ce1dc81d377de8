import { describe, expect, test, vi } from 'vitest'
import type { Attempt } from '../../../src/model/index.ts'
import { anAttempt, lane, openDeliveries, options } from './delivery-space.ts'
import { DAY, MINUTE, NOW } from './given.ts'

const { space, owing } = openDeliveries('deliveries')

describe('the ledger', () => {
  test('a delivery is opened once and owed until it is settled', async () => {
    const { deliveries, items, ids } = await owing(2)

    const again = await deliveries.open(items, { ...options, now: NOW + 5 })
    await deliveries.record('e0.s', 't', {
      attempt: anAttempt(1, { outcome: 'delivered', statusCode: 204 }),
      status: 'delivered',
      nextAttemptAt: NOW,
    })

    expect([ids, again]).toEqual([
      ['e0.s', 'e1.s'],
      ['e0.s', 'e1.s'],
    ])
    expect(await deliveries.open(items, options)).toEqual(['e1.s'])
    expect(await deliveries.get('e1.s')).toEqual({
      id: 'e1.s',
      eventId: 'e1',
      subscriptionId: 's',
      status: 'pending',
      attemptCount: 0,
      createdAt: NOW,
      nextAttemptAt: NOW,
      attempts: [],
    })
    expect(await deliveries.get('e0.s')).toMatchObject({
      status: 'delivered',
      finishedAt: NOW + 6,
      lastStatusCode: 204,
    })
    expect(await deliveries.counts()).toMatchObject({ pending: 1, delivered: 1 })
  })

  test('nothing is opened for a subscription that is gone or disabled', async () => {
    const { deliveries, subscriptions } = await owing(1)
    await subscriptions.update('s', { status: 'disabled', disabledReason: 'gone' })

    const items = ['s', 'nobody'].map((subscriptionId) => ({ eventId: 'new', subscriptionId }))

    expect(await deliveries.open(items, options)).toEqual([])
  })

  test('what happens while a subscription is paused is owed to it', async () => {
    const { deliveries, subscriptions } = await owing(1)
    await subscriptions.update('s', { status: 'paused' })

    const opened = await deliveries.open([{ eventId: 'new', subscriptionId: 's' }], options)
    await subscriptions.update('s', { status: 'active' })

    expect(opened).toEqual(['new.s'])
    expect(await deliveries.takeLane('new.s', lane)).toEqual({ kind: 'taken' })
  })

  test('an attempt recorded twice is recorded once', async () => {
    const { deliveries } = await owing(1)
    const result = { attempt: anAttempt(1), status: 'pending', nextAttemptAt: NOW + MINUTE } as const

    expect([
      await deliveries.record('e0.s', 't', result),
      await deliveries.record('e0.s', 't', result),
    ]).toEqual(['recorded', 'repeated'])

    expect(await deliveries.get('e0.s')).toMatchObject({
      status: 'pending',
      attemptCount: 1,
      nextAttemptAt: NOW + MINUTE,
      lastStatusCode: 500,
      attempts: [anAttempt(1)],
    })
    expect(await deliveries.overdue(NOW + MINUTE - 1, 10)).toEqual([])
    expect(await deliveries.overdue(NOW + MINUTE, 10)).toEqual(['e0.s'])
  })

  test('an attempt that ends after its delivery was settled changes nothing, and gives its place back', async () => {
    const { deliveries, subscriptions } = await owing(3)
    await deliveries.takeLane('e0.s', { ...lane, concurrency: 1 })
    await deliveries.settle('e0.s', { status: 'disabled', reason: 'subscription disabled', now: NOW })
    const settled = await deliveries.get('e0.s')

    const result = { attempt: anAttempt(1), status: 'pending', nextAttemptAt: NOW, disable: 'gone' } as const
    expect(await deliveries.record('e0.s', 't', result)).toBe('repeated')

    expect(await deliveries.get('e0.s')).toEqual(settled)
    expect(await subscriptions.get('s')).toMatchObject({ status: 'active' })
    expect(await deliveries.overdue(NOW, 10)).toEqual(['e1.s', 'e2.s'])
    expect(await deliveries.takeLane('e1.s', { ...lane, concurrency: 1 })).toEqual({ kind: 'taken' })
  })

  test('an attempt that ends after its subscription was removed leaves nothing of that behind', async () => {
    const { deliveries, subscriptions, keys } = await owing(1)
    await deliveries.takeLane('e0.s', lane)
    await subscriptions.remove('s')

    const result = { attempt: anAttempt(1), status: 'pending', nextAttemptAt: NOW } as const
    expect(await deliveries.record('e0.s', 't', result)).toBe('recorded')

    expect(await space.redis.exists(keys.subscription('s'))).toBe(0)
  })

  test('what was settled is counted once, as what it was', async () => {
    const { deliveries } = await owing(3)
    const done = { attempt: anAttempt(1, { outcome: 'gone' }), status: 'gone', nextAttemptAt: NOW } as const
    const expired = { status: 'exhausted', reason: 'event expired', now: NOW } as const

    for (const _ of [1, 2]) {
      await deliveries.record('e0.s', 't', done)
      await deliveries.settle('e1.s', expired)
    }

    expect(await deliveries.counts()).toMatchObject({ pending: 1, gone: 1, exhausted: 1, delivered: 0 })
    expect(await deliveries.get('e1.s')).toMatchObject({
      status: 'exhausted',
      lastError: 'event expired',
      finishedAt: NOW,
    })
  })

  test('of an attempt that fails otherwise than the one before, nothing of that is left', async () => {
    const { deliveries } = await owing(1)
    const record = (attempt: Attempt) =>
      deliveries.record('e0.s', 't', { attempt, status: 'pending', nextAttemptAt: NOW })
    await record(anAttempt(1))
    const { statusCode: _, ...unanswered } = anAttempt(2, { error: 'timeout' })

    await record(unanswered)

    const delivery = await deliveries.get('e0.s')
    expect(delivery).toMatchObject({ lastError: 'timeout' })
    expect(delivery).not.toHaveProperty('lastStatusCode')
    expect(delivery).not.toHaveProperty('finishedAt')
  })

  test('of many attempts the newest twenty are kept', async () => {
    const { deliveries } = await owing(1)

    for (let n = 1; n <= 25; n++) {
      await deliveries.record('e0.s', 't', { attempt: anAttempt(n), status: 'pending', nextAttemptAt: NOW })
    }

    const delivery = await deliveries.get('e0.s')
    expect(delivery?.attempts.map((attempt) => attempt.number)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 6),
    )
    expect(delivery?.attemptCount).toBe(25)
  })

  test('a settled delivery stays settled until an operator reopens it', async () => {
    const { deliveries, keys } = await owing(2)
    for (const event of ['e0', 'e1']) await space.redis.set(keys.event(event), '{}', 'PX', DAY)
    const settle = { status: 'exhausted', reason: 'event expired', now: NOW } as const

    expect([await deliveries.settle('e0.s', settle), await deliveries.settle('e0.s', settle)]).toEqual([
      'settled',
      'repeated',
    ])
    expect(await deliveries.list('s', { limit: 10, statuses: ['exhausted'] })).toHaveLength(1)
    expect(await deliveries.list('s', { limit: 1 })).toHaveLength(1)

    const reopen = { now: NOW + 1, ttlMs: 30 * DAY }
    expect(await deliveries.reopen(['e0.s', 'e1.s', 'x.s'], reopen)).toEqual(['e0.s'])
    expect(await deliveries.overdue(NOW + 1, 10)).toEqual(['e1.s', 'e0.s'])
    const reopened = await deliveries.get('e0.s')
    expect(reopened).toMatchObject({ status: 'pending', nextAttemptAt: NOW + 1, lastError: 'event expired' })
    expect(reopened).not.toHaveProperty('finishedAt')
    expect(await deliveries.takeLane('e0.s', { ...lane, now: NOW + 1 })).toEqual({ kind: 'taken' })
  })

  test('of a long list only what was owed since a time is read', async () => {
    const { deliveries } = await owing(450)
    const settle = { status: 'exhausted', reason: 'receiver away', now: NOW } as const
    for (const id of ['e0.s', 'e1.s']) await deliveries.settle(id, settle)
    await deliveries.open([{ eventId: 'late', subscriptionId: 's' }], { ...options, now: NOW + DAY })
    // Old, and owed anew beside what is.
    await deliveries.reopen(['e0.s'], { now: NOW + DAY, ttlMs: 30 * DAY })
    const asked = vi.spyOn(space.redis, 'pipeline')

    const late = await deliveries.list('s', { limit: 1_000, since: NOW + DAY })
    const rows = asked.mock.results.reduce((sum, { value }) => sum + value.length, 0)

    expect(late.map(({ id }) => id)).toEqual(['late.s'])
    expect(rows).toBe(1)
    expect(await deliveries.list('s', { limit: 1_000, since: NOW })).toHaveLength(451)
    expect(await deliveries.list('s', { limit: 1_000 })).toHaveLength(451)
  })

  test('what is sent again is kept no shorter than it would have been', async () => {
    const { deliveries, keys } = await owing(1)
    await deliveries.settle('e0.s', { status: 'exhausted', reason: 'receiver away', now: NOW })
    await space.redis.set(keys.event('e0'), '{}', 'PX', 60 * DAY)

    await deliveries.reopen(['e0.s'], { now: NOW, ttlMs: 30 * DAY })

    expect(await space.redis.pttl(keys.event('e0'))).toBeGreaterThan(59 * DAY)
  })

  test('what is about to expire and is sent again is kept as long as what is new', async () => {
    const { deliveries, keys } = await owing(3)
    const settle = { status: 'exhausted', reason: 'receiver away', now: NOW } as const
    for (const id of ['e0.s', 'e1.s']) await deliveries.settle(id, settle)
    await space.redis.set(keys.event('e0'), '{}', 'PX', MINUTE)
    const kept = [keys.delivery('e0.s'), keys.event('e0'), keys.subscriptionDeliveries('s')]
    for (const key of kept) await space.redis.pexpire(key, MINUTE)
    const now = NOW + 30 * DAY - MINUTE

    // The event of the second has expired: there is nothing to send.
    expect(await deliveries.reopen(['e0.s', 'e1.s'], { now, ttlMs: 30 * DAY })).toEqual(['e0.s'])

    for (const key of kept) expect(await space.redis.pttl(key)).toBeGreaterThan(29 * DAY)
    expect(await deliveries.get('e1.s')).toMatchObject({ status: 'exhausted' })
    // A later event lets go of those that are older than its time, and not of this one.
    await deliveries.open([{ eventId: 'e9', subscriptionId: 's' }], {
      now: now + 2 * MINUTE,
      ttlMs: 30 * DAY,
    })
    expect((await deliveries.list('s', { limit: 9 })).map(({ id }) => id)).toEqual(['e9.s', 'e0.s'])
  })

  test('a row that has expired leaves the due index', async () => {
    const { deliveries, keys } = await owing(2)
    await space.redis.unlink(keys.delivery('e0.s'))

    expect(await deliveries.overdue(NOW, 10)).toEqual(['e1.s'])
    expect(await space.redis.zcard(keys.deliveriesDue())).toBe(1)
    expect(await deliveries.takeLane('e0.s', lane)).toEqual({ kind: 'over', status: 'unknown' })
  })
})
