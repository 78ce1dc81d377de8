import { shortestLeaseMs, usualBatch } from '../rules/polling/poll-room.ts'
import type { Problem } from './references.ts'
import type { Settings } from './schema.ts'
import { formatDuration } from './values.ts'

/** Options that are right each by itself and wrong together. */
export function checkLimits(settings: Settings): Problem[] {
  const { polling, retention, stories, delivery, lists } = settings
  const problems: Problem[] = []
  const atLeast = (path: readonly string[], value: number, least: number, what: string) => {
    if (value >= least) return
    const message = `must be at least ${what} (${formatDuration(least)}), got ${formatDuration(value)}`
    problems.push({ path, message })
  }
  const { minInterval, defaultInterval, maxInterval } = polling
  atLeast(['polling', 'defaultInterval'], defaultInterval, minInterval, 'polling.minInterval')
  atLeast(['polling', 'maxInterval'], maxInterval, defaultInterval, 'polling.defaultInterval')
  // A lease that ends during a fetch would have the source polled twice.
  atLeast(['polling', 'lease'], polling.lease, 2 * polling.timeout, 'twice polling.timeout')
  problems.push(...shortLease(polling))
  atLeast(['retention', 'entries'], retention.entries, stories.window, 'stories.window')
  atLeast(['retention', 'stories'], retention.stories, stories.window, 'stories.window')
  // The last attempt still needs the event it sends.
  const attempts = delivery.retrySchedule.reduce((sum, pause) => sum + pause, 0)
  atLeast(['retention', 'events'], retention.events, attempts, 'the sum of delivery.retrySchedule')
  for (const [id, list] of Object.entries(lists)) {
    const least = list.window ?? 0
    if (least > retention.stories) {
      const message = `must be at most retention.stories (${formatDuration(retention.stories)}), got ${formatDuration(least)}`
      problems.push({ path: ['lists', id, 'window'], message })
    }
  }
  return problems
}

/** Leases run while their batch waits for another, and each source for its turn to be fetched. */
function shortLease(polling: Settings['polling']): Problem[] {
  const { lease, timeout, concurrency } = polling
  const batchSize = polling.batchSize ?? usualBatch({ concurrency, leaseMs: lease, timeoutMs: timeout })
  const least = shortestLeaseMs({ batchSize, concurrency, timeoutMs: timeout })
  if (lease >= least || lease < 2 * timeout) return []
  const message =
    `must be at least ${formatDuration(least)}, got ${formatDuration(lease)}: two batches of polling.batchSize ` +
    `(${batchSize}) may take that long with polling.concurrency (${concurrency}) and polling.timeout ` +
    `(${formatDuration(timeout)}); lower batchSize or timeout, or raise concurrency`
  return [{ path: ['polling', 'lease'], message }]
}
