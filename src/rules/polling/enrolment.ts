import type { Enrolment, PushStanding, PushTarget } from '../../model/enrolment.ts'
import type { Source } from '../../model/source.ts'
import { DAY, HOUR, MINUTE } from '../durations.ts'
import { isTrusted } from './push-target.ts'

/** A hub that stops a little late, or renews a little late, is no reason to poll as if it were dead. */
const GRACE_MS = 6 * HOUR
const LONGEST_LEASE_MS = 14 * DAY
/** A hub that grants seconds would have us ask for ever; it is renewed no sooner than this. */
const SOONEST_RENEWAL_MS = 5 * MINUTE
const DENIED_PAUSE_MS = 7 * DAY
/** A hub asks back at once or within minutes; a request older than this is not ours any more. */
const VERIFY_WITHIN_MS = HOUR
const FIRST_RETRY_MS = 10 * MINUTE
const LONGEST_RETRY_MS = DAY
const UNSUBSCRIBE_TRIES = 3
/** Feeds that have said nothing for so long are not worth a place at a hub. */
const WORTHWHILE_MS = 30 * DAY

export type Step = 'subscribe' | 'unsubscribe' | 'forget'

export function newEnrolment(input: {
  readonly target: PushTarget
  readonly sourceId: string
  readonly token: string
  readonly secret: string
  readonly now: number
  /** First requests are spread over this time: a start with many sources is no burst. */
  readonly spreadMs: number
  readonly random: () => number
}): Enrolment {
  const { target, sourceId, token, secret, now } = input
  return {
    token,
    sourceId,
    ...target,
    ...(isTrusted(target) && { secret }),
    status: 'wanted',
    nextStepAt: Math.round(now + input.spreadMs * input.random()),
    failureCount: 0,
  }
}

/** What is to be done with an enrolment whose time has come. */
export function nextStep(enrolment: Enrolment, source: Source | undefined): Step {
  const { status, failureCount, asked } = enrolment
  if (status === 'leaving') return failureCount < UNSUBSCRIBE_TRIES ? 'unsubscribe' : 'forget'
  if (source?.status === 'active') return 'subscribe'
  return asked === undefined || status === 'denied' ? 'forget' : 'unsubscribe'
}

/**
 * As it is once the hub is being asked. Saved before the request goes out, since some hubs ask back before they answer;
 * a request that is never verified is a failure by itself, tried again at `nextStepAt`.
 */
export function asking(enrolment: Enrolment, mode: 'subscribe' | 'unsubscribe', now: number): Enrolment {
  const retryMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(enrolment.failureCount, 20), LONGEST_RETRY_MS)
  return {
    ...enrolment,
    status: mode === 'unsubscribe' ? 'leaving' : statusWhileAsking(enrolment, now),
    asked: { mode, at: now },
    failureCount: enrolment.failureCount + 1,
    nextStepAt: now + retryMs,
  }
}

/** A renewal changes nothing until the lease is over and renewing has failed. */
function statusWhileAsking(enrolment: Enrolment, now: number): Enrolment['status'] {
  const { status, failureCount } = enrolment
  if (status === 'active' && (liveUntil(enrolment) > now || failureCount === 0)) return 'active'
  return status === 'active' || status === 'expired' ? 'expired' : 'requested'
}

/** After an answer other than 2xx, or none. */
export function refused(
  enrolment: Enrolment,
  answer: { readonly message: string; readonly retryAfterMs?: number },
  now: number,
): Enrolment {
  return {
    ...enrolment,
    lastError: answer.message,
    nextStepAt: Math.max(enrolment.nextStepAt, now + (answer.retryAfterMs ?? 0)),
  }
}

export interface Verification {
  readonly mode: string
  readonly topic: string
  readonly leaseSeconds?: number
}

/** The enrolment once the hub's question is answered with yes; undefined when we did not ask for exactly that. */
export function verified(
  enrolment: Enrolment,
  question: Verification,
  options: { readonly now: number; readonly wishedLeaseMs: number; readonly random: () => number },
): Enrolment | undefined {
  const { asked } = enrolment
  const { now, random } = options
  const isOurs =
    asked?.mode === question.mode &&
    question.topic === enrolment.topic &&
    asked.at <= now &&
    now - asked.at <= VERIFY_WITHIN_MS
  if (!isOurs) return undefined
  const { lastError: _, ...calm } = enrolment
  // No tries are left: what remains is only kept for a hub that asks twice.
  if (question.mode === 'unsubscribe') return { ...calm, status: 'leaving', failureCount: UNSUBSCRIBE_TRIES }
  const granted = question.leaseSeconds === undefined ? options.wishedLeaseMs : question.leaseSeconds * 1000
  const leaseMs = Math.min(granted, LONGEST_LEASE_MS)
  return {
    ...calm,
    status: 'active',
    failureCount: 0,
    leaseUntil: now + leaseMs,
    // At random between half and three quarters: leases that began together do not end together.
    nextStepAt: Math.round(now + Math.max(SOONEST_RENEWAL_MS, leaseMs * (0.5 + random() / 4))),
  }
}

/** After the hub's notice that it will not push this topic, at any time; undefined when it is about another. */
export function denied(
  enrolment: Enrolment,
  notice: { readonly topic: string; readonly reason?: string },
  now: number,
): Enrolment | undefined {
  if (notice.topic !== enrolment.topic || enrolment.status === 'leaving') return undefined
  const { leaseUntil: _, ...rest } = enrolment
  return {
    ...rest,
    status: 'denied',
    lastError: `the hub denies it${notice.reason ? `: ${notice.reason.slice(0, 200)}` : ''}`,
    nextStepAt: now + DENIED_PAUSE_MS,
  }
}

/** For a source that is gone from the hub's point of view: moved, or without a hub. */
export function leaving(enrolment: Enrolment, now: number): Enrolment {
  return { ...enrolment, status: 'leaving', failureCount: 0, nextStepAt: now }
}

/** Until when pushes are expected; 0 when none are. */
export function liveUntil({ status, leaseUntil }: Enrolment): number {
  return status === 'active' && leaseUntil !== undefined ? leaseUntil + GRACE_MS : 0
}

/** Whether a feed whose newest entry is of that time is asked of its hub. Undated ones are given the benefit. */
export function isWorthwhile(newestEntryAt: number | undefined, now: number): boolean {
  return newestEntryAt === undefined || now - newestEntryAt <= WORTHWHILE_MS
}

/** Longest time between polls of a source that is pushed. */
const BACKUP_MS = DAY
const UNRELIABLE_SHARE = 0.5

/**
 * How long polling may wait while pushes come; undefined when they do not. Halved with each poll that found what a push
 * should have brought, and not granted at all to a hub that misses most of its sources.
 */
export function backupInterval(standing: PushStanding | undefined, now: number): number | undefined {
  if (standing === undefined || standing.liveUntil <= now) return undefined
  if (standing.hubMissShare > UNRELIABLE_SHARE) return undefined
  return BACKUP_MS / 2 ** Math.min(standing.missStreak, 10)
}
