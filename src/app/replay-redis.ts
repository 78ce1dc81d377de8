import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPrivateRedis } from '../../infra/local/private-redis.ts'
import type { Config } from '../config.ts'
import { answersRedis } from './reach-redis.ts'

/**
 * Runs `work` with a Redis that answers: the configured one, else a private one that is gone afterwards. A replay keeps
 * nothing, so it needs no installation to be tried.
 */
export async function withReplayRedis<T>(
  config: Config,
  work: (reachable: Config) => Promise<T>,
  tell: (line: string) => void,
): Promise<T> {
  if (await answersRedis(config.redis)) return work(config)
  const dir = await mkdtemp(join(tmpdir(), 'tidewire-replay-'))
  const redis = await startPrivateRedis({ dir, log: tell })
  try {
    return await work({ ...config, redis: { ...config.redis, url: redis.url, cluster: false } })
  } finally {
    await redis.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
