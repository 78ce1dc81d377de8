import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createStorage, type Storage } from '../../src/app/storage.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import type { Source } from '../../src/model/index.ts'
import { closeRedis, createRedis, type RedisClient } from '../../src/redis/client.ts'
import { publisherId, sourceId } from '../../src/rules/ids.ts'
import { startPrivateRedis } from '../support/redis.ts'
import { type Child, startChild } from './child.ts'
import type { FixtureCalls } from './fixture.ts'
import type { WorkerCalls } from './worker.ts'

/** What every scenario stands on; closed once, and nothing of it stays. */
export interface Bed {
  readonly redis: RedisClient
  readonly redisUrl: string
  readonly redisVersion: string
  readonly dir: string
  readonly fixture: Child<FixtureCalls>
  readonly ports: readonly number[]
  readonly secret: string
  /** An empty key space, with the defaults of the program but for loopback being allowed. */
  space(name: string, overrides?: Partial<Config>): Promise<{ config: Config; storage: Storage }>
  startWorker(nodeOptions?: readonly string[]): Child<WorkerCalls>
  /** Does the work to be measured, and keeps a CPU profile of the worker meanwhile when the caller asked for them. */
  profiled<Result>(worker: Child<WorkerCalls>, name: string, work: () => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Hosts, to the politeness limit: enough that two sources each keep every fetch busy, and as many wait. */
const PORTS = 200

export async function makeBed(options: { profileDir?: string }): Promise<Bed> {
  const dir = mkdtempSync(join(tmpdir(), 'tidewire-bench-'))
  const log = openSync(join(dir, 'children.log'), 'a')
  const server = await startPrivateRedis({ args: ['--appendfsync', 'everysec'] })
  const redis = createRedis({ url: server.url }, 'commands')
  const fixture = startChild<FixtureCalls>('fixture.ts', { log })
  const { ports, secret } = await fixture.call('listen', PORTS)
  const info = await redis.info('server')
  const children: { stop(): Promise<void> }[] = [fixture]
  const { profileDir } = options
  if (profileDir !== undefined) mkdirSync(profileDir, { recursive: true })
  return {
    redis,
    redisUrl: server.url,
    redisVersion: /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown',
    dir,
    fixture,
    ports,
    secret,
    async space(name, overrides = {}) {
      await redis.flushall()
      await fixture.call('forget')
      await fixture.call('publish', 0)
      const env = { TIDEWIRE_REDIS_URL: server.url, TIDEWIRE_REDIS_PREFIX: `bench-${name}` }
      const loaded = loadConfig({ env, cwd: dir })
      const config = {
        ...loaded,
        // A few ports play all hosts there are: their pace is kept count of, and is not what is measured.
        polling: { ...loaded.polling, perHostMinute: 1_000_000 },
        network: { feeds: { allow: ['127.0.0.1'], ports }, callbacks: { allow: ['127.0.0.1'], ports } },
        ...overrides,
      }
      return { config, storage: createStorage(redis, config.redis.prefix) }
    },
    startWorker(nodeOptions = []) {
      const child = startChild<WorkerCalls>('worker.ts', { log, nodeOptions })
      children.push(child)
      return child
    },
    async profiled(worker, name, work) {
      if (profileDir === undefined) return work()
      await worker.call('startProfile')
      const result = await work()
      await worker.call('stopProfile', join(profileDir, `${name}.cpuprofile`))
      return result
    },
    async close() {
      await Promise.all(children.map((child) => child.stop()))
      await closeRedis(redis)
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** As `bin/tidewire` runs what places entries, and what polls. */
export const WORKER_OPTIONS = ['--max-semi-space-size=64']
export const POLL_OPTIONS = [...WORKER_OPTIONS, '--no-allocation-site-pretenuring']

/** `count` sources of the fixture, spread over its ports. */
export function fixtureSources(bed: Bed, set: string, count: number): Source[] {
  return Array.from({ length: count }, (_, n) =>
    sourceOf(`http://127.0.0.1:${bed.ports[n % bed.ports.length]}/feeds/${set}/${n}`, `Publisher ${n}`),
  )
}

export function sourceOf(url: string, publisherName: string): Source {
  return {
    id: sourceId(url),
    url,
    publisherId: publisherId(publisherName),
    publisherName,
    channels: ['world'],
    weight: 1,
    status: 'active',
    declaredBy: 'runtime',
  }
}

const TOGETHER = 500

export async function declareAll(
  storage: Storage,
  sources: readonly Source[],
  firstPollAt: number | ((index: number) => number),
): Promise<void> {
  const firstPollOf = typeof firstPollAt === 'number' ? () => firstPollAt : firstPollAt
  for (let at = 0; at < sources.length; at += TOGETHER) {
    const part = sources.slice(at, at + TOGETHER)
    await Promise.all(
      part.map((source, n) => storage.sources.declare(source, Date.now(), firstPollOf(at + n))),
    )
  }
}

/** Keys of one kind, counted and measured: `entry:*` of the space. */
export async function countKeys(redis: RedisClient, pattern: string): Promise<number> {
  let count = 0
  for await (const keys of scanKeys(redis, pattern)) count += keys.length
  return count
}

export async function unlinkKeys(redis: RedisClient, pattern: string): Promise<number> {
  let count = 0
  for await (const keys of scanKeys(redis, pattern)) {
    if (keys.length > 0) count += await redis.del(...keys)
  }
  return count
}

export async function* scanKeys(redis: RedisClient, pattern: string): AsyncGenerator<string[]> {
  let cursor = '0'
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', 1_000)
    yield keys
    cursor = next
  } while (cursor !== '0')
}
