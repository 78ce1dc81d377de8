import { spawnSync } from 'node:child_process'
import { thisMachine } from './machine.ts'
import type { Tell } from './packages.ts'
import { type PrivateRedis, REDIS_OPTIONS } from './private-redis.ts'

const IMAGE = 'redis:7-alpine'

export interface RedisContainerOptions {
  readonly dir: string
  readonly port: number
  readonly url: string
  readonly log: Tell
  readonly waitUntilReady: (url: string, exited: Promise<unknown>) => Promise<void>
}

/** The same server in a container, its port on loopback only, its files in `dir` and owned by the user. */
export async function startRedisContainer(options: RedisContainerOptions): Promise<PrivateRedis> {
  const { dir, port, url } = options
  const machine = thisMachine()
  options.log(`No Redis on this machine: starting ${IMAGE} in Docker …`)
  const { code, output } = await machine.run('docker', containerArguments(dir, port))
  if (code !== 0) throw new Error(`docker run ${IMAGE} failed: ${output.trim()}`)
  const id = output.trim().split('\n').at(-1)!
  const exited = machine.run('docker', ['wait', id])
  const stop = async () => {
    await machine.run('docker', ['stop', '-t', '15', id])
  }
  try {
    await options.waitUntilReady(url, exited)
  } catch (error) {
    await stop()
    throw error
  }
  return { name: 'redis', url, stop, kill: () => void spawnSync('docker', ['kill', '--signal', 'TERM', id]) }
}

export function containerArguments(dir: string, port: number): string[] {
  const user = process.getuid ? ['--user', `${process.getuid()}:${process.getgid!()}`] : []
  const server = REDIS_OPTIONS.flatMap(([name, value]) => [`--${name}`, value])
  const box = ['run', '--rm', '--detach', '--publish', `127.0.0.1:${port}:6379`, '--volume', `${dir}:/data`]
  return [...box, ...user, IMAGE, 'redis-server', ...server]
}
