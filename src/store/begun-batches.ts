import type { LeasedSource, SourceId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'

/** A frozen worker that wakes up just before its leases end must still find its batch taken over. */
const MARGIN_MS = 60_000
/** A worker that was frozen for longer has lost its connection. */
const CLOSED_MS = 600_000

/** How far the requests of a batch have gone; a batch is known by its first lease, which no other can hold. */
export function createBegunBatches({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['close-begun', 'note-begun'])
  const keyOf = ({ sourceId, leaseUntil }: LeasedSource) => keys.begunBatch(`${sourceId}:${leaseUntil}`)
  return {
    /**
     * How many leases, from the first, may have been asked by now, `count` included; -1 where a later run has begun, or
     * `begun`'s leases were ended. `begun`: those that are new among them.
     */
    async note(
      first: LeasedSource,
      step: { run: number; count: number; now: number; begun?: readonly LeasedSource[] },
    ): Promise<number> {
      const { run, count, now, begun = [] } = step
      const ttlMs = Math.max(0, first.leaseUntil - now) + MARGIN_MS
      return (await scripts['note-begun']({
        keys: [keyOf(first), keys.begunUntil(first.leaseUntil)],
        args: [run, count, Math.ceil(ttlMs), begun.map(({ sourceId }) => `${sourceId} `).join('')],
      })) as number
    },

    /**
     * Tells of leases that have run out which of them may have been asked; of the others nobody is from now on. Of what
     * ran out long ago nothing is known any more: all may have been.
     */
    async close(leases: readonly LeasedSource[], now: number): Promise<boolean[]> {
      const ends = [...new Set(leases.map(({ leaseUntil }) => leaseUntil))]
      const known = ends.filter((leaseUntil) => now - leaseUntil < MARGIN_MS / 2)
      if (known.length === 0) return leases.map(() => true)
      const replies = (await scripts['close-begun']({
        keys: known.map((leaseUntil) => keys.begunUntil(leaseUntil)),
        args: [CLOSED_MS],
      })) as string[]
      const asked = new Map(
        known.map((leaseUntil, at) => [leaseUntil, new Set<SourceId>(replies[at]?.split(/[ !]+/u))]),
      )
      return leases.map(({ sourceId, leaseUntil }) => asked.get(leaseUntil)?.has(sourceId) ?? true)
    },
  }
}
