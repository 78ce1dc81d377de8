import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Entry } from '../../../src/model/index.ts'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { type PrivateRedis, startPrivateRedis } from '../../support/redis.ts'
import { createStageDesk, DAY } from './desk.ts'
import { dumpKeys } from './dump.ts'
import { JOB, pressEntries } from './press-entries.ts'

const ENTRIES = pressEntries()
const HALF = JOB * Math.floor(ENTRIES.length / 2 / JOB)

/** One worker's work from its start to its end: its own connection, and nothing in its memory. */
async function work(url: string, prefix: string, mine: readonly Entry[]): Promise<void> {
  const redis = createRedis({ url }, 'commands')
  const desk = createStageDesk(redis, prefix, {})
  await desk.storage.entries.admit(mine, { ttlMs: 9 * DAY })
  const cluster = desk.createWorker()
  for (let at = 0; at < mine.length; at += JOB) {
    const ids = mine.slice(at, at + JOB).map(({ id }) => id)
    await cluster(ids, new AbortController().signal)
  }
  await closeRedis(redis)
}

/** What is left in the end: entries and stories, the index with all that it has counted, heats, events to be told. */
async function leftBy(url: string, prefix: string): Promise<Record<string, unknown>> {
  const redis = createRedis({ url }, 'commands')
  // Which process changed which story lately: for its neighbours, who may have it in memory.
  const { 'stories:changed': _, ...left } = await dumpKeys(redis, prefix)
  await closeRedis(redis)
  return left
}

let whole: Record<string, unknown>
const servers: PrivateRedis[] = []
const start = async (...args: string[]) => {
  const server = await startPrivateRedis({ args })
  servers.push(server)
  return server
}

beforeAll(async () => {
  const { url } = await start()
  await work(url, 'restart', ENTRIES)
  whole = await leftBy(url, 'restart')
})
afterAll(() => Promise.all(servers.map((server) => server.stop())))

test.each([
  ['the worker restarts', [], async () => undefined],
  ['Redis restarts from its append-only file', [], (server: PrivateRedis) => server.restart()],
  [
    'Redis is killed once what it said is on the disk, and starts again',
    ['--appendfsync', 'always'],
    async (server: PrivateRedis) => {
      await server.kill9()
      await server.restart()
    },
  ],
  [
    'Redis restarts from a snapshot',
    ['--appendonly', 'no', '--save', '3600 1'],
    (server: PrivateRedis) => server.restart(),
  ],
] as const)('%s halfway: every decision is that of one run', async (_, args, restart) => {
  const server = await start(...args)

  await work(server.url, 'restart', ENTRIES.slice(0, HALF))
  await restart(server)
  await work(server.url, 'restart', ENTRIES.slice(HALF))

  expect(await leftBy(server.url, 'restart')).toEqual(whole)
})

test('what was placed and counted before the restart decides: without both the second half is in other stories', async () => {
  const { url } = await start()

  await work(url, 'restart', ENTRIES.slice(HALF))

  const second = new Set(ENTRIES.slice(HALF).map(({ id }) => `entry:${id}`))
  const left = await leftBy(url, 'restart')
  const differing = [...second].filter((key) => JSON.stringify(left[key]) !== JSON.stringify(whole[key]))
  expect(differing.length).toBeGreaterThan(20)
})
