import type { JournalRow, LeasedSource, SourceState } from '../model/index.ts'
import type { PollLimits } from '../rules/polling/schedule.ts'
import { lossOf } from './lose-poll.ts'

export interface ExpiredLease {
  readonly lease: LeasedSource
  /** Absent where the source is not declared any more. */
  readonly source?: { readonly url: string; readonly state: SourceState }
}

export interface EndLostPollsDeps {
  /** Some of the leases that have run out. */
  expiredLeases(now: number): Promise<readonly ExpiredLease[]>
  /** Which of them were ended: not those that somebody else has ended meanwhile. */
  endExpired(
    ends: readonly (ExpiredLease & {
      readonly result?: { readonly state: SourceState; readonly nextPollAt: number }
    })[],
  ): Promise<readonly boolean[]>
  /** Which of them may have been asked; of the others nobody is from now on. */
  closeBegun(leases: readonly LeasedSource[], now: number): Promise<readonly boolean[]>
  keepJournal(rows: readonly JournalRow[]): Promise<unknown>
  now(): number
  random(): number
  readonly schedule: PollLimits
}

/**
 * Frees what dead workers held. A lease is long, so its job has run again before, as a rule; what is found here had no
 * job that could end it. Who may have been asked may have been up to the end of the lease; the others are due again at
 * once. Returns how many were freed.
 */
export function createEndLostPolls(deps: EndLostPollsDeps) {
  return async function endLostPolls(): Promise<number> {
    let ended = 0
    for (;;) {
      const expired = await deps.expiredLeases(deps.now())
      if (expired.length === 0) return ended
      const wasBegun = await deps.closeBegun(
        expired.map(({ lease }) => lease),
        deps.now(),
      )
      const ends = expired.map(({ lease, source }, index) => {
        if (!source) return { lease }
        const { state } = source
        if (!wasBegun[index]) return { lease, source, result: { state, nextPollAt: lease.dueAt } }
        return { lease, source, result: lossOf(deps, lease, state, { at: lease.leaseUntil }) }
      })
      const isEnded = await deps.endExpired(ends)
      const rows = ends.flatMap(({ result }, index) =>
        result && 'row' in result && isEnded[index] ? [result.row] : [],
      )
      await deps.keepJournal(rows)
      const count = isEnded.filter(Boolean).length
      // Another worker frees them too: what is left is its business.
      if (count === 0) return ended
      ended += count
    }
  }
}
