import { feedsOfPage } from '../../../src/app/feeds-of-page.ts'
import { movesOf } from '../../../src/app/moves-of.ts'
import type { OwnNetworkWatch } from '../../../src/app/own-network.ts'
import { notePublisherOf } from '../../../src/app/start-icons.ts'
import { createStorage } from '../../../src/app/storage.ts'
import { createItemMemo } from '../../../src/feed/xml/item-memo.ts'
import type { PollOutcome, Source } from '../../../src/model/index.ts'
import { createFeedFetcher } from '../../../src/net/fetch-feed.ts'
import type { HttpClient } from '../../../src/net/request.ts'
import type { RedisClient } from '../../../src/redis/client.ts'
import { publisherId, sourceId } from '../../../src/rules/ids.ts'
import { paceWithin } from '../../../src/rules/polling/host-pace.ts'
import type { PollLimits } from '../../../src/rules/polling/schedule.ts'
import { createEndLostPolls } from '../../../src/stages/end-lost-polls.ts'
import { createPermits } from '../../../src/stages/permits.ts'
import { createPoll, type PollDeps, type PollReport } from '../../../src/stages/poll.ts'
import { readFeed } from '../../../src/stages/read-feed.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface PollDeskOptions {
  readonly redis: RedisClient
  /** Of the key space; one of its own for each desk. */
  readonly prefix: string
  readonly client: HttpClient
  readonly clock: TestClock
  readonly schedule?: PollLimits
  readonly perHost?: number
  /** None unless told: then the clock goes on by seconds while a host has to wait. */
  readonly perHostMinute?: number
  /** Of a search for a lost feed; 10 s. */
  readonly searchTimeoutMs?: number
  /** In [0, 1); always 0 unless told. */
  readonly random?: () => number
  /** Absent: every failure is the source's own. */
  readonly network?: OwnNetworkWatch
}

/** A clock that stands until it is set. */
export interface TestClock {
  now(): number
  set(time: number): void
  pass(ms: number): void
}

export function createTestClock(startAt: number): TestClock {
  let time = startAt
  return {
    now: () => time,
    set(at) {
      time = at
    },
    pass(ms) {
      time += ms
    },
  }
}

/**
 * The poll stage as a worker runs it, over a real Redis and real sockets, on a clock of the test's: weeks of polling
 * pass in seconds. Give the publisher the same clock.
 */
export function createPollDesk(options: PollDeskOptions) {
  const { clock } = options
  const storage = createStorage(options.redis, options.prefix)
  const fetchFeed = createFeedFetcher(options.client, clock.now)
  const random = options.random ?? (() => 0)
  const reports: PollReport[] = []
  const clustered: string[] = []
  let claimed = 0
  const memo = createItemMemo(1_000_000)
  const schedule = options.schedule ?? {
    minIntervalMs: 10 * MINUTE,
    defaultIntervalMs: 30 * MINUTE,
    // Most publishers of tests give no validators, and are about something else.
    unconditionalIntervalMs: 30 * MINUTE,
    maxIntervalMs: DAY,
  }
  const keepJournal: PollDeps['keepJournal'] = (rows) =>
    storage.journal.append(rows, { now: clock.now(), rows: 100_000, ttlMs: 30 * DAY })
  const endLostPolls = createEndLostPolls({
    expiredLeases: storage.sources.expiredLeases,
    endExpired: storage.sources.endExpired,
    closeBegun: storage.begunBatches.close,
    keepJournal,
    now: clock.now,
    random,
    schedule,
  })
  const poll = createPoll({
    loadSources: storage.sources.load,
    fetchFeed,
    read: (body, task) => readFeed(body, task, memo),
    admit: (entries, remembered) => storage.entries.admitPacked(entries, { remembered, ttlMs: 14 * DAY }),
    async enqueueCluster(ids) {
      clustered.push(...ids)
    },
    finishPoll: storage.sources.finishPoll,
    witness: () => storage.witness(5 * MINUTE),
    releaseSources: storage.sources.release,
    paces: storage.paces,
    keepJournal,
    journalSince: storage.journal.read,
    begun: storage.begunBatches,
    ...movesOf(storage.sources),
    moving: { adoptAfterMs: 7 * DAY },
    search: {
      feedsOfPage: (url, signal) => feedsOfPage(options.client, url, signal),
      afterMs: 3 * DAY,
      timeoutMs: options.searchTimeoutMs ?? 10_000,
    },
    refreshAfterMs: 7 * DAY,
    notePublisher: notePublisherOf({
      redis: options.redis,
      storage,
      now: clock.now,
      config: { polling: { icons: true }, retention: { dailyEditionsMs: 400 * DAY } },
    }),
    appendEvents: (events) => storage.outbox.append(events, { now: clock.now(), ttlMs: 30 * DAY }),
    report: (line) => reports.push(line),
    now: clock.now,
    random,
    schedule,
    admission: { announceOnFirstPoll: 20, windowMs: 3 * DAY, channels: [] },
    fetchTimeoutMs: 30_000,
    ...(options.network && { network: options.network }),
    permits: createPermits(8),
  })

  const { perHost = 2, perHostMinute } = options

  async function claim() {
    await endLostPolls()
    const limit = options.network?.mayClaim(500) ?? 500
    if (limit === 0) return []
    return storage.sources.claimDue({
      now: clock.now(),
      leaseMs: 5 * MINUTE,
      limit,
      perHost,
      ...(perHostMinute !== undefined && { pace: paceWithin({ perHost, perHostMinute }) }),
    })
  }

  /** Polls whatever is due at the clock's time; returns one line per poll. */
  async function pollDue(): Promise<PollReport[]> {
    const before = reports.length
    for (let leases = await claim(); leases.length > 0; leases = await claim()) {
      claimed += leases.length
      await poll(leases, new AbortController().signal)
    }
    return reports.slice(before)
  }

  /** When the next poll is due, undefined when none is planned. */
  async function nextDueAt(): Promise<number | undefined> {
    const [, score] = await options.redis.zrange(storage.keys.due(), '0', '0', 'WITHSCORES')
    return score === undefined ? undefined : Number(score)
  }

  return {
    storage,
    /** One line per poll so far. */
    reports,
    /** Ids of entries handed on to be clustered. */
    clustered,
    pollDue,
    nextDueAt,

    /** Adds a source that is due now, unless told otherwise. */
    async declare(url: string, more: Partial<Source> = {}, firstPollAt = clock.now()): Promise<Source> {
      const publisherName = more.publisherName ?? new URL(url).hostname
      const source: Source = {
        id: sourceId(url),
        url,
        publisherId: publisherId(publisherName),
        publisherName,
        channels: [],
        weight: 1,
        status: 'active',
        declaredBy: 'runtime',
        ...more,
      }
      await storage.sources.declare(source, clock.now(), firstPollAt)
      return source
    },

    async stateOf(id: string) {
      const record = await storage.sources.get(id)
      if (record === undefined) throw new Error(`source ${id} does not exist`)
      return record
    },

    /**
     * Sets the clock from one due time to the next, and polls, until `end`; the clock stands there afterwards. With
     * `everyMs` it goes on by so much at least: what falls due meanwhile is polled together, which takes far less time.
     */
    async runUntil(end: number, everyMs = 0): Promise<PollReport[]> {
      const before = reports.length
      for (let dueAt = await nextDueAt(); dueAt !== undefined && dueAt <= end; dueAt = await nextDueAt()) {
        const next = Math.max(dueAt, Math.min(clock.now() + everyMs, end))
        if (next > clock.now()) clock.set(next)
        const before = claimed
        await pollDue()
        if (claimed === before && perHostMinute !== undefined) clock.pass(1_000)
        else if (claimed === before) throw new Error(`a source due at ${dueAt} is never polled`)
      }
      clock.set(end)
      return reports.slice(before)
    },

    outcomes: (id: string): PollOutcome[] =>
      reports.filter((line) => line.sourceId === id).map((line) => line.outcome),

    /** Payloads of the outbox in order, as subscribers would get them. */
    async events(): Promise<{ type: string; timestamp: string; data: Record<string, unknown> }[]> {
      const items = await options.redis.xrange(storage.keys.outbox(), '-', '+')
      const ids = items.map(([, fields]) => fields[fields.indexOf('id') + 1] as string)
      const events = await Promise.all(ids.map((id) => storage.outbox.payload(id)))
      return events.map((event) => JSON.parse(event?.payload ?? 'null'))
    },
  }
}

export type PollDesk = ReturnType<typeof createPollDesk>
