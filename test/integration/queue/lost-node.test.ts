import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, expect, test } from 'vitest'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { startRedisCluster, uniquePrefix, until } from '../../support/redis.ts'
import { queuesOver } from './open-queues.ts'

const closers: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

test('jobs that a node of a cluster takes with it are handed over once more, since their entries stand on another', async () => {
  const cluster = await startRedisCluster()
  closers.push(() => cluster.stop())
  const connection = createRedis({ url: cluster.url, cluster: true }, 'queue')
  const keys = createKeys(uniquePrefix('lost'))
  const queues = queuesOver(connection, keys)
  closers.push(async () => {
    await queues.close()
    await closeRedis(connection)
  })
  await until(async () => connection.status === 'ready')
  await queues.addCluster(['e1', 'e2'])
  await queues.addCluster(['e3'])

  // It comes back without what it had not written yet: here, without anything.
  const waiting = `${keys.queuePrefix('cluster')}:cluster:wait`
  const nodes = await Promise.all(
    cluster.nodes.map(async (node) => {
      const client = new Redis(node.url)
      const held = await client.llen(waiting).catch(() => 0)
      client.disconnect()
      return { node, held }
    }),
  )
  const [dying, ...rest] = nodes.filter(({ held }) => held > 0).map(({ node }) => node)
  if (!dying || rest.length > 0) throw new Error('the queue stands on one node')
  await dying.kill9()
  rmSync(join(dying.dir, 'appendonlydir'), { recursive: true })
  await dying.restart()

  const reader = createRedis({ url: cluster.url, cluster: true }, 'commands')
  closers.push(() => closeRedis(reader))
  const handed = async () => {
    const ids = await reader.lrange(waiting, 0, -1).catch(() => [])
    const jobs = await Promise.all(
      ids.map((id) => reader.hget(`${keys.queuePrefix('cluster')}:cluster:${id}`, 'data')),
    )
    return jobs.flatMap((data) => (JSON.parse(data ?? '{"entryIds":[]}') as { entryIds: string[] }).entryIds)
  }
  await until(async () => (await handed()).length > 0)
  expect((await handed()).sort()).toEqual(['e1', 'e2', 'e3'])
})
