import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ALL_STAGES, type Context, createDesks, runStages } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import type { Event } from '../../../src/model/index.ts'
import { type FeedFollower, startFeedFollower } from '../../support/feed-follower.ts'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'
import { contextOf, newTestSecret, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { freePort, keysOf, removeKeys, uniquePrefix, until } from '../../support/redis.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts'

const KEYS = { read: 'read-key-7f3a9c51d2', admin: 'admin-key-0b8e6d4421' }
const SECRETS = {
  ...KEYS,
  webhook: newTestSecret(),
  follower: 'follower-secret-5c1de9',
  feed: 'feed-password-93bb07',
  callback: 'callback-token-61fa2e',
}

let context: Context
let site: string
let prefix: string
let receiver: WebhookReceiver
let follower: FeedFollower
let leave: () => Promise<void>
let polls = 0
const lines: string[] = []

beforeAll(async () => {
  const publisher = await listenOn('127.0.0.1', 0, (_request, response) => {
    polls++
    // Named in no answer and in no message, though it answers nothing but errors.
    response.writeHead(500).end()
  })
  receiver = await startWebhookReceiver({ secret: SECRETS.webhook })
  follower = await startFeedFollower()
  const port = await freePort()
  site = `http://127.0.0.1:${port}`
  prefix = uniquePrefix('secrets')
  const settings = settingsOf({
    redis: { url: inject('redisUrl'), prefix },
    receivers: [
      {
        url: `${receiver.url}?token=${SECRETS.callback}`,
        secret: SECRETS.webhook,
        events: ['story.created', 'source.failing'],
        lists: [],
      },
    ],
    sections: {
      log: { level: 'trace' },
      site: { title: 'Test Wire', url: site },
      http: {
        host: '127.0.0.1',
        port,
        apiKeys: Object.entries(KEYS).map(([scope, key]) => ({ name: scope, key, scope })),
      },
      network: { callbacks: { allow: [receiver.port, follower.port].map((one) => `127.0.0.1:${one}`) } },
    },
  })
  const network = settings.network as { feeds: { ports: number[] } }
  network.feeds.ports = [portOf(publisher)]
  const { file, remove } = writeSettings(settings)
  const config = loadConfig({ file, env: {}, cwd: process.cwd() })
  const log = createLog(config, { name: 'all', stream: { write: (line: string) => lines.push(line) } })
  const stopping = new AbortController()
  context = contextOf(file)
  const running = runStages(ALL_STAGES, config, { log, signal: stopping.signal })
  leave = async () => {
    stopping.abort()
    await running
    await removeKeys(context.redis, prefix)
    await context.close()
    remove()
    await Promise.all([closeServer(publisher), receiver.close(), follower.close()])
  }
  await Promise.race([running, until(() => lines.some((line) => line.includes('"started"')))])
  await createDesks(context).sources.add({
    url: `http://desk:${SECRETS.feed}@127.0.0.1:${portOf(publisher)}/feed`,
    publisherName: 'Paper',
    channels: [],
    weight: 1,
  })
})
afterAll(() => leave())

async function textOf(key: string): Promise<string> {
  const { redis } = context
  const type = await redis.type(key)
  if (type === 'string') return (await redis.get(key)) ?? ''
  if (type === 'hash') return JSON.stringify(await redis.hgetall(key))
  if (type === 'list') return JSON.stringify(await redis.lrange(key, 0, -1))
  if (type === 'set') return JSON.stringify(await redis.smembers(key))
  if (type === 'zset') return JSON.stringify(await redis.zrange(key, 0, '-1'))
  return type === 'stream' ? JSON.stringify(await redis.xrange(key, '-', '+')) : ''
}

/** Pages, operations of the API with and without a key, and whatever is refused. */
async function answers(): Promise<string[]> {
  const get = (path: string, key?: string) =>
    fetch(`${site}${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } })
  const [source] = await createDesks(context).sources.page({ limit: 1 })
  const [subscription] = await context.storage.subscriptions.list()
  const operations = [
    '/lists',
    '/sources',
    `/sources/${source?.source.id}`,
    '/subscriptions',
    `/subscriptions/${subscription?.id}`,
    '/politeness',
    '/openapi.json',
    '/nothing',
  ].map((path) => `/api/v1${path}`)
  const public_ = ['/', '/lists/top', '/lists/top.json', '/lists/none', '/metrics', '/readyz', '/healthz']
  const form = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.secret': SECRETS.follower })
  const made = await Promise.all([
    ...public_.map((path) => get(path)),
    ...operations.map((path) => get(path, KEYS.admin)),
    ...operations.map((path) => get(path)),
    ...operations.map((path) => get(`${path}?key=${KEYS.read}`, 'wrong')),
    fetch(`${site}/hub`, { method: 'POST', body: form }),
    fetch(`${site}/api/v1/subscriptions`, {
      method: 'POST',
      body: '{"url":1}',
      headers: { authorization: `Bearer ${KEYS.admin}`, 'content-type': 'application/json' },
    }),
  ])
  return Promise.all(
    made.map(async (answer) => `${JSON.stringify([...answer.headers])} ${await answer.text()}`),
  )
}

test('D24: after work of all kinds, logged at trace, a secret stands where it is kept and nowhere else', async () => {
  const now = Date.now()
  const payload = JSON.stringify({ type: 'story.created', timestamp: new Date(now).toISOString(), data: {} })
  const event: Event = { id: 'told', type: 'story.created', occurredAt: now, listIds: [], payload }
  await context.storage.outbox.append([event], { now, ttlMs: 600_000 })
  const wants = {
    'hub.mode': 'subscribe',
    'hub.topic': `${site}/lists/top.rss`,
    'hub.callback': `http://127.0.0.1:${follower.port}/?token=${SECRETS.callback}`,
    'hub.secret': SECRETS.follower,
  }
  await fetch(`${site}/hub`, { method: 'POST', body: new URLSearchParams(wants) })
  await until(() => polls > 1 && follower.questions.length > 0 && receiver.received.length > 0)
  await until(() => lines.some((line) => line.includes('"follower called"')))

  const told = (await answers()).join('\n')
  const log = lines.join('\n')
  const holders: Record<string, Set<string>> = {}
  for (const key of await keysOf(context.redis, prefix)) {
    const text = await textOf(key)
    const noun = key.slice(key.indexOf('}') + 2).replace(/[0-9a-z]{16,}$/, '…')
    for (const [name, secret] of Object.entries(SECRETS)) {
      if (text.includes(secret)) holders[name] = (holders[name] ?? new Set()).add(noun)
    }
  }

  expect(receiver.received[0]?.verified).toBe(true)
  for (const [name, secret] of Object.entries(SECRETS)) {
    expect({ name, inLog: log.includes(secret), told: told.includes(secret) }).toEqual({
      name,
      inLog: false,
      told: name === 'callback' && told.includes(secret),
    })
  }
  expect(holders.webhook).toEqual(new Set(['subscription:…']))
  expect(holders.follower).toEqual(new Set(['follower:…']))
  expect(holders.callback).toEqual(new Set(['subscription:…', 'follower:…']))
  expect([holders.read, holders.admin]).toEqual([undefined, undefined])
  // Packed among the facts of its source, or in them as text, and nowhere else.
  for (const noun of holders.feed ?? []) expect(noun).toMatch(/^sources:in:/)
})

test('D24: a cookie opens nothing, from here or from another site', async () => {
  const answer = await fetch(`${site}/api/v1/sources`, {
    method: 'POST',
    body: '{}',
    headers: {
      cookie: `session=${KEYS.admin}; authorization=Bearer ${KEYS.admin}`,
      origin: 'https://evil.example',
      'content-type': 'application/json',
    },
  })

  expect(answer.status).toBe(401)
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})
