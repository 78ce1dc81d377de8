import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/app.ts'
import type { Event } from '../../src/model/index.ts'
import { startWorker, type WorkerProcess } from '../support/processes.ts'
import { type HoldingServer, startHoldingServer } from '../support/processes-hold.ts'
import { contextOf, newTestSecret, settingsOf, writeSettings } from '../support/processes-settings.ts'
import { type PrivateRedis, startPrivateRedis, uniquePrefix, until } from '../support/redis.ts'

let redis: PrivateRedis
const closers: (() => Promise<unknown> | unknown)[] = []
beforeAll(async () => {
  redis = await startPrivateRedis()
})
afterAll(async () => {
  for (const close of closers.reverse()) await close()
  await redis.stop()
})

interface Owed {
  readonly context: Context
  readonly endpoint: HoldingServer
  readonly id: string
  /**
   * Starts a worker and waits until the endpoint has the next request: a killed worker's job comes back when its lock
   * (30 s) has run out and somebody has looked (5 s).
   */
  nextWorker(): Promise<WorkerProcess>
}

/** One delivery to an endpoint that does not answer until it is told to. */
async function oneDelivery(): Promise<Owed> {
  const endpoint = await startHoldingServer()
  const settings = writeSettings(
    settingsOf({
      redis: { url: redis.url, prefix: uniquePrefix('delivery') },
      receivers: [{ url: endpoint.url, secret: newTestSecret(), events: [], lists: [] }],
      // Longer than a lock: nothing but the lock decides when somebody else may try.
      sections: { delivery: { timeout: '100s' }, shutdown: { grace: '3s' } },
    }),
  )
  const context = contextOf(settings.file)
  closers.push(
    settings.remove,
    () => endpoint.close(),
    () => context.close(),
  )
  const start = async () => {
    const worker = startWorker('deliver', settings.file)
    closers.push(() => worker.kill9())
    await worker.started
    return worker
  }
  // The first process declares the subscription.
  await (await start()).stop()
  const [subscription] = await context.storage.subscriptions.list()
  const event: Event = {
    id: 'event-1',
    type: 'story.created',
    occurredAt: Date.now(),
    listIds: [],
    payload: '{}',
  }
  const times = { now: Date.now(), ttlMs: 600_000 }
  await context.storage.outbox.append([event], times)
  const ids = await context.storage.deliveries.open(
    [{ eventId: event.id, subscriptionId: subscription?.id ?? '' }],
    times,
  )
  await context.queues.addDeliveries(ids)
  return {
    context,
    endpoint,
    id: ids[0] ?? '',
    async nextWorker() {
      const { length } = endpoint.requests
      const worker = await start()
      await until(() => endpoint.requests.length > length)
      return worker
    },
  }
}

async function delivered({ context, endpoint, id }: Owed): Promise<void> {
  endpoint.answer(204)
  await until(async () => (await context.storage.deliveries.get(id))?.status === 'delivered')
  const delivery = await context.storage.deliveries.get(id)
  expect(delivery?.attempts).toHaveLength(1)
  expect(await context.storage.deliveries.counts()).toMatchObject({ pending: 0, delivered: 1 })
  expect((await context.queues.counts()).deliver).toMatchObject({ failed: 0 })
  expect(new Set(endpoint.requests.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['event-1']))
}

describe.concurrent('one delivery', () => {
  test('survives that two workers in a row are killed over it', async () => {
    const owed = await oneDelivery()
    await (await owed.nextWorker()).kill9()
    await (await owed.nextWorker()).kill9()
    const last = await owed.nextWorker()

    await delivered(owed)

    expect(owed.endpoint.requests).toHaveLength(3)
    expect(await last.stop()).toBe(0)
  })

  test('is recorded once when its worker froze for longer than its lock and woke up after the next one', async () => {
    const owed = await oneDelivery()
    const frozen = await owed.nextWorker()
    frozen.signal('SIGSTOP')
    const other = await owed.nextWorker()

    await delivered(owed)
    frozen.signal('SIGCONT')
    // It finds its own answer waiting, and that the row is settled.
    await until(() => frozen.lines.some(({ msg }) => /^deliver (done|failed)$/.test(msg)))

    await delivered(owed)
    expect(owed.endpoint.requests).toHaveLength(2)
    expect(await frozen.stop()).toBe(0)
    expect(await other.stop()).toBe(0)
  })
})
