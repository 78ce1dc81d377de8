import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type PrivateRedis, startPrivateRedis } from '../../../infra/local/private-redis.ts'

let dir: string
let running: PrivateRedis[]
let told: string[]
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tidewire-private-'))
  running = []
  told = []
})
afterEach(async () => {
  for (const redis of running) await redis.stop()
  rmSync(dir, { recursive: true })
})

async function start(): Promise<PrivateRedis> {
  const redis = await startPrivateRedis({ dir, log: (line) => told.push(line) })
  running.push(redis)
  return redis
}

async function withClient<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url)
  try {
    return await use(client)
  } finally {
    client.disconnect()
  }
}

const state = () => JSON.parse(readFileSync(join(dir, 'running.json'), 'utf8')) as Record<string, number>

test('listens on loopback, keeps its log and evicts nothing', async () => {
  const { url } = await start()

  const settings = await withClient(url, async (client) => ({
    bind: await client.config('GET', 'bind'),
    appendonly: await client.config('GET', 'appendonly'),
    policy: await client.config('GET', 'maxmemory-policy'),
  }))

  expect(settings).toEqual({
    bind: ['bind', '127.0.0.1'],
    appendonly: ['appendonly', 'yes'],
    policy: ['maxmemory-policy', 'noeviction'],
  })
})

test('a second run has the data and the port of the first', async () => {
  const first = await start()
  await withClient(first.url, (client) => client.set('kept', 'yes'))
  await first.stop()

  const second = await start()

  expect(second.url).toBe(first.url)
  expect(await withClient(second.url, (client) => client.get('kept'))).toBe('yes')
})

test('after a crash of the server its data is there again', async () => {
  const first = await start()
  await withClient(first.url, (client) => client.set('kept', 'yes'))
  await withClient(first.url, (client) => client.bgrewriteaof())
  process.kill(state().pid!, 'SIGKILL')
  await first.stop()

  const second = await start()

  expect(await withClient(second.url, (client) => client.get('kept'))).toBe('yes')
})

test('a server whose starter crashed is taken over and ended with the new run', async () => {
  const first = await start()
  const { pid } = state()
  // No process has this id: the starter is gone.
  writeFileSync(join(dir, 'running.json'), JSON.stringify({ ...state(), ownerPid: 2 ** 22 + 1 }))

  const second = await start()
  await second.stop()

  expect(second.url).toBe(first.url)
  expect(() => process.kill(pid!, 0)).toThrow()
})

test('a server whose starter runs is shared and outlives who came second, who is told whose it is', async () => {
  const first = await start()
  const second = await start()
  await second.stop()

  expect(second.url).toBe(first.url)
  expect(await withClient(first.url, (client) => client.ping())).toBe('PONG')
  expect(told).toEqual([expect.stringContaining(`is that of process ${process.pid}, and ends with it.`)])
})

test('a stranger on the remembered port is left alone', async () => {
  const stranger = await start()
  const other = mkdtempSync(join(tmpdir(), 'tidewire-private-'))
  writeFileSync(join(other, 'running.json'), JSON.stringify(state()))

  const redis = await startPrivateRedis({ dir: other, log: () => undefined })

  expect(redis.url).not.toBe(stranger.url)
  await redis.stop()
  rmSync(other, { recursive: true })
})

test('a log that cannot be read is told with what Redis says of it', async () => {
  const first = await start()
  await withClient(first.url, (client) => client.set('kept', 'yes'))
  await first.stop()
  writeFileSync(join(dir, 'appendonlydir', 'appendonly.aof.manifest'), 'nonsense')

  await expect(start()).rejects.toThrow(/did not start in[\s\S]*manifest/iu)
})
