import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createHubDesk } from '../../../src/app/hub-desk.ts'
import { createPollPush, enrolOf } from '../../../src/app/start-push.ts'
import type { Context } from '../../../src/app.ts'
import { addHubCallback } from '../../../src/http/hub-callback.ts'
import { DAY, HOUR, MINUTE } from '../../../src/rules/durations.ts'
import { contextOf, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { freePort, removeKeys, uniquePrefix, until } from '../../support/redis.ts'
import { CALLBACK_LIMITS, startTestHub, type TestHub } from '../../support/test-hub.ts'
import { aFeed, aSource, aState, NEVER, NOW } from '../../unit/stages/given.ts'

const TOPIC = 'http://127.0.0.1:9/feed.xml'
const source = aSource('0123456789abcdef', { url: TOPIC })
const LEASE = 10 * DAY

let clock = NOW
let manner: 'verify' | 'deny' | 'ignore' | 'refuse' = 'verify'
let hub: TestHub
let context: Context
let enrol: ReturnType<typeof enrolOf>
const closing: (() => unknown)[] = []

beforeAll(async () => {
  const port = await freePort()
  hub = await startTestHub({ manner: () => manner })
  const prefix = uniquePrefix('lease')
  const settings = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sections: {
        site: { title: 'Test Wire', url: `http://127.0.0.1:${port}`, contact: 'test@localhost' },
        websub: { spread: '0', hubPace: '0', lease: '10d' },
        network: { feeds: { allow: [] }, callbacks: { allow: [new URL(hub.url).host] } },
        log: { level: 'silent' },
      },
    }),
  )
  const opened = contextOf(settings.file)
  // The real parts, at a time of the test's own.
  context = Object.create(opened, { now: { value: () => clock } }) as Context
  enrol = enrolOf(context)
  const server = fastify()
  addHubCallback(server, createHubDesk(context), CALLBACK_LIMITS)
  await server.listen({ host: '127.0.0.1', port })
  closing.push(
    () => server.close(),
    () => hub.close(),
    () => removeKeys(opened.redis, prefix),
    () => opened.close(),
    settings.remove,
  )
  await context.storage.sources.declare(source, NOW, NOW + 365 * DAY)
})
afterAll(async () => {
  for (const close of closing) await close()
})

const report = () => context.storage.enrolments.report(source.id)

/** Moves the clock, lets the hub be asked, and waits until it has asked back as often as it should. */
async function pass(ms: number, questions: number): Promise<void> {
  clock += ms
  const before = hub.verifications.length
  await enrol(NEVER)
  await until(() => hub.verifications.length === before + questions)
}

// One lease, a step a test.
describe('a year at a hub', { shuffle: false }, () => {
  test('the hub is asked once a poll has found it', async () => {
    await createPollPush(context)?.observe({
      record: { source, state: aState() },
      answer: { ...{ kind: 'changed', url: TOPIC, bodyHash: 'h', hints: {} }, statusCode: 200, wireBytes: 1 },
      feed: aFeed([], { hubs: [hub.url], feedUrl: TOPIC }),
      newestAt: NOW - MINUTE,
      publishedAt: [NOW - MINUTE],
      admission: { pending: [], stored: 1, changed: 0, known: 0, forgotten: 0 },
    })
    expect(await report()).toMatchObject({ status: 'wanted', trust: 'signed' })

    await pass(0, 1)

    expect(await report()).toMatchObject({ status: 'active', leaseUntil: NOW + LEASE })
  })

  test('the lease is renewed before it ends, under the same callback and secret', async () => {
    await pass(LEASE / 2 - MINUTE, 0)
    await pass(LEASE / 4 + MINUTE, 1)

    const [first, second] = hub.requests
    expect(hub.requests).toHaveLength(2)
    expect(second?.toString()).toBe(first?.toString())
    expect(await report()).toMatchObject({ status: 'active', leaseUntil: clock + LEASE, failureCount: 0 })
  })

  test('failed renewals are repeated, and only past the lease and six hours is it expired and the source due', async () => {
    manner = 'refuse'
    await pass(0.75 * LEASE, 0)
    expect(await report()).toMatchObject({ status: 'active', lastError: expect.stringContaining('500') })

    await pass(0.25 * LEASE + 5 * HOUR, 0)
    expect(await report()).toMatchObject({ status: 'active', failureCount: 2 })
    const due = async () => {
      const [, dueAt] = await context.redis.zrange(context.storage.keys.due(), '0', '0', 'WITHSCORES')
      return Number(dueAt)
    }
    expect(await due()).toBeGreaterThan(clock)

    await pass(2 * HOUR, 0)
    expect(await report()).toMatchObject({ status: 'expired', failureCount: 3 })
    expect(await due()).toBeLessThanOrEqual(clock)
    expect((await context.storage.enrolments.standings([source.id], clock))[0]?.liveUntil).toBe(0)
  })

  test('a hub that is silent is asked again', async () => {
    manner = 'ignore'
    await pass(DAY, 0)
    manner = 'verify'
    await pass(DAY, 1)

    expect(await report()).toMatchObject({ status: 'active', leaseUntil: clock + LEASE })
    expect(await report()).not.toHaveProperty('lastError')
  })

  test('a denial is taken at its word for a week', async () => {
    manner = 'deny'
    await pass(0.75 * LEASE, 1)
    expect(await report()).toMatchObject({ status: 'denied', nextStepAt: clock + 7 * DAY })

    manner = 'verify'
    const asked = hub.requests.length
    await pass(7 * DAY - MINUTE, 0)
    expect(hub.requests).toHaveLength(asked)
    await pass(MINUTE, 1)
    expect(await report()).toMatchObject({ status: 'active' })
  })

  test('a removed source leaves, and nothing of it is left but what has a TTL', async () => {
    await context.storage.sources.remove(source.id)
    await context.storage.enrolments.recheck(source.id, clock)
    await pass(0, 1)

    expect(hub.subscriptions.size).toBe(0)
    expect(await report()).toBeUndefined()
    await pass(DAY, 0)
    expect(await context.redis.zcard(context.storage.keys.enrolmentsDue())).toBe(0)
  })
})
