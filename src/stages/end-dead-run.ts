import type { JournalRow, LeasedSource } from '../model/index.ts'
import { unwrittenRow } from '../rules/polling/poll-ledger.ts'
import type { PollLimits } from '../rules/polling/schedule.ts'
import type { BegunDeps } from './begin-polls.ts'
import { type LosePollDeps, losePoll } from './lose-poll.ts'
import type { SourceRecord } from './poll.ts'

export interface DeadRunDeps extends LosePollDeps {
  releaseSources(leases: readonly LeasedSource[], now: number): Promise<unknown>
  keepJournal(rows: readonly JournalRow[]): Promise<unknown>
  journalSince(at: number): AsyncIterable<Pick<JournalRow, 'sourceId' | 'at'>>
  readonly begun: BegunDeps
  now(): number
  readonly schedule: PollLimits
}

/**
 * Ends what an earlier run of a batch left: its worker died, or failed. Who may have been asked is not asked again, since
 * nobody knows whether the request had left; who had only waited for a permit is due again at once. Polls that were
 * finished, but not written down with the rest of the batch, are shown in the journal as lost. Returns how many were
 * polled: none.
 */
export async function endDeadRun(
  deps: DeadRunDeps,
  {
    leases,
    records,
    run,
  }: {
    readonly leases: readonly LeasedSource[]
    readonly records: readonly (SourceRecord | undefined)[]
    readonly run: number
  },
): Promise<0> {
  const [first] = leases
  if (!first) return 0
  const begun = await deps.begun.note(first, { run, count: 0, now: deps.now() })
  // A later run has begun, and sees to it.
  if (begun < 0) return 0
  const errors: unknown[] = []
  const collect = (error: unknown) => errors.push(error)
  const rows: JournalRow[] = []
  const back: LeasedSource[] = []
  const ended: { lease: LeasedSource; record: SourceRecord }[] = []
  await Promise.all(
    leases.map(async (lease, place) => {
      const record = records[place]
      if (!record) return
      if (isPolled(lease, record, deps.now())) {
        if (place < begun) ended.push({ lease, record })
      } else if (place >= begun) back.push(lease)
      // Also one that was paused since: its lease is to be ended, and it stays out of the row.
      else await losePoll({ deps, rows }, lease, record).catch(collect)
    }),
  )
  if (back.length > 0) await deps.releaseSources(back, deps.now()).catch(collect)
  const unwritten = await rowsOf(deps, ended).catch((error: unknown): JournalRow[] => {
    errors.push(error)
    return []
  })
  await deps.keepJournal([...unwritten, ...rows]).catch(collect)
  if (errors.length > 0) throw errors[0]
  return 0
}

/** Polled since it was due. A time ahead of now is a clock that was set back. */
export function isPolled({ dueAt }: LeasedSource, { state }: SourceRecord, now: number): boolean {
  const { lastPolledAt } = state
  return lastPolledAt !== undefined && lastPolledAt >= dueAt && lastPolledAt <= now
}

/** Polls whose rows died with the worker; it may have written them down just before. */
async function rowsOf(
  deps: DeadRunDeps,
  ended: readonly { readonly lease: LeasedSource; readonly record: SourceRecord }[],
): Promise<JournalRow[]> {
  if (ended.length === 0) return []
  const missing = new Map(ended.map((each) => [each.lease.sourceId, each]))
  const earliest = Math.min(...ended.map(({ lease }) => lease.dueAt))
  for await (const { sourceId, at } of deps.journalSince(earliest)) {
    const each = missing.get(sourceId)
    if (each && at >= each.lease.dueAt) missing.delete(sourceId)
  }
  return [...missing.values()].map(({ lease, record }) => unwrittenRow(lease, record.state))
}
