import type {
  Event,
  JournalRow,
  LeasedSource,
  PackedState,
  PollOutcome,
  PushStanding,
  Source,
  SourceState,
} from '../model/index.ts'
import { addressOf } from '../rules/polling/redirects.ts'
import type { PollLimits } from '../rules/polling/schedule.ts'
import { type Admission, admitDocument } from './admit-document.ts'
import { type Answered, type AskDeps, askSource } from './ask-source.ts'
import { type BegunDeps, createBeginning } from './begin-polls.ts'
import { deferPoll } from './defer-poll.ts'
import { endDeadRun, isPolled } from './end-dead-run.ts'
import { type FeedSearch, searchAgain } from './find-moved.ts'
import { endPoll, type FinishPoll, followMove, type MoveDeps, type MoveLimits } from './follow-move.ts'
import { losePoll } from './lose-poll.ts'
import { type NoteDeps, noteReading } from './note-reading.ts'
import { isOwnFault, putOffPoll, tellNetwork } from './own-fault.ts'
import { type PaceDeps, type PollPacing, pacingOf } from './pace-polls.ts'
import type { Permits } from './permits.ts'
import { planPoll } from './plan-poll.ts'
import { nextState, withoutTurn } from './poll-state.ts'
import type { DocumentDeps } from './read-document.ts'
import { tellingsOf } from './tell-of-failure.ts'

export interface PollDeps extends MoveDeps, DocumentDeps, AskDeps, NoteDeps {
  loadSources(ids: readonly string[]): Promise<readonly (SourceRecord | undefined)[]>
  /** How many sources are fetched and read at once, over all batches; they are looked up and saved beside that. */
  readonly permits: Permits
  readonly finishPoll: FinishPoll
  /** Names a witness that all stands which was acknowledged so far. */
  witness(): Promise<string>
  releaseSources(leases: readonly LeasedSource[], now: number): Promise<unknown>
  appendEvents(events: readonly Event[]): Promise<unknown>
  /** Writes down what was asked, at the end of a batch. */
  keepJournal(rows: readonly JournalRow[]): Promise<unknown>
  /** What was written down since. */
  journalSince(at: number): AsyncIterable<Pick<JournalRow, 'sourceId' | 'at'>>
  readonly begun: BegunDeps
  /** One line per source. */
  report(line: PollReport): void
  readonly paces: PaceDeps
  random(): number
  readonly schedule: PollLimits
  readonly moving: MoveLimits
  /** Absent: a lost feed is not looked for. */
  readonly search?: FeedSearch
}

export interface SourceRecord {
  readonly source: Source
  readonly state: SourceState
  /** What its state was read from. */
  readonly packed?: PackedState
  /** Its place at a hub, if it has one. */
  readonly push?: PushStanding
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
 * `signal` is handed back and is due again at once, unless its publisher was asked already.
 *
 * `run`: how often the batch was begun, this time included. Only the first asks; what it left when it ended early is
 * ended by the next.
 */
export function createPoll(deps: PollDeps) {
  return async function poll(leases: readonly LeasedSource[], signal: AbortSignal, run = 1): Promise<number> {
    const records = await deps.loadSources(leases.map((lease) => lease.sourceId))
    if (run > 1) return endDeadRun(deps, { leases, records, run })
    const errors: unknown[] = []
    const pacing = await pacingOf(
      deps.paces,
      records.flatMap((record) => (record ? [addressOf(record.source, record.state)] : [])),
    )
    const begin = createBeginning(deps, leases)
    const batch: Batch = { deps, pacing, rows: [], back: [] }
    const outcomes = await Promise.all(
      leases.map(async (lease, index) => {
        const record = records[index]
        if (!record || isPolled(lease, record, deps.now())) return 'passed'
        if (record.source.status !== 'active') {
          // Paused since: left to run out, its lease would hold a place of its host, and end as a lost poll.
          batch.back.push(lease)
          return 'passed'
        }
        return pollSource(batch, lease, record, () => begin(index), signal).catch((error: unknown) =>
          errors.push(error),
        )
      }),
    )
    const collect = (error: unknown) => errors.push(error)
    if (batch.back.length > 0) await deps.releaseSources(batch.back, deps.now()).catch(collect)
    await deps.keepJournal(batch.rows).catch(collect)
    // An error is ours (Redis away, a bug): the job runs again, and puts off what is not finished.
    if (errors.length > 0) throw errors[0]
    return outcomes.filter((outcome) => outcome === 'polled').length
  }
}

interface Batch {
  readonly deps: PollDeps
  readonly pacing: PollPacing
  readonly rows: JournalRow[]
  /** Leases to be handed back unpolled. */
  readonly back: LeasedSource[]
}

async function pollSource(
  batch: Batch,
  lease: LeasedSource,
  record: SourceRecord,
  begin: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<'polled' | 'deferred' | 'passed'> {
  const { deps, pacing, back } = batch
  const asked = await deps.permits(() => askSource(deps, { lease, record, pacing, begin }, signal))
  switch (asked.kind) {
    case 'asked':
      tellNetwork(deps.network, record, pacing, asked)
      if (!isOwnFault(deps.network, asked)) return endAsked(batch, lease, record, asked, signal)
      await putOffPoll(deps, lease, record)
      return 'deferred'
    case 'deferred':
      await deferPoll(deps, lease, record, asked)
      return 'deferred'
    case 'cut':
      return losePoll(batch, lease, record, asked)
    case 'lost':
      return 'passed'
    default:
      back.push(lease)
      return 'passed'
  }
}

/** Takes in what an answer brought, works out what is known of the source from now on and when it is asked next. */
async function endAsked(
  batch: Batch,
  lease: LeasedSource,
  record: SourceRecord,
  asked: Answered,
  signal: AbortSignal,
): Promise<'polled' | 'passed'> {
  const { deps, pacing, rows } = batch
  const { source } = record
  const before = withoutTurn(record.state)
  const address = addressOf(source, before)
  const { answer, reading, startedAt } = asked
  const admission =
    reading &&
    (await admitDocument(deps, {
      marks: reading.marks,
      entries: reading.entries,
      now: deps.now(),
      seen: before.seen,
    }))

  const now = deps.now()
  const followed = await followMove(deps, source, before, {
    answer,
    state: nextState(before, answer, reading && { ...reading, seen: admission?.seen }, now),
    now,
  })
  const outcome = followed.state.lastOutcome ?? 'failed'
  // One 410 may be a mistake of the server's; the second one in a row is believed.
  const isGone = outcome === 'gone' && before.lastOutcome === 'gone'
  const { leaseUntil } = lease
  const searched = await searchAgain(deps, source, { followed, isGone, leaseUntil, now }, signal)
  if (searched === 'aborted') return losePoll(batch, lease, record, asked)
  const { state: next, move, isFound, isPutOff } = searched
  const gone = isGone && !isFound && !isPutOff
  const { plan, entered } = planPoll(deps, {
    lease,
    record,
    asked,
    before,
    next,
    outcome,
    gone,
    isFound,
    admission,
    now,
  })

  if (reading && admission) await noteReading(deps, { record, answer, reading, admission, before, next })
  const retryAfterMs = answer.kind === 'failed' ? answer.retryAfterMs : undefined
  await pacing.learn(address, { lease, outcome, askedAt: startedAt, now, retryAfterMs })
  const told = tellingsOf(source, { before, after: next, gone, now })
  if (move) told.push(move.event)
  if (told.length > 0) await deps.appendEvents(told)
  // Validators are saved last: saved first, a crash before `admit` would hide the lost entries behind a 304.
  const isNews = admission && admission.stored + admission.changed + admission.pending.length > 0
  const ended = await endPoll(deps, lease, source, {
    witness: isNews ? await deps.witness() : undefined,
    state: { ...next, ledger: entered.ledger, nextPollAt: plan.nextPollAt, nextPollReason: plan.reason },
    before: record.packed,
    nextPollAt: plan.nextPollAt,
    ...(gone && { status: 'gone' as const }),
    movedTo: move?.address,
    movedBefore: before.movedTo,
  })
  // Redis has died meanwhile, and lost what was stored: the document is to come again.
  if (ended === 'unfounded') return losePoll(batch, lease, record, asked)
  // What was sent was sent, whoever ends the poll. Where that fails, the next run ends it as lost, and writes that down.
  rows.push({ ...entered.row, ...asked.gap })
  deps.report({
    sourceId: source.id,
    url: address,
    outcome,
    ...(move && { movedTo: move.address }),
    ...(answer.statusCode !== undefined && { statusCode: answer.statusCode }),
    wireBytes: asked.wireBytes,
    ...(admission && { admission }),
    nextPollAt: plan.nextPollAt,
    nextPollReason: plan.reason,
    failureCount: next.failureCount,
    ...(next.lastError !== undefined && { error: next.lastError }),
    warnings: reading?.feed.warnings ?? [],
    violations: entered.row.violations,
    durationMs: now - startedAt,
  })
  return 'polled'
}
