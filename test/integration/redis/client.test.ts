import { createServer, type Socket } from 'node:net'
import { describe, expect, inject, test } from 'vitest'
import { closeRedis, createRedis, optionsOf, retryDelayMs } from '../../../src/redis/client.ts'
import { createConnectionLog } from '../../../src/redis/connection-log.ts'
import { isOutage, refusalOf } from '../../../src/redis/refusals.ts'
import { freePort, startPrivateRedis } from '../../support/redis.ts'

describe('a URL', () => {
  test.each([
    ['redis://127.0.0.1:6380/3', { host: '127.0.0.1', port: 6380, db: 3 }],
    ['redis://me:p%40ss@[::1]', { host: '::1', port: 6379, username: 'me', password: 'p@ss' }],
    ['rediss://redis.example', { host: 'redis.example', port: 6379, tls: {} }],
    ['localhost:6379', { host: 'localhost', port: 6379 }],
    [
      'sentinel://:pw@a.example:26380,b.example/news/1',
      {
        sentinels: [
          { host: 'a.example', port: 26_380 },
          { host: 'b.example', port: 26_379 },
        ],
        name: 'news',
        password: 'pw',
        db: 1,
      },
    ],
    [
      'sentinel://[::1],[fd00::7]:26380/news',
      {
        sentinels: [
          { host: '::1', port: 26_379 },
          { host: 'fd00::7', port: 26_380 },
        ],
      },
    ],
  ])('%s is understood', (url, expected) => {
    expect(optionsOf(url, 'commands')).toMatchObject(expected)
  })

  test.each(['http://127.0.0.1', 'redis://127.0.0.1/x', 'sentinel://nobody', 'redis://'])(
    '%s is refused',
    (url) => {
      expect(() => optionsOf(url, 'commands')).toThrow('redis.url')
    },
  )
})

test('reconnecting waits longer each time, up to two seconds', () => {
  expect([1, 2, 3, 20].map(retryDelayMs)).toEqual([50, 100, 200, 2_000])
})

test('commands fail within seconds while no server answers, and the process lives', async () => {
  const port = await freePort()
  const warnings: object[] = []
  const log = createConnectionLog({
    warn: (facts: object) => void warnings.push(facts),
    info: () => undefined,
  })
  const commands = createRedis({ url: `redis://127.0.0.1:${port}` }, 'commands', log)
  const queue = createRedis({ url: `redis://127.0.0.1:${port}` }, 'queue', log)

  await expect(queue.ping()).rejects.toThrow("isn't writeable")
  await expect(commands.ping()).rejects.toThrow('max retries')

  expect(warnings).toEqual([{ role: expect.any(String), error: expect.stringContaining('ECONNREFUSED') }])
  await closeRedis(commands)
  await closeRedis(queue)
})

test('closing does not wait for a server that has gone silent', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket))
  const port = await freePort()
  await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve))
  const client = createRedis({ url: `redis://127.0.0.1:${port}` }, 'blocking')
  const command = client.ping().catch((error: Error) => error.message)

  // Without its limit this would wait for ever: a blocking connection gives up on no command.
  await closeRedis(client, 200)

  expect(await command).toContain('closed')
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => silent.close(resolve))
})

test('a blocking connection survives a restart of the server', async () => {
  const server = await startPrivateRedis()
  const client = createRedis({ url: server.url }, 'blocking')
  await client.ping()
  const names = (await client.client('LIST')) as string

  const waiting = client.blpop('list', 8)
  await server.kill9()
  await server.restart()
  const pusher = createRedis({ url: server.url }, 'commands')
  await pusher.rpush('list', 'x')

  expect(names).toContain('name=tidewire:blocking')
  expect(await waiting).toEqual(['list', 'x'])
  await closeRedis(client)
  await closeRedis(pusher)
  await server.stop()
})

test.each(['commands', 'queue'] as const)(
  'an error of the role %s while nobody listens is known as an outage, one of a wrong command is not',
  async (role) => {
    const client = createRedis({ url: `redis://127.0.0.1:${await freePort()}` }, role)
    const away = await client.get('x').catch((error: unknown) => error)
    await closeRedis(client)
    const there = createRedis({ url: inject('redisUrl') }, 'commands')
    const wrong = await there.call('NONSENSE').catch((error: unknown) => error)
    await closeRedis(there)

    expect([isOutage(away), isOutage(wrong)]).toEqual([true, false])
  },
)

test('a server that has become a replica is looked past once, not for ever, and refuses what it is asked then', async () => {
  const server = await startPrivateRedis()
  const redis = createRedis({ url: server.url }, 'commands')
  const watcher = createRedis({ url: server.url }, 'commands')
  const connections = async () =>
    Number(/total_connections_received:(\d+)/.exec(await watcher.info('stats'))?.[1])
  await redis.set('a', '1')
  await watcher.call('REPLICAOF', '127.0.0.1', '1')
  const before = await connections()

  const refusals: unknown[] = []
  for (let n = 0; n < 20; n++) refusals.push(await redis.set('a', '2').catch((error: Error) => error))
  const after = await connections()
  await watcher.call('REPLICAOF', 'NO', 'ONE')
  await redis.set('a', '3')

  expect(refusals.map((error) => refusalOf(error)?.message)).toEqual(
    refusals.map(() => 'this Redis is a replica, which accepts nothing'),
  )
  expect(after - before).toBeLessThan(10)
  await closeRedis(redis)
  await closeRedis(watcher)
  await server.stop()
})
