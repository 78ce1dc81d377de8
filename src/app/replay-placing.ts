import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Entry, List } from '../model/index.ts'
import { byReportOfEntry } from '../rules/story/report-order.ts'
import { type ClusterDeps, type ClusterReport, createCluster } from '../stages/cluster.ts'
import type { Prepared } from '../stages/prepare-entries.ts'
import { type SettleDeps, settle } from '../stages/settle.ts'
import { clusterReads } from './cluster-reads.ts'
import { createPreparePool } from './prepare-pool.ts'
import type { ReplayLine } from './replay-lines.ts'
import type { Storage } from './storage.ts'

const HOUR = 3_600_000
const TTL_MS = { story: 24 * HOUR, index: 24 * HOUR, event: HOUR, publisher: HOUR }
const ENTRY_TTL_MS = 24 * HOUR

/**
 * Puts lines into stories, batch after batch, by the real identify → cluster path. The clock is the entries' own.
 */
export function createReplayPlacing(
  storage: Storage,
  config: Config,
  {
    report,
    asksAll = false,
  }: { readonly report?: (line: ClusterReport) => void; readonly asksAll?: boolean } = {},
) {
  let clock = 0
  /** Of the next batch. */
  let ahead: Promise<Loaded> | undefined
  let loaded: Loaded = { entries: [], prepared: [] }
  const pool = createPreparePool(config.stories.threads)
  let onFirst: (() => void) | undefined
  let isUnsettled = false
  const holder = randomUUID()
  const deps: ClusterDeps & SettleDeps = {
    ...clusterReads(storage, config),
    prepare: async () => loaded.prepared,
    // Nobody subscribes to a replay or looks publishers up in it.
    join: (plans) =>
      storage.stories.joinAll(plans.map((plan) => ({ ...plan, events: [], tallies: [], ttlMs: TTL_MS }))),
    merge: (plan) => storage.stories.merge({ ...plan, events: [], ttlMs: TTL_MS }),
    move: (plan) => storage.stories.move({ ...plan, events: [], ttlMs: TTL_MS }),
    retell: (plan) => storage.stories.retell({ ...plan, ttlMs: TTL_MS }),
    takeUnsettled: (most) => storage.unsettled.take(holder, most),
    settled: (ids) => storage.unsettled.settle(holder, ids),
    async unsettle(entries) {
      isUnsettled = true
      await storage.unsettled.add(entries, TTL_MS.index)
    },
    enqueueRank: async () => undefined,
    deferUpdate: async () => undefined,
    report(line) {
      onFirst?.()
      onFirst = undefined
      report?.(line)
    },
    now: () => clock,
    hourOf: () => 0,
    lists: listsOf(config),
    asksAll,
  }
  const cluster = createCluster({ ...deps, loadEntries: async () => loaded.entries })

  async function admit(batch: readonly ReplayLine[]): Promise<Loaded> {
    await storage.entries.admit(
      batch.map(({ entry }) => entry),
      { ttlMs: ENTRY_TTL_MS },
    )
    const held = await storage.entries.get([...idsOf(batch)])
    const entries = held.filter((entry) => entry !== undefined).sort(byReportOfEntry)
    return { entries, prepared: await pool.prepare(entries) }
  }

  async function settleAll(signal: AbortSignal, onTaken?: (count: number) => void): Promise<void> {
    isUnsettled = false
    await storage.unsettled.lease(holder, TTL_MS.index)
    for (let taken = 1; taken > 0; onTaken?.(taken)) ({ taken } = await settle(deps, signal))
  }

  return {
    /** `following`, the batch that will be given next, is admitted meanwhile. */
    async place(
      batch: readonly ReplayLine[],
      following: readonly ReplayLine[],
      signal: AbortSignal,
    ): Promise<void> {
      clock = latestOf(batch, clock)
      loaded = await (ahead ?? admit(batch))
      ahead = undefined
      const ids = idsOf(batch)
      // Not if they say anew what is being placed.
      const isApart = following.length > 0 && !following.some(({ entry }) => ids.has(entry.id))
      // Nor before the first of these is placed, which would wait until they are in.
      onFirst = () => {
        if (isApart) ahead = admit(following)
        ahead?.catch(() => undefined)
      }
      await cluster([...ids], signal)
      onFirst = undefined
      // Stories of the next batch build upon them; where all are asked in the end, nothing does.
      if (isUnsettled && !asksAll) await settleAll(signal)
    },

    /** Asks all that are marked again. `onTaken` hears of so many at a time. */
    settle: settleAll,
    close: pool.close,
  }
}

/** Entries as Redis has them. */
interface Loaded {
  readonly entries: readonly Entry[]
  readonly prepared: readonly Prepared[]
}

function idsOf(batch: readonly ReplayLine[]): ReadonlySet<string> {
  return new Set(batch.map(({ entry }) => entry.id))
}

/** `top` as configured, for the summary; windows and channels do not matter to where an entry belongs. */
function listsOf(config: Config): List[] {
  return config.lists.filter((list) => list.id === 'top')
}

/** The clock after a batch. */
function latestOf(batch: readonly ReplayLine[], clock: number): number {
  return batch.reduce((latest, { entry }) => Math.max(latest, entry.reportedAt), clock)
}
