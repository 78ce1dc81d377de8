import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { findOrInstallRedis } from '../../infra/local/redis-binary.ts'
import type { RedisClient } from '../../src/redis/client.ts'

export interface PrivateRedis {
  readonly url: string
  readonly port: number
  readonly dir: string
  readonly pid: number
  /** Ends it and removes its directory. */
  stop(): Promise<void>
  /** Ends it as a crash would; what it had written stays for `restart`. */
  kill9(): Promise<void>
  /** Starts it again on the same port and files. */
  restart(): Promise<void>
}

export interface PrivateRedisOptions {
  readonly port?: number
  readonly dir?: string
  /** Added to the command line: `['--appendfsync', 'always']`. */
  readonly args?: readonly string[]
}

const START_TIMEOUT_MS = 10_000
const STOP_TIMEOUT_MS = 2_000

/** A server of one's own on loopback: append-only file on, `noeviction`, as Tidewire wants it. */
export async function startPrivateRedis(options: PrivateRedisOptions = {}): Promise<PrivateRedis> {
  const binary = await findOrInstallRedis((line) => console.warn(line))
  if (!binary) throw new Error('a private Redis needs redis-server or valkey-server on PATH')
  const port = options.port ?? (await freePort())
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'tidewire-redis-'))
  const start = () => spawnRedis(binary.command, port, dir, options.args ?? [])
  let child = await start()
  // Tests that die without `stop` leave no server behind.
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)

  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    // A server that still writes its first append-only file refuses to end.
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await ended
    clearTimeout(force)
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    dir,
    get pid() {
      return child.pid ?? 0
    },
    async stop() {
      await end('SIGTERM')
      process.off('exit', killAtExit)
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true })
    },
    kill9: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM')
      child = await start()
    },
  }
}

export interface RedisCluster {
  /** Comma separated, as `redis.url` takes it. */
  readonly url: string
  readonly nodes: readonly PrivateRedis[]
  stop(): Promise<void>
}

/** Masters without replicas that share the 16,384 slots evenly. */
export async function startRedisCluster(size = 3): Promise<RedisCluster> {
  const nodes: PrivateRedis[] = []
  for (let n = 0; n < size; n++) {
    const port = await freePort()
    const bus = await freePort()
    const args = ['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '5000']
    nodes.push(await startPrivateRedis({ port, args }))
    busOf.set(port, bus)
  }
  const clients = nodes.map((node) => new Redis(node.url))
  const [first, ...others] = clients
  try {
    for (const [n, client] of clients.entries()) {
      const from = Math.floor((16_384 * n) / size)
      const until = Math.floor((16_384 * (n + 1)) / size) - 1
      await client.cluster('ADDSLOTSRANGE', from, until)
      await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(n + 1))
    }
    for (const [n] of others.entries()) {
      const node = nodes[n + 1] as PrivateRedis
      await first?.call('CLUSTER', 'MEET', '127.0.0.1', String(node.port), String(busOf.get(node.port)))
    }
    await until(async () => {
      const states = await Promise.all(clients.map((client) => client.cluster('INFO') as Promise<string>))
      return states.every(
        (state) => state.includes('cluster_state:ok') && state.includes(`cluster_known_nodes:${size}`),
      )
    }, START_TIMEOUT_MS)
  } finally {
    for (const client of clients) client.disconnect()
  }
  return {
    url: nodes.map((node) => node.url).join(','),
    nodes,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}

const busOf = new Map<number, number>()

/** A key prefix that nobody else uses: test files share one server. */
export function uniquePrefix(name = 't'): string {
  return `${name}-${randomBytes(6).toString('hex')}`
}

/** Keys of the prefix and of prefixes that start with it. */
export async function keysOf(redis: RedisClient, prefix: string): Promise<string[]> {
  const nodes = redis instanceof Redis ? [redis] : redis.nodes('master')
  const found: string[] = []
  for (const node of nodes) {
    let cursor = '0'
    do {
      const [next, keys] = await node.scan(cursor, 'MATCH', `{${prefix}*`, 'COUNT', 1_000)
      found.push(...keys)
      cursor = next
    } while (cursor !== '0')
  }
  return found.sort()
}

/**
 * Keys without a TTL that have an owner, who removes or bounds them: sources (operator), lists (configuration),
 * subscriptions (whoever added them), the outbox (acknowledging), the indexes of what is due, and the data's format (the
 * program).
 */
const OWNED = [
  /^(format|data-id)$/,
  /^sources(:(in:[^:]+|due(:[^:]+)?|leases|host-load|aliases))?$/,
  /^list:[^:]+:(heat|head|editions|feed:(rss|atom|json))$/,
  /^enrolment:[^:]+$/,
  /^enrolments:(standings|due)$/,
  /^outbox$/,
  /^subscriptions$/,
  /^subscription:[^:]+$/,
  /^deliveries:due$/,
  /^counters$/,
]

/** Throws when a key of the prefix has neither a TTL nor an owner: it would stay for ever. */
export async function assertBoundedKeys(redis: RedisClient, prefix: string): Promise<void> {
  const unbounded: string[] = []
  for (const key of await keysOf(redis, prefix)) {
    const name = key.slice(key.indexOf('}:') + 2)
    if ((await redis.pttl(key)) === -1 && !OWNED.some((pattern) => pattern.test(name))) unbounded.push(key)
  }
  if (unbounded.length > 0) throw new Error(`keys without TTL or owner: ${unbounded.join(', ')}`)
}

export async function removeKeys(redis: RedisClient, prefix: string): Promise<void> {
  for (const key of await keysOf(redis, prefix)) await redis.unlink(key)
}

/** No measure: what has not come by then, on a machine that does far too much at once, will not come. */
const LIMIT_MS = 90_000

/** Waits for a condition; throws when it does not come true in time. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  timeoutMs = LIMIT_MS,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > deadline)
      throw new Error(`condition not met within ${timeoutMs} ms: ${condition}`)
    await sleep(20)
  }
}

export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    await new Promise((resolve) => server.close(resolve))
    if (address && typeof address === 'object') return address.port
  }
}

async function spawnRedis(
  binary: string,
  port: number,
  dir: string,
  args: readonly string[],
): Promise<ChildProcess> {
  const child = spawn(
    binary,
    // biome-ignore format: one option a line
    [
      '--port', String(port),
      '--bind', '127.0.0.1',
      '--dir', dir,
      '--appendonly', 'yes',
      '--maxmemory-policy', 'noeviction',
      '--save', '',
      '--logfile', join(dir, 'redis.log'),
      ...args,
    ],
    { stdio: 'ignore' },
  )
  const client = new Redis(port, '127.0.0.1', {
    lazyConnect: true,
    retryStrategy: () => 20,
    maxLoadingRetryTime: 100,
    maxRetriesPerRequest: null,
  })
  client.on('error', () => undefined)
  try {
    await Promise.race([
      client.ping(),
      new Promise((_, reject) => {
        child.once('error', reject)
        child.once('exit', (code) =>
          reject(new Error(`${binary} on port ${port} ended with ${code}, see ${dir}/redis.log`)),
        )
      }),
      sleep(START_TIMEOUT_MS, undefined, { ref: false }).then(() => {
        throw new Error(`${binary} on port ${port} did not answer within ${START_TIMEOUT_MS} ms`)
      }),
    ])
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    client.disconnect()
  }
  return child
}
