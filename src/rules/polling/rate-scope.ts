import type { HostPatience, PatienceScope } from '../../model/politeness.ts'
import type { PollOutcome } from '../../model/source.ts'
import { DAY, HOUR, MINUTE } from '../durations.ts'

/** What was learned of a group whose members were told to slow down. Forgotten when nobody was for `PACE_TTL_MS`. */
export interface Pace {
  /** Least time between two requests to the group; 0 when its members are asked independently. */
  readonly gapMs: number
  readonly lastAskedAt: number
  /** Where the queue of those that wait for their turn ends. */
  readonly nextFreeAt: number
  readonly throttledAt: number
  readonly throttledId: string
  /** The subdomain of that member; of a domain alone. */
  readonly throttledIn?: string
  /** Another subdomain has answered well since. */
  readonly othersWell?: boolean
  /** How often a throttling of one member went with a throttling, or with a good answer, of another; both fade. */
  readonly together: number
  readonly apart: number
  readonly weighedAt: number
}

export const PACE_TTL_MS = 7 * DAY
const FIRST_GAP_MS = MINUTE
const LONGEST_GAP_MS = HOUR
/** A shorter gap than this is no pace. */
const SHORTEST_GAP_MS = 5_000
/** Multiplicative back-off, slow recovery: the gap halves with some five good answers. */
const GAP_GROWTH = 2
const GAP_SHRINK = 0.87
/** An answer tells something of another's throttling only so soon after it. */
const WATCH_MS = 15 * MINUTE
const EVIDENCE_HALF_LIFE_MS = 2 * DAY
/** Who waited for its turn proves that the pace is right as much as that none is needed. */
const IN_TURN = 0.5
/** Before anything was seen: hosts of one domain share a limiter, programs on one private address do not. */
const PRIOR = {
  domain: { together: 2, apart: 1 },
  subdomain: { together: 2, apart: 1 },
  host: { together: 0.5, apart: 1 },
} as const

/** Whether a throttling of one member concerns all of them. */
export function isShared(pace: Pick<Pace, 'together' | 'apart'>, kind: PatienceScope): boolean {
  return pace.together + PRIOR[kind].together > pace.apart + PRIOR[kind].apart
}

/** What the paces of a source's groups say, for people; the widest group first, as they are heeded. */
export function patienceOf(
  groups: readonly { readonly kind: PatienceScope; readonly pace: Pace | undefined }[],
): HostPatience | undefined {
  const known = groups.flatMap(({ kind, pace }) => (pace ? [{ kind, pace }] : []))
  const { kind, pace } = known.find(({ pace }) => pace.gapMs > 0) ?? known[0] ?? {}
  if (!kind || !pace) return undefined
  const { gapMs, throttledAt, nextFreeAt, lastAskedAt } = pace
  return gapMs > 0
    ? { scope: kind, gapMs, throttledAt, nextTurnAt: Math.max(nextFreeAt, lastAskedAt + gapMs) }
    : { scope: 'feed', gapMs, throttledAt }
}

export interface PacedAnswer {
  readonly sourceId: string
  /** The group that it belongs to inside the one whose pace is learned. */
  readonly subdomain?: string | undefined
  readonly outcome: PollOutcome
  readonly askedAt: number
  readonly now: number
  readonly retryAfterMs?: number | undefined
}

/** The pace after an answer; undefined when the group needs none. Call it for every answer of a group that has one. */
export function learnPace(
  known: Pace | undefined,
  kind: PatienceScope,
  answer: PacedAnswer,
): Pace | undefined {
  return answer.outcome === 'throttled'
    ? afterThrottling(known, kind, answer)
    : known && afterAnswer(known, kind, answer)
}

function afterThrottling(known: Pace | undefined, kind: PatienceScope, answer: PacedAnswer): Pace {
  const { sourceId, subdomain, askedAt, now, retryAfterMs = 0 } = answer
  const faded = fade(known, now)
  // Two of one subdomain may share a limiter that is no concern of the domain's other hosts: that is for its own pace. And
  // a limiter of them all would not choose the same one again, which shows however slowly they are asked.
  const isNear = subdomain !== undefined && known?.throttledIn === subdomain
  const isOther = isWatched(known, answer, 2 * (known?.gapMs ?? 0)) && !isNear
  const weighed = {
    together: faded.together + (isOther ? 1 : 0),
    apart: faded.apart + (isNear && known.othersWell ? IN_TURN : 0),
  }
  // Requests that were under way when the first was refused had not heard of the pace: they do not slow it further.
  const heard = known !== undefined && known.gapMs > 0 && askedAt > known.throttledAt
  const gapMs =
    known === undefined || known.gapMs === 0
      ? FIRST_GAP_MS
      : heard
        ? Math.min(known.gapMs * GAP_GROWTH, LONGEST_GAP_MS)
        : known.gapMs
  const shared = isShared(weighed, kind)
  const lastAskedAt = Math.max(known?.lastAskedAt ?? 0, askedAt)
  return {
    ...weighed,
    gapMs: shared ? gapMs : 0,
    lastAskedAt,
    nextFreeAt: shared
      ? Math.max(known?.nextFreeAt ?? 0, lastAskedAt + gapMs, now + Math.min(retryAfterMs, DAY))
      : 0,
    throttledAt: now,
    throttledId: sourceId,
    ...(subdomain !== undefined && { throttledIn: subdomain }),
    weighedAt: now,
  }
}

function afterAnswer(known: Pace, kind: PatienceScope, answer: PacedAnswer): Pace | undefined {
  const { now, subdomain, askedAt } = answer
  const faded = fade(known, now)
  const isElsewhere = known.throttledIn !== undefined && subdomain !== known.throttledIn
  const othersWell = known.othersWell || (isElsewhere && askedAt > known.throttledAt)
  const weight = isWatched(known, answer) ? (known.gapMs > 0 ? IN_TURN : 1) : 0
  const weighed = {
    ...known,
    ...faded,
    apart: faded.apart + weight,
    weighedAt: now,
    ...(othersWell && { othersWell }),
  }
  if (known.gapMs === 0) return now - known.throttledAt > PACE_TTL_MS ? undefined : weighed
  const gapMs = Math.round(known.gapMs * GAP_SHRINK)
  return gapMs < SHORTEST_GAP_MS || !isShared(weighed, kind)
    ? { ...weighed, gapMs: 0, nextFreeAt: 0 }
    : { ...weighed, gapMs }
}

/** Whether it shows, so soon after another member was throttled, what happens to the rest; `withinMs`: or a little later. */
function isWatched(known: Pace | undefined, { sourceId, now }: PacedAnswer, withinMs = 0): boolean {
  return (
    known !== undefined &&
    known.throttledId !== sourceId &&
    now >= known.throttledAt &&
    now - known.throttledAt <= Math.max(WATCH_MS, withinMs)
  )
}

function fade(known: Pace | undefined, now: number): { together: number; apart: number } {
  if (known === undefined) return { together: 0, apart: 0 }
  const left = 2 ** (-Math.max(0, now - known.weighedAt) / EVIDENCE_HALF_LIFE_MS)
  return { together: known.together * left, apart: known.apart * left }
}

export interface Turn {
  readonly pace: Pace
  /** Absent: ask now. */
  readonly waitUntil?: number
}

/**
 * Whether a member may be asked now, or when. `turnAt`: the turn it was given before. Turns are a gap apart, so that
 * who waits together is asked one by one; a turn given before the pace became slower is given anew.
 */
export function takeTurn(pace: Pace, now: number, turnAt: number | undefined): Turn {
  if (pace.gapMs === 0) return { pace }
  // A clock set back must not make everybody wait for the time it had shown.
  const lastAskedAt = pace.lastAskedAt > now ? 0 : pace.lastAskedAt
  const nextFreeAt = Math.min(pace.nextFreeAt, now + PACE_TTL_MS)
  const readyAt = lastAskedAt + pace.gapMs
  const hasTurn = turnAt !== undefined && turnAt <= now
  if (now >= readyAt && (hasTurn || now >= nextFreeAt)) {
    return { pace: { ...pace, lastAskedAt: now, nextFreeAt: Math.max(nextFreeAt, now + pace.gapMs) } }
  }
  const waitUntil = Math.max(nextFreeAt, readyAt)
  return { pace: { ...pace, nextFreeAt: waitUntil + pace.gapMs }, waitUntil }
}
