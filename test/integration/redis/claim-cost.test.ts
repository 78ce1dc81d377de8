import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeRedis, createRedis, type RedisClient } from '../../../src/redis/client.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { sourceId } from '../../../src/rules/ids.ts'
import { createSourceStore } from '../../../src/store/sources.ts'
import { type PrivateRedis, startPrivateRedis } from '../../support/redis.ts'
import { aSource, MINUTE, NOW } from '../store/given.ts'

let server: PrivateRedis
let redis: RedisClient

beforeAll(async () => {
  server = await startPrivateRedis()
  redis = createRedis({ url: server.url }, 'commands')
})
afterAll(async () => {
  await closeRedis(redis)
  await server.stop()
})

// How long a step takes is measured by `make bench`, scenario claim: about a millisecond.
test('claiming from many due sources goes in steps of two hundred, between which Redis answers others', async () => {
  const keys = createKeys('cost')
  const store = createSourceStore({ redis, keys })
  for (let from = 0; from < 20_000; from += 5_000) {
    const sources = Array.from({ length: 5_000 }, (_, n) => {
      const url = `https://h${(from + n) % 6_000}.example/${from + n}`
      return aSource(sourceId(url), { url })
    })
    await Promise.all(sources.map((source, n) => store.declare(source, NOW, NOW - from - n)))
  }
  await store.claimDue({ now: NOW, leaseMs: 5 * MINUTE, limit: 500, perHost: 2 })
  await redis.config('RESETSTAT')

  let claimed = 0
  for (let round = 0; round < 20; round++) {
    const leases = await store.claimDue({ now: NOW + round, leaseMs: 5 * MINUTE, limit: 500, perHost: 2 })
    claimed += leases.length
  }

  const [, calls] = /cmdstat_evalsha:calls=(\d+)/.exec(await redis.info('commandstats')) ?? []
  expect(claimed).toBe(10_000)
  expect(Number(calls)).toBe(60)
})
