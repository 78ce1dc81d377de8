import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Context } from '../../src/app.ts'
import { parseFeed } from '../../src/feed/parse.ts'
import type { Source } from '../../src/model/index.ts'
import { publisherId, sourceId } from '../../src/rules/ids.ts'
import { isQuiet, missingItems, owedDeliveries, readEvents, readLedger } from '../chaos/ledger.ts'
import { type Newsroom, startNewsroom } from '../support/newsroom/index.ts'
import { type LogLine, startWorker, type WorkerProcess, webAddressOf } from '../support/processes.ts'
import { contextOf, newTestSecret, settingsOf, writeSettings } from '../support/processes-settings.ts'
import { ok, type Publisher, rss, startPublisher, status } from '../support/publisher/index.ts'
import {
  assertBoundedKeys,
  type PrivateRedis,
  startPrivateRedis,
  uniquePrefix,
  until,
} from '../support/redis.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

const LISTS = ['top', 'world', 'china', 'business', 'technology', 'science', 'sports']
const FORMATS = ['rss', 'atom', 'json'] as const

/** Everything from the newsroom to the receiver; the tests below tell one story and share it. */
interface Bench {
  readonly redis: PrivateRedis
  readonly newsroom: Newsroom
  readonly receiver: WebhookReceiver
  /** One more, whose answers a test chooses. */
  readonly publisher: Publisher
  readonly context: Context
  readonly configFile: string
  /** Starts every stage in one process, as `tidewire start` does. */
  start(): Promise<WorkerProcess>
  close(): Promise<void>
}

async function openBench(seed: number): Promise<Bench> {
  const redis = await startPrivateRedis()
  const newsroom = await startNewsroom({
    seed,
    publishers: 12,
    startWith: 80,
    eventsPerHour: 60,
    clock: 'manual',
  })
  const publisher = await startPublisher()
  const secret = newTestSecret()
  const receiver = await startWebhookReceiver({ secret })
  const settings = writeSettings(
    settingsOf({
      redis: { url: redis.url, prefix: uniquePrefix('pipeline') },
      newsroom,
      receivers: [{ url: receiver.url, secret, events: [], lists: [] }],
      // Longer than the test: whatever is polled again is polled because the test says so.
      sections: {
        network: {
          feeds: {
            allow: ['127.0.0.0/8'],
            ports: [publisher.urlOf('/'), ...newsroom.sources.map(({ url }) => url)].map((url) =>
              Number(new URL(url).port),
            ),
          },
          callbacks: { allow: [new URL(receiver.url).host] },
        },
        polling: { minInterval: '1h', defaultInterval: '1h', maxInterval: '2h' },
        // Polls that find nothing new are told at this level.
        log: { level: 'debug' },
      },
    }),
  )
  const context = contextOf(settings.file)
  const workers: WorkerProcess[] = []
  return {
    redis,
    newsroom,
    receiver,
    publisher,
    context,
    configFile: settings.file,
    async start() {
      const worker = startWorker('all', settings.file)
      workers.push(worker)
      await worker.started
      return worker
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.kill9()))
      await context.close()
      settings.remove()
      await receiver.close()
      await newsroom.close()
      await publisher[Symbol.asyncDispose]()
      await redis.stop()
    },
  }
}

let bench: Bench
beforeAll(async () => {
  bench = await openBench(7)
})
afterAll(() => bench.close())

/** Every item is in a story, every list has feeds of its newest edition, nothing waits. */
async function settled({ context, newsroom }: Bench): Promise<void> {
  await until(async () => (await missingItems(context, newsroom.sources)).missing.length === 0)
  // Rankings too: one that is put off tells of what was placed last.
  await until(
    async () =>
      (await isQuiet(context, ['poll', 'cluster', 'rank', 'publish', 'deliver'])) &&
      (await isPublished(context)),
  )
}

async function isPublished({ storage }: Context): Promise<boolean> {
  const published = await Promise.all(
    LISTS.map(async (id) => {
      const number = (await storage.editions.head(id))?.number
      return number !== undefined && (await storage.feeds.number(id)) === number
    }),
  )
  return published.every(Boolean)
}

/** What a second look must not change. The edition numbers say whether any list was frozen again. */
async function stateOf({ context, receiver }: Bench) {
  const { storage } = context
  const editions = await Promise.all(LISTS.map(async (id) => (await storage.editions.head(id))?.number ?? 0))
  const top = await storage.lists.top('top', 500)
  return {
    editions,
    top,
    events: (await readEvents(context)).map(({ id }) => id).sort(),
    deliveries: (await readLedger(context)).length,
    received: receiver.received.length,
  }
}

/** Two rankings of every list: with a sweep every two seconds, time enough to do what should not be done. */
async function twoSweeps(worker: WorkerProcess): Promise<void> {
  const before = worker.lines.length
  await until(() => {
    const ranked = worker.lines.slice(before).filter(({ msg }) => msg === 'rank done')
    return LISTS.every((id) => ranked.filter(({ list_id }) => list_id === id).length >= 2)
  })
}

describe('from the newsroom to the receiver', () => {
  let worker: WorkerProcess

  test('each source is asked once, and each of its items ends up in a story', async () => {
    worker = await bench.start()
    await settled(bench)

    const { requests } = bench.newsroom.stats()
    // The check itself looked at each feed as well, once per round.
    const polls = pollsOf(worker)
    expect(polls).toHaveLength(bench.newsroom.sources.length)
    expect(requests).toBeGreaterThanOrEqual(2 * polls.length)
    expect(polls.map(({ outcome }) => outcome)).toEqual(polls.map(() => 'changed'))
  })

  test('reports of one event by several publishers are one story on the hot list', async () => {
    const edition = await bench.context.storage.editions.latest('top')

    expect(edition?.items.length).toBeGreaterThan(3)
    expect(edition?.items.map(({ rank }) => rank)).toEqual(edition?.items.map((_, index) => index + 1))
    for (const item of edition?.items ?? []) expect(item.originCount).toBeGreaterThanOrEqual(2)
  })

  test.each(FORMATS)(
    'the feed top.%s is served, is valid, and answers 304 to its own tag',
    async (format) => {
      const url = `${webAddressOf(worker)}/lists/top.${format}`
      const edition = await bench.context.storage.editions.latest('top')

      const response = await fetch(url)
      const bytes = new Uint8Array(await response.arrayBuffer())
      const etag = response.headers.get('etag') ?? ''
      const again = await fetch(url, { headers: { 'if-none-match': etag } })

      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/xml|json/)
      const feed = await parseFeed(bytes, { baseUrl: url })
      expect(feed.entries.map(({ title }) => title)).toEqual(edition?.items.map(({ title }) => title))
      expect(etag).toMatch(/^"/)
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
    },
  )

  test('each event reaches the receiver once, with a signature that fits and the bytes that were committed', async () => {
    const events = await readEvents(bench.context)
    const owed = owedDeliveries(events, await bench.context.storage.subscriptions.list())
    const payloads = new Map(events.map(({ id, payload }) => [id, payload]))

    expect(owed.length).toBeGreaterThan(50)
    expect(bench.receiver.received).toHaveLength(owed.length)
    expect(bench.receiver.received.filter(({ verified }) => !verified)).toEqual([])
    expect(bench.receiver.received.map(({ body }) => body)).toEqual(
      bench.receiver.received.map(({ id }) => payloads.get(id)),
    )
    const types = new Set(bench.receiver.received.map(({ type }) => type))
    expect([...types]).toEqual(
      expect.arrayContaining(['story.created', 'story.corroborated', 'list.entered']),
    )
  })

  test('after a restart nothing is polled before it is due and nothing is told again', async () => {
    const before = await stateOf(bench)
    expect(await worker.stop()).toBe(0)
    const requests = bench.newsroom.stats().requests

    worker = await bench.start()
    await twoSweeps(worker)

    expect(bench.newsroom.stats().requests).toBe(requests)
    expect(await stateOf(bench)).toEqual(before)
  })

  test('a second poll of the same feeds changes nothing', async () => {
    const before = await stateOf(bench)

    await pollEverything(bench.context)
    const polls = () => pollsOf(worker)
    await until(() => polls().length >= bench.newsroom.sources.length)
    await twoSweeps(worker)

    // Publishers without validators answer in full; the bytes say that they are the same.
    expect([...new Set(polls().map(({ outcome }) => outcome))].sort()).toEqual(['not_modified', 'unchanged'])
    expect(await stateOf(bench)).toEqual(before)
  })

  test('P53: while a source fails, it says so, its stories stay, and lists go on and are served', async () => {
    const { context, newsroom, publisher } = bench
    const title = 'Harbour of Palm Bay closed after a crane fell into the fairway'
    const url = publisher.on(
      '/feed',
      ok(rss([{ title, guid: 'crane', publishedAt: Date.now() }])),
      status(500),
    )
    const source = { ...aDeclaration(url), channels: ['world'] }
    await context.storage.sources.declare(source, Date.now(), Date.now())
    const address = webAddressOf(worker)
    const shown = async () => {
      const answers = await Promise.all(
        ['', '.rss', '.atom', '.json'].map((format) => fetch(`${address}/lists/world${format}`)),
      )
      return Promise.all(
        answers.map(async (answer) => ({ status: answer.status, text: await answer.text() })),
      )
    }
    const served = { status: 200, text: expect.stringContaining(title) }
    await until(async () => (await shown()).every(({ text }) => text.includes(title)))
    const before = await context.storage.editions.head('world')

    newsroom.step(60 * 60_000)
    await pollEverything(context)
    await until(async () => (await context.storage.sources.get(source.id))?.state.lastOutcome === 'failed')
    await settled(bench)

    expect((await context.storage.sources.get(source.id))?.state).toMatchObject({
      failureCount: 1,
      lastError: expect.stringContaining('500'),
    })
    expect(await shown()).toEqual([served, served, served, served])
    expect((await context.storage.editions.head('world'))?.number).toBeGreaterThan(before?.number ?? 0)
    await context.storage.sources.remove(source.id)
  })

  test('news of the next hour makes new editions and only new events', async () => {
    const before = await stateOf(bench)
    bench.newsroom.step(60 * 60_000)

    await pollEverything(bench.context)
    await settled(bench)

    const after = await stateOf(bench)
    expect(after.events).toEqual(expect.arrayContaining(before.events))
    expect(after.events.length).toBeGreaterThan(before.events.length)
    expect(after.editions[0]).toBeGreaterThan(before.editions[0] ?? 0)
    const ids = bench.receiver.received.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(after.events)
  })

  test('two jobs for the same leases are one poll', async () => {
    expect(await worker.stop()).toBe(0)
    const { context, newsroom } = bench
    await pollEverything(context)
    const leases = await context.storage.sources.claimDue({
      now: Date.now(),
      leaseMs: 60_000,
      limit: 100,
      perHost: 100,
    })
    await context.queues.addPoll(leases)
    await context.queues.addPoll(leases)
    const requests = newsroom.stats().requests

    // One batch at a time, so that the second begins when the first has ended.
    const poll = startWorker('poll', bench.configFile, { TIDEWIRE_POLLING_CONCURRENCY: '1' })
    onTestFinished(() => poll.kill9())
    await until(() => pollsOf(poll).length >= leases.length)
    await until(async () => {
      const { waiting, active } = (await context.queues.counts()).poll
      return waiting === 0 && active === 0
    })

    expect(await poll.stop()).toBe(0)
    expect(leases).toHaveLength(newsroom.sources.length)
    expect(newsroom.stats().requests - requests).toBe(leases.length)
  })

  test('nothing is kept for ever that nobody owns, and nothing failed', async () => {
    const counts = await bench.context.queues.counts()
    expect(Object.values(counts).filter(({ failed = 0 }) => failed > 0)).toEqual([])
    // Only our own keys, which share this tag: queues bound themselves.
    await assertBoundedKeys(bench.context.redis, `${bench.context.config.redis.prefix}}`)
  })
})

function aDeclaration(url: string): Source {
  return {
    id: sourceId(url),
    url,
    publisherName: 'Palm Bay Post',
    publisherId: publisherId('Palm Bay Post'),
    channels: [],
    weight: 1,
    status: 'active',
    declaredBy: 'runtime',
  }
}

/** One line per source; the job that polled a batch has a line of its own. */
function pollsOf({ lines }: WorkerProcess): LogLine[] {
  return lines.filter(({ msg, source_id }) => msg === 'poll done' && source_id !== undefined)
}

async function pollEverything({ storage }: Context): Promise<void> {
  for (const id of await storage.sources.ids()) await storage.sources.pollNow(id, Date.now())
}
