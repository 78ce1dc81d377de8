import { inject } from 'vitest'
import type { Attempt } from '../../../src/model/index.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { createDeliveryStore } from '../../../src/store/deliveries.ts'
import { createSubscriptionStore } from '../../../src/store/subscriptions.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aSubscription, DAY, MINUTE, NOW } from './given.ts'

export const options = { now: NOW, ttlMs: 30 * DAY }
export const target = { id: 't', concurrency: 100, perMinute: 60_000 }
export const lane = { now: NOW, leaseMs: MINUTE, concurrency: 2, target }

/** A key space of one test file, and ledgers within it. */
export function openDeliveries(name: string) {
  const space = openSpace({ url: inject('redisUrl') }, name)

  async function aDesk(redis = space.redis, prefix = space.innerPrefix()) {
    const keys = createKeys(prefix)
    const subscriptions = createSubscriptionStore({ redis, keys })
    const deliveries = createDeliveryStore({ redis, keys })
    return { keys, prefix, subscriptions, deliveries }
  }

  /** A desk with one subscription `s` and the deliveries `e0.s`, `e1.s` … */
  async function owing(count: number) {
    const desk = await aDesk()
    await desk.subscriptions.add(aSubscription('s'))
    // An endpoint that has accepted something before: it has all its places.
    await space.redis.hset(desk.keys.subscription('s'), 'provenAt', NOW - DAY)
    const items = Array.from({ length: count }, (_, n) => ({ eventId: `e${n}`, subscriptionId: 's' }))
    const ids = await desk.deliveries.open(items, options)
    return { ...desk, items, ids }
  }

  return { space, aDesk, owing }
}

export function anAttempt(number: number, more: Partial<Attempt> = {}): Attempt {
  return { number, startedAt: NOW + number, durationMs: 5.4, outcome: 'failed', statusCode: 500, ...more }
}
