import type { Storage } from '../../src/app/storage.ts'
import type { LeasedSource, SourceState } from '../../src/model/index.ts'
import { readLedger, writeLedger } from '../../src/rules/polling/pack-ledger.ts'
import { check } from './meter.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const AT_ONCE = 1_000

/**
 * Turns the clock of all sources on until each is due by its own plan, evenly between `from` and `from + spreadMs`: what
 * follows are polls in their time, as production has them, only closer together. Nothing may be leased meanwhile.
 */
export async function makeDueAgain(
  { sources }: Storage,
  count: number,
  { from, spreadMs }: { readonly from: number; readonly spreadMs: number },
): Promise<void> {
  const now = Date.now() + 14 * DAY
  const leases: LeasedSource[] = []
  for (;;) {
    const taken = await sources.claimDue({ now, leaseMs: DAY, limit: AT_ONCE, perHost: count })
    if (taken.length === 0) break
    leases.push(...taken)
  }
  check(leases.length === count, `${count} sources wait for their next poll, ${leases.length} do`)
  for (let at = 0; at < count; at += AT_ONCE) {
    const part = leases.slice(at, at + AT_ONCE)
    const records = await sources.load(part.map(({ sourceId }) => sourceId))
    const saved = part.map((lease, index) => {
      const { state, source } = records[index] ?? {}
      if (!state?.nextPollAt || !source) throw new Error(`source ${lease.sourceId} was never polled`)
      const dueAt = from + Math.floor(((at + index) / count) * spreadMs)
      const result = { state: earlier(state, state.nextPollAt - dueAt), nextPollAt: dueAt, url: source.url }
      return sources.finishPoll(lease, result)
    })
    for (const outcome of await Promise.all(saved)) check(outcome === 'finished', 'a source is made due')
  }
}

/** The same state, known so much longer. */
function earlier(state: SourceState, byMs: number): SourceState {
  const { lastPolledAt, lastSucceededAt, lastBodyAt } = state
  const ledger = readLedger(state.ledger)
  return {
    ...state,
    ...(state.nextPollAt !== undefined && { nextPollAt: state.nextPollAt - byMs }),
    ...(lastPolledAt !== undefined && { lastPolledAt: lastPolledAt - byMs }),
    ...(lastSucceededAt !== undefined && { lastSucceededAt: lastSucceededAt - byMs }),
    ...(lastBodyAt !== undefined && { lastBodyAt: lastBodyAt - byMs }),
    // Times of a ledger count from its begin, in whole minutes.
    ...(ledger && {
      ledger: writeLedger({ ...ledger, since: ledger.since - Math.ceil(byMs / MINUTE) * MINUTE }),
    }),
  }
}
