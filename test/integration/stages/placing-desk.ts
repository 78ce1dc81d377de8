import { createStorage } from '../../../src/app/storage.ts'
import type { List } from '../../../src/model/index.ts'
import type { RedisClient } from '../../../src/redis/client.ts'
import { type ClusterDeps, type ClusterReport, createCluster } from '../../../src/stages/cluster.ts'
import { prepareEntry } from '../../../src/stages/prepare-entries.ts'
import { type SettleDeps, type Settled, settle } from '../../../src/stages/settle.ts'
import { MINUTE, NOW } from '../../unit/stages/given.ts'

type Step = <Args extends unknown[], Reply>(
  name: string,
  work: (...args: Args) => Promise<Reply>,
) => (...args: Args) => Promise<Reply>

export interface PlacingDeskOptions {
  readonly redis: RedisClient
  readonly prefix: string
  readonly ttlMs: {
    readonly story: number
    readonly index: number
    readonly event: number
    readonly publisher: number
  }
  /** Names a step of the work, at which a test can let it die. */
  readonly step: Step
  readonly queued: { readonly rank: Set<string> }
  readonly rereads: { count: number }
  readonly lists: readonly List[]
}

/** Who holds the lease where a test says nothing else. */
const HOLDER = 'one'

/** The stages that put entries into stories and ask them again, over a real Redis. */
export function createPlacingDesk(options: PlacingDeskOptions) {
  const { redis, prefix, ttlMs, step, queued, rereads, lists } = options

  function depsOf(connection: RedisClient): Omit<ClusterDeps & SettleDeps, 'takeUnsettled' | 'settled'> {
    const mine = createStorage(connection, prefix)
    return {
      loadEntries: mine.entries.get,
      loadEntryIds: (id) => mine.stories.entries(id, 1_000),
      prepare: async (all) => all.map(prepareEntry),
      findCandidates: mine.stories.findManyCandidates,
      readStories: mine.stories.readKept,
      readMembers: mine.stories.readMembers,
      readPlaced: mine.stories.readPlaced,
      findAround: mine.stories.findAround,
      noteGrounds: step('noteGrounds', mine.stories.noteGrounds),
      unsettle: step('unsettle', (entries) => mine.unsettled.add(entries, ttlMs.index)),
      join: step('join', (plans) => mine.stories.joinAll(plans.map((plan) => ({ ...plan, ttlMs })))),
      merge: step('merge', (plan) => mine.stories.merge({ ...plan, ttlMs })),
      move: step('move', (plan) => mine.stories.move({ ...plan, ttlMs })),
      retell: step('retell', (plan) => mine.stories.retell({ ...plan, ttlMs })),
      deferUpdate: (id) => mine.storyUpdates.defer(id, NOW),
      enqueueRank: step('enqueueRank', async (listId) => {
        queued.rank.add(listId)
      }),
      report(line: ClusterReport) {
        rereads.count += line.rereads
      },
      now: () => NOW,
      lists,
      siteUrl: 'https://tide.example',
      hourOf: (at) => new Date(at).getUTCHours(),
      sameStory: {},
    }
  }

  /** One turn of who settles as `holder`; false when another has the lease. */
  async function settleOnce(connection: RedisClient = redis, holder = HOLDER): Promise<Settled | false> {
    const { unsettled } = createStorage(connection, prefix)
    if (!(await unsettled.lease(holder, MINUTE))) return false
    const deps: SettleDeps = {
      ...depsOf(connection),
      takeUnsettled: step('takeUnsettled', (most) => unsettled.take(holder, most)),
      settled: step('settled', (ids) => unsettled.settle(holder, ids)),
    }
    return settle(deps, new AbortController().signal)
  }

  return {
    /** A worker of its own, so that several can run at once. */
    createWorker: (connection: RedisClient = redis, asksAll = false) =>
      createCluster({ ...depsOf(connection), asksAll }),

    settleOnce,

    /** Until nothing waits; what was done in all. */
    async settle(connection: RedisClient = redis, holder = HOLDER): Promise<Omit<Settled, 'isStale'>> {
      const sum = { taken: 0, asked: 0, elsewhere: 0, moved: 0, merged: 0 }
      for (let turns = 0; turns < 200; turns++) {
        const done = await settleOnce(connection, holder)
        if (!done) throw new Error(`${holder} was to settle, and another has the lease`)
        if (done.taken === 0) return sum
        for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += done[name]
      }
      throw new Error(`after 200 turns entries still wait to be settled: ${JSON.stringify(sum)}`)
    },
  }
}
