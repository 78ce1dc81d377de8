import type { Context } from './context.ts'
import { soon } from './soon.ts'

/** Sets the gauges that are read from Redis, when somebody asks for them; one that is away leaves them without a number. */
export async function measureBacklog({ storage, metrics, now }: Context): Promise<void> {
  const read = soon(
    Promise.all([
      storage.sources.dueStats(now()),
      storage.outbox.length(),
      storage.followers.count(now()),
      storage.unsettled.count(),
    ]),
  )
  const [stats, waiting, followers, unsettled] = await read.catch(() => [])
  metrics.redisUp.set(stats ? 1 : 0)
  metrics.sourcesDue.set(stats?.due ?? Number.NaN)
  metrics.oldestDue.set(stats ? stats.oldestDueAgeMs / 1000 : Number.NaN)
  metrics.outboxLength.set(waiting ?? Number.NaN)
  metrics.unsettled.set(unsettled ?? Number.NaN)
  metrics.followers.set(followers ?? Number.NaN)
}
