import { expect, inject, test } from 'vitest'
import { createDeliveryStore } from '../../../src/store/deliveries.ts'
import { createFollowerStore } from '../../../src/store/followers.ts'
import { createOutbox } from '../../../src/store/outbox.ts'
import { createSubscriptionStore } from '../../../src/store/subscriptions.ts'
import { keysOf, until } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { anEvent, aSubscription } from './given.ts'

const { redis, keys, prefix } = openSpace({ url: inject('redisUrl') }, 'soak')
const deps = { redis, keys }
const [outbox, deliveries] = [createOutbox(deps), createDeliveryStore(deps)]
const [subscriptions, followers] = [createSubscriptionStore(deps), createFollowerStore(deps)]

const ROUNDS = 10
const EVENTS = 200
const TTL_MS = 400
/** What stays when everything that was told has had its time: what the operator has, and what is emptied by use. */
const STAYS = ['counters', 'outbox', 'subscription:s0', 'subscription:s1', 'subscription:s2', 'subscriptions']

/** All that happens to an event and to those who are owed it, with lives of less than a second. */
async function round(number: number): Promise<void> {
  const now = Date.now()
  const events = Array.from({ length: EVENTS }, (_, n) => anEvent(`r${number}e${n}`))
  await outbox.append(events, { now, ttlMs: TTL_MS })
  const items = await outbox.read('worker', { count: EVENTS, blockMs: 0 })
  const owed = await deliveries.open(
    items.flatMap(({ eventId }) => ['s0', 's1', 's2'].map((subscriptionId) => ({ eventId, subscriptionId }))),
    { now, ttlMs: TTL_MS },
  )
  await outbox.acknowledge(items.map(({ position }) => position))
  const target = { id: 'reader', concurrency: 1_000, perMinute: 1_000_000 }
  await Promise.all(
    owed.map(async (id, n) => {
      await deliveries.takeLane(id, { now, leaseMs: TTL_MS, concurrency: 1_000, target })
      // One in seven is never settled: its row runs out.
      if (n % 7 === 0) return
      const attempt = {
        number: 1,
        startedAt: now,
        durationMs: 3,
        outcome: 'delivered' as const,
        statusCode: 204,
      }
      await deliveries.record(id, target.id, { attempt, status: 'delivered', nextAttemptAt: now })
    }),
  )
  const follower = {
    id: `f${number}`,
    callback: 'https://reader.example/',
    listId: 'top',
    format: 'rss' as const,
  }
  const hourAgo = now - 3_600_000 + TTL_MS
  await followers.intent(follower, { mode: 'subscribe', leaseMs: 1, askedAt: hourAgo }, { most: 1_000 })
}

/** Names of what is left once rows, payloads and places of this round have had their time. */
async function left(): Promise<string[]> {
  const named = async () => (await keysOf(redis, prefix)).map((key) => key.slice(keys.root.length + 1))
  const short = /^(event|delivery|follower):|:(lane|deliveries)$/
  await until(async () => !(await named()).some((name) => short.test(name)))
  // As the reconciler does: a row that has run out cannot take its place in the index along.
  await until(async () => (await deliveries.overdue(Date.now() + 600_000, 1_000)).length === 0)
  const names = await named()
  const lasting = await Promise.all(
    names.map(async (name) => (await redis.pttl(`${keys.root}:${name}`)) === -1),
  )
  return names.filter((_, index) => lasting[index])
}

test('D25: after ten times the news there are the keys there were after once, and none of them is larger', async () => {
  for (const id of ['s0', 's1', 's2']) await subscriptions.add(aSubscription(id))
  const sizes = () =>
    Promise.all(STAYS.map(async (name) => Number(await redis.memory('USAGE', `${keys.root}:${name}`))))

  await round(0)
  const once = await left()
  const small = await sizes()
  for (let number = 1; number < ROUNDS; number++) await round(number)
  const often = await left()
  const large = await sizes()

  expect(once).toEqual(STAYS)
  expect(often).toEqual(STAYS)
  // Counters have more digits, a consumer later times: nothing else grows.
  for (const [index, size] of large.entries()) expect(size).toBeLessThan((small[index] ?? 0) * 2 + 512)
  expect(await deliveries.counts()).toMatchObject({ pending: 0 })
})
