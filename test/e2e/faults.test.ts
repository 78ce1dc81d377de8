import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Context } from '../../src/app.ts'
import type { Event } from '../../src/model/index.ts'
import { tidewire } from '../support/command.ts'
import { startWorker, type WorkerProcess, webAddressOf } from '../support/processes.ts'
import { startTcpProxy } from '../support/processes-proxy.ts'
import {
  contextOf,
  newTestSecret,
  settingsOf,
  type TestReceiver,
  writeSettings,
} from '../support/processes-settings.ts'
import { freePort, type PrivateRedis, startPrivateRedis, uniquePrefix, until } from '../support/redis.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

const closers: (() => Promise<unknown> | unknown)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

async function privateRedis(args: readonly string[] = []): Promise<PrivateRedis> {
  const redis = await startPrivateRedis({ args })
  closers.push(() => redis.stop())
  return redis
}

function configFor(
  url: string,
  options: { prefix?: string; receivers?: TestReceiver[]; requireAof?: boolean } = {},
) {
  const { prefix = uniquePrefix('faults'), receivers = [], requireAof = false } = options
  const settings = writeSettings(
    settingsOf({ redis: { url, prefix }, receivers, sections: { redis: { url, prefix, requireAof } } }),
  )
  closers.push(settings.remove)
  return settings.file
}

async function openReceiver(): Promise<{ receiver: WebhookReceiver; declared: TestReceiver }> {
  const secret = newTestSecret()
  const receiver = await startWebhookReceiver({ secret })
  closers.push(() => receiver.close())
  return { receiver, declared: { url: receiver.url, secret, events: [], lists: [] } }
}

function startAll(file: string): WorkerProcess {
  const worker = startWorker('all', file)
  onTestFinished(() => worker.kill9())
  return worker
}

/** Whether everything from the outbox to the receiver works: appends an event and waits until it has arrived. */
async function tellAndWait(context: Context, receiver: WebhookReceiver, id: string): Promise<void> {
  const event: Event = {
    id,
    type: 'story.created',
    occurredAt: Date.now(),
    listIds: [],
    payload: JSON.stringify({ type: 'story.created', timestamp: new Date().toISOString(), data: { id } }),
  }
  await context.storage.outbox.append([event], { now: Date.now(), ttlMs: 600_000 })
  await until(() => receiver.received.some((webhook) => webhook.id === id && webhook.verified))
}

describe('at the start', () => {
  test('a Redis that is not there is named, and the worker ends with 1', async () => {
    const port = await freePort()
    const worker = startAll(configFor(`redis://user:hidden-word@127.0.0.1:${port}`))

    expect(await worker.exited).toBe(1)

    const text = textOf(worker)
    expect(text).toContain(`Redis at redis://127.0.0.1:${port} cannot be reached`)
    expect(text).toContain('ECONNREFUSED')
    expect(text).not.toContain('hidden-word')
  })

  test('the command line says the same in one line', async () => {
    const port = await freePort()
    const file = configFor(`redis://127.0.0.1:${port}`)

    const { code, err } = await tidewire(['--config', file, 'queues'])

    expect(code).toBe(1)
    expect(err).toContain(`Redis at redis://127.0.0.1:${port} cannot be reached`)
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(2)
  })

  test('a Redis that evicts is refused, with the remedy', async () => {
    const redis = await privateRedis(['--maxmemory-policy', 'allkeys-lru'])
    const worker = startAll(configFor(redis.url))

    expect(await worker.exited).toBe(1)

    expect(textOf(worker)).toContain('maxmemory-policy is allkeys-lru')
    expect(textOf(worker)).toContain('CONFIG SET maxmemory-policy noeviction')
  })

  test('a Redis without append-only file is refused where the configuration asks for one', async () => {
    const redis = await privateRedis(['--appendonly', 'no'])
    const worker = startAll(configFor(redis.url, { requireAof: true }))

    expect(await worker.exited).toBe(1)

    expect(textOf(worker)).toContain('the append-only file is off')
    expect(textOf(worker)).toContain('CONFIG SET appendonly yes')
  })
})

test('workers that idle while Redis restarts take up their work again by themselves', async () => {
  const redis = await privateRedis()
  const { receiver, declared } = await openReceiver()
  const file = configFor(redis.url, { receivers: [declared] })
  const worker = startAll(file)
  await worker.started
  const context = contextOf(file)
  closers.push(() => context.close())
  await tellAndWait(context, receiver, 'before')

  await redis.kill9()
  await redis.restart()
  await until(() => context.redis.status === 'ready')
  await tellAndWait(context, receiver, 'after')

  expect(worker.isOver()).toBe(false)
  expect(await worker.stop()).toBe(0)
})

test('a FLUSHALL by mistake is told of; sources and webhooks of the configuration come back by themselves', async () => {
  const redis = await privateRedis()
  const { receiver, declared } = await openReceiver()
  const prefix = uniquePrefix('faults')
  const sources = [{ url: 'http://127.0.0.1:9/feed.xml', publisher: 'Nobody' }]
  const settings = writeSettings(
    settingsOf({ redis: { url: redis.url, prefix }, receivers: [declared], sources }),
  )
  closers.push(settings.remove)
  const worker = startAll(settings.file)
  await worker.started
  const context = contextOf(settings.file)
  closers.push(() => context.close())
  await tellAndWait(context, receiver, 'before')

  await context.redis.flushall()
  await until(() => worker.lines.some(({ msg }) => msg === 'Redis has lost what it held: beginning anew'))
  await until(async () => (await context.storage.sources.page()).length === 1)
  await until(async () => (await context.storage.subscriptions.list()).length === 1)
  await tellAndWait(context, receiver, 'after')

  expect(worker.isOver()).toBe(false)
  expect(await worker.stop()).toBe(0)
})

test('a Redis that is full is waited out: nothing fails for good, and work goes on when there is room', async () => {
  const redis = await privateRedis()
  const { receiver, declared } = await openReceiver()
  const file = configFor(redis.url, { receivers: [declared] })
  const worker = startAll(file)
  await worker.started
  const context = contextOf(file)
  closers.push(() => context.close())
  await tellAndWait(context, receiver, 'before')

  await context.redis.config('SET', 'maxmemory', '1mb')
  const refused = await context.redis
    .set(context.storage.keys.counters(), 'x')
    .catch((error: Error) => error.message)
  expect(String(refused)).toContain('OOM')
  await until(() => worker.lines.filter(({ level }) => level === 'warn').length > 0)
  await context.redis.config('SET', 'maxmemory', '0')

  await tellAndWait(context, receiver, 'after')
  const counts = await context.queues.counts()
  expect(Object.values(counts).filter(({ failed = 0 }) => failed > 0)).toEqual([])
  expect(worker.isOver()).toBe(false)
  expect(await worker.stop()).toBe(0)
})

test('connections that fall silent are noticed: not ready meanwhile, and at work again by themselves', async () => {
  const redis = await privateRedis()
  const proxy = await startTcpProxy(redis.port)
  closers.push(() => proxy.close())
  const { receiver, declared } = await openReceiver()
  const prefix = uniquePrefix('faults')
  const worker = startAll(configFor(`redis://127.0.0.1:${proxy.port}`, { prefix, receivers: [declared] }))
  await worker.started
  // Looks at the same Redis past the proxy.
  const context = contextOf(configFor(redis.url, { prefix, receivers: [declared] }))
  closers.push(() => context.close())
  await tellAndWait(context, receiver, 'before')
  const readyUrl = `${webAddressOf(worker)}/readyz`
  expect((await fetch(readyUrl)).status).toBe(200)

  const page = await openPage(`${webAddressOf(worker)}/events`)
  onTestFinished(() => page.close())

  proxy.freeze()
  const unready = fetch(readyUrl)
  // Socket time-out of 20 s, a reconnect, a claim of the outbox item that the silent connection may have taken.
  await tellAndWait(context, receiver, 'after')

  expect((await unready).status).toBe(503)
  await until(async () => (await fetch(readyUrl)).status === 200)
  await until(async () => {
    await context.redis.publish(context.storage.keys.live(), 'top 7')
    return page.text().includes('{"list":"top","edition":7}')
  })
  expect(await worker.stop()).toBe(0)
})

/** Listens to live editions as a browser does. */
async function openPage(url: string): Promise<{ text(): string; close(): void }> {
  const controller = new AbortController()
  const response = await fetch(url, { signal: controller.signal })
  let text = ''
  const read = async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString()
  }
  read().catch(() => undefined)
  return { text: () => text, close: () => controller.abort() }
}

function textOf({ lines, words }: WorkerProcess): string {
  return [...lines.flatMap((line) => messagesOf(line)), ...words].join('\n')
}

/** Messages as they were before JSON escaped them. */
function messagesOf(line: Readonly<Record<string, unknown>>): string[] {
  return Object.values(line).flatMap((value) => {
    if (typeof value === 'string') return [value]
    return value !== null && typeof value === 'object' ? messagesOf(value as Record<string, unknown>) : []
  })
}
