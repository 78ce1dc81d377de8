import type { Context } from './context.ts'

/** Sets the gauges that are read from Redis, when somebody asks for them. */
export async function measureBacklog({ storage, metrics, now }: Context): Promise<void> {
  const [stats, waiting] = await Promise.all([storage.sources.dueStats(now()), storage.outbox.length()])
  metrics.sourcesDue.set(stats.due)
  metrics.oldestDue.set(stats.oldestDueAgeMs / 1000)
  metrics.outboxLength.set(waiting)
}
