import { afterAll, expect, test } from 'vitest'
import type { Context } from '../../src/app.ts'
import { QUEUE_NAMES } from '../../src/queue/queues.ts'
import { isQuiet, missingItems, owedDeliveries, readEvents, readLedger } from '../chaos/ledger.ts'
import { tidewire } from '../support/command.ts'
import { startNewsroom } from '../support/newsroom/index.ts'
import { startWorker } from '../support/processes.ts'
import { contextOf, newTestSecret, settingsOf, writeSettings } from '../support/processes-settings.ts'
import { assertBoundedKeys, keysOf, startRedisCluster, uniquePrefix, until } from '../support/redis.ts'
import { startWebhookReceiver } from '../support/webhook-receiver.ts'

const closers: (() => Promise<unknown> | unknown)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

test('every stage works on a Redis Cluster of three nodes, without a word about slots', async () => {
  const cluster = await startRedisCluster()
  closers.push(() => cluster.stop())
  const newsroom = await startNewsroom({
    seed: 11,
    publishers: 6,
    startWith: 60,
    eventsPerHour: 60,
    clock: 'manual',
  })
  closers.push(() => newsroom.close())
  const secret = newTestSecret()
  const receiver = await startWebhookReceiver({ secret })
  closers.push(() => receiver.close())
  const prefix = uniquePrefix('cluster')
  const settings = writeSettings(
    settingsOf({
      redis: { url: cluster.url, prefix, cluster: true },
      newsroom,
      receivers: [{ url: receiver.url, secret, events: [], lists: [] }],
    }),
  )
  closers.push(settings.remove)
  const context = contextOf(settings.file)
  closers.push(() => context.close())
  const worker = startWorker('all', settings.file)
  closers.push(() => worker.kill9())
  await worker.started

  const isPlaced = async () => (await missingItems(context, newsroom.sources)).missing.length === 0
  await until(isPlaced)
  // A second wave, so that stories are joined and editions replaced.
  newsroom.step(30 * 60_000)
  await until(isPlaced)
  await until(
    async () =>
      (await isQuiet(context, ['cluster', 'rank', 'publish', 'deliver'])) && receiver.received.length > 50,
  )

  const { out } = await tidewire(['--config', settings.file, 'queues', '--json'])
  const answer = JSON.parse(out) as { queues: Record<string, { failed: number }>; sources: object }
  expect(answer).toMatchObject({ outbox: 0, sources: { sources: newsroom.sources.length } })
  expect(Object.values(answer.queues).map(({ failed }) => failed)).toEqual(QUEUE_NAMES.map(() => 0))

  expect(await worker.stop()).toBe(0)
  const edition = await context.storage.editions.latest('top')
  expect(edition?.items.length).toBeGreaterThan(0)
  expect(await context.storage.feeds.get('top', 'rss')).toBeDefined()
  expect(receiver.received.filter(({ verified }) => !verified)).toEqual([])
  const told = new Set(receiver.received.map(({ id }) => id))
  const owed = owedDeliveries(await readEvents(context), await context.storage.subscriptions.list())
  // What the last ranking tells may come after the last look: it is still owed, not lost.
  const waiting = new Set([...(await outboxIds(context)), ...(await owedIds(context))])
  expect(owed.map(({ event }) => event.id).filter((id) => !told.has(id) && !waiting.has(id))).toEqual([])

  const text = worker.lines.map((line) => JSON.stringify(line)).join('\n')
  expect(text).not.toMatch(/CROSSSLOT|MOVED|CLUSTERDOWN/)
  expect(worker.lines.filter(({ level }) => level === 'error')).toEqual([])
  await assertBoundedKeys(context.redis, `${prefix}}`)
  // Our keys share a slot; the queues are what spreads.
  const tags = new Set((await keysOf(context.redis, prefix)).map((key) => key.slice(0, key.indexOf('}'))))
  expect(tags.size).toBe(QUEUE_NAMES.length + 1)
})

async function outboxIds({ redis, storage }: Context): Promise<string[]> {
  const items = await redis.xrange(storage.keys.outbox(), '-', '+')
  return items.map(([, fields]) => fields[fields.indexOf('id') + 1] ?? '')
}

async function owedIds(context: Context): Promise<string[]> {
  const rows = await readLedger(context)
  return rows.filter(({ status }) => status === 'pending').map(({ eventId }) => eventId)
}
