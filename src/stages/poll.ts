import type {
  Event,
  JournalRow,
  LeasedSource,
  PollOutcome,
  PushStanding,
  Source,
  SourceState,
  SourceStatus,
  Validators,
} from '../model/index.ts'
import { backupInterval } from '../rules/enrolment.ts'
import { enterPoll } from '../rules/poll-ledger.ts'
import { addressOf } from '../rules/redirects.ts'
import { costOf, type PollLimits, planNextPoll } from '../rules/schedule.ts'
import { nextAllowedTime } from '../rules/skip-times.ts'
import type { Admission } from './admit-document.ts'
import type { FeedAnswer } from './feed-answer.ts'
import { type FeedSearch, searchAgain } from './find-moved.ts'
import { followMove, type MoveDeps, type MoveLimits } from './follow-move.ts'
import { type PaceDeps, type PollPacing, pacingOf } from './pace-polls.ts'
import { nextState } from './poll-state.ts'
import { type DocumentDeps, type ReadDocument, readDocument } from './read-document.ts'
import { tellOfFailure, tellOfRecovery } from './tell-of-failure.ts'

export interface PollDeps extends MoveDeps, DocumentDeps {
  loadSources(ids: readonly string[]): Promise<readonly (SourceRecord | undefined)[]>
  fetchFeed(
    request: { url: string; validators?: Validators; bodyHash?: string },
    signal: AbortSignal,
  ): Promise<FeedAnswer>
  finishPoll(
    lease: LeasedSource,
    result: { state: SourceState; status?: SourceStatus; nextPollAt: number; url: string },
  ): Promise<'finished' | 'lease_lost'>
  releaseSources(leases: readonly LeasedSource[], now: number): Promise<unknown>
  appendEvents(events: readonly Event[]): Promise<unknown>
  /** Writes down what was asked, at the end of a batch. */
  keepJournal(rows: readonly JournalRow[]): Promise<unknown>
  /** One line per source. */
  report(line: PollReport): void
  readonly paces: PaceDeps
  /** Absent: nothing is pushed here. */
  readonly push?: PollPush
  random(): number
  readonly schedule: PollLimits
  readonly moving: MoveLimits
  /** Absent: a lost feed is not looked for. */
  readonly search?: FeedSearch
  /** See `polling.refreshAfter`. */
  readonly refreshAfterMs: number
  /** Sources of one batch polled at the same time. */
  readonly parallel: number
}

export interface SourceRecord {
  readonly source: Source
  readonly state: SourceState
  /** Its place at a hub, if it has one. */
  readonly push?: PushStanding
}

export interface PollPush {
  /** Takes note of the hub that a document names, and of entries that a push should have brought. */
  observe(
    seen: Pick<ReadDocument, 'feed' | 'newestAt' | 'publishedAt' | 'admission'> & {
      readonly record: SourceRecord
      readonly answer: FeedAnswer & { readonly kind: 'changed' | 'unchanged' }
    },
  ): Promise<void>
}

export interface PollReport {
  readonly sourceId: string
  readonly url: string
  readonly outcome: PollOutcome
  /** It is asked there from now on. */
  readonly movedTo?: string
  readonly statusCode?: number
  readonly wireBytes: number
  readonly admission?: Admission
  readonly nextPollAt: number
  readonly nextPollReason: string
  readonly failureCount: number
  readonly error?: string
  readonly warnings: readonly string[]
  readonly violations: JournalRow['violations']
  readonly durationMs: number
}

/**
 * Polls a batch of leased sources. One bad source never stops the others; a source whose poll is cut short by
 * `signal` is handed back and is due again at once.
 */
export function createPoll(deps: PollDeps) {
  return async function poll(leases: readonly LeasedSource[], signal: AbortSignal): Promise<number> {
    const records = await deps.loadSources(leases.map((lease) => lease.sourceId))
    const queue = leases.map((lease, index) => ({ lease, record: records[index] }))
    let polled = 0
    const errors: unknown[] = []
    const rows: JournalRow[] = []
    const pacing = await pacingOf(
      deps.paces,
      records.flatMap((record) => (record ? [addressOf(record.source, record.state)] : [])),
    )
    const take = async (lease: LeasedSource, record: SourceRecord | undefined) => {
      if (signal.aborted) {
        await deps.releaseSources([lease], deps.now())
        return
      }
      if (record?.source.status !== 'active') return
      // A lease that ran out while the job waited belongs to another worker by now.
      if (lease.leaseUntil <= deps.now() || isPolled(lease, record.state, deps.now())) return
      const outcome = await pollSource({ deps, lease, record, pacing, rows }, signal)
      if (outcome === 'polled') polled++
    }
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        await take(next.lease, next.record).catch((error: unknown) => errors.push(error))
      }
    }
    await Promise.all(Array.from({ length: Math.min(deps.parallel, leases.length) }, lane))
    await deps.keepJournal(rows).catch((error: unknown) => errors.push(error))
    // An error is ours (Redis away, a bug): the job runs again, and passes over what is finished.
    if (errors.length > 0) throw errors[0]
    return polled
  }
}

/** Polled since it was due: by this job, in a run that ended early. A time ahead of now is a clock set back. */
function isPolled(lease: LeasedSource, { lastPolledAt }: SourceState, now: number): boolean {
  return lastPolledAt !== undefined && lastPolledAt >= lease.dueAt && lastPolledAt <= now
}

interface Polling {
  readonly deps: PollDeps
  readonly lease: LeasedSource
  readonly record: SourceRecord
  readonly pacing: PollPacing
  readonly rows: JournalRow[]
}

async function pollSource(
  { deps, lease, record, pacing, rows }: Polling,
  signal: AbortSignal,
): Promise<'polled' | 'deferred' | 'aborted'> {
  const { source, state: before } = record
  const startedAt = deps.now()
  const address = addressOf(source, before)
  const waitUntil = await pacing.waitUntil(address, before, startedAt)
  if (waitUntil !== undefined) {
    const { at: turnAt, reason } = nextAllowedTime(waitUntil, before.hints ?? {})
    const nextPollReason = [
      `host budget, its turn in ${Math.round((waitUntil - startedAt) / 1000)} s`,
      reason,
    ]
      .filter((part) => part !== undefined)
      .join(' → ')
    const state = { ...before, turnAt, nextPollAt: turnAt, nextPollReason }
    await deps.finishPoll(lease, { state, nextPollAt: turnAt, url: source.url })
    return 'deferred'
  }
  const { turnAt: _, ...state } = before
  let answer: FeedAnswer
  let read: ReadDocument | undefined
  let asked: { exchanges: FeedAnswer['exchanges']; wireBytes: number } | undefined
  try {
    answer = await deps.fetchFeed(
      {
        url: address,
        ...(state.validators && !isStale(deps, state) && { validators: state.validators }),
        ...(state.bodyHash && { bodyHash: state.bodyHash }),
      },
      signal,
    )
    asked = {
      exchanges: answer.exchanges,
      wireBytes: answer.kind === 'failed' ? 0 : answer.wireBytes,
    }
    if (answer.kind === 'changed' && answer.body) {
      const reading = await readDocument(deps, source, state, { ...answer, body: answer.body }, signal)
      if (reading.kind === 'failed') answer = reading
      else read = reading
    }
  } catch (error) {
    if (!signal.aborted) throw error
    await deps.releaseSources([lease], deps.now())
    return 'aborted'
  }

  const now = deps.now()
  const followed = await followMove(deps, source, state, {
    answer,
    state: nextState(state, answer, read, now),
    now,
  })
  const outcome = followed.state.lastOutcome ?? 'failed'
  // One 410 may be a mistake of the server's; the second one in a row is believed.
  const isGone = outcome === 'gone' && state.lastOutcome === 'gone'
  const searched = await searchAgain(deps, source, { followed, isGone, now }, signal)
  if (searched === 'aborted') {
    await deps.releaseSources([lease], deps.now())
    return 'aborted'
  }
  const { state: next, move, isFound } = searched
  const gone = isGone && !isFound
  const retryAfterMs = answer.kind === 'failed' ? answer.retryAfterMs : undefined
  const planned = planNextPoll({
    outcome: outcome === 'gone' && !gone ? 'failed' : outcome,
    state,
    hints: next.hints,
    rhythm: next.rhythm,
    cost: costOf({
      outcome,
      knew: state.validators !== undefined,
      knows: next.validators !== undefined,
      news: read ? read.admission.stored + read.admission.changed : 0,
    }),
    plannedAt: lease.dueAt,
    now,
    retryAfterMs,
    random: deps.random,
    limits: deps.schedule,
    pushBackupMs: backupInterval(record.push, now),
  })
  const plan = isFound
    ? { nextPollAt: now + deps.schedule.minIntervalMs, reason: 'found again on its site → floor' }
    : planned
  const entered = enterPoll({
    ...{
      sourceId: source.id,
      address,
      before: state,
      at: startedAt,
      now,
      dueAt: lease.dueAt,
      outcome,
      hints: next.hints,
      isCut: read?.feed.isCut,
    },
    exchanges: asked.exchanges ?? [],
    wireBytes: asked.wireBytes,
    retryAfterMs,
  })
  if (read && answer.kind === 'changed') await deps.push?.observe({ record, answer, ...read })
  // What was sent was sent, whoever ends the poll.
  rows.push(entered.row)
  await pacing.learn(address, { lease, outcome, askedAt: startedAt, now, retryAfterMs })
  await tellOfFailure(deps, source, next, gone, now)
  await tellOfRecovery(deps, source, state, next)
  if (move) await deps.appendEvents([move.event])
  // Validators are saved last: saved first, a crash before `admit` would hide the lost entries behind a 304.
  await deps.finishPoll(lease, {
    state: { ...next, ledger: entered.ledger, nextPollAt: plan.nextPollAt, nextPollReason: plan.reason },
    nextPollAt: plan.nextPollAt,
    url: source.url,
    ...((gone || next.mergedInto !== undefined) && { status: 'gone' as const }),
  })
  if (move) await deps.moved(source, move.address)
  deps.report({
    sourceId: source.id,
    url: address,
    outcome,
    ...(move && { movedTo: move.address }),
    ...(answer.statusCode !== undefined && { statusCode: answer.statusCode }),
    wireBytes: asked.wireBytes,
    ...(read && { admission: read.admission }),
    nextPollAt: plan.nextPollAt,
    nextPollReason: plan.reason,
    failureCount: next.failureCount,
    ...(next.lastError !== undefined && { error: next.lastError }),
    warnings: read?.feed.warnings ?? [],
    violations: entered.row.violations,
    durationMs: now - startedAt,
  })
  return 'polled'
}

/** A server that has answered nothing but 304 for so long may do so by mistake, for ever. */
function isStale({ refreshAfterMs, now }: PollDeps, { lastBodyAt }: SourceState): boolean {
  return lastBodyAt !== undefined && now() - lastBodyAt >= refreshAfterMs
}
