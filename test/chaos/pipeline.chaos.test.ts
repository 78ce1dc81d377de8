import { afterAll, expect, test } from 'vitest'
import type { Context, StageName } from '../../src/app.ts'
import type { Event } from '../../src/model/index.ts'
import { sourceId } from '../../src/rules/ids.ts'
import { type Newsroom, startNewsroom } from '../support/newsroom/index.ts'
import { type SupervisedWorker, superviseWorker } from '../support/processes.ts'
import {
  contextOf,
  newTestSecret,
  settingsOf,
  type TestReceiver,
  writeSettings,
} from '../support/processes-settings.ts'
import { assertBoundedKeys, startPrivateRedis, uniquePrefix, until } from '../support/redis.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'
import { isQuiet, type Missing, missingItems, owedDeliveries, readEvents, readLedger } from './ledger.ts'
import { rampage } from './rampage.ts'

const SEED = Number(process.env.TIDEWIRE_TEST_SEED ?? 20_261)
const WORKER_KILLS = 12
const REDIS_KILLS = 3
const FLEET: readonly StageName[] = [
  'poll',
  'poll',
  'cluster',
  'cluster',
  'rank',
  'publish',
  'publish',
  'deliver',
  'deliver',
]
/** Attempts of one endpoint that may be under way at once. */
const PER_SUBSCRIPTION = 5
/** Of news, four a second: where killing takes much longer than usual, the backlog must not grow with it. */
const MOST_MINUTES = 160
/** Recovery of a killed job takes a lock (30 s) and a check (5 s); a slow machine gets eight times that. */
const DRAIN_MS = 300_000

const closers: (() => Promise<unknown> | unknown)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

test('nothing is lost and nothing stays behind when workers and Redis are killed again and again', async () => {
  const startedAt = performance.now()
  const redis = await startPrivateRedis()
  closers.push(() => redis.stop())
  const newsroom = await startNewsroom({
    seed: SEED,
    publishers: 12,
    startWith: 60,
    eventsPerHour: 60,
    clock: 'manual',
  })
  closers.push(() => newsroom.close())
  const receivers = await openReceivers()
  const settings = writeSettings(
    settingsOf({
      redis: { url: redis.url, prefix: uniquePrefix('chaos') },
      newsroom,
      receivers: receivers.map(({ declared }) => declared),
      sections: {
        polling: { lease: '10s', perHost: 4 },
        parsing: { threads: 1 },
        delivery: { perSubscription: PER_SUBSCRIPTION, timeout: '5s', retrySchedule: RETRY_SCHEDULE },
        log: { level: 'info' },
      },
    }),
  )
  closers.push(settings.remove)
  const fleet = FLEET.map((stage) => superviseWorker(stage, settings.file))
  closers.push(() => Promise.all(fleet.map((worker) => worker.stop())))
  const context = contextOf(settings.file)
  closers.push(() => context.close())
  await Promise.all(fleet.map((worker) => worker.current().started))

  // News keeps breaking while everything is killed.
  let minutes = 0
  const breaking = setInterval(() => {
    if (++minutes <= MOST_MINUTES) newsroom.step(60_000)
  }, 250)
  closers.push(() => clearInterval(breaking))
  const count = () => receivers.reduce((sum, { receiver }) => sum + receiver.received.length, 0)
  const kills = await rampage({
    seed: SEED,
    fleet,
    redis,
    workerKills: WORKER_KILLS,
    redisKills: REDIS_KILLS,
    progress: count,
  })
  clearInterval(breaking)
  const killedAt = performance.now()

  await everythingIsPlaced(context, newsroom)
  // What a killed worker held comes back when its lock has run out.
  for (const stage of ['poll', 'cluster', 'rank'] as const) {
    await until(async () => (await context.queues.counts())[stage].active === 0, DRAIN_MS)
    await stopStages(fleet, [stage])
  }
  await until(() => isQuiet(context, ['publish', 'deliver']), DRAIN_MS)
  await stopStages(fleet, ['publish', 'deliver'])
  const drainedAt = performance.now()

  const events = await readEvents(context)
  const subscriptions = await context.storage.subscriptions.list()
  const owed = owedDeliveries(events, subscriptions)
  const tallies = receivers.map(({ declared, receiver }) => {
    const subscription = subscriptions.find(({ url }) => url === declared.url)
    return tally(
      receiver,
      owed.filter((delivery) => delivery.subscription.id === subscription?.id).map(({ event }) => event),
    )
  })
  const sum = (of: (one: Tally) => number) => tallies.reduce((total, one) => total + of(one), 0)
  const injected = sum((one) => one.cut)
  console.info(
    `chaos seed ${SEED}: ${events.length} events, ${owed.length} deliveries, ${count()} POSTs ` +
      `(${sum((one) => one.failed)} answered 503, ${injected} cut), ${sum((one) => one.duplicates)} duplicates; ` +
      `killed ${JSON.stringify(kills.workers)} and Redis ${kills.redis} times in ` +
      `${seconds(killedAt - startedAt)}, drained in ${seconds(drainedAt - killedAt)}`,
  )

  expect(events.length).toBeGreaterThan(200)
  for (const one of tallies)
    expect(one).toMatchObject({ missing: [], unverified: 0, altered: [], strange: [] })
  const restarts =
    (kills.workers.deliver ?? 0) + FLEET.filter((stage) => stage === 'deliver').length * REDIS_KILLS
  expect(sum((one) => one.duplicates)).toBeLessThanOrEqual(
    injected + restarts * PER_SUBSCRIPTION * receivers.length,
  )
  const rows = await readLedger(context)
  expect(rows).toHaveLength(owed.length)
  expect(rows.filter(({ status }) => status !== 'delivered')).toEqual([])
  expect(await context.storage.outbox.length()).toBe(0)
  expect(await context.storage.outbox.pending()).toBe(0)
  for (const [queue, counts] of Object.entries(await context.queues.counts()))
    expect({ queue, failed: counts.failed, active: counts.active }).toEqual({ queue, failed: 0, active: 0 })
  // Only our own keys, which share this tag: queues bound themselves.
  await assertBoundedKeys(context.redis, `${context.config.redis.prefix}}`)
})

const RETRY_SCHEDULE = ['0', '200ms', '300ms', '500ms', ...Array.from({ length: 16 }, () => '1s')]

async function openReceivers(): Promise<{ declared: TestReceiver; receiver: WebhookReceiver }[]> {
  const wants: Pick<TestReceiver, 'events' | 'lists'>[] = [
    { events: [], lists: [] },
    { events: ['list.entered', 'list.left', 'list.moved'], lists: ['top', 'world', 'china'] },
    { events: ['story.created', 'story.corroborated'], lists: [] },
  ]
  return Promise.all(
    wants.map(async (want, index) => {
      const secret = newTestSecret()
      const receiver = await startWebhookReceiver({
        secret,
        failures: { status503Share: 0.1, cutAfterAcceptShare: 0.03, seed: SEED + index },
      })
      closers.push(() => receiver.close())
      return { receiver, declared: { ...want, url: receiver.url, secret } }
    }),
  )
}

interface Tally {
  readonly missing: readonly string[]
  readonly unverified: number
  /** Ids whose body differed from the one committed. */
  readonly altered: readonly string[]
  /** Ids that nobody committed, or that this endpoint did not ask for. */
  readonly strange: readonly string[]
  readonly duplicates: number
  readonly cut: number
  readonly failed: number
}

function tally(receiver: WebhookReceiver, owed: readonly Event[]): Tally {
  const payloads = new Map(owed.map((event) => [event.id, event.payload]))
  const taken = receiver.received.filter(({ answer }) => answer === 'accepted' || answer === 'cut')
  const ids = new Set(taken.map(({ id }) => id))
  const others = receiver.received.filter(({ id }) => !payloads.has(id))
  const altered = receiver.received.filter(({ id, body }) => payloads.has(id) && payloads.get(id) !== body)
  return {
    missing: owed.map(({ id }) => id).filter((id) => !ids.has(id)),
    unverified: receiver.received.filter(({ verified }) => !verified).length,
    altered: altered.map(({ id }) => id),
    strange: others.map(({ id }) => id),
    duplicates: taken.length - ids.size,
    cut: taken.filter(({ answer }) => answer === 'cut').length,
    failed: receiver.received.filter(({ answer }) => answer === 'failed').length,
  }
}

/** Waits until every item that stands in a feed is in a story; says which are not. */
async function everythingIsPlaced(context: Context, newsroom: Newsroom): Promise<void> {
  let last: Missing[] = []
  try {
    await until(async () => {
      last = (await missingItems(context, newsroom.sources)).missing
      return last.length === 0
    }, DRAIN_MS)
  } catch (cause) {
    const shown = last.slice(0, 5)
    const { sources } = context.storage
    const facts = {
      missing: shown,
      queues: await context.queues.counts(),
      now: Date.now(),
      sources: await Promise.all(shown.map(({ source }) => sources.get(sourceId(source)))),
      leases: await context.redis.zrange(context.storage.keys.leases(), 0, '-1', 'WITHSCORES'),
    }
    throw new Error(`${last.length} items are not placed: ${JSON.stringify(facts)}`, { cause })
  }
}

async function stopStages(fleet: readonly SupervisedWorker[], stages: readonly StageName[]): Promise<void> {
  const codes = await Promise.all(
    fleet.filter(({ stage }) => stages.includes(stage as StageName)).map((worker) => worker.stop()),
  )
  expect(codes).toEqual(codes.map(() => 0))
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
