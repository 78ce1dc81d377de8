import type { RedisCheck, RedisProblem, RedisProblemKind } from '../redis/check.ts'

export interface WatchRedisDeps {
  check(): Promise<Pick<RedisCheck, 'problems' | 'clockSkewMs' | 'usedBytes' | 'maxBytes'>>
  /** What the start has found and told. */
  readonly known: readonly RedisProblem[]
  /** Hears of every look. */
  report(look: Awaited<ReturnType<WatchRedisDeps['check']>>): void
  readonly log: Record<'info' | 'warn' | 'error', (facts: object, message: string) => void>
  now(): number
}

/** So many looks without it end a problem: one that comes and goes about a limit is one. */
const ENDED_AFTER = 3

/**
 * Looks again at what was right at the start, and which an operator, a full disk or a drifting clock may change under
 * running work. Each problem is told once when it begins and once when it is over.
 */
export function createWatchRedis(deps: WatchRedisDeps): () => Promise<void> {
  const lasting = new Map<RedisProblemKind, { readonly since: number; message: string; missed: number }>()
  for (const { kind, message } of deps.known) lasting.set(kind, { since: deps.now(), message, missed: 0 })

  return async () => {
    const look = await deps.check()
    deps.report(look)
    for (const { kind, level, message, remedy } of look.problems) {
      const before = lasting.get(kind)
      if (before) {
        before.message = message
        continue
      }
      lasting.set(kind, { since: deps.now(), message, missed: 0 })
      deps.log[level === 'refuse' ? 'error' : 'warn']({ problem: kind, remedy }, message)
    }
    const there = new Set(look.problems.map(({ kind }) => kind))
    // A Redis that is full is nearly full still.
    if (there.has('full')) there.add('memory')
    for (const [kind, problem] of lasting) {
      problem.missed = there.has(kind) ? 0 : problem.missed + 1
      if (problem.missed < ENDED_AFTER) continue
      lasting.delete(kind)
      const facts = { problem: kind, was: problem.message, lasted_ms: deps.now() - problem.since }
      deps.log.info(facts, 'a problem of Redis is over')
    }
  }
}
