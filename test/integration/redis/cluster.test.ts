import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkRedis } from '../../../src/redis/check.ts'
import { closeRedis, createRedis, type RedisClient } from '../../../src/redis/client.ts'
import { createKeys, type Keys } from '../../../src/redis/keys.ts'
import { createDeliveryStore } from '../../../src/store/deliveries.ts'
import { createEditionStore } from '../../../src/store/editions.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createFeedStore } from '../../../src/store/feeds.ts'
import { createListStore } from '../../../src/store/lists.ts'
import { createOutbox } from '../../../src/store/outbox.ts'
import { createSourceStore } from '../../../src/store/sources.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import { createSubscriptionStore } from '../../../src/store/subscriptions.ts'
import { assertBoundedKeys, type RedisCluster, startRedisCluster } from '../../support/redis.ts'
import {
  aFingerprint,
  anEntry,
  anEvent,
  aPlan,
  aSource,
  aStory,
  aSubscription,
  DAY,
  join,
  NOW,
} from '../store/given.ts'

let cluster: RedisCluster
let redis: RedisClient

beforeAll(async () => {
  cluster = await startRedisCluster(3)
  redis = createRedis({ url: cluster.url, cluster: true }, 'commands')
})
afterAll(async () => {
  if (redis) await closeRedis(redis)
  await cluster?.stop()
})

// One desk lives in one slot; these three live on three nodes.
test.each(['a', 'b', 'c'])('every script of desk %s runs on a cluster', async (prefix) => {
  const deps = { redis, keys: createKeys(prefix) }

  await pollOnce(deps)
  await clusterOnce(deps)
  await freezeOnce(deps)
  await deliverOnce(deps)

  await assertBoundedKeys(redis, prefix)
})

test('the start-up check looks at every master', async () => {
  expect(await checkRedis(redis, { requireAof: true })).toMatchObject({ policy: 'noeviction', problems: [] })
})

interface Deps {
  readonly redis: RedisClient
  readonly keys: Keys
}

async function pollOnce(deps: Deps): Promise<void> {
  const sources = createSourceStore(deps)
  for (const id of ['a', 'b', 'c']) await sources.declare(aSource(id), NOW, NOW)
  const leases = await sources.claimDue({ now: NOW, leaseMs: 1_000, limit: 10, perHost: 1 })
  const [first, ...others] = leases
  if (!first) throw new Error('nothing due')
  const state = { failureCount: 0, pollCount: 1, notModifiedCount: 0 }
  expect(await sources.finishPoll(first, { state, nextPollAt: NOW + 1 })).toBe('finished')
  expect(await sources.release(others, NOW)).toBe(2)
  expect(await sources.setStatus('b', 'paused', NOW)).toBe('set')
  expect(await sources.pollNow('c', NOW)).toBe('due')
  await sources.claimDue({ now: NOW, leaseMs: 1_000, limit: 10, perHost: 1 })
  const [lost] = await sources.expiredLeases(NOW + 1_000)
  if (!lost) throw new Error('nothing has run out')
  expect(await sources.endExpired([{ ...lost, result: { state, nextPollAt: NOW + 2_000 } }])).toEqual([true])
  expect(await sources.remove('a')).toBe(true)
  expect(await sources.page()).toHaveLength(2)
  expect(await sources.dueStats(NOW)).toMatchObject({ sources: 2, leased: 0 })
}

async function clusterOnce(deps: Deps): Promise<void> {
  const entries = createEntryStore(deps)
  const stories = createStoryStore(deps)
  const entry = anEntry('e1')
  const print = aFingerprint('one two three', { urlKey: 'u', titleKey: 't' })
  expect(await entries.admit([entry, anEntry('e2')], { ttlMs: DAY })).toHaveLength(2)
  const { tails } = await stories.findCandidates(print, NOW)
  const plan = aPlan(entry, aStory('st', entry), print, tails, {
    heats: ['top', 'sports'].map((listId) => ({ listId, heat: 1 })),
    events: [anEvent('ev1'), anEvent('ev2')],
  })
  expect(await join(stories, plan)).toBe('joined')
  expect((await stories.findCandidates(print, NOW)).candidates).toHaveLength(1)
  expect(await stories.getMany(['st', 'none'])).toMatchObject([{ id: 'st' }, undefined])
  expect(await createListStore(deps).top('sports', 5)).toEqual([{ storyId: 'st', heat: 1 }])
}

async function freezeOnce(deps: Deps): Promise<void> {
  const editions = createEditionStore(deps)
  const outcome = await editions.freeze({
    edition: {
      listId: 'top',
      number: 1,
      frozenAt: NOW,
      items: [],
      dropped: { diversity: 0, size: 0, window: 0, missing: 0 },
    },
    expectedNumber: 0,
    head: { number: 1, frozenAt: NOW, digest: '', announced: {} },
    events: [anEvent('ev3'), anEvent('ev4')],
    replaced: undefined,
    day: { date: '2026-01-02', items: [{ storyId: 'st' }] },
    rankedAt: NOW,
    keepMs: { editions: DAY, hourly: DAY, daily: DAY, ranks: DAY, events: DAY },
  })
  expect(outcome).toBe('frozen')
  const formats = ['rss', 'atom', 'json'] as const
  const feeds = formats.map((format) => ({
    format,
    contentType: 'x',
    body: Buffer.from('x'),
    etag: '"x"',
    lastModifiedAt: NOW,
    editionNumber: 1,
  }))
  expect(await createFeedStore(deps).put('top', feeds)).toBe('stored')
}

async function deliverOnce(deps: Deps): Promise<void> {
  const blocking = createRedis({ url: cluster.url, cluster: true }, 'blocking')
  const outbox = createOutbox({ ...deps, blocking })
  const subscriptions = createSubscriptionStore(deps)
  const deliveries = createDeliveryStore(deps)
  for (const id of ['s1', 's2']) await subscriptions.add(aSubscription(id))
  await subscriptions.update('s1', { description: 'x' })
  expect(await outbox.append([anEvent('ev4'), anEvent('ev5')], { now: NOW, ttlMs: DAY })).toBe(1)
  const items = await outbox.read('one', { count: 10, blockMs: 100 })
  expect(items).toHaveLength(5)
  const owed = items.flatMap(({ eventId }) =>
    ['s1', 's2'].map((subscriptionId) => ({ eventId, subscriptionId })),
  )
  const ids = await deliveries.open(owed, { now: NOW, ttlMs: DAY })
  expect(ids).toHaveLength(10)
  expect(await outbox.acknowledge(items.map(({ position }) => position))).toBe(5)
  const [first = '', second = ''] = ids
  const target = { id: 't', concurrency: 5, perMinute: 60 }
  expect(await deliveries.takeLane(first, { now: NOW, leaseMs: 1_000, concurrency: 1, target })).toEqual({
    kind: 'taken',
  })
  const attempt = { number: 1, startedAt: NOW, durationMs: 1, outcome: 'delivered' } as const
  expect(await deliveries.record(first, 't', { attempt, status: 'delivered', nextAttemptAt: NOW })).toBe(
    'recorded',
  )
  expect(await deliveries.settle(second, { status: 'exhausted', reason: 'x', now: NOW })).toBe('settled')
  expect(await deliveries.reopen([first, second], { now: NOW, ttlMs: DAY })).toHaveLength(2)
  expect(await deliveries.overdue(NOW, 100)).toHaveLength(10)
  expect(await deliveries.list('s1', { limit: 9 })).toHaveLength(5)
  expect(await subscriptions.remove('s1')).toBe(true)
  await closeRedis(blocking)
}
