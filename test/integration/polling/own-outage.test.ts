import { describe, expect, inject, test } from 'vitest'
import { createOwnNetwork } from '../../../src/app/own-network.ts'
import { createGuard } from '../../../src/net/guard.ts'
import { createHttpClient } from '../../../src/net/request.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/rules/durations.ts'
import { createRandom } from '../../support/newsroom/random.ts'
import {
  createPollDesk,
  createTestClock,
  NOW,
  ok,
  rss,
  someItems,
  startPublisher,
} from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const SITES = 30
const space = openSpace({ url: inject('redisUrl') }, 'own-outage')

type Plug = 'resolver' | 'cable' | undefined

/** Thirty sites, whose names the resolver of the test alone knows, and the network between, of which a plug can be pulled. */
async function aFleet() {
  const clock = createTestClock(NOW)
  const publisher = await startPublisher({ now: clock.now })
  let pulled: Plug
  const tried: number[] = []
  const isDown = new Set<string>()
  const guard = createGuard({
    purpose: 'feeds',
    allow: ['127.0.0.0/8'],
    ports: [publisher.port],
    async resolver(hostname) {
      tried.push(clock.now())
      if (pulled === 'resolver')
        throw Object.assign(new Error(`queryA ETIMEOUT ${hostname}`), { code: 'EAI_AGAIN' })
      // Nobody listens at 127.0.0.9, as where a cable is out or a server has stopped.
      return [pulled === 'cable' || isDown.has(hostname) ? '127.0.0.9' : '127.0.0.1']
    },
  })
  const client = createHttpClient({ guard, userAgent: 'Tidewire/test (ops@example.com)' })
  const said: string[] = []
  const network = createOwnNetwork({
    log: { info: (_, message) => said.push(message), warn: (_, message) => said.push(message) },
    up: { set: () => undefined },
    now: clock.now,
  })
  const random = createRandom(7).next
  const prefix = space.innerPrefix()
  const desk = createPollDesk({
    redis: space.redis,
    prefix,
    client,
    clock,
    random,
    network,
    perHostMinute: 600,
  })
  const ids: string[] = []
  for (let n = 0; n < SITES; n++) {
    const url = publisher.on(`paper${n}.com/rss`, ok(rss(someItems(3, NOW))))
    ids.push((await desk.declare(url, {}, NOW + n * 10 * SECOND)).id)
  }
  await desk.runUntil(NOW + 25 * MINUTE)
  return {
    clock,
    publisher,
    desk,
    ids,
    said,
    tried,
    isDown,
    pull: (plug: Plug) => {
      pulled = plug
      publisher.hangUp()
    },
    states: () => Promise.all(ids.map(async (id) => (await desk.stateOf(id)).state)),
    async [Symbol.asyncDispose]() {
      await client.close()
      await publisher[Symbol.asyncDispose]()
    },
  }
}

describe('a network of our own that is dead for hours', () => {
  test.each(['resolver', 'cable'] as const)(
    '(%s) counts against few sources and once, tells nobody, asks little, and is over soon after it',
    async (plug) => {
      await using it = await aFleet()
      it.publisher.forget()
      it.pull(plug)
      await it.desk.runUntil(NOW + 2 * HOUR)
      const during = await it.states()
      const counted = during.filter(({ failureCount }) => failureCount > 0)
      const tried = it.tried.filter((at) => at > NOW + HOUR)

      it.pull(undefined)
      await it.desk.runUntil(NOW + 2 * HOUR + 6 * MINUTE)
      const back = it.publisher.asked().map(({ host }) => host)
      const times = it.publisher.asked().map(({ at }) => at)
      await it.desk.runUntil(NOW + 4 * HOUR)

      // Those that told of it, once each; they wait as after any failure.
      expect(counted.length).toBeLessThanOrEqual(17)
      expect(during.every(({ failureCount }) => failureCount <= 1)).toBe(true)
      expect(
        during.filter(({ nextPollReason }) => /^own network is down/.test(nextPollReason ?? '')).length,
      ).toBe(SITES)
      // A trickle of three in five seconds at most, and each of thirty sites every few minutes.
      expect(mostWithin(tried, 5 * SECOND)).toBeLessThanOrEqual(6)
      expect(tried.length).toBeGreaterThan((HOUR / (6 * MINUTE)) * SITES)
      expect(new Set(back).size).toBe(SITES)
      expect(mostWithin(times, 10 * SECOND)).toBeLessThan(SITES / 2)
      expect((await it.states()).every(({ failureCount }) => failureCount === 0)).toBe(true)
      expect(await it.desk.events()).toEqual([])
      expect(it.said).toEqual([
        'the network or resolver of this machine seems to be dead: polls count against no source',
        'the network of this machine works again',
      ])
      const rows = []
      for await (const row of it.desk.storage.journal.read()) rows.push(row)
      expect(rows.flatMap(({ violations }) => violations)).toEqual([])
    },
  )

  test('is not taken for one while a few sites have stopped: each of them fails as ever, and is told of', async () => {
    await using it = await aFleet()
    for (let n = 0; n < 5; n++) it.isDown.add(`paper${n}.com`)
    it.publisher.hangUp()

    await it.desk.runUntil(NOW + 12 * HOUR)

    const states = await it.states()
    expect(states.filter(({ failureCount }) => failureCount >= 3)).toHaveLength(5)
    expect((await it.desk.events()).map(({ type }) => type)).toEqual(repeated('source.failing', 5))
    expect(it.said).toEqual([])
  })
})

const repeated = (word: string, count: number) => Array.from({ length: count }, () => word)

/** The largest number of times within any span of `ms`. */
function mostWithin(times: readonly number[], ms: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.max(...sorted.map((at, index) => sorted.slice(index).filter((next) => next < at + ms).length))
}
