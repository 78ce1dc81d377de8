import type { PollHints, PollOutcome, Rhythm, SourceState } from '../../model/source.ts'
import { DAY, HOUR, MINUTE } from '../durations.ts'
import { backOffMs, type FailureClass } from './back-off.ts'
import { isDormant, rhythmWait } from './rhythm.ts'
import { nextAllowedTime } from './skip-times.ts'

export interface PollLimits {
  /** Never sooner than this, however often the publisher says it changes. */
  readonly minIntervalMs: number
  /** Without a hint, and the first step of the back-off. */
  readonly defaultIntervalMs: number
  /** Without a hint, where each poll costs the publisher the whole document; never sooner than the default. */
  readonly unconditionalIntervalMs: number
  /** Never later than this after a success; failures and dormant sources up to seven times as far, at most 7 d. */
  readonly maxIntervalMs: number
}

export interface PollPlanInput {
  readonly outcome: PollOutcome
  /** As it was before this poll: `failureCount` does not count this one yet. */
  readonly state: Pick<SourceState, 'failureCount'>
  /** The hints in force, see `rememberHints`. */
  readonly hints?: PollHints | undefined
  readonly rhythm?: Rhythm | undefined
  /** See `costOf`; absent: an answer of 304 is to be expected. */
  readonly cost?: PollCost | undefined
  /** When this poll was due. */
  readonly plannedAt: number
  readonly now: number
  /** Parsed Retry-After header; ignored unless finite and positive. */
  readonly retryAfterMs?: number | undefined
  readonly random: () => number
  readonly limits: PollLimits
  /** How long polling may wait while a hub pushes the source; only a poll counts, so that no push can defer it. */
  readonly pushBackupMs?: number | undefined
}

/** Why the next poll will bring the whole document, news or not. */
export type PollCost = 'no validators' | 'validators disregarded'

export interface PollPlan {
  readonly nextPollAt: number
  /** The whole chain: `max-age 900 s → floor 600 s → jitter +43 s`. */
  readonly reason: string
}

/** No plan reaches further, whatever a server says. */
export const LONGEST_WAIT_MS = 7 * DAY
const JITTER = 0.1
/** A source that has been silent for a month may wait so much longer than an active one. */
const DORMANT_FACTOR = 7
const JITTER_CAP_MS = 30 * MINUTE
/** Feeds throttled together must not come back together. */
const THROTTLED_JITTER = 0.5
const THROTTLED_JITTER_CAP_MS = 2 * HOUR

interface Wait {
  readonly ms: number
  readonly reasons: readonly string[]
  /** The publisher's own wish, counted from now: coming earlier would disregard it. */
  readonly notBeforeMs: number
}

/** When to poll next and why. Never in the past, never NaN, never more than seven days ahead. */
export function planNextPoll(input: PollPlanInput): PollPlan {
  const { now, plannedAt, hints = {} } = input
  const limits = saneLimits(input.limits)
  const { outcome } = input
  if (outcome === 'gone') {
    return { nextPollAt: Math.round(now + LONGEST_WAIT_MS), reason: 'gone, asked again only when resumed' }
  }
  const wait = isSuccess(outcome)
    ? waitAfterSuccess(input, hints, limits)
    : waitAfterFailure(input, outcome, limits)
  const jitterMs = jitterOf(wait.ms, input)
  const reasons = [...wait.reasons, `jitter +${seconds(jitterMs)}`]

  // From the planned time, so that a slow queue does not stretch the period; from now when the two disagree
  // by more than a period: the clock jumped, or the source waited behind a lease.
  const isOnTime = Number.isFinite(plannedAt) && plannedAt <= now && now - plannedAt < wait.ms
  const base = isOnTime ? plannedAt : now
  let at = Math.max(base + wait.ms + jitterMs, now + wait.notBeforeMs, now + limits.minIntervalMs)

  const allowed = nextAllowedTime(at, hints)
  if (allowed.reason !== undefined) reasons.push(allowed.reason)
  if (allowed.at > at) at = allowed.at + jitterMs
  if (at > now + LONGEST_WAIT_MS) {
    at = now + LONGEST_WAIT_MS
    reasons.push('cap 7 d')
  }
  return { nextPollAt: Math.round(at), reason: reasons.join(' → ') }
}

/**
 * The hints in force after an answer. A parsed document says all its hints anew; an answer without one
 * (304, same bytes) replaces only what it names, so that ttl and skipHours outlive it.
 */
export function rememberHints(
  previous: PollHints | undefined,
  fresh: PollHints | undefined,
  outcome: PollOutcome,
): PollHints {
  if (outcome === 'changed') return { ...fresh }
  // Nearly always: the very same, which need not be packed anew.
  if (previous && (fresh === undefined || Object.keys(fresh).length === 0)) return previous
  if (previous?.isExpiry === undefined || fresh?.maxAgeMs === undefined) return { ...previous, ...fresh }
  const { isExpiry: _, ...lasting } = previous
  return { ...lasting, ...fresh }
}

/**
 * What the answer to one poll says of the cost of the next. A server that was given its validators back and sends, all
 * the same, what is known already, disregards them, or changes them without a change of the feed. Told from one answer
 * alone: the first 304 puts an end to it.
 */
export function costOf(poll: {
  readonly outcome: PollOutcome
  /** Whether there were validators before this poll, and whether there are after it. */
  readonly knew: boolean
  readonly knows: boolean
  /** Entries of the document that are new or changed. */
  readonly news: number
}): PollCost | undefined {
  if (poll.outcome !== 'changed' && poll.outcome !== 'unchanged') return undefined
  if (!poll.knows) return 'no validators'
  return poll.knew && poll.news === 0 ? 'validators disregarded' : undefined
}

function isSuccess(outcome: PollOutcome): outcome is 'changed' | 'unchanged' | 'not_modified' {
  return outcome === 'changed' || outcome === 'unchanged' || outcome === 'not_modified'
}

function waitAfterSuccess(
  { now, rhythm, cost, pushBackupMs }: PollPlanInput,
  hints: PollHints,
  limits: PollLimits,
): Wait {
  const { minIntervalMs, defaultIntervalMs, unconditionalIntervalMs } = limits
  const maxIntervalMs = isDormant(rhythm, now)
    ? Math.min(DORMANT_FACTOR * limits.maxIntervalMs, LONGEST_WAIT_MS)
    : limits.maxIntervalMs
  const clamp = (ms: number) => Math.min(Math.max(ms, minIntervalMs), maxIntervalMs)
  const hinted = usable([
    { name: hints.isExpiry ? 'Expires' : 'max-age', ms: hints.maxAgeMs },
    { name: 'ttl', ms: hints.ttlMs },
    { name: 'update period', ms: hints.updatePeriodMs },
  ])
  const learned = usable([
    { name: 'rhythm', ms: rhythm && rhythmWait(rhythm, now) },
    { name: 'pushed, backup', ms: pushBackupMs },
  ])
  // Without a word of the publisher's, what was learned can only slow polling down.
  const unhinted =
    cost === undefined
      ? { name: 'no hint, default', ms: defaultIntervalMs }
      : { name: `no hint, ${cost}`, ms: unconditionalIntervalMs }
  const wishes = [...(hinted.length > 0 ? hinted : [unhinted]), ...learned]
  const wish = wishes.reduce((longest, next) => (next.ms > longest.ms ? next : longest))
  const reasons = [`${wish.name} ${seconds(wish.ms)}`]
  if (wish.ms < minIntervalMs) reasons.push(`floor ${seconds(minIntervalMs)}`)
  if (wish.ms > maxIntervalMs) reasons.push(`cap ${seconds(maxIntervalMs)}`)
  // What was learned counts from the planned time; only what the publisher said counts from the answer.
  const notBeforeMs = hinted.length > 0 ? clamp(Math.max(...hinted.map(({ ms }) => ms))) : 0
  return { ms: clamp(wish.ms), reasons, notBeforeMs }
}

function usable(wishes: readonly { name: string; ms: number | undefined }[]): { name: string; ms: number }[] {
  return wishes.flatMap(({ name, ms }) => (isUsable(ms) ? [{ name, ms }] : []))
}

function waitAfterFailure(input: PollPlanInput, outcome: FailureClass, limits: PollLimits): Wait {
  const { retryAfterMs } = input
  if (isUsable(retryAfterMs)) {
    const ms = Math.min(Math.max(retryAfterMs, limits.defaultIntervalMs), LONGEST_WAIT_MS)
    const reasons = [`${outcome}, Retry-After ${seconds(retryAfterMs)}`]
    if (ms > retryAfterMs) reasons.push(`floor ${seconds(ms)}`)
    if (ms < retryAfterMs) reasons.push('cap 7 d')
    return { ms, reasons, notBeforeMs: ms }
  }
  const count = input.state.failureCount
  const n = 1 + (Number.isFinite(count) ? Math.max(0, Math.floor(count)) : 0)
  const ms = backOffMs(outcome, n, limits)
  const reasons = [`${outcome}, failure ${n}: back-off ${seconds(ms)}`]
  return { ms, reasons, notBeforeMs: 0 }
}

function jitterOf(waitMs: number, { outcome, random }: PollPlanInput): number {
  const throttled = outcome === 'throttled'
  const share = throttled ? THROTTLED_JITTER : JITTER
  const cap = throttled ? THROTTLED_JITTER_CAP_MS : JITTER_CAP_MS
  return Math.round(Math.min(waitMs * share, cap) * random())
}

function saneLimits(limits: PollLimits): PollLimits {
  const minIntervalMs = isUsable(limits.minIntervalMs) ? limits.minIntervalMs : 10 * MINUTE
  const maxIntervalMs = Math.min(
    Math.max(isUsable(limits.maxIntervalMs) ? limits.maxIntervalMs : DAY, minIntervalMs),
    LONGEST_WAIT_MS,
  )
  const within = (ms: number, leastMs: number) => Math.min(Math.max(ms, leastMs), maxIntervalMs)
  const defaultMs = isUsable(limits.defaultIntervalMs) ? limits.defaultIntervalMs : 30 * MINUTE
  const unconditionalMs = isUsable(limits.unconditionalIntervalMs) ? limits.unconditionalIntervalMs : 2 * HOUR
  const defaultIntervalMs = within(defaultMs, minIntervalMs)
  return {
    minIntervalMs,
    maxIntervalMs,
    defaultIntervalMs,
    unconditionalIntervalMs: within(unconditionalMs, defaultIntervalMs),
  }
}

function isUsable(ms: number | undefined): ms is number {
  return ms !== undefined && Number.isFinite(ms) && ms > 0
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`
}
