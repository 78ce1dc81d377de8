import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/app.ts'
import type { Event } from '../../src/model/index.ts'
import { startWorker, type WorkerProcess } from '../support/processes.ts'
import { startHoldingServer } from '../support/processes-hold.ts'
import {
  contextOf,
  newTestSecret,
  settingsOf,
  type TestReceiver,
  type TestSettings,
  writeSettings,
} from '../support/processes-settings.ts'
import { type PrivateRedis, startPrivateRedis, uniquePrefix, until } from '../support/redis.ts'
import { startWatchedRedis } from '../support/redis-sentinel.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

const closers: (() => Promise<unknown> | unknown)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

interface Desk {
  readonly context: Context
  readonly workers: readonly WorkerProcess[]
  start(stage: 'publish' | 'deliver'): Promise<WorkerProcess>
}

/** One publish and one deliver worker over a Redis. */
async function openDesk(
  url: string,
  receivers: readonly TestReceiver[],
  sections: TestSettings['sections'] = {},
): Promise<Desk> {
  const redis = { url, prefix: uniquePrefix('delivery') }
  const settings = writeSettings(settingsOf({ redis, receivers, sections }))
  const context = contextOf(settings.file)
  closers.push(settings.remove, () => context.close())
  const start = async (stage: 'publish' | 'deliver') => {
    const worker = startWorker(stage, settings.file)
    closers.push(() => worker.kill9())
    await worker.started
    return worker
  }
  return { context, workers: await Promise.all([start('publish'), start('deliver')]), start }
}

async function openReceiver(): Promise<{ receiver: WebhookReceiver; declared: TestReceiver }> {
  const secret = newTestSecret()
  const receiver = await startWebhookReceiver({ secret })
  closers.push(() => receiver.close())
  return { receiver, declared: { url: receiver.url, secret, events: [], lists: [] } }
}

function anEvent(id: string): Event {
  const payload = JSON.stringify({ type: 'story.created', timestamp: new Date().toISOString(), data: { id } })
  return { id, type: 'story.created', occurredAt: Date.now(), listIds: [], payload }
}

function append({ storage }: Context, ids: readonly string[]): Promise<number> {
  return storage.outbox.append(ids.map(anEvent), { now: Date.now(), ttlMs: 600_000 })
}

const idsOf = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}-${n}`)

/** Ids that arrived, each as often as it did. */
const arrived = (receiver: WebhookReceiver) => receiver.received.map(({ id }) => id)

async function allArrived(receiver: WebhookReceiver, ids: readonly string[]): Promise<void> {
  await until(() => {
    const there = new Set(arrived(receiver))
    return ids.every((id) => there.has(id))
  })
}

async function failedJobs({ queues }: Context): Promise<number> {
  const counts = await queues.counts()
  return Object.values(counts).reduce((sum, { failed = 0 }) => sum + failed, 0)
}

describe('one receiver', () => {
  let redis: PrivateRedis
  let desk: Desk
  let receiver: WebhookReceiver
  beforeAll(async () => {
    redis = await startPrivateRedis()
    closers.push(() => redis.stop())
    const opened = await openReceiver()
    receiver = opened.receiver
    desk = await openDesk(redis.url, [opened.declared], {
      shutdown: { grace: '5s' },
      delivery: { perTargetMinute: 1_000_000 },
    })
  })

  test('D15: scripts that are flushed again and again under load lose nothing and fail nothing', async () => {
    const { context, workers } = desk
    const ids = idsOf('flushed', 100)

    for (let at = 0; at < ids.length; at += 10) {
      await append(context, ids.slice(at, at + 10))
      await context.redis.script('FLUSH')
      await context.redis.call('FUNCTION', 'FLUSH')
    }
    await allArrived(receiver, ids)

    expect(await failedJobs(context)).toBe(0)
    const complaints = workers.flatMap(({ lines }) => lines.filter(({ level }) => /warn|error/.test(level)))
    expect(complaints).toEqual([])
  })

  test('D25: SIGTERM under load ends with 0, and what is sent after it is what was not sent before', async () => {
    const { context, workers, start } = desk
    const ids = idsOf('stopped', 150)
    const before = arrived(receiver).length
    await append(context, ids)
    await until(() => arrived(receiver).length > before + 20)

    expect(await workers[1]?.stop()).toBe(0)
    const { pending } = await context.storage.deliveries.counts()
    expect((await context.queues.counts()).deliver).toMatchObject({ active: 0, failed: 0 })
    expect(arrived(receiver).length - before).toBe(ids.length - pending)
    await start('deliver')
    await allArrived(receiver, ids)

    // Nothing that had been answered was asked again.
    const sent = arrived(receiver).filter((id) => id.startsWith('stopped'))
    expect(sent.sort()).toEqual([...ids].sort())
  })

  test('D12: what Redis had confirmed to sixteen writers when it was killed is delivered', async () => {
    const { context } = desk
    const confirmed: string[] = []
    const write = async (writer: number) => {
      for (let n = 0; n < 40; n++) {
        const ids = [`writer${writer}-${n}`]
        await append(context, ids)
        confirmed.push(...ids)
      }
    }
    const writers = Array.from({ length: 16 }, (_, writer) => write(writer).catch(() => undefined))
    await until(() => confirmed.length > 100)

    await redis.kill9()
    await redis.restart()
    await Promise.all(writers)
    await allArrived(receiver, confirmed)

    expect(confirmed.length).toBeGreaterThan(100)
    expect(await failedJobs(context)).toBe(0)
  })
})

test('D16: an endpoint that hangs over all it is owed has five places, and its neighbour everything at once', async () => {
  const redis = await startPrivateRedis()
  closers.push(() => redis.stop())
  const slow = await startHoldingServer()
  closers.push(() => slow.close())
  const { receiver, declared } = await openReceiver()
  const hanging: TestReceiver = { url: slow.url, secret: newTestSecret(), events: [], lists: [] }
  const { context } = await openDesk(redis.url, [hanging, declared], {
    delivery: { timeout: '100s' },
  })
  // Only an endpoint that has accepted something has more than one place.
  slow.answer(204)
  await append(context, ['first'])
  await until(() => slow.requests.length === 1 && receiver.received.length === 1)
  const subscriptions = await context.storage.subscriptions.list()
  const its = subscriptions.find(({ url }) => url === slow.url)?.id ?? ''
  await until(async () => (await context.storage.deliveries.counts()).delivered === 2)
  slow.hold()
  const ids = idsOf('noisy', 150)

  await append(context, ids)
  await allArrived(receiver, ids)
  await until(() => slow.waiting() === 5)

  expect(slow.requests).toHaveLength(1 + 5)
  expect(await context.redis.zcard(context.storage.keys.lane(its))).toBe(5)
  // What has arrived at the neighbour is a job until its answer is recorded.
  await until(async () => (await context.storage.deliveries.counts()).delivered === 2 + ids.length)
  await until(async () => (await context.queues.counts()).deliver.active === 5)
  // One job for each that it is owed, and no more.
  const { waiting = 0, active = 0, delayed = 0, failed } = (await context.queues.counts()).deliver
  expect(waiting + active + delayed).toBeLessThanOrEqual(ids.length)
  expect(failed).toBe(0)
  slow.answer(204)
  await until(async () => (await context.storage.deliveries.counts()).pending === 0)
})

test('D14: workers outlive the master: the sentinel’s next one is found, and nothing fails for good', async () => {
  const watched = await startWatchedRedis()
  closers.push(() => watched.stop())
  const { receiver, declared } = await openReceiver()
  const { context, workers } = await openDesk(watched.url, [declared])
  await append(context, ['before'])
  await allArrived(receiver, ['before'])
  await context.redis.wait(1, 5_000)

  await watched.master.kill9()
  const after = idsOf('after', 20)
  for (const id of after) {
    // The same event twice is once: whoever writes asks again until it is confirmed.
    await until(() =>
      append(context, [id]).then(
        () => true,
        () => false,
      ),
    )
  }
  await allArrived(receiver, after)

  expect(await context.redis.call('ROLE')).toEqual(expect.arrayContaining(['master']))
  expect(await failedJobs(context)).toBe(0)
  expect(workers.map((worker) => worker.isOver())).toEqual([false, false])
  expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0])
})
