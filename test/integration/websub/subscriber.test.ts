import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Context, createDesks, runStages } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'
import { contextOf, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { assertBoundedKeys, freePort, keysOf, removeKeys, uniquePrefix, until } from '../../support/redis.ts'
import { startTestHub, type TestHub } from '../../support/test-hub.ts'

const MINUTE = 60_000

/** One item per number; the guid changes its scheme as some blogs' do between poll and push. */
function rss(self: string, hub: string, items: readonly number[], scheme = 'http'): string {
  const rows = items.map(
    (n) => `<item><title>Harbour bridge number ${n} opens to traffic</title>
<guid>${scheme}://blog.example/?p=${n}</guid><link>https://blog.example/posts/${n}</link>
<pubDate>${new Date(Date.now() - n * MINUTE).toUTCString()}</pubDate></item>`,
  )
  return `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Blog</title>
<link>https://blog.example/</link><description>d</description>
<atom:link rel="self" href="${self}"/><atom:link rel="hub" href="${hub}"/>${rows.join('')}</channel></rss>`
}

interface Bench {
  /** Rejects when a stage cannot start. */
  readonly running: Promise<void>
  readonly hub: TestHub
  readonly context: Context
  readonly topic: string
  readonly callbackUrl: string
  readonly lines: string[]
  items: number[]
  polls: number
  sourceId(): Promise<string>
  close(): Promise<void>
}

async function openBench(): Promise<Bench> {
  const port = await freePort()
  const callbackUrl = `http://127.0.0.1:${port}`
  const hub = await startTestHub()
  const publisher = await listenOn('127.0.0.1', 0, (request, response) => {
    bench.polls++
    const self = `http://${request.headers.host}/feed.xml`
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rss(self, hub.url, bench.items))
  })
  const topic = `http://127.0.0.1:${portOf(publisher)}/feed.xml`
  const prefix = uniquePrefix('websub')
  const settings = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sources: [{ url: topic, publisher: 'Blog' }],
      sections: {
        http: { host: '127.0.0.1', port },
        site: { title: 'Test Wire', url: callbackUrl, contact: 'test@localhost' },
        log: { level: 'debug' },
        // Longer than the test: whatever is polled again is polled because of the hub or the test.
        polling: { minInterval: '1s', defaultInterval: '1h', maxInterval: '2h' },
        websub: { spread: '0', hubPace: '0' },
        network: {
          feeds: { allow: ['127.0.0.0/8'], ports: [portOf(publisher)] },
          callbacks: { allow: [new URL(hub.url).host] },
        },
      },
    }),
  )
  const config = loadConfig({ file: settings.file, env: {}, cwd: process.cwd() })
  const lines: string[] = []
  const log = createLog(config, { name: 'all', stream: { write: (line: string) => lines.push(line) } })
  const stopping = new AbortController()
  const context = contextOf(settings.file)
  const running = runStages(['poll', 'cluster', 'web'], config, { log, signal: stopping.signal })
  const bench: Bench = {
    running,
    hub,
    context,
    topic,
    callbackUrl,
    lines,
    items: [1, 2],
    polls: 0,
    sourceId: async () => (await context.storage.sources.ids())[0] ?? '',
    async close() {
      stopping.abort()
      await running
      // BullMQ's keys are its own affair.
      const jobs = (await keysOf(context.redis, prefix)).filter((key) => !key.startsWith(`{${prefix}}:`))
      for (const key of jobs) await context.redis.unlink(key)
      await assertBoundedKeys(context.redis, prefix)
      await removeKeys(context.redis, prefix)
      await context.close()
      settings.remove()
      await closeServer(publisher)
      await hub.close()
    },
  }
  return bench
}

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  // A port that somebody else took meanwhile is told of as that.
  await Promise.race([bench.running, until(() => bench.hub.subscriptions.has(bench.topic))])
})
afterAll(() => bench.close())

async function report() {
  return createDesks(bench.context).sources.get(await bench.sourceId())
}

/** Entries that are stored: there is no other source. */
async function seen(): Promise<number> {
  const { storage, redis } = bench.context
  const all = await keysOf(redis, storage.keys.root.slice(1, -1))
  return all.filter((key) => key.startsWith(storage.keys.entry(''))).length
}

const outcomes = (message: string) =>
  bench.lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message)
/** The stage's own, not the job's. */
const pollLines = () => outcomes('poll done').filter(({ url }) => url !== undefined)
const pushed = (n: number) => until(() => outcomes('push done').length >= n)

// One source on its way from signing up to leaving, a step a test.
describe('a source whose feed names a hub', { shuffle: false }, () => {
  test('is signed up with a secret of its own and the lease it wishes', async () => {
    const [form] = bench.hub.requests
    expect([bench.hub.requests.length, bench.hub.verifications]).toEqual([1, [200]])

    expect(form?.get('hub.mode')).toBe('subscribe')
    expect(form?.get('hub.topic')).toBe(bench.topic)
    expect(form?.get('hub.lease_seconds')).toBe('864000')
    expect(form?.get('hub.callback')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/websub\/[\w-]{32}$/)
    expect(form?.get('hub.secret')).toMatch(/^[\w-]{32}$/)
    expect(bench.hub.verifications).toEqual([200])
    expect(await report()).toMatchObject({ push: { status: 'active', trust: 'signed', pushCount: 0 } })
  })

  test('a pushed entry is admitted, and polling the same entry afterwards adds nothing', async () => {
    const before = await seen()
    const document = rss(bench.topic, bench.hub.url, [3], 'https')

    expect(await bench.hub.push(bench.topic, document)).toBe(202)
    await pushed(1)
    expect(outcomes('push done')[0]).toMatchObject({ outcome: 'read', new_entries: 1 })

    bench.items = [3, 1, 2]
    const polls = bench.polls
    await bench.context.storage.sources.pollNow(await bench.sourceId(), Date.now())
    await until(() => bench.polls > polls && pollLines().length >= 2)

    expect(pollLines()[1]).toMatchObject({ outcome: 'changed', new_entries: 0 })
    expect(await seen()).toBe(before + 1)
  })

  test('a pushed entry is in a story', async () => {
    const { storage, redis } = bench.context
    const entryKey = storage.keys.entry('')
    const ids = (await keysOf(redis, storage.keys.root.slice(1, -1))).flatMap((key) =>
      key.startsWith(entryKey) ? [key.slice(entryKey.length)] : [],
    )

    await until(async () => (await storage.entries.get(ids)).every((entry) => entry?.storyId !== undefined))

    const titles = (await storage.entries.get(ids)).map((entry) => entry?.title)
    expect(titles).toContain('Harbour bridge number 3 opens to traffic')
  })

  test('its guid as a preview wrote it is the same entry', async () => {
    const before = await seen()
    const document = rss(bench.topic, bench.hub.url, [3]).replace('?p=3', '?p=3&amp;preview=true')

    await bench.hub.push(bench.topic, document)
    await pushed(2)

    expect(await seen()).toBe(before)
  })

  test('the poll after that waits a day for the hub, counted from the poll, and no push moves it', async () => {
    const state = (await report())?.state
    expect(state?.nextPollReason).toContain('pushed, backup 86400 s')

    await bench.hub.push(bench.topic, rss(bench.topic, bench.hub.url, [4]))
    await pushed(3)

    expect((await report())?.state).toEqual(state)
  })

  test.each(['sha1', 'sha384', 'sha512'] as const)('a push signed with %s is read', async (algorithm) => {
    const before = outcomes('push done').length
    const item = { sha1: 11, sha384: 12, sha512: 13 }[algorithm]

    await bench.hub.push(bench.topic, rss(bench.topic, bench.hub.url, [item]), { algorithm })
    await pushed(before + 1)

    expect(outcomes('push done').at(-1)).toMatchObject({ outcome: 'read', new_entries: 1 })
  })

  test('a compressed push is signed as it was sent, and read', async () => {
    const before = outcomes('push done').length

    const body = gzipSync(rss(bench.topic, bench.hub.url, [21]))
    await bench.hub.push(bench.topic, body, { contentEncoding: 'gzip' })
    await pushed(before + 1)

    expect(outcomes('push done').at(-1)).toMatchObject({ outcome: 'read', new_entries: 1 })
  })

  test('a push whose feed names no language is in that of its header, as an answer to a poll is', async () => {
    const before = outcomes('push done').length

    const body = rss(bench.topic, bench.hub.url, [25])
    await bench.hub.push(bench.topic, body, { contentLanguage: 'en-GB' })
    await pushed(before + 1)

    const { storage, redis } = bench.context
    const all = await keysOf(redis, storage.keys.root.slice(1, -1))
    const prefix = storage.keys.entry('')
    const ids = all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
    const found = (await storage.entries.get(ids)).filter((entry) => entry?.url?.endsWith('/posts/25'))
    expect(found).toMatchObject([{ language: 'en-gb' }])
  })

  test('the same push twice is one entry', async () => {
    const document = rss(bench.topic, bench.hub.url, [31])
    const before = await seen()

    await Promise.all([bench.hub.push(bench.topic, document), bench.hub.push(bench.topic, document)])
    await until(async () => (await seen()) > before)

    expect(await bench.hub.push(bench.topic, document)).toBe(202)
    expect(await seen()).toBe(before + 1)
  })

  test.each(['none', `sha256=${'0'.repeat(64)}`, 'md5=00'])(
    'a push signed %s is acknowledged and changes nothing',
    async (signature) => {
      const before = await seen()
      const ignored = (await report())?.push?.ignoredCount ?? 0

      const status = await bench.hub.push(bench.topic, rss(bench.topic, bench.hub.url, [99]), { signature })

      expect(status).toBe(202)
      expect(await seen()).toBe(before)
      expect((await report())?.push?.ignoredCount).toBe(ignored + 1)
    },
  )

  test('a push that is no feed is acknowledged, and the source is polled', async () => {
    const polls = bench.polls

    expect(await bench.hub.push(bench.topic, 'nothing to read', { contentType: 'text/plain' })).toBe(202)
    await until(() => bench.polls > polls && outcomes('push could not be read').length > 0)

    expect(outcomes('push could not be read')).toHaveLength(1)
  })

  test('a question about anything else is answered 404', async () => {
    const callback = bench.hub.subscriptions.get(bench.topic)?.callback ?? ''
    const ask = (query: Record<string, string>) =>
      fetch(`${callback}?${new URLSearchParams({ 'hub.challenge': 'c', ...query })}`)

    const foreign = await ask({ 'hub.mode': 'subscribe', 'hub.topic': 'https://victim.example/' })
    const leaving = await ask({ 'hub.mode': 'unsubscribe', 'hub.topic': bench.topic })

    expect([foreign.status, leaving.status]).toEqual([404, 404])
    expect((await report())?.push?.status).toBe('active')
  })

  test('neither token nor secret is in the log or in what operators are shown', async () => {
    const { callback = '', secret = '' } = bench.hub.subscriptions.get(bench.topic) ?? {}
    const token = callback.split('/').at(-1) ?? ''
    const shown = bench.lines.join('') + JSON.stringify(await report())

    expect(secret).not.toBe('')
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(token)
  })

  test('a paused source leaves its hub, which then hears 410', async () => {
    const callback = bench.hub.subscriptions.get(bench.topic)?.callback ?? ''

    await createDesks(bench.context).sources.setStatus(await bench.sourceId(), 'paused')
    await until(() => !bench.hub.subscriptions.has(bench.topic))

    expect(bench.hub.requests.at(-1)?.get('hub.mode')).toBe('unsubscribe')
    expect((await fetch(`${callback}x`, { method: 'POST', body: 'x' })).status).toBe(410)
    expect(await report()).not.toHaveProperty('push')
  })
})
