import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Tell } from './packages.ts'
import { choosePort } from './ports.ts'
import { type Part, startProcess } from './processes.ts'
import { findOrInstallRedis, type RedisBinary } from './redis-binary.ts'
import { startRedisContainer } from './redis-container.ts'

export interface PrivateRedis extends Part {
  readonly url: string
}

export interface PrivateRedisOptions {
  /** Keeps the data; made when missing. */
  readonly dir: string
  /** Default: the one used before in this directory when it is free, else any free one. */
  readonly port?: number
  readonly log: Tell
  /** Default: found or installed. */
  readonly binary?: RedisBinary
}

/** What stands in `<dir>/running.json` while a server runs there. */
interface Running {
  readonly port: number
  readonly pid: number
  /** Who started it; when that process is gone, whoever comes next takes the server over. */
  readonly ownerPid: number
}

/** Nothing is lost but the last second before a power failure, and nothing is thrown out. */
export const REDIS_OPTIONS = [
  ['appendonly', 'yes'],
  ['appendfsync', 'everysec'],
  ['maxmemory-policy', 'noeviction'],
  ['save', ''],
] as const

/** A Redis of our own on loopback. What it holds is there again at the next start. */
export async function startPrivateRedis(options: PrivateRedisOptions): Promise<PrivateRedis> {
  await mkdir(options.dir, { recursive: true })
  const dir = await realpath(options.dir)
  const running = await readRunning(dir)
  if (running && (await isOurs(running.port, dir))) return takeOver(running, dir, options.log)

  const binary = options.binary ?? (await findOrInstallRedis(options.log))
  const port = await choosePort(options.port ?? running?.port)
  const url = `redis://127.0.0.1:${port}`
  if (!binary) return startRedisContainer({ dir, port, url, log: options.log, waitUntilReady })

  const server = await startProcess({
    name: 'redis',
    command: binary.command,
    args: redisArguments(dir, port),
    stdio: 'ignore',
    stopMs: 15_000,
  })
  try {
    await waitUntilReady(url, server.exited)
  } catch (error) {
    server.kill()
    const tail = (await readFile(join(dir, 'redis.log'), 'utf8').catch(() => '')).trim().split('\n').slice(-5)
    throw new Error(`${binary.command} did not start in ${dir}:\n${tail.join('\n')}`, { cause: error })
  }
  await writeRunning(dir, { port, pid: server.pid, ownerPid: process.pid })
  return {
    name: 'redis',
    url,
    // In order even when everything else ends at once: the last second of the log is still written.
    kill: () => signalPid(server.pid, 'SIGTERM'),
    stop: () => server.stop(),
  }
}

function redisArguments(dir: string, port: number): string[] {
  const own = [
    ['port', String(port)],
    ['bind', '127.0.0.1'],
    ['dir', dir],
    ['logfile', join(dir, 'redis.log')],
    ['daemonize', 'no'],
  ] as const
  return [...own, ...REDIS_OPTIONS].flatMap(([name, value]) => [`--${name}`, value])
}

/** A server that outlived its starter's crash is ours now; one whose starter lives stays the starter's. */
async function takeOver(running: Running, dir: string, log: Tell): Promise<PrivateRedis> {
  const url = `redis://127.0.0.1:${running.port}`
  if (isAlive(running.ownerPid)) {
    log(`The Redis in ${dir} is that of process ${running.ownerPid}, and ends with it.`)
    return { name: 'redis', url, kill: () => undefined, stop: async () => undefined }
  }
  await writeRunning(dir, { ...running, ownerPid: process.pid })
  return {
    name: 'redis',
    url,
    kill: () => signalPid(running.pid, 'SIGTERM'),
    async stop() {
      signalPid(running.pid, 'SIGTERM')
      for (let waited = 0; isAlive(running.pid) && waited < 15_000; waited += 50) await sleep(50)
    },
  }
}

/** The directory it works in tells a server of ours from a stranger who got the port later. */
async function isOurs(port: number, dir: string): Promise<boolean> {
  const redis = connect(`redis://127.0.0.1:${port}`)
  try {
    await redis.connect()
    const [, found] = (await redis.call('CONFIG', 'GET', 'dir')) as [string, string]
    return found === dir
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}

/** A big log takes its time to load: waits as long as the server lives, a minute at most. */
async function waitUntilReady(url: string, exited: Promise<unknown>): Promise<void> {
  let isOver = false
  void exited.then(() => {
    isOver = true
  })
  for (
    const deadline = performance.now() + 60_000;
    performance.now() < deadline && !isOver;
    await sleep(20)
  ) {
    const redis = connect(url)
    try {
      await redis.connect()
      if ((await redis.ping()) === 'PONG') return
    } catch {
      // Not yet.
    } finally {
      redis.disconnect()
    }
  }
  throw new Error(isOver ? 'it ended at once' : 'it did not answer PING within a minute')
}

function connect(url: string): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    connectTimeout: 1000,
    commandTimeout: 1000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  redis.on('error', () => undefined)
  return redis
}

async function readRunning(dir: string): Promise<Running | undefined> {
  try {
    return JSON.parse(await readFile(join(dir, 'running.json'), 'utf8')) as Running
  } catch {
    return undefined
  }
}

async function writeRunning(dir: string, running: Running): Promise<void> {
  await rm(join(dir, 'running.json'), { force: true })
  await writeFile(join(dir, 'running.json'), JSON.stringify(running))
}

function isAlive(pid: number): boolean {
  return signalPid(pid, 0)
}

function signalPid(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
