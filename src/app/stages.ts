import type { Context } from './context.ts'
import type { RunningStage } from './running-stage.ts'
import { startCluster } from './start-cluster.ts'
import { startDeliver } from './start-deliver.ts'
import { startPoll } from './start-poll.ts'
import { startPublish } from './start-publish.ts'
import { startRank } from './start-rank.ts'

export const ALL_STAGES = ['poll', 'cluster', 'rank', 'publish', 'deliver', 'web'] as const
export type StageName = (typeof ALL_STAGES)[number]

/**
 * Pages are served before anything is polled: a hub asks back at once, and whom it does not reach it takes for one that
 * does not want its news.
 */
export function inStartOrder(stages: readonly StageName[]): StageName[] {
  return stages.toSorted((a, b) => Number(b === 'web') - Number(a === 'web'))
}

export const STARTERS: Record<StageName, (context: Context) => RunningStage | Promise<RunningStage>> = {
  poll: startPoll,
  cluster: startCluster,
  rank: startRank,
  publish: startPublish,
  deliver: startDeliver,
  // Loaded where it is asked for: without the server of its pages a worker or command takes 14 MB and a tenth less to start.
  web: async (context) => (await import('./start-web.ts')).startWeb(context),
}
