import type { SourceState } from '../../model/index.ts'
import { type PollLimits, type PollPlan, planNextPoll } from './schedule.ts'

export interface LostPoll {
  readonly state: SourceState
  /** The last moment at which its publisher may have been asked. */
  readonly at: number
  readonly random: () => number
  readonly limits: PollLimits
}

/**
 * When to ask again where nobody knows what became of a poll: as if it had been answered the way the last one was, since
 * it may have been. So nothing is asked twice within the shortest interval, nor before what the publisher has wished.
 */
export function planAfterLoss({ state, at, random, limits }: LostPoll): PollPlan {
  const { lastOutcome, failureCount } = state
  const failed = failureCount > 0 && lastOutcome !== undefined
  const { nextPollAt, reason } = planNextPoll({
    outcome: failed ? (lastOutcome === 'gone' ? 'failed' : lastOutcome) : 'unchanged',
    // The step of the back-off that was reached stays: a poll that nobody read is no further failure.
    state: { failureCount: Math.max(0, failureCount - 1) },
    hints: state.hints,
    plannedAt: at,
    now: at,
    random,
    limits: failed
      ? limits
      : {
          ...limits,
          defaultIntervalMs: limits.minIntervalMs,
          unconditionalIntervalMs: limits.minIntervalMs,
        },
  })
  return { nextPollAt, reason: `lost with its worker → ${reason}` }
}
