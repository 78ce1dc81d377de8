import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Context, runStages } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import type { Topic } from '../../../src/model/index.ts'
import { type FeedFollower, type FollowerCall, startFeedFollower } from '../../support/feed-follower.ts'
import { contextOf, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { assertBoundedKeys, freePort, keysOf, removeKeys, uniquePrefix, until } from '../../support/redis.ts'

const DAY_S = 86_400
const SECRET = 'a shared secret that only we know'

let follower: FeedFollower
let slow: FeedFollower
let context: Context
let site: string
let prefix: string
let leave: () => Promise<void>
const lines: string[] = []
let number = 0

beforeAll(async () => {
  follower = await startFeedFollower()
  slow = await startFeedFollower()
  const port = await freePort()
  site = `http://127.0.0.1:${port}`
  prefix = uniquePrefix('hub')
  const settings = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sections: {
        http: { host: '127.0.0.1', port },
        site: { title: 'Test Wire', url: site, contact: 'test@localhost' },
        log: { level: 'trace' },
        delivery: { timeout: '2s', retrySchedule: ['0', '100ms'] },
        network: { callbacks: { allow: [follower, slow].map((one) => `127.0.0.1:${one.port}`) } },
      },
    }),
  )
  const config = loadConfig({ file: settings.file, env: {}, cwd: process.cwd() })
  const log = createLog(config, { name: 'all', stream: { write: (line: string) => lines.push(line) } })
  const stopping = new AbortController()
  context = contextOf(settings.file)
  const running = runStages(['publish', 'deliver', 'web'], config, { log, signal: stopping.signal })
  leave = async () => {
    stopping.abort()
    await running
    settings.remove()
  }
  await Promise.race([running, until(() => lines.some((line) => line.includes('"started"')))])
})
afterAll(async () => {
  await leave()
  const jobs = (await keysOf(context.redis, prefix)).filter((key) => !key.startsWith(`{${prefix}}:`))
  for (const key of jobs) await context.redis.unlink(key)
  await assertBoundedKeys(context.redis, prefix)
  await removeKeys(context.redis, prefix)
  await context.close()
  await Promise.all([follower.close(), slow.close()])
})
afterEach(async () => {
  await settled()
  const followers = (await keysOf(context.redis, prefix)).filter((key) => key.includes(':follower'))
  for (const key of followers) await context.redis.unlink(key)
  follower.reset()
})

const callback = (path = '/inbox') => `http://127.0.0.1:${follower.port}${path}`

/** Follows the front page as a program does that knows its address alone. */
async function follow(fields: Record<string, string> = {}): Promise<Response> {
  const { headers } = await fetch(`${site}/lists/top.atom`)
  const link = (rel: string) =>
    new RegExp(`<([^>]+)>; rel="${rel}"`).exec(headers.get('link') ?? '')?.[1] ?? ''
  const all = { mode: 'subscribe', topic: link('self'), callback: callback(), ...fields }
  const form = Object.entries(all).map(([name, value]): [string, string] => [`hub.${name}`, value])
  return fetch(link('hub'), { method: 'POST', body: new URLSearchParams(form) })
}

async function followed(fields: Record<string, string> = {}): Promise<void> {
  const before = follower.questions.length
  expect((await follow(fields)).status).toBe(202)
  await until(() => follower.questions.length > before)
  await settled()
}

/** Nobody has a turn, and nothing is due. */
async function settled(): Promise<void> {
  const { redis, storage } = context
  await until(
    async () =>
      (await redis.zcard(storage.keys.followersTaken())) === 0 &&
      (await redis.zcount(storage.keys.followersDue(), '-inf', Date.now())) === 0,
  )
}

/** Freezes an edition that is news to everybody, and has it published. */
async function news(listId = 'top'): Promise<void> {
  number++
  const frozenAt = Date.now()
  const item = {
    rank: 1,
    storyId: `story${number}`,
    title: `Harbour bridge ${number} opens`,
    language: 'en',
    publisherId: 'p1',
    publisherName: 'Coast Daily',
    channels: [],
    originCount: 2,
    entryCount: 2,
    firstReportedAt: frozenAt,
    updatedAt: frozenAt,
    heat: 1,
  }
  const dropped = { diversity: 0, size: 0, window: 0, missing: 0 }
  const expectedNumber = (await context.storage.editions.head(listId))?.number ?? 0
  const edition = { listId, number: expectedNumber + 1, frozenAt, items: [item], dropped }
  const keepMs = { editions: 60_000, hourly: 60_000, daily: 60_000, ranks: 60_000, events: 60_000 }
  const head = { number: edition.number, frozenAt, digest: `d${number}`, announced: {} }
  const day = { date: '2026-11-29', items: [] }
  const rest = { events: [], replaced: undefined, rankedAt: frozenAt, keepMs }
  await context.storage.editions.freeze({ edition, head, expectedNumber, day, ...rest })
  await context.queues.addPublish(listId)
  await until(async () => (await context.storage.feeds.number(listId)) === edition.number)
}

function queryOf({ target }: FollowerCall | { target: string }): URLSearchParams {
  return new URL(target, site).searchParams
}

const TOP: Topic = { listId: 'top', format: 'atom' }

describe('following a list', () => {
  test('the front page names the hub, its callback is asked, and every change comes as it is served', async () => {
    await news()
    await followed({ secret: SECRET })

    const question = queryOf(follower.questions[0] as FollowerCall)
    expect(question.get('hub.mode')).toBe('subscribe')
    expect(question.get('hub.topic')).toBe(`${site}/lists/top.atom`)
    expect(question.get('hub.lease_seconds')).toBe(String(10 * DAY_S))
    expect(question.get('hub.challenge')).toMatch(/^[\w-]{32}$/)
    // It is told of what comes from now on.
    expect(follower.documents).toHaveLength(0)

    await news()
    await until(() => follower.documents.length > 0)
    const served = await fetch(`${site}/lists/top.atom`)
    const [sent] = follower.documents
    const body = Buffer.from(await served.arrayBuffer())

    expect(sent?.body.equals(body)).toBe(true)
    expect(body.toString()).toContain(`Harbour bridge ${number} opens`)
    expect(sent?.headers['content-type']).toBe(served.headers.get('content-type'))
    expect(sent?.headers.link).toBe(`<${site}/lists/top.atom>; rel="self", <${site}/hub>; rel="hub"`)
    expect(sent?.headers['x-hub-signature']).toBe(
      `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
    )
    expect(body.toString()).toContain(`<link rel="hub" href="${site}/hub"/>`)
  })

  test('publishing the same again, or another list, sends nothing', async () => {
    await news()
    await followed()

    await context.queues.addPublish('top')
    await news('world')
    await news()
    await until(() => follower.documents.length > 0)
    await settled()

    expect(follower.documents).toHaveLength(1)
  })

  test('signing up again is one follower: one document each time, signed by the new secret', async () => {
    await followed({ secret: 'first' })
    await followed({ secret: SECRET })

    await news()
    await until(() => follower.documents.length > 0)
    await settled()

    expect(follower.questions).toHaveLength(2)
    expect(follower.documents).toHaveLength(1)
    const [{ body, headers }] = follower.documents as [FollowerCall]
    const expected = createHmac('sha256', SECRET).update(body).digest('hex')
    expect(headers['x-hub-signature']).toBe(`sha256=${expected}`)
  })

  test('the query of a callback stays as it is, in the question and after', async () => {
    await followed({ callback: callback('/in?token=a%20b+c&x=%2F'), unknown: 'parameter' })
    await news()
    await until(() => follower.documents.length > 0)

    expect(follower.questions[0]?.target).toMatch(/^\/in\?token=a%20b\+c&x=%2F&hub\.mode=subscribe&/)
    expect(follower.documents[0]?.target).toBe('/in?token=a%20b+c&x=%2F')
  })

  test('a lease of a second is five minutes, and everything of the follower ends with it', async () => {
    const granted = 300
    const before = Date.now()
    await followed({ lease_seconds: '1' })

    expect(queryOf(follower.questions[0] as FollowerCall).get('hub.lease_seconds')).toBe(String(granted))
    const [id] = await context.redis.zrevrange(context.storage.keys.followersOf('top'), 0, 0)
    const held = await context.storage.followers.get(id ?? '')
    expect((held?.followsUntil ?? 0) - before).toBeGreaterThanOrEqual(granted * 1000)
    expect(await context.redis.pttl(context.storage.keys.follower(id ?? ''))).toBeLessThanOrEqual(
      granted * 1000,
    )
  })
})

describe('nobody is followed to', () => {
  test.each([
    ['another challenge', (challenge: string) => ({ status: 200, body: `${challenge}x` })],
    ['a page', () => ({ status: 200, body: '<html>hello</html>' })],
    ['404', (challenge: string) => ({ status: 404, body: challenge })],
    ['a redirect', (challenge: string) => ({ status: 302, body: challenge })],
  ])('who answers the question with %s follows nothing, and nothing is kept', async (_name, answer) => {
    follower.answerQuestions(answer)
    await followed()
    const left = await context.redis.zcard(context.storage.keys.followers())
    await news()
    await settled()

    expect(left).toBe(0)
    expect(follower.documents).toHaveLength(0)
  })

  test('who unsubscribes and confirms it hears no more; a stranger’s wish changes nothing', async () => {
    await followed()
    follower.answerQuestions(() => ({ status: 404, body: '' }))
    await followed({ mode: 'unsubscribe' })
    await news()
    await until(() => follower.documents.length === 1)

    follower.answerQuestions((challenge) => ({ status: 200, body: challenge }))
    await followed({ mode: 'unsubscribe' })
    await news()
    await settled()

    expect(queryOf(follower.questions.at(-1) as FollowerCall).get('hub.mode')).toBe('unsubscribe')
    expect(follower.documents).toHaveLength(1)
  })

  test('who leaves without having followed is told yes, and asked nothing', async () => {
    expect((await follow({ mode: 'unsubscribe' })).status).toBe(202)
    await settled()

    expect(follower.questions).toHaveLength(0)
  })

  test.each([
    [{ mode: 'publish' }, 'hub.mode'],
    [{ topic: 'https://news.example/feed' }, 'hub.topic'],
    [{ topic: 'archive' }, 'hub.topic'],
    [{ callback: '' }, 'hub.callback'],
    [{ callback: 'http://169.254.169.254/latest' }, 'hub.callback'],
    [{ callback: 'file:///etc/passwd' }, 'hub.callback'],
    [{ callback: 'own' }, 'hub.callback'],
    [{ secret: 'x'.repeat(200) }, 'hub.secret'],
  ])('%j is refused at once', async (fields: Record<string, string>, where) => {
    const given = {
      ...fields,
      ...(fields.topic === 'archive' && { topic: `${site}/lists/top/editions/1.atom` }),
      ...(fields.callback === 'own' && { callback: `${site}/hub` }),
    }
    const answer = await follow(given)

    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(where)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    await settled()
    expect(follower.questions).toHaveLength(0)
  })
})

test.each([
  [
    'http://reader.example:6379/in',
    'port 6379 of host reader.example is not allowed, as 80, 443, 8080, 8443 are',
    'ports',
  ],
  ['http://169.254.169.254/latest', 'host 169.254.169.254 is not on the public internet', 'allow'],
])(
  'who may not be called at %s learns why; what could be set is for the log alone',
  async (url, fact, option) => {
    const from = lines.length

    const answer = await follow({ callback: url })

    expect(await answer.text()).toBe(`hub.callback: ${fact}`)
    expect(lines.slice(from).filter((line) => line.includes('"outcome":"refused"'))).toEqual([
      expect.stringContaining(`${fact}; add it to network.callbacks.${option} if it is meant`),
    ])
  },
)

describe('a follower that fails', () => {
  test('is tried again, misses nothing, and is not given up before its lease ends', async () => {
    await followed()
    follower.answerDocuments(500)
    await news()
    await until(() => follower.documents.length >= 3)
    await news()
    follower.answerDocuments(204)
    const last = `Harbour bridge ${number} opens`
    await until(() => follower.documents.at(-1)?.body.toString().includes(last) ?? false)
    await settled()

    const [id] = await context.redis.zrevrange(context.storage.keys.followersOf('top'), 0, 0)
    expect(await context.storage.followers.get(id ?? '')).toMatchObject({ ...TOP, failureCount: 0 })
  })

  test('with 410 it is forgotten at once', async () => {
    await followed()
    follower.answerDocuments(410)
    await news()
    await until(() => follower.documents.length === 1)
    await settled()
    await news()
    await settled()

    expect(follower.documents).toHaveLength(1)
  })

  test('one that hangs keeps nobody waiting', async () => {
    slow.answerDocuments('hang')
    await follow({ callback: `http://127.0.0.1:${slow.port}/` })
    await until(() => slow.questions.length === 1)
    await followed()

    await news()
    await until(() => follower.documents.length > 0)

    expect(slow.documents).toHaveLength(1)
    slow.answerDocuments(204)
  })
})

test('no secret and no query of a callback is in a log line', () => {
  const text = lines.join('\n')

  expect(text).toContain('follower called')
  expect(text).not.toContain(SECRET)
  expect(text).not.toContain('token=a')
})
