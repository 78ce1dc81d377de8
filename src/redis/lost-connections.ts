import type { RedisClient } from './client.ts'

interface Losses {
  count: number
  readonly listeners: (() => void)[]
}

const known = new WeakMap<RedisClient, Losses>()

/**
 * How often a connection was lost so far. After that nobody knows what came of the server: a replica that took over may
 * lack the last second, and what was remembered of it may be no longer so.
 */
export function lostConnections(redis: RedisClient): () => number {
  const losses = lossesOf(redis)
  return () => losses.count
}

/** Calls a listener each time a connection was lost, that of one node of a cluster included. */
export function whenLost(redis: RedisClient, listener: () => void): void {
  lossesOf(redis).listeners.push(listener)
}

// One for all who ask: an emitter warns of many listeners.
function lossesOf(redis: RedisClient): Losses {
  const before = known.get(redis)
  if (before) return before
  const losses: Losses = { count: 0, listeners: [] }
  const lose = () => {
    losses.count++
    for (const listener of losses.listeners) listener()
  }
  redis.on('close', lose)
  // A cluster's, of one of its nodes.
  redis.on('-node', lose)
  known.set(redis, losses)
  return losses
}
