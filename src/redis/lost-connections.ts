import type { RedisClient } from './client.ts'

const counters = new WeakMap<RedisClient, { count: number }>()

/**
 * How often a connection was lost so far. After that nobody knows what came of the server: a replica that took over may
 * lack the last second, and what was remembered of it may be no longer so.
 */
export function lostConnections(redis: RedisClient): () => number {
  const known = counters.get(redis)
  if (known) return () => known.count
  const counter = { count: 0 }
  const lose = () => {
    counter.count++
  }
  // One for all who ask: an emitter warns of many listeners. The second is a cluster's, of one of its nodes.
  redis.on('close', lose)
  redis.on('-node', lose)
  counters.set(redis, counter)
  return () => counter.count
}
