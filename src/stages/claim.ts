import type { LeasedSource } from '../model/index.ts'
import { type HostPace, paceWithin } from '../rules/polling/host-pace.ts'
import type { BegunDeps } from './begin-polls.ts'

export interface ClaimDeps {
  /** Frees what dead workers held. */
  endLostPolls(): Promise<unknown>
  claimDue(options: {
    limit: number
    perHost: number
    pace: HostPace
    leaseMs: number
    now: number
  }): Promise<readonly LeasedSource[]>
  /** Poll jobs that wait for a worker. */
  waitingPolls(): Promise<number>
  enqueuePoll(leases: readonly LeasedSource[]): Promise<void>
  releaseSources(leases: readonly LeasedSource[], now: number): Promise<unknown>
  readonly begun: BegunDeps
  now(): number
  readonly batchSize: number
  readonly perHost: number
  readonly perHostMinute: number
  readonly leaseMs: number
  /** Claims stop while so many batches wait: a lease must not run out in the queue. */
  readonly maxWaiting: number
  /** So many batches at least are claimed for: each claim has a price of its own. */
  readonly leastRoom: number
  /** How many of so many sources may be leased now; fewer while the own network is down, and just after. */
  mayClaim?(wanted: number): number
}

/**
 * Leases what is due and hands it out in batches; any number of workers may do so side by side. One that is told to go
 * by `signal` takes nothing more: least of all what its batches have just handed back.
 */
export function createClaim(deps: ClaimDeps) {
  const pace = paceWithin(deps)
  return async function claim(signal: AbortSignal): Promise<number> {
    await deps.endLostPolls()
    const waiting = await deps.waitingPolls()
    const room = deps.maxWaiting - waiting
    if (room < deps.leastRoom || signal.aborted) return 0
    const wanted = Math.min(room * deps.batchSize, 500)
    const limit = deps.mayClaim?.(wanted) ?? wanted
    if (limit === 0) return 0
    const leases = await deps.claimDue({
      limit,
      perHost: deps.perHost,
      pace,
      leaseMs: deps.leaseMs,
      now: deps.now(),
    })
    if (signal.aborted) {
      await deps.releaseSources(leases, deps.now())
      return 0
    }
    for (let at = 0; at < leases.length; at += deps.batchSize) {
      const batch = leases.slice(at, at + deps.batchSize)
      try {
        await deps.enqueuePoll(batch)
      } catch (error) {
        const begun = await endRun(deps, batch)
        await deps.releaseSources(leases.slice(at + begun), deps.now())
        throw error
      }
    }
    return leases.length
  }
}

/**
 * The job may exist all the same: its answer was lost. Returns how many of its leases may have been asked, and are its own;
 * it asks no more of them.
 */
async function endRun(deps: ClaimDeps, batch: readonly LeasedSource[]): Promise<number> {
  const [first] = batch
  return first ? Math.max(0, await deps.begun.note(first, { run: 2, count: 0, now: deps.now() })) : 0
}
