import type { Event, PollOutcome, Source, SourceState } from '../model/index.ts'
import { sourceEvent } from '../rules/deliver/events.ts'

/** Failures in a row after which subscribers hear of it, once. */
const FAILING_AFTER = 3

/** "Slow down" is not "broken". */
export function isToldFailing(outcome: PollOutcome | undefined, failureCount: number): boolean {
  return outcome !== 'throttled' && failureCount >= FAILING_AFTER
}

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
  if (!gone && !isToldFailing(state.lastOutcome, state.failureCount)) return
  await deps.appendEvents([
    sourceEvent({
      type,
      source,
      occurredAt: now,
      // A source that was resumed and is gone again without a success between is told of again.
      occasion: gone ? state.pollCount : (state.lastSucceededAt ?? 0),
      outcome: state.lastOutcome,
      reason: state.lastError,
      failureCount: state.failureCount,
    }),
  ])
}

/** Tells those who heard that a source fails that it works again. */
export async function tellOfRecovery(
  deps: { appendEvents(events: readonly Event[]): Promise<unknown> },
  source: Source,
  before: SourceState,
  after: SourceState,
): Promise<void> {
  if (before.isToldFailing !== true || after.isToldFailing === true) return
  const occurredAt = after.lastSucceededAt ?? 0
  // Once for each time it was told as failing: both are known by the success before.
  const occasion = before.lastSucceededAt ?? 0
  await deps.appendEvents([sourceEvent({ type: 'source.recovered', source, occurredAt, occasion })])
}
