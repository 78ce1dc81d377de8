import { checkRedis, REDIS_PROBLEMS, type RedisProblem } from '../redis/check.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { SECOND } from './running-stage.ts'
import { createWatchRedis } from './watch-redis.ts'

/** Two short commands to each master. */
const LOOK_EVERY_MS = 60 * SECOND

/** Has Redis looked at as long as this process runs. `known`: what the start has told of. */
export function keepWatch(context: Context, known: readonly RedisProblem[], signal: AbortSignal): void {
  const { redis, config, log, metrics, now } = context
  const look = createWatchRedis({
    check: () => checkRedis(redis, { requireAof: config.redis.requireAof, now }),
    known,
    report({ problems, clockSkewMs, usedBytes, maxBytes }) {
      metrics.clockSkew.set(clockSkewMs / SECOND)
      metrics.redisUsed.set(usedBytes ?? Number.NaN)
      metrics.redisMost.set(maxBytes ?? Number.NaN)
      const there = new Set(problems.map(({ kind }) => kind))
      for (const problem of REDIS_PROBLEMS) metrics.redisProblem.set({ problem }, there.has(problem) ? 1 : 0)
    },
    log,
    now: () => performance.now(),
  })
  const turn = async () => {
    await look()
    return false
  }
  // A Redis that is away is others' to tell of.
  void loop(turn, { idleMs: LOOK_EVERY_MS, signal, onError: () => undefined })
}
