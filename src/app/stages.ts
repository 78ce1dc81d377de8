import type { Context } from './context.ts'
import type { RunningStage } from './running-stage.ts'
import { startCluster } from './start-cluster.ts'
import { startDeliver } from './start-deliver.ts'
import { startPoll } from './start-poll.ts'
import { startPublish } from './start-publish.ts'
import { startRank } from './start-rank.ts'
import { startWeb } from './start-web.ts'

export const ALL_STAGES = ['poll', 'cluster', 'rank', 'publish', 'deliver', 'web'] as const
export type StageName = (typeof ALL_STAGES)[number]

export const STARTERS: Record<StageName, (context: Context) => RunningStage | Promise<RunningStage>> = {
  poll: startPoll,
  cluster: startCluster,
  rank: startRank,
  publish: startPublish,
  deliver: startDeliver,
  web: startWeb,
}
