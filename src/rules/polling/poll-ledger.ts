import type {
  Exchange,
  Heard,
  JournalRow,
  LeasedSource,
  PollCause,
  PollHints,
  PollOutcome,
  SourceId,
  SourceLedger,
  SourceState,
  ViolationKind,
} from '../../model/index.ts'
import { minute, NO_LEDGER, readLedger, writeLedger } from './pack-ledger.ts'
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
      why: whyOf(cause, before),
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

/** Adds a poll to the totals of which nobody knows the answer, nor whether it was asked. */
export function enterLoss(lost: {
  readonly sourceId: SourceId
  readonly before: SourceState
  /** What is known to have left. */
  readonly exchanges: readonly Exchange[]
  readonly at: number
  readonly dueAt: number
}): Entered {
  const { before, exchanges, at } = lost
  const ledger = readLedger(before.ledger) ?? openLedger(before, at)
  const cause = causeOf(lost.dueAt, before)
  return {
    ledger: writeLedger({ ...ledger, lost: ledger.lost + 1 }),
    row: {
      sourceId: lost.sourceId,
      at,
      cause,
      why: whyOf(cause, before),
      asked: askedOf(exchanges.at(-1)),
      outcome: 'lost',
      requests: exchanges.length,
      wireBytes: 0,
      savedBytes: 0,
      durationMs: 0,
      violations: [],
    },
  }
}

/** A poll that its source knows of, while its row died with the worker: what came of it is not told. */
export function unwrittenRow({ sourceId, dueAt }: LeasedSource, state: SourceState): JournalRow {
  const { lastPolledAt: at = dueAt, pollCount } = state
  const cause = pollCount > 1 ? causeOf(dueAt, state) : 'first'
  return {
    sourceId,
    at,
    cause,
    why: REASONS[cause] ?? 'not written down: its worker died',
    asked: '',
    outcome: 'lost',
    requests: 0,
    wireBytes: 0,
    savedBytes: 0,
    durationMs: 0,
    violations: [],
  }
}

function whyOf(cause: PollCause, before: SourceState): string {
  return REASONS[cause] ?? before.nextPollReason ?? 'first poll'
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
    ...NO_LEDGER,
    since: minute(at),
    heard: {
      ...NO_LEDGER.heard,
      // Polled before there was a ledger: what the state holds is the best knowledge there is.
      ...(validators && {
        url: markOf(validators.url),
        ...(validators.etag !== undefined && { etag: markOf(validators.etag) }),
        ...(validators.lastModified !== undefined && { lastModified: markOf(validators.lastModified) }),
      }),
    },
  }
}
