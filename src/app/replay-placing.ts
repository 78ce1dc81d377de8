import type { Config } from '../config.ts'
import type { List } from '../model/index.ts'
import { type ClusterReport, createCluster } from '../stages/cluster.ts'
import { clusterReads } from './cluster-reads.ts'
import type { ReplayLine } from './replay-lines.ts'
import type { Storage } from './storage.ts'

const HOUR = 3_600_000
const TTL_MS = { story: 24 * HOUR, index: 24 * HOUR, event: HOUR, publisher: HOUR }
const ENTRY_TTL_MS = 24 * HOUR

/**
 * Puts lines into stories, batch after batch, by the real identify → cluster path. The clock is the entries' own.
 */
export function createReplayPlacing(storage: Storage, config: Config, report: (line: ClusterReport) => void) {
  let clock = 0
  let admitted: Promise<unknown> | undefined
  const cluster = createCluster({
    ...clusterReads(storage, config),
    // Nobody subscribes to a replay or looks publishers up in it.
    join: (plans) =>
      storage.stories.joinAll(plans.map((plan) => ({ ...plan, events: [], tallies: [], ttlMs: TTL_MS }))),
    merge: (plan) => storage.stories.merge({ ...plan, events: [], ttlMs: TTL_MS }),
    enqueueRank: async () => undefined,
    deferUpdate: async () => undefined,
    report,
    now: () => clock,
    hourOf: () => 0,
    lists: listsOf(config),
  })

  function admit(batch: readonly ReplayLine[]): Promise<unknown> {
    return storage.entries.admit(
      batch.map(({ entry }) => entry),
      { ttlMs: ENTRY_TTL_MS },
    )
  }

  return {
    /** `following`, the batch that will be given next, is admitted meanwhile. */
    async place(
      batch: readonly ReplayLine[],
      following: readonly ReplayLine[],
      signal: AbortSignal,
    ): Promise<void> {
      clock = latestOf(batch, clock)
      await (admitted ?? admit(batch))
      const ids = new Set(batch.map(({ entry }) => entry.id))
      const placing = cluster([...ids], signal)
      // Not if they say anew what is being placed.
      const isApart = following.length > 0 && !following.some(({ entry }) => ids.has(entry.id))
      admitted = isApart ? admit(following) : undefined
      admitted?.catch(() => undefined)
      await placing
    },
  }
}

/** `top` as configured, for the summary; windows and channels do not matter to where an entry belongs. */
function listsOf(config: Config): List[] {
  return config.lists.filter((list) => list.id === 'top')
}

/** The clock after a batch. */
function latestOf(batch: readonly ReplayLine[], clock: number): number {
  return batch.reduce((latest, { entry }) => Math.max(latest, entry.reportedAt), clock)
}
