import { afterAll, expect, test } from 'vitest'
import { startWorker } from '../../../src/queue/worker.ts'
import { checkRedis } from '../../../src/redis/check.ts'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { isOutage, refusalOf } from '../../../src/redis/refusals.ts'
import { startPrivateRedis, until } from '../../support/redis.ts'
import { queuesOver } from './open-queues.ts'

const closers: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

test('a Redis that is full is asked again after a pause, not thousands of times a second, and served when there is room', async () => {
  const server = await startPrivateRedis()
  closers.push(() => server.stop())
  const [connection, blocking, redis] = (['queue', 'blocking', 'commands'] as const).map((role) => {
    const client = createRedis({ url: server.url }, role)
    closers.push(() => closeRedis(client))
    return client
  }) as [ReturnType<typeof createRedis>, ReturnType<typeof createRedis>, ReturnType<typeof createRedis>]
  const keys = createKeys('full')
  const queues = queuesOver(connection, keys)
  closers.push(() => queues.close())
  await until(() => connection.status === 'ready')
  await queues.addDeliveries(['e1.s1', 'e2.s1'])
  const failures: { error: Error; at: number }[] = []
  const done: string[] = []

  await redis.config('SET', 'maxmemory', '1mb')
  const worker = startWorker<'deliver'>({
    name: 'deliver',
    connection: blocking,
    prefixOf: keys.queuePrefix,
    concurrency: 50,
    handle: async ({ deliveryId }) => {
      done.push(deliveryId)
      return { kind: 'done', fields: {} }
    },
    now: Date.now,
    lostConnections: () => 0,
    onFinished: () => undefined,
    onError: (error) => failures.push({ error, at: performance.now() }),
  })
  closers.push(() => worker.close(0))
  await until(() => failures.length >= 6)
  const { problems } = await checkRedis(redis)
  const transaction: unknown = await redis
    .multi()
    .set('a', '1')
    .exec()
    .catch((error: unknown) => error)
  await redis.config('SET', 'maxmemory', '0')
  await until(() => done.length === 2)

  // Two come at once, of the worker and of what looks for stalled jobs; pauses of 200, 400 and 800 ms lie between the others.
  const [first, sixth] = [failures[0], failures[5]].map((failure) => failure?.at ?? 0) as [number, number]
  expect(sixth - first).toBeGreaterThan(500)
  expect(refusalOf(failures[0]?.error)?.message).toBe('Redis is full')
  expect(isOutage(failures[0]?.error)).toBe(true)
  expect(refusalOf(transaction)?.message).toBe('Redis is full')
  expect(problems).toEqual([
    {
      kind: 'full',
      level: 'warn',
      message: 'Redis is full',
      remedy: expect.stringContaining('Raise its maxmemory'),
    },
  ])
  expect(done.sort()).toEqual(['e1.s1', 'e2.s1'])
})
