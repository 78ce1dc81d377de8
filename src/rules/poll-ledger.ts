import {
  type Exchange,
  type Heard,
  type JournalRow,
  type PollCause,
  type PollHints,
  type PollOutcome,
  type SourceId,
  type SourceLedger,
  type SourceState,
  VIOLATION_KINDS,
  type ViolationKind,
  type Wish,
} from '../model/index.ts'
import { MINUTE, SECOND } from './durations.ts'
import { judgePoll, markOf, wishOf } from './politeness.ts'

/** One finished poll, as the ledger wants to know it. */
export interface FinishedPoll {
  readonly sourceId: SourceId
  /** What was asked. */
  readonly address: string
  /** As it was before the poll. */
  readonly before: SourceState
  readonly exchanges: readonly Exchange[]
  readonly at: number
  /** When the answer was read. */
  readonly now: number
  /** When the source was due, see `causeOf`. */
  readonly dueAt: number
  readonly outcome: PollOutcome
  /** The document ended too early. */
  readonly isCut?: boolean | undefined
  readonly wireBytes: number
  readonly retryAfterMs?: number | undefined
  /** Hints in force after the answer. */
  readonly hints?: PollHints | undefined
}

export interface Entered {
  readonly ledger: string
  readonly row: JournalRow
}

/** Judges a poll and adds it to the source's totals. */
export function enterPoll(poll: FinishedPoll): Entered {
  const { address, before, exchanges, at } = poll
  const ledger = readLedger(before.ledger) ?? openLedger(before, at)
  const cause = causeOf(poll.dueAt, before)
  const { violations, isRefresh } = judgePoll({
    exchanges,
    at,
    cause,
    url: address,
    heard: ledger.heard,
    stored: before.validators,
    lastPolledAt: before.lastPolledAt,
    plannedAt: before.nextPollAt,
    hints: before.hints,
  })
  const counted: Partial<Record<ViolationKind, number>> = { ...ledger.violations }
  for (const { kind } of violations) counted[kind] = (counted[kind] ?? 0) + 1
  const worst = violations[0]
  const { outcome, wireBytes } = poll
  const last = exchanges.at(-1)
  const savedBytes = outcome === 'not_modified' ? ledger.heard.fullBytes : 0
  return {
    ledger: writeLedger({
      ...ledger,
      polls: ledger.polls + 1,
      redirects: ledger.redirects + Math.max(0, exchanges.length - 1),
      notModified: ledger.notModified + Number(outcome === 'not_modified'),
      unchanged: ledger.unchanged + Number(outcome === 'unchanged'),
      changed: ledger.changed + Number(outcome === 'changed'),
      throttled: ledger.throttled + Number(outcome === 'throttled'),
      refused: ledger.refused + Number(outcome === 'not_found' || outcome === 'gone'),
      unreadable: ledger.unreadable + Number(UNREADABLE.has(outcome)),
      unreachable: ledger.unreachable + Number(UNREACHABLE.has(outcome)),
      wireBytes: ledger.wireBytes + wireBytes,
      savedBytes: ledger.savedBytes + savedBytes,
      refreshes: ledger.refreshes + Number(isRefresh),
      byOperator: ledger.byOperator + Number(cause === 'operator'),
      violations: counted,
      ...(worst && { lastViolation: { kind: worst.kind, at } }),
      heard: listen(ledger.heard, poll),
    }),
    row: {
      sourceId: poll.sourceId,
      at,
      cause,
      why: REASONS[cause] ?? before.nextPollReason ?? 'first poll',
      asked: askedOf(last),
      outcome,
      ...(last?.statusCode !== undefined && { statusCode: last.statusCode }),
      requests: exchanges.length,
      wireBytes,
      savedBytes,
      durationMs: Math.max(0, poll.now - at),
      violations,
    },
  }
}

function askedOf(exchange: Exchange | undefined): string {
  const { 'if-none-match': etag, 'if-modified-since': date } = exchange?.headers ?? {}
  return [etag !== undefined && 'etag', date !== undefined && 'last-modified'].filter(Boolean).join('+')
}

const REASONS: Partial<Record<PollCause, string>> = {
  operator: 'asked for by an operator',
  hub: 'asked for by its hub, or its push ended',
}

const UNREADABLE: ReadonlySet<PollOutcome> = new Set(['not_a_feed', 'too_large'])
const UNREACHABLE: ReadonlySet<PollOutcome> = new Set(['timeout', 'dns', 'tls', 'blocked', 'failed'])

/**
 * Who asks by hand makes a source due at a half millisecond, a hub at another part of one; every plan is in whole
 * ones. So the lease itself says why it is there, and no source needs a place to keep it.
 */
function causeOf(dueAt: number, { lastPolledAt }: SourceState): PollCause {
  if (lastPolledAt === undefined) return 'first'
  if (Number.isInteger(dueAt)) return 'planned'
  return dueAt % 1 === 0.5 ? 'operator' : 'hub'
}

/** What the publisher has said once this answer is in. */
function listen(heard: Heard, poll: FinishedPoll): Heard {
  const { outcome, exchanges, now, wireBytes } = poll
  const last = exchanges.at(-1)
  const isSuccess = outcome === 'not_modified' || outcome === 'unchanged' || outcome === 'changed'
  const wish = wishOf(isSuccess ? { hints: poll.hints } : { retryAfterMs: poll.retryAfterMs }, now)
  const { notBefore: _, wish: __, ...kept } = heard
  const next: Heard = { ...kept, ...wish, goneInRow: last?.statusCode === 410 ? heard.goneInRow + 1 : 0 }
  // What could not be read, or not to its end, is asked for again with the old validators, on purpose: its own never
  // count as heard.
  if (!isSuccess || poll.isCut || last === undefined) return next
  if (outcome === 'not_modified') {
    return {
      ...next,
      ...(last.etag !== undefined && { etag: markOf(last.etag) }),
      ...(last.lastModified !== undefined && { lastModified: markOf(last.lastModified) }),
    }
  }
  return {
    ...wish,
    goneInRow: 0,
    url: markOf(last.url),
    ...(last.etag !== undefined && { etag: markOf(last.etag) }),
    ...(last.lastModified !== undefined && { lastModified: markOf(last.lastModified) }),
    fullBytes: wireBytes,
    fullAt: minute(now),
  }
}

function openLedger({ validators }: SourceState, at: number): SourceLedger {
  return {
    ...EMPTY,
    since: minute(at),
    heard: {
      ...EMPTY.heard,
      // Polled before there was a ledger: what the state holds is the best knowledge there is.
      ...(validators && {
        url: markOf(validators.url),
        ...(validators.etag !== undefined && { etag: markOf(validators.etag) }),
        ...(validators.lastModified !== undefined && { lastModified: markOf(validators.lastModified) }),
      }),
    },
  }
}

const EMPTY: SourceLedger = {
  since: 0,
  polls: 0,
  redirects: 0,
  notModified: 0,
  unchanged: 0,
  changed: 0,
  throttled: 0,
  refused: 0,
  unreadable: 0,
  unreachable: 0,
  wireBytes: 0,
  savedBytes: 0,
  refreshes: 0,
  byOperator: 0,
  violations: {},
  heard: { fullBytes: 0, goneInRow: 0 },
}

const WISHES: readonly Wish[] = ['max-age', 'ttl', 'update period', 'Retry-After']

/**
 * A ledger as text: base-36 numbers in a fixed order, an empty place for 0, nothing after the last that is not 0. About
 * 50 bytes for a source that is polled well; times count from `since`.
 */
export function writeLedger(ledger: SourceLedger): string {
  const { since, heard, violations, lastViolation } = ledger
  const places: (number | string)[] = [
    since / MINUTE,
    ledger.polls,
    ledger.notModified,
    ledger.changed,
    ledger.wireBytes,
    ledger.savedBytes,
    heard.fullBytes,
    heard.fullAt === undefined ? 0 : (heard.fullAt - since) / MINUTE + 1,
    heard.notBefore === undefined ? 0 : Math.max(0, Math.floor((heard.notBefore - since) / SECOND)),
    heard.wish === undefined ? 0 : WISHES.indexOf(heard.wish) + 1,
    heard.url ?? '',
    heard.etag ?? '',
    heard.lastModified ?? '',
    ledger.unchanged,
    ledger.redirects,
    ledger.throttled,
    ledger.refused,
    ledger.unreadable,
    ledger.unreachable,
    heard.goneInRow,
    ledger.refreshes,
    ledger.byOperator,
    lastViolation === undefined ? 0 : VIOLATION_KINDS.indexOf(lastViolation.kind) + 1,
    lastViolation === undefined ? 0 : Math.max(0, Math.floor((lastViolation.at - since) / SECOND)),
    ...VIOLATION_KINDS.map((kind) => violations[kind] ?? 0),
  ]
  let length = places.length
  while (length > 0 && (places[length - 1] === 0 || places[length - 1] === '')) length--
  let text = ''
  for (let i = 0; i < length; i++) {
    const place = places[i]
    if (i > 0) text += ','
    if (typeof place === 'string') text += place
    else if (place) text += Math.round(place).toString(36)
  }
  return text
}

/** Undefined for what is no ledger. */
export function readLedger(text: string | undefined): SourceLedger | undefined {
  if (text === undefined || !/^[0-9a-z][0-9a-z,]*$/.test(text)) return undefined
  const places = text.split(',')
  const number = (index: number) => (places[index] ? Number.parseInt(places[index], 36) : 0)
  const mark = (index: number) => places[index] || undefined
  const since = number(0) * MINUTE
  const fullAt = number(7)
  const notBefore = number(8)
  const wish = WISHES[number(9) - 1]
  const [url, etag, lastModified] = [mark(10), mark(11), mark(12)]
  const lastKind = VIOLATION_KINDS[number(22) - 1]
  const violations: Partial<Record<ViolationKind, number>> = {}
  for (const [index, kind] of VIOLATION_KINDS.entries()) {
    if (number(24 + index) > 0) violations[kind] = number(24 + index)
  }
  return {
    since,
    polls: number(1),
    notModified: number(2),
    changed: number(3),
    wireBytes: number(4),
    savedBytes: number(5),
    unchanged: number(13),
    redirects: number(14),
    throttled: number(15),
    refused: number(16),
    unreadable: number(17),
    unreachable: number(18),
    refreshes: number(20),
    byOperator: number(21),
    violations,
    ...(lastKind && { lastViolation: { kind: lastKind, at: since + number(23) * SECOND } }),
    heard: {
      ...(notBefore > 0 && { notBefore: since + notBefore * SECOND }),
      ...(wish && { wish }),
      ...(url !== undefined && { url }),
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
      fullBytes: number(6),
      ...(fullAt > 0 && { fullAt: since + (fullAt - 1) * MINUTE }),
      goneInRow: number(19),
    },
  }
}

function minute(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE
}
