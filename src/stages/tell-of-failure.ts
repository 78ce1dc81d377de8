import type { Event, Source, SourceState } from '../model/index.ts'
import { sourceEvent } from '../rules/events.ts'

/** Failures in a row after which subscribers hear of it, once. */
const FAILING_AFTER = 3

/** Tells subscribers that a source fails for the third time, or is gone. */
export async function tellOfFailure(
  deps: { appendEvents(events: readonly Event[]): Promise<unknown> },
  source: Source,
  state: SourceState,
  gone: boolean,
  now: number,
): Promise<void> {
  const type = gone ? 'source.gone' : 'source.failing'
  // Told at each failure from the third on, as the third may have been a throttling; the event's id makes it once.
  if (!gone && (state.lastOutcome === 'throttled' || state.failureCount < FAILING_AFTER)) return
  await deps.appendEvents([
    sourceEvent({
      type,
      source,
      occurredAt: now,
      // A source that was resumed and is gone again without a success between is told of again.
      occasion: gone ? state.pollCount : (state.lastSucceededAt ?? 0),
      reason: state.lastError,
      failureCount: state.failureCount,
    }),
  ])
}
