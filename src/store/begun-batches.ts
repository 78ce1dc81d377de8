import type { LeasedSource } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'

/** A frozen worker that wakes up just before its leases end must still find its batch taken over. */
const MARGIN_MS = 60_000

/** How far the requests of a batch have gone; a batch is known by its first lease, which no other can hold. */
export function createBegunBatches({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['note-begun'])
  const keyOf = ({ sourceId, leaseUntil }: LeasedSource) => keys.begunBatch(`${sourceId}:${leaseUntil}`)
  return {
    /** How many leases, from the first, may have been asked by now, `count` included; -1 where a later run has begun. */
    async note(first: LeasedSource, step: { run: number; count: number; now: number }): Promise<number> {
      const ttlMs = Math.max(0, first.leaseUntil - step.now) + MARGIN_MS
      return (await scripts['note-begun']({
        keys: [keyOf(first)],
        args: [step.run, step.count, Math.ceil(ttlMs)],
      })) as number
    },
  }
}
