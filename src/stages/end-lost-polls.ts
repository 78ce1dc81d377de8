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
  keepJournal(rows: readonly JournalRow[]): Promise<unknown>
  now(): number
  random(): number
  readonly schedule: PollLimits
}

/**
 * Frees what dead workers held. A lease is long, so its job has run again before, as a rule; what is found here had no
 * job that could end it. The publisher may have been asked up to the end of the lease. Returns how many were freed.
 */
export function createEndLostPolls(deps: EndLostPollsDeps) {
  return async function endLostPolls(): Promise<number> {
    let ended = 0
    for (;;) {
      const expired = await deps.expiredLeases(deps.now())
      if (expired.length === 0) return ended
      const ends = expired.map(({ lease, source }) => ({
        lease,
        ...(source && { source, result: lossOf(deps, lease, source.state, { at: lease.leaseUntil }) }),
      }))
      const isEnded = await deps.endExpired(ends)
      const rows = ends.flatMap((end, index) => ('result' in end && isEnded[index] ? [end.result.row] : []))
      await deps.keepJournal(rows)
      const count = isEnded.filter(Boolean).length
      // Another worker frees them too: what is left is its business.
      if (count === 0) return ended
      ended += count
    }
  }
}
