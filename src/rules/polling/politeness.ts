import type {
  Exchange,
  Heard,
  PollCause,
  PollHints,
  Validators,
  Violation,
  ViolationKind,
  Wish,
} from '../../model/index.ts'
import { DAY, MINUTE, SECOND } from '../durations.ts'
import { nextAllowedTime } from './skip-times.ts'

/** A wish to be left alone longer than this counts as this: feeds with `max-age` of a year are alive. */
const LONGEST_WISH_MS = DAY
/** Without a word of the publisher's, the least between two polls. */
export const LEAST_GAP_MS = 10 * MINUTE
const DOUBLE_MS = MINUTE
/** Whole seconds are kept, and a timer may fire a little early. */
const GRACE_MS = SECOND
/** After so long with nothing but 304 one full body may be asked for: a frozen validator would hide all news. */
const REFRESH_AFTER_MS = 7 * DAY

export interface PolledAs {
  /** What was truly sent, in order. */
  readonly exchanges: readonly Exchange[]
  /** When the first request left. */
  readonly at: number
  readonly cause: PollCause
  /** The declared URL. */
  readonly url: string
  readonly heard: Heard
  /** What the state held before this poll; only to tell a kept old value from a mangled one. */
  readonly stored?: Validators | undefined
  readonly lastPolledAt?: number | undefined
  /** The plan of the time before. */
  readonly plannedAt?: number | undefined
  /** skipHours and skipDays in force. */
  readonly hints?: PollHints | undefined
}

export interface Judgement {
  readonly violations: readonly Violation[]
  /** Unconditional, and rightly so. */
  readonly isRefresh: boolean
}

/**
 * Holds one poll against what the publisher last said. Knows the request only as it was sent and the publisher only by
 * its answers, so that a mistake of the planning or of the storing shows here.
 */
export function judgePoll(poll: PolledAs): Judgement {
  const isRefresh = poll.exchanges.some((exchange) => isRefreshOf(exchange, poll))
  return {
    violations: [
      ...timing(poll),
      ...poll.exchanges.flatMap((exchange) => conditions(exchange, poll)),
      ...noise(poll),
    ],
    isRefresh,
  }
}

function timing(poll: PolledAs): Violation[] {
  // Who asks by hand answers for it; the ledger counts such polls apart.
  if (poll.cause === 'operator') return []
  const { at, heard, lastPolledAt, plannedAt, hints } = poll
  const found: Violation[] = []
  if (heard.goneInRow >= 2) {
    found.push(violation('after_gone', `asked again after ${heard.goneInRow} answers of 410 in a row`))
  }
  // Who is called by a hub need not wait for the plan, nor for what the document said of itself.
  const isCalled = poll.cause === 'hub'
  const { notBefore: _, ...waiting } = heard
  const tooSoon = untimely(
    at,
    isCalled && heard.wish !== 'Retry-After' ? waiting : heard,
    lastPolledAt,
    isCalled ? undefined : plannedAt,
  )
  if (tooSoon) found.push(tooSoon)
  const allowed = hints ? nextAllowedTime(at, hints) : { at }
  // A poll that was planned for the last moment before the pause may begin within it.
  if (allowed.at > at && nextAllowedTime(at - GRACE_MS, hints ?? {}).at > at) {
    found.push(violation('skip_time', `asked at ${clock(at)}, within ${allowed.reason}`))
  }
  return found
}

/** At most one violation: the gravest reason why this poll came too soon. */
function untimely(
  at: number,
  { notBefore, wish }: Heard,
  lastPolledAt: number | undefined,
  plannedAt: number | undefined,
): Violation | undefined {
  const gap = lastPolledAt === undefined ? Number.POSITIVE_INFINITY : at - lastPolledAt
  // A time ahead of now is a clock that was set back, and tells nothing.
  if (gap < 0) return undefined
  if (gap < DOUBLE_MS) return violation('double', `asked twice within ${seconds(gap)}`)
  const earlyBy = (notBefore ?? 0) - at
  if (earlyBy > GRACE_MS) {
    return wish === 'Retry-After'
      ? violation('retry_after', `asked ${seconds(earlyBy)} before Retry-After was over`)
      : violation('early', `asked ${seconds(earlyBy)} before ${wish ?? 'max-age'} was over`)
  }
  if (gap + GRACE_MS < LEAST_GAP_MS) {
    return violation(
      'early',
      `asked again after ${seconds(gap)}; unasked, ${seconds(LEAST_GAP_MS)} is the least`,
    )
  }
  const aheadOfPlan = (plannedAt ?? 0) - at
  if (aheadOfPlan > GRACE_MS) return violation('early', `asked ${seconds(aheadOfPlan)} before its own plan`)
  return undefined
}

function conditions(exchange: Exchange, poll: PolledAs): Violation[] {
  const { heard, stored } = poll
  const sent = {
    etag: exchange.headers['if-none-match'],
    lastModified: exchange.headers['if-modified-since'],
  }
  const isConditional = sent.etag !== undefined || sent.lastModified !== undefined
  if (heard.url !== markOf(exchange.url)) {
    return isConditional
      ? [violation('leaked', `validators were sent to ${bare(exchange.url)}, which gave none of them`)]
      : []
  }
  const isKnown = heard.etag !== undefined || heard.lastModified !== undefined
  if (!isConditional) {
    return isKnown && !isRefreshOf(exchange, poll)
      ? [violation('unconditional', 'asked for everything though the last answer gave validators')]
      : []
  }
  return [
    compare('If-None-Match', sent.etag, heard.etag, stored?.etag),
    compare('If-Modified-Since', sent.lastModified, heard.lastModified, stored?.lastModified),
  ].filter((found) => found !== undefined)
}

function compare(
  header: string,
  sent: string | undefined,
  heard: string | undefined,
  stored: string | undefined,
): Violation | undefined {
  if (sent === undefined || (heard !== undefined && markOf(sent) === heard)) return undefined
  const quoted = sent.length > 60 ? `${sent.slice(0, 60)}…` : sent
  if (heard === undefined) return violation('mangled', `${header}: ${quoted} was invented: none was given`)
  return sent === stored
    ? violation('latched', `${header}: ${quoted} is of an older answer than the last`)
    : violation('mangled', `${header}: ${quoted} is not, byte for byte, what the last answer gave`)
}

function isRefreshOf({ headers, url }: Exchange, { heard, at }: PolledAs): boolean {
  if (headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined) return false
  if (heard.url !== markOf(url) || heard.fullAt === undefined) return false
  return at - heard.fullAt + MINUTE >= REFRESH_AFTER_MS
}

function noise({ exchanges, url }: PolledAs): Violation[] {
  const found: Violation[] = []
  const say = (sentence: string) => found.push(violation('noise', sentence))
  // Asked for letter by letter, it need not be read; what becomes a header, and a fragment, would be left out.
  const isAsWritten = exchanges[0]?.url === url && !LEFT_OUT.test(url)
  let expected: string | undefined = isAsWritten ? url : plain(url)
  for (const { method, url: asked, headers, location } of exchanges) {
    if (method !== 'GET') say(`a ${method} request, where one GET does`)
    else if (asked !== expected) say(`asked for ${bare(asked)} with something changed in its address`)
    if (headers.cookie !== undefined) say('sent a cookie')
    if (headers.referer !== undefined) say('sent a referrer')
    if (!headers['user-agent']) say('did not say who asks')
    if (!/\b(gzip|br)\b/.test(headers['accept-encoding'] ?? '')) say('did not offer to take it compressed')
    // A request that is no GET is extra: what it was to stand for is still to come.
    if (method === 'GET') expected = location
  }
  return found
}

export interface LastWords {
  readonly notBefore: number
  readonly wish: Wish
}

/** What an answer asks of the next poll's time; undefined when it asks nothing. */
export function wishOf(
  answer: { readonly hints?: PollHints | undefined; readonly retryAfterMs?: number | undefined },
  now: number,
): LastWords | undefined {
  const { hints = {}, retryAfterMs } = answer
  if (isWait(retryAfterMs)) return { notBefore: now + Math.min(retryAfterMs, 7 * DAY), wish: 'Retry-After' }
  const wishes: [Wish, number | undefined][] = [
    [hints.isExpiry ? 'Expires' : 'max-age', hints.maxAgeMs],
    ['ttl', hints.ttlMs],
    ['update period', hints.updatePeriodMs],
  ]
  let longest: LastWords | undefined
  for (const [wish, ms] of wishes) {
    if (!isWait(ms)) continue
    const notBefore = now + Math.min(ms, LONGEST_WISH_MS)
    if (longest === undefined || notBefore > longest.notBefore) longest = { notBefore, wish }
  }
  return longest
}

/** 20 bits of FNV-1a, base 36: enough to notice a changed validator, small enough to keep for every source. */
export function markOf(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return ((hash >>> 0) >>> 12).toString(36)
}

function violation(kind: ViolationKind, sentence: string): Violation {
  return { kind, sentence }
}

function isWait(ms: number | undefined): ms is number {
  return ms !== undefined && Number.isFinite(ms) && ms > 0
}

const LEFT_OUT = /[@#]/

/** As it goes over the wire: credentials become a header, a fragment stays at home. */
function plain(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return url
  // Each setter costs as much as parsing, and few addresses have anything to take out.
  if (!LEFT_OUT.test(url)) return parsed.href
  parsed.username = ''
  parsed.password = ''
  parsed.hash = ''
  return parsed.href
}

/** Query strings may hold keys. */
function bare(url: string): string {
  const parsed = URL.parse(url)
  return parsed ? parsed.origin + parsed.pathname + (parsed.search ? '?…' : '') : 'an address'
}

function seconds(ms: number): string {
  return `${Math.round(ms / SECOND)} s`
}

function clock(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} GMT`
}
