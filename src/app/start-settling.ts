import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { type SettleDeps, settle } from '../stages/settle.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { type RunningStage, SECOND } from './running-stage.ts'
import { tellFailure } from './tell-failure.ts'

/** Of the one process that settles; one that dies is followed by another after so long. */
const LEASE_MS = 60 * SECOND
/** Feeds that tell of one event are polled within minutes: entries are asked again when some have come, not after each. */
const PAUSE_MS = 5 * SECOND

/** Asks entries again that others came too late for; of all cluster workers one does it at a time. */
export function startSettling(
  { storage, metrics, log }: Context,
  deps: Omit<SettleDeps, 'takeUnsettled' | 'settled'>,
): RunningStage {
  let holder = randomUUID()
  const stopping = new AbortController()
  const settling: SettleDeps = {
    ...deps,
    takeUnsettled: (most) => storage.unsettled.take(holder, most),
    settled: (ids) => storage.unsettled.settle(holder, ids),
  }
  /** What was taken waits again for whoever leases next, be it this process under another name. */
  async function giveBack(error: unknown): Promise<never> {
    const left = holder
    holder = randomUUID()
    await storage.unsettled.release(left).catch(() => undefined)
    throw error
  }
  const running = loop(
    async () => {
      if (!(await storage.unsettled.lease(holder, LEASE_MS))) return false
      const startedAt = performance.now()
      const { taken, asked, elsewhere, moved, merged, isStale } = await settle(
        settling,
        stopping.signal,
      ).catch(giveBack)
      if (moved > 0) metrics.storiesTotal.inc({ event: 'moved' }, moved)
      if (taken > 0) log.debug({ taken, asked, elsewhere, moved, merged, stale: isStale }, 'entries settled')
      if (taken === 0 || isStale) return false
      // Entries are placed by the same process: after days offline there is much to ask, and new ones come first.
      await setTimeout(Math.min(performance.now() - startedAt, PAUSE_MS), undefined, {
        signal: stopping.signal,
      }).catch(() => undefined)
      return true
    },
    {
      idleMs: PAUSE_MS,
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
