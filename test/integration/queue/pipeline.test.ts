import { Queue } from 'bullmq'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ALL_STAGES, runStages } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import { QUEUE_NAMES } from '../../../src/queue/queues.ts'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { type Newsroom, startNewsroom } from '../../support/newsroom/index.ts'
import { newTestSecret, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { assertBoundedKeys, keysOf, removeKeys, uniquePrefix, until } from '../../support/redis.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts'

const redis = createRedis({ url: inject('redisUrl') }, 'commands')
const prefix = uniquePrefix('pipeline')
const keys = createKeys(prefix)
const secret = newTestSecret()
const stop = new AbortController()
const lines: string[] = []
let newsroom: Newsroom
let receiver: WebhookReceiver
let running: Promise<void>
let removeSettings: () => void

beforeAll(async () => {
  newsroom = await startNewsroom({
    seed: 3,
    startWith: 120,
    eventsPerHour: 60,
    clock: 'manual',
    publishers: 12,
  })
  receiver = await startWebhookReceiver({ secret })
  const { file, remove } = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      newsroom,
      receivers: [{ url: receiver.url, secret, events: [], lists: [] }],
      sections: { log: { level: 'trace' } },
    }),
  )
  removeSettings = remove
  const config = loadConfig({ file, env: {}, cwd: process.cwd() })
  const log = createLog(config, { name: 'all', stream: { write: (line: string) => lines.push(line) } })
  running = runStages(
    ALL_STAGES.filter((stage) => stage !== 'web'),
    config,
    { log, signal: stop.signal },
  )
  await until(async () => receiver.received.length >= 40)
  newsroom.step(30 * 60_000)
  await until(async () => (await redis.hget(keys.head('top'), 'number')) !== null)
  await until(async () => Number(await redis.hget(keys.head('world'), 'number')) >= 2)
})

afterAll(async () => {
  stop.abort()
  await running?.catch(() => undefined)
  await receiver?.close()
  await newsroom?.close()
  removeSettings?.()
  await removeKeys(redis, prefix)
  await closeRedis(redis)
})

/** Everything under the prefix, queues included, as text. */
async function textOf(key: string): Promise<string> {
  const type = await redis.type(key)
  if (type === 'string') return (await redis.get(key)) ?? ''
  if (type === 'hash') return JSON.stringify(await redis.hgetall(key))
  if (type === 'list') return JSON.stringify(await redis.lrange(key, 0, -1))
  if (type === 'set') return JSON.stringify(await redis.smembers(key))
  if (type === 'zset') return JSON.stringify(await redis.zrange(key, 0, '-1'))
  return type === 'stream' ? JSON.stringify(await redis.xrange(key, '-', '+')) : ''
}

test('news becomes webhooks that verify, each event once', async () => {
  const types = ['story.created', 'story.corroborated', 'list.entered']
  const received = () => new Set<string | undefined>(receiver.received.map(({ type }) => type))

  await until(async () => types.every((type) => received().has(type)))

  expect(receiver.received.every(({ verified }) => verified)).toBe(true)
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(receiver.received.length)
})

test('a job holds ids: no titles, no bodies, no addresses, at most 8 kB', async () => {
  const titles = newsroom.truth().map(({ title }) => title)
  const connection = createRedis({ url: inject('redisUrl') }, 'commands')
  const seen: Record<string, number> = {}
  for (const name of QUEUE_NAMES) {
    const queue = new Queue(name, { connection, prefix: keys.queuePrefix(name) })
    const jobsOf = () => queue.getJobs(['completed', 'waiting', 'active', 'delayed', 'failed'])
    let jobs = await jobsOf()
    // Jobs of polls that are done are not kept: one has to be met on its way.
    await until(async () => {
      jobs = await jobsOf()
      return name !== 'poll' || jobs.length > 0
    })
    seen[name] = jobs.length
    for (const job of jobs) {
      const text = JSON.stringify(job?.data ?? {})
      expect(text.length).toBeLessThan(8_192)
      expect(text).not.toMatch(/https?:|whsec_/)
      expect(titles.filter((title) => text.includes(title))).toEqual([])
    }
    await queue.close()
  }
  await closeRedis(connection)

  expect(Math.min(seen.poll ?? 0, seen.cluster ?? 0, seen.deliver ?? 0)).toBeGreaterThan(0)
})

test('a secret stands in its subscription and nowhere else: no job, no event, no log line', async () => {
  const holders: string[] = []
  for (const key of await keysOf(redis, prefix)) if ((await textOf(key)).includes(secret)) holders.push(key)

  expect(holders).toEqual([expect.stringMatching(/:subscription:[a-z0-9]+$/)])
  expect(lines.filter((line) => line.includes(secret))).toEqual([])
})

test('every key of a running installation has a TTL or an owner', async () => {
  // The closing brace leaves the queues out, whose keys BullMQ owns.
  await expect(assertBoundedKeys(redis, `${prefix}}`)).resolves.toBeUndefined()
  expect((await keysOf(redis, `${prefix}}`)).length).toBeGreaterThan(100)
})

test('asked to stop, everything stops soon and says nothing of errors', async () => {
  const startedAt = performance.now()

  stop.abort()
  await running

  expect(performance.now() - startedAt).toBeLessThan(10_000)
  expect(lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([])
})
