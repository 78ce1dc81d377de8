import { afterAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/app.ts'
import type { Entry, Event } from '../../src/model/index.ts'
import { anEntry } from '../integration/store/given.ts'
import { webAddressOf } from '../support/processes.ts'
import { type HoldingServer, startHoldingServer } from '../support/processes-hold.ts'
import { newTestSecret, type TestSettings } from '../support/processes-settings.ts'
import { until } from '../support/redis.ts'
import { openTestSite, type TestSite } from '../support/test-site.ts'

/**
 * For what does not end by itself. A process whose work does not end within its grace period ends with 1; what ends by
 * itself gets more than it can need, on a machine however busy.
 */
const BRIEF = { shutdown: { grace: '5s' } }

const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>Slow Times</title>
<item><guid>1</guid><title>Harbour bridge of Northgate reopens after repairs</title><link>http://slow.example/1</link></item>
</channel></rss>`

const servers: HoldingServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function holdingServer(): Promise<HoldingServer> {
  const server = await startHoldingServer()
  servers.push(server)
  return server
}

function openSite(settings: Omit<TestSettings, 'redis'> = {}): TestSite {
  return openTestSite('shutdown', {
    ...settings,
    sections: {
      polling: { timeout: '60s' },
      delivery: { timeout: '60s' },
      shutdown: { grace: '60s' },
      ...settings.sections,
    },
  })
}

async function activeJobs({ queues }: Context): Promise<number> {
  const counts = Object.values(await queues.counts())
  return counts.reduce((sum, { active = 0 }) => sum + active, 0)
}

describe('poll', () => {
  test('an answer that comes within the grace period is still stored', async () => {
    const feed = await holdingServer()
    const { context, start } = openSite({ sources: [{ url: feed.url, publisher: 'Slow Times' }] })
    const worker = await start('poll')
    await until(() => feed.waiting() === 1)

    const stopped = worker.stop()
    await until(() => worker.lines.some(({ msg }) => msg === 'stopping'))
    feed.answer(200, RSS, 'application/rss+xml')

    expect(await stopped).toBe(0)
    const stats = await context.storage.sources.dueStats(Date.now())
    expect(stats).toMatchObject({ sources: 1, leased: 0 })
    expect(await context.queues.waiting('cluster')).toBe(1)
    expect(await activeJobs(context)).toBe(0)
  })

  test('who was asked and does not answer in time is not asked again at once; who was not is due at once', async () => {
    const feed = await holdingServer()
    const urls = ['1', '2', '3'].map((path) => new URL(path, feed.url).href)
    const { context, start } = openSite({
      sources: urls.map((url) => ({ url, publisher: `Slow Times ${url}` })),
      // A process has two connections to a server: the third request never leaves.
      sections: {
        ...BRIEF,
        polling: {
          perHost: 3,
          minInterval: '10m',
          defaultInterval: '10m',
          maxInterval: '1h',
          timeout: '60s',
        },
      },
    })
    const worker = await start('poll')
    await until(() => feed.waiting() === 2)

    expect(await worker.stop()).toBe(0)

    const stats = await context.storage.sources.dueStats(Date.now())
    expect(stats).toMatchObject({ sources: 3, due: 1, leased: 0 })
    expect(await activeJobs(context)).toBe(0)
    expect(feed.requests).toHaveLength(2)
    const outcomes: string[] = []
    for await (const { outcome } of context.storage.journal.read()) outcomes.push(outcome)
    expect(outcomes).toEqual(['lost', 'lost'])
  })

  test('a second signal ends it at once with the code of that signal', async () => {
    const feed = await holdingServer()
    const { start } = openSite({
      sources: [{ url: feed.url, publisher: 'Slow Times' }],
    })
    const worker = await start('poll')
    await until(() => feed.waiting() === 1)
    worker.signal('SIGTERM')
    await until(() => worker.lines.some(({ msg }) => msg === 'stopping'))

    worker.signal('SIGTERM')

    expect(await worker.exited).toBe(128 + 15)
  })
})

describe('deliver', () => {
  async function openDelivery(sections: TestSettings['sections'] = {}) {
    const endpoint = await holdingServer()
    const site = openSite({
      receivers: [{ url: endpoint.url, secret: newTestSecret(), events: [], lists: [] }],
      sections,
    })
    const worker = await site.start('deliver')
    const { storage, queues } = site.context
    const [subscription] = await storage.subscriptions.list()
    const event: Event = {
      id: 'event-1',
      type: 'story.created',
      occurredAt: Date.now(),
      listIds: [],
      payload: '{"type":"story.created"}',
    }
    await storage.outbox.append([event], { now: Date.now(), ttlMs: 600_000 })
    const ids = await storage.deliveries.open(
      [{ eventId: event.id, subscriptionId: subscription?.id ?? '' }],
      { now: Date.now(), ttlMs: 600_000 },
    )
    await queues.addDeliveries(ids)
    await until(() => endpoint.waiting() === 1)
    return { ...site, worker, endpoint, id: ids[0] ?? '', subscriptionId: subscription?.id ?? '' }
  }

  test('an endpoint that answers within the grace period has its webhook', async () => {
    const { context, worker, endpoint, id } = await openDelivery()

    const stopped = worker.stop()
    await until(() => worker.lines.some(({ msg }) => msg === 'stopping'))
    endpoint.answer(204)

    expect(await stopped).toBe(0)
    expect(await context.storage.deliveries.get(id)).toMatchObject({ status: 'delivered', attemptCount: 1 })
    expect(await activeJobs(context)).toBe(0)
  })

  test('a delivery that hangs goes back to the queue, and the next worker makes it', async () => {
    const { context, worker, endpoint, start, id, subscriptionId } = await openDelivery(BRIEF)

    expect(await worker.stop()).toBe(0)

    expect(await context.storage.deliveries.get(id)).toMatchObject({ status: 'pending', attemptCount: 0 })
    expect(await context.redis.zcard(context.storage.keys.lane(subscriptionId))).toBe(0)
    expect((await context.queues.counts()).deliver).toMatchObject({ waiting: 1, active: 0, failed: 0 })

    endpoint.answer(204)
    const next = await start('deliver')
    await until(async () => (await context.storage.deliveries.get(id))?.status === 'delivered')
    expect(await next.stop()).toBe(0)
    const sent = endpoint.requests.map(({ headers }) => headers['webhook-id'])
    expect(new Set(sent).size).toBe(1)
    expect(sent).toHaveLength(2)
  })
})

test('cluster ends between two jobs and leaves the rest in the queue', async () => {
  const { context, start } = openSite()
  const entries = Array.from({ length: 2_000 }, (_, n) =>
    anEntry(`entry-${n}`, { reportedAt: Date.now(), firstSeenAt: Date.now() }),
  )
  await admit(context, entries)
  await context.queues.addCluster(entries.map(({ id }) => id))
  const worker = await start('cluster')
  await until(() => worker.lines.some(({ msg }) => msg === 'cluster done'))

  expect(await worker.stop()).toBe(0)

  const { cluster } = await context.queues.counts()
  expect(cluster).toMatchObject({ active: 0, failed: 0 })
  expect((cluster.waiting ?? 0) + (cluster.completed ?? 0)).toBe(40)
  expect(cluster.waiting).toBeGreaterThan(0)
})

for (const stage of ['rank', 'publish'] as const) {
  test(`${stage} finishes what it does and leaves nothing active`, async () => {
    const { context, start } = openSite()
    await context.queues.addRank('top')
    await context.queues.addPublish('top')
    const worker = await start(stage)
    await until(() => worker.lines.some(({ msg }) => msg === `${stage} done`))

    expect(await worker.stop()).toBe(0)

    expect((await context.queues.counts())[stage]).toMatchObject({ active: 0, failed: 0 })
  })
}

test('web ends although a page is open and listens to live editions', async () => {
  const { start } = openSite({ sections: BRIEF })
  const worker = await start('web')
  const live = await fetch(`${webAddressOf(worker)}/events`)
  expect(live.status).toBe(200)
  const reading = live.text().catch(() => 'cut')

  expect(await worker.stop()).toBe(0)

  await reading
})

test('all stages in one process end together while a poll and a webhook hang', async () => {
  const feed = await holdingServer()
  const endpoint = await holdingServer()
  const { context, start } = openSite({
    sources: [{ url: feed.url, publisher: 'Slow Times' }],
    receivers: [{ url: endpoint.url, secret: newTestSecret(), events: [], lists: [] }],
    sections: BRIEF,
  })
  const worker = await start('all')
  await until(() => feed.waiting() === 1)
  feed.answer(200, RSS, 'application/rss+xml')
  feed.hold()
  await until(() => endpoint.waiting() > 0 && feed.waiting() === 1)

  expect(await worker.stop()).toBe(0)

  expect(await activeJobs(context)).toBe(0)
  const stats = await context.storage.sources.dueStats(Date.now())
  expect(stats).toMatchObject({ due: 1, leased: 0 })
  const { pending } = await context.storage.deliveries.counts()
  const { deliver } = await context.queues.counts()
  expect(pending).toBeGreaterThan(0)
  expect((deliver.waiting ?? 0) + (deliver.delayed ?? 0)).toBe(pending)
})

test('a worker beside which a newer program begins hands back what it holds and ends with 1; another does not start', async () => {
  const feed = await holdingServer()
  const { context, start } = openSite({
    sources: [{ url: feed.url, publisher: 'Slow Times' }],
    sections: BRIEF,
  })
  const worker = await start('poll')
  await until(() => feed.waiting() === 1)
  const known = Number(await context.redis.get(context.storage.keys.format()))
  const newer = known + 1

  await context.redis.set(context.storage.keys.format(), String(newer))

  expect(await worker.exited).toBe(1)
  const said = worker.lines.find(({ msg }) => msg === 'superseded by a newer program, stopping')
  expect(JSON.stringify(said)).toContain(
    `Redis holds data in format ${newer}; this Tidewire knows 1 to ${known}: update this process`,
  )
  expect(await context.storage.sources.dueStats(Date.now())).toMatchObject({ leased: 0 })
  await expect(start('poll')).rejects.toThrow(`Redis holds data in format ${newer}`)
})

async function admit({ storage }: Context, entries: readonly Entry[]): Promise<void> {
  await storage.entries.admit(entries, { ttlMs: 600_000 })
}
