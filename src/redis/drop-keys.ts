import { Cluster } from 'ioredis'
import type { RedisClient } from './client.ts'

const SCAN_COUNT = 1_000

/** Deletes every key under `root`. All keys share one hash tag, so on a cluster they live on one node: the one that owns the tag's slot. */
export async function dropKeys(redis: RedisClient, root: string): Promise<void> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis]
  for (const node of nodes) {
    for await (const keys of node.scanStream({ match: `${root}:*`, count: SCAN_COUNT })) {
      for (const key of keys as string[]) await redis.unlink(key)
    }
  }
}
