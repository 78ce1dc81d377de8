import type { Attempt, DeliveryStatus } from '../../model/subscription.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../durations.ts'

/** Waits before attempts 1, 2, 3 … (Standard Webhooks 1.0.0, "Deliverability and reliability"). */
export const RETRY_SCHEDULE_MS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]
const JITTER = 0.2
const RETRY_AFTER_CAP_MS = DAY
/** Nothing but failures for so long disables a webhook; followers of our hub stay until their lease ends. */
const DISABLE_AFTER_MS = 120 * HOUR

export interface FinishedAttempt {
  /** Of the attempt that just ended: 1, 2, 3 … */
  readonly attemptNumber: number
  readonly outcome: Attempt['outcome']
  /** Parsed Retry-After header; ignored unless finite and positive, at most 24 h count. */
  readonly retryAfterMs?: number | undefined
  readonly now: number
  readonly random: () => number
  /** Waits before each attempt; the Standard Webhooks table when absent. */
  readonly scheduleMs?: readonly number[] | undefined
}

export interface NextAttempt {
  readonly status: DeliveryStatus
  /** Epoch ms; equals `now` when no attempt follows. */
  readonly nextAttemptAt: number
  /** The endpoint asked for a pause: nothing else goes to it before this time. */
  readonly pausedUntil?: number
}

/** What becomes of a delivery after an attempt: the later of the table's wait (±20 %) and Retry-After. */
export function nextAttempt(attempt: FinishedAttempt): NextAttempt {
  const { attemptNumber, outcome, now, random } = attempt
  if (outcome !== 'failed') return { status: outcome, nextAttemptAt: now }
  const pauseMs = usableRetryAfter(attempt.retryAfterMs)
  const pause = pauseMs === undefined ? {} : { pausedUntil: now + pauseMs }
  const waitMs = (attempt.scheduleMs ?? RETRY_SCHEDULE_MS)[attemptNumber]
  if (waitMs === undefined) return { status: 'exhausted', nextAttemptAt: now, ...pause }
  const jittered = Math.round(waitMs * (1 + JITTER * (2 * random() - 1)))
  return { status: 'pending', nextAttemptAt: now + Math.max(jittered, pauseMs ?? 0), ...pause }
}

export function shouldDisable(failingSince: number | undefined, now: number): boolean {
  return failingSince !== undefined && now - failingSince >= DISABLE_AFTER_MS
}

function usableRetryAfter(ms: number | undefined): number | undefined {
  if (ms === undefined || !Number.isFinite(ms) || ms <= 0) return undefined
  return Math.min(Math.round(ms), RETRY_AFTER_CAP_MS)
}
