import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { findOrInstallRedis } from '../../infra/local/redis-binary.ts'
import { freePort, type PrivateRedis, startPrivateRedis, until } from './redis.ts'

/** A master, a replica of it, and a sentinel that makes the replica the master when that one is gone. */
export interface WatchedRedis {
  /** As `redis.url` takes it. */
  readonly url: string
  readonly master: PrivateRedis
  readonly replica: PrivateRedis
  stop(): Promise<void>
}

const NAME = 'desk'

export async function startWatchedRedis(): Promise<WatchedRedis> {
  const master = await startPrivateRedis()
  const replica = await startPrivateRedis({ args: ['--replicaof', '127.0.0.1', String(master.port)] })
  const watched = new Redis(replica.url)
  await until(async () => (await watched.info('replication')).includes('master_link_status:up'))
  watched.disconnect()
  const port = await freePort()
  const dir = mkdtempSync(join(tmpdir(), 'tidewire-sentinel-'))
  const sentinel = await startSentinel(port, dir, master.port)
  const asked = new Redis(port, '127.0.0.1')
  // It may not listen yet; the client asks again.
  asked.on('error', () => undefined)
  // It learns of the replica from the master; before that there is nobody to promote.
  await until(async () => ((await asked.call('SENTINEL', 'REPLICAS', NAME)) as unknown[]).length > 0)
  asked.disconnect()
  return {
    url: `sentinel://127.0.0.1:${port}/${NAME}`,
    master,
    replica,
    async stop() {
      const ended = new Promise((resolve) => sentinel.once('exit', resolve))
      sentinel.kill('SIGKILL')
      await Promise.all([ended, master.stop(), replica.stop()])
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function startSentinel(port: number, dir: string, masterPort: number): Promise<ChildProcess> {
  const binary = await findOrInstallRedis((line) => console.warn(line))
  if (!binary) throw new Error('a sentinel needs redis-server or valkey-server on PATH')
  const file = join(dir, 'sentinel.conf')
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${dir}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${masterPort} 1`,
    `sentinel down-after-milliseconds ${NAME} 1000`,
    `sentinel failover-timeout ${NAME} 3000`,
  ]
  // It rewrites this file as it learns.
  writeFileSync(file, `${lines.join('\n')}\n`)
  const child = spawn(binary.command, [file, '--sentinel'], { stdio: 'ignore' })
  process.once('exit', () => child.kill('SIGKILL'))
  return child
}
