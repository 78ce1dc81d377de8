import { movesOf } from '../../../src/app/moves-of.ts'
import { createStorage } from '../../../src/app/storage.ts'
import type { LeasedSource, List, ParsedFeed, Source, Subscription } from '../../../src/model/index.ts'
import type { RedisClient } from '../../../src/redis/client.ts'
import { createDays } from '../../../src/rules/rank/days.ts'
import { createDeliver } from '../../../src/stages/deliver.ts'
import { createFanOut } from '../../../src/stages/fan-out.ts'
import { createPermits } from '../../../src/stages/permits.ts'
import { createPoll } from '../../../src/stages/poll.ts'
import { createPublish } from '../../../src/stages/publish.ts'
import { createRank } from '../../../src/stages/rank.ts'
import { readingOf } from '../../../src/stages/read-feed.ts'
import { createTellUpdates } from '../../../src/stages/tell-updates.ts'
import {
  aList,
  aSource,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  aSubscription as plainSubscription,
} from '../../unit/stages/given.ts'
import { createPlacingDesk } from './placing-desk.ts'

export { DAY, MINUTE, NOW }
export const SECRET = 'whsec_c2VjcmV0LW9mLXRoZS1yZWNlaXZlci0wMTIzNDU2Nzg5'

const LIST = aList({ size: 20 })

export const LISTS: readonly List[] = [LIST, { ...LIST, id: 'world', channels: ['world'], minOrigins: 1 }]

export function aSubscription(more: Partial<Subscription> = {}): Subscription {
  return plainSubscription('hook', {
    url: 'https://receiver.example/hook',
    secrets: [{ value: SECRET }],
    createdAt: NOW,
    ...more,
  })
}

/** Headlines as a source's feed carries them; the newest first. */
export function aFeed(source: string, titles: readonly string[]): ParsedFeed {
  return {
    format: 'rss',
    hubs: [],
    warnings: [],
    entries: titles.map((title, n) => ({
      guid: `${source}-${title}`,
      url: `https://${source}.example/${encodeURIComponent(title)}`,
      title,
      publishedAt: NOW - (n + 1) * MINUTE,
      authors: [],
      categories: [],
      enclosures: [],
    })),
  }
}

/**
 * All stages over a real Redis and a clock that stands still, with queues that are arrays: a test decides which job
 * runs, how often, and after which step it dies.
 */
export function createStageDesk(
  redis: RedisClient,
  prefix: string,
  feeds: Readonly<Record<string, ParsedFeed>>,
  /** What sources are declared as, by id. */
  declared: Readonly<Record<string, Partial<Source>>> = {},
) {
  const storage = createStorage(redis, prefix)
  const ttlMs = { story: 30 * DAY, index: 9 * DAY, event: 30 * DAY, publisher: 400 * DAY }
  const posts: { eventId: string; body: string; secrets: readonly { value: string }[] }[] = []
  const queued = {
    cluster: [] as string[],
    rank: new Set<string>(),
    publish: new Set<string>(),
    deliver: [] as string[],
  }
  const rereads = { count: 0 }
  /** Of polling, and of ranking: all else happens at one moment. */
  let polledAt = NOW
  let rankedAt = NOW
  /** Steps that fail when they are reached, as a killed process would. */
  const broken = new Set<string>()
  const step =
    <Args extends unknown[], Reply>(name: string, work: (...args: Args) => Promise<Reply>) =>
    async (...args: Args): Promise<Reply> => {
      if (broken.has(`before ${name}`)) throw new Error(`killed before ${name}`)
      const reply = await work(...args)
      if (broken.has(`after ${name}`)) throw new Error(`killed after ${name}`)
      return reply
    }
  const append = step('append', (events: Parameters<typeof storage.outbox.append>[0]) =>
    storage.outbox.append(events, { now: NOW, ttlMs: ttlMs.event }),
  )

  const poll = createPoll({
    loadSources: storage.sources.load,
    async fetchFeed({ url }) {
      return {
        kind: 'changed',
        url,
        body: new TextEncoder().encode(url),
        bodyHash: `hash of ${url}`,
        validators: { url, etag: '"1"' },
        hints: {},
        statusCode: 200,
        wireBytes: 100,
      }
    },
    read: async (body, task) =>
      readingOf(
        feeds[new URL(new TextDecoder().decode(body)).hostname.split('.')[0] ?? ''] as ParsedFeed,
        task,
      ),
    admit: step('admit', (entries, remembered) =>
      storage.entries.admitPacked(entries, { remembered, ttlMs: 14 * DAY }),
    ),
    enqueueCluster: step('enqueueCluster', async (ids) => {
      queued.cluster.push(...ids)
    }),
    finishPoll: step('finishPoll', storage.sources.finishPoll),
    witness: () => storage.witness(60_000),
    releaseSources: storage.sources.release,
    paces: storage.paces,
    appendEvents: append,
    keepJournal: async () => undefined,
    journalSince: storage.journal.read,
    begun: storage.begunBatches,
    report: () => undefined,
    ...movesOf(storage.sources),
    moving: { adoptAfterMs: 7 * DAY },
    refreshAfterMs: 7 * DAY,
    now: () => polledAt,
    random: () => 0,
    schedule: {
      minIntervalMs: 10 * MINUTE,
      defaultIntervalMs: 30 * MINUTE,
      maxIntervalMs: DAY,
      unconditionalIntervalMs: 2 * HOUR,
    },
    admission: { announceOnFirstPoll: 20, windowMs: 3 * DAY, channels: [] },
    fetchTimeoutMs: 30_000,
    permits: createPermits(1),
  })

  const placing = createPlacingDesk({ redis, prefix, ttlMs, step, queued, rereads, lists: LISTS })

  const tellUpdates = createTellUpdates({
    dueUpdates: storage.storyUpdates.due,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    appendEvents: append,
    settleUpdate: step('settleUpdate', storage.storyUpdates.settle),
    now: () => NOW,
    siteUrl: 'https://tide.example',
    delayMs: MINUTE,
  })

  const rank = createRank({
    readTop: storage.lists.top,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    dropStories: storage.lists.remove,
    trim: storage.lists.trim,
    readHead: storage.editions.head,
    readLatest: storage.editions.latest,
    freeze: step('freeze', (plan) =>
      storage.editions.freeze({
        ...plan,
        keepMs: {
          editions: 2 * DAY,
          hourly: 60 * DAY,
          daily: 400 * DAY,
          ranks: 30 * DAY,
          events: ttlMs.event,
        },
      }),
    ),
    readDayItems: storage.listDays.items,
    closeDay: (listId, date, compose) => storage.listDays.close(listId, date, compose, 400 * DAY),
    days: createDays('UTC'),
    publishedNumber: storage.feeds.number,
    enqueuePublish: step('enqueuePublish', async (listId) => {
      queued.publish.add(listId)
    }),
    now: () => rankedAt,
    lists: LISTS,
    siteUrl: 'https://tide.example',
  })

  const publish = createPublish({
    readLatest: storage.editions.latest,
    callFollowers: async () => undefined,
    storeFeeds: step('storeFeeds', storage.feeds.put),
    lists: LISTS,
    site: { title: 'Tide', url: 'https://tide.example', language: 'en' },
  })

  const fanOut = createFanOut({
    async readOutbox() {
      const left = await storage.outbox.reclaim('one', { minIdleMs: 0, count: 500 })
      return left.length > 0 ? left : storage.outbox.read('one', { count: 500, blockMs: 0 })
    },
    listSubscriptions: storage.subscriptions.list,
    openDeliveries: step('openDeliveries', (items) =>
      storage.deliveries.open(items, { now: NOW, ttlMs: ttlMs.event }),
    ),
    enqueueDeliveries: step('enqueueDeliveries', async (ids) => {
      queued.deliver.push(...ids)
    }),
    acknowledge: step('acknowledge', storage.outbox.acknowledge),
    lostConnections: () => 0,
  })

  const deliver = createDeliver({
    takeLane: (id) =>
      storage.deliveries.takeLane(id, {
        now: NOW,
        leaseMs: MINUTE,
        concurrency: 5,
        target: { id: 'target', concurrency: 10, perMinute: 1_200 },
      }),
    loadDelivery: storage.deliveries.get,
    loadSubscription: storage.subscriptions.get,
    loadEvent: storage.outbox.payload,
    post: step('post', async (request) => {
      posts.push(request)
      return { statusCode: 204, durationMs: 5 }
    }),
    record: step('record', (id, _url, result) => storage.deliveries.record(id, 'target', result)),
    settle: (id, status, reason) => storage.deliveries.settle(id, { status, reason, now: NOW }),
    freeLane: (id) => storage.deliveries.freeLane(id, 'target'),
    appendEvents: append,
    now: () => NOW,
    random: () => 0.5,
    retryScheduleMs: [0, 5_000],
  })

  return {
    storage,
    posts,
    queued,
    rereads,
    poll: (leases: readonly LeasedSource[]) => poll(leases, new AbortController().signal),
    cluster: (ids: readonly string[]) => placing.createWorker()(ids, new AbortController().signal),
    ...placing,
    tellUpdates,
    rank: (listId: string, at = NOW) => {
      rankedAt = at
      return rank(listId)
    },
    publish,
    fanOut: () => fanOut(0),
    deliver: (id: string) => deliver(id, new AbortController().signal),
    /** Declares one source for each feed, and leases all of them. */
    async open(): Promise<LeasedSource[]> {
      for (const id of Object.keys(feeds))
        await storage.sources.declare({ ...aSource(id), ...declared[id] }, NOW, NOW)
      await storage.outbox.ensureGroup()
      return storage.sources.claimDue({ now: NOW, leaseMs: 5 * MINUTE, limit: 100, perHost: 5 })
    },
    /** Leases all of them once more, so much later. */
    async openAgain(afterMs: number): Promise<LeasedSource[]> {
      polledAt += afterMs
      for (const id of Object.keys(feeds)) await storage.sources.pollNow(aSource(id).id, polledAt)
      return storage.sources.claimDue({ now: polledAt, leaseMs: 5 * MINUTE, limit: 100, perHost: 5 })
    },
    /** Runs `work`, which dies at that step. */
    async dying(at: string, work: () => Promise<unknown>): Promise<void> {
      broken.add(at)
      const error = await work().then(
        () => undefined,
        (reason: Error) => reason,
      )
      broken.delete(at)
      if (error?.message !== `killed ${at}`)
        throw new Error(`expected to be killed ${at}, got ${error?.message}`)
    },
  }
}

export type StageDesk = ReturnType<typeof createStageDesk>
