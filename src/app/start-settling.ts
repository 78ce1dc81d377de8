import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { isOutage, refusalOf } from '../redis/refusals.ts'
import { NOTHING_SETTLED, type SettleDeps, type Settled, settle } from '../stages/settle.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { type RunningStage, SECOND } from './running-stage.ts'
import { tellFailure } from './tell-failure.ts'

/** Of the one process that settles; one that dies is followed by another after so long. */
const LEASE_MS = 60 * SECOND
/** Feeds that tell of one event are polled within minutes: entries are asked again when some have come, not after each. */
const PAUSE_MS = 5 * SECOND
/**
 * Entries are asked when nobody is being placed, by all that have come; so long, at most, since all had been asked. Then
 * placing has not paused, and there is no such moment to wait for.
 */
const PATIENCE_MS = 300 * SECOND
/** After a turn it rests as long as that took, since the same process places what is new; so many times as long if there is any. */
const REST_WHILE_BUSY = 4

/** Failures in a row after which entries are asked one at a time: an outage is over by then, or fails each of them, too. */
const TRIES_TOGETHER = 3
/** Entries asked so, then it is tried together again. */
const ONE_BY_ONE = 256

/** Asks each entry again once it is placed, and those that others came too late for; of all cluster workers one does it. */
export function startSettling(
  { storage, queues, metrics, log }: Context,
  deps: Omit<SettleDeps, 'takeUnsettled' | 'settled'>,
  { pauseMs = PAUSE_MS, patienceMs = PATIENCE_MS } = {},
): RunningStage {
  let holder = randomUUID()
  const stopping = new AbortController()
  let failures = 0
  let oneByOne = 0
  let taken: readonly string[] = []
  /** When all had been asked, or another process saw to it. */
  let caughtUpAt = performance.now()
  const settling: SettleDeps = {
    ...deps,
    async takeUnsettled(most) {
      taken = await storage.unsettled.take(holder, oneByOne > 0 ? 1 : most)
      return taken
    },
    settled: (ids) => storage.unsettled.settle(holder, ids),
  }
  /**
   * What was taken waits again for whoever leases next, be it this process under another name. But an entry on which the
   * program itself breaks keeps no other from being asked: it stays where it is.
   */
  async function afterFailure(error: unknown): Promise<Settled> {
    failures++
    if (oneByOne > 0 && !stopping.signal.aborted && !isOutage(error) && !refusalOf(error)) {
      tellFailure(log, 'entry could not be asked again', error, { entry_id: taken[0] })
      await storage.unsettled.settle(holder, taken)
      return { ...NOTHING_SETTLED, taken: taken.length }
    }
    if (failures >= TRIES_TOGETHER) oneByOne = ONE_BY_ONE
    const left = holder
    holder = randomUUID()
    await storage.unsettled.release(left).catch(() => undefined)
    throw error
  }

  async function turn(): Promise<Settled> {
    taken = []
    try {
      const outcome = await settle(settling, stopping.signal)
      failures = 0
      return outcome
    } catch (error) {
      return await afterFailure(error)
    } finally {
      if (taken.length > 0 && oneByOne > 0) oneByOne--
    }
  }

  const running = loop(
    async () => {
      if (!(await storage.unsettled.lease(holder, LEASE_MS))) {
        caughtUpAt = performance.now()
        return false
      }
      const startedAt = performance.now()
      const isBusy = !(await queues.isIdle('cluster'))
      if (isBusy && startedAt - caughtUpAt < patienceMs) return false
      const { isStale, ...counts } = await turn()
      if (counts.moved > 0) metrics.storiesTotal.inc({ event: 'moved' }, counts.moved)
      if (counts.taken === 0) {
        caughtUpAt = performance.now()
        return false
      }
      log.debug({ ...counts, stale: isStale }, 'entries settled')
      if (isStale) return false
      const restMs = (performance.now() - startedAt) * (isBusy ? REST_WHILE_BUSY : 1)
      await setTimeout(Math.min(restMs, pauseMs), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      )
      return true
    },
    {
      idleMs: pauseMs,
      signal: stopping.signal,
      onError: (error) => tellFailure(log, 'settling of entries failed', error),
    },
  )
  return {
    async stop() {
      stopping.abort()
      await running
      await storage.unsettled.release(holder)
    },
  }
}
