import { checkRedis, REDIS_PROBLEMS, type RedisProblem } from '../redis/check.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { SECOND } from './running-stage.ts'
import { createWatchRedis } from './watch-redis.ts'

/** Two short commands to each master. */
const LOOK_EVERY_MS = 60 * SECOND

/** Has Redis looked at until the signal aborts. `known`: what the start has told of. */
export function keepWatch(context: Context, known: readonly RedisProblem[], signal: AbortSignal): void {
  const { redis, config, log, metrics } = context
  watchClock(context)
  const look = createWatchRedis({
    check: () => checkRedis(redis, { requireAof: config.redis.requireAof }),
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

/** Redis, which all processes share, tells which of two times is the right one. */
function watchClock({ clock, redis, log }: Context): void {
  clock.witness({
    async serverNow() {
      const [seconds, microseconds] = await redis.time()
      return Number(seconds) * SECOND + Number(microseconds) / 1_000
    },
    tell({ jumpedMs, verdict }) {
      const facts = { jumped_ms: Math.round(jumpedMs) }
      if (verdict === 'over') log.info(facts, "this machine's clock is right again")
      else if (verdict === 'followed') log.warn(facts, "this machine's clock jumped to the time of Redis")
      else {
        const remedy = 'Set it, and run NTP. Until then this process goes by the time that really passes.'
        log.error({ ...facts, remedy }, "this machine's clock jumped away from that of Redis")
      }
    },
  })
}
