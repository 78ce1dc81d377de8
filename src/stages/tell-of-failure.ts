import type { Event, PollOutcome, Source, SourceState } from '../model/index.ts'
import { sourceEvent } from '../rules/deliver/events.ts'

/** Failures in a row after which subscribers hear of it, once. */
const FAILING_AFTER = 3

/** "Slow down" is not "broken". */
export function isToldFailing(outcome: PollOutcome | undefined, failureCount: number): boolean {
  return outcome !== 'throttled' && failureCount >= FAILING_AFTER
}

/** What subscribers are told of a poll: that its source fails for the third time, is gone, or works again. */
export function tellingsOf(
  source: Source,
  poll: {
    readonly before: SourceState
    readonly after: SourceState
    readonly gone: boolean
    readonly now: number
  },
): Event[] {
  const { before, after, gone, now } = poll
  // Told at each failure from the third on, as the third may have been a throttling; the event's id makes it once.
  if (gone || isToldFailing(after.lastOutcome, after.failureCount)) return [failure(source, after, gone, now)]
  return before.isToldFailing === true && after.isToldFailing !== true
    ? [recovery(source, before, after)]
    : []
}

function failure(source: Source, state: SourceState, gone: boolean, now: number): Event {
  return sourceEvent({
    type: gone ? 'source.gone' : 'source.failing',
    source,
    occurredAt: now,
    // A source that was resumed and is gone again without a success between is told of again.
    occasion: gone ? state.pollCount : (state.lastSucceededAt ?? 0),
    outcome: state.lastOutcome,
    reason: state.lastError,
    failureCount: state.failureCount,
  })
}

/** For those who heard that it fails. */
function recovery(source: Source, before: SourceState, after: SourceState): Event {
  return sourceEvent({
    type: 'source.recovered',
    source,
    occurredAt: after.lastSucceededAt ?? 0,
    // Once for each time it was told as failing: both are known by the success before.
    occasion: before.lastSucceededAt ?? 0,
  })
}
