import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkRedis } from '../../../src/redis/check.ts'
import { closeRedis, createRedis, type RedisClient } from '../../../src/redis/client.ts'
import { type PrivateRedis, startPrivateRedis } from '../../support/redis.ts'

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

test('a server as it should be has no problems', async () => {
  const check = await checkRedis(redis, { requireAof: true })

  expect(check).toMatchObject({ policy: 'noeviction', aof: 'on', problems: [] })
  expect(check.version).toMatch(/^(redis|valkey) \d+\.\d+/)
  expect(Math.abs(check.clockSkewMs)).toBeLessThan(1_000)
})

test('an eviction policy is refused: it would delete stories and jobs', async () => {
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru')

  const { problems } = await checkRedis(redis)

  await redis.config('SET', 'maxmemory-policy', 'noeviction')
  expect(problems).toEqual([
    {
      kind: 'eviction',
      level: 'refuse',
      message: 'maxmemory-policy is allkeys-lru',
      remedy: expect.stringContaining('CONFIG SET maxmemory-policy noeviction'),
    },
  ])
})

test('a missing append-only file is a warning, or refused on request', async () => {
  await redis.config('SET', 'appendonly', 'no')

  const lax = await checkRedis(redis)
  const strict = await checkRedis(redis, { requireAof: true })

  await redis.config('SET', 'appendonly', 'yes')
  expect(lax.problems).toMatchObject([{ level: 'warn', message: 'the append-only file is off' }])
  expect(strict.problems).toMatchObject([{ level: 'refuse' }])
})

test('a clock that is off is told with its side', async () => {
  const { problems } = await checkRedis(redis, { now: () => Date.now() + 60_000 })

  expect(problems).toMatchObject([
    { level: 'warn', message: expect.stringContaining("60 s behind this machine's") },
  ])
})

test('a user without CONFIG can start; without INFO it is told what could not be checked', async () => {
  await redis.acl('SETUSER', 'plain', 'on', '>pw', '~*', '&*', '+@all', '-config')
  await redis.acl('SETUSER', 'bare', 'on', '>pw', '~*', '&*', '+@all', '-config', '-info')
  const asUser = (name: string) =>
    createRedis({ url: server.url.replace('redis://', `redis://${name}:pw@`) }, 'commands')
  const plain = asUser('plain')

  expect((await checkRedis(plain)).problems).toEqual([])

  await closeRedis(plain)
  const bare = asUser('bare')
  const { problems } = await checkRedis(bare)
  await closeRedis(bare)
  expect(problems.map((problem) => problem.level)).toEqual(['warn', 'warn', 'warn'])
})

test('a replica is refused: it accepts nothing', async () => {
  const replica = await startPrivateRedis({ args: ['--replicaof', '127.0.0.1', String(server.port)] })
  const connection = createRedis({ url: replica.url }, 'commands')

  const { problems } = await checkRedis(connection)

  await closeRedis(connection)
  await replica.stop()
  expect(problems.find(({ kind }) => kind === 'role')).toMatchObject({
    level: 'refuse',
    message: expect.stringContaining('is a replica'),
  })
})

test('memory that is short and what was thrown out of it are told of', async () => {
  const full = await startPrivateRedis()
  const connection = createRedis({ url: full.url }, 'commands')
  await connection.config('SET', 'maxmemory-policy', 'allkeys-lru')
  await connection.config('SET', 'maxmemory', '4mb')
  for (let n = 0; n < 800; n++) await connection.set(`k${n}`, 'x'.repeat(10_000))
  await connection.config('SET', 'maxmemory-policy', 'noeviction')

  const check = await checkRedis(connection)

  await closeRedis(connection)
  await full.stop()
  expect(check.maxBytes).toBe(4 * 1_048_576)
  expect(check.usedBytes).toBeGreaterThan(0)
  expect(check.problems.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['evicted', expect.stringMatching(/^(memory|full)$/u)]),
  )
})
