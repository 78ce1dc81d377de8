import type { Config } from '../config.ts'
import type { ClusterDeps } from '../stages/cluster.ts'
import type { Storage } from './storage.ts'

/** What the cluster stage reads, and by which rules it decides: the same where it works and where it is replayed. */
export function clusterReads({ stories }: Storage, config: Config) {
  return {
    findCandidates: stories.findManyCandidates,
    readStories: stories.readKept,
    readMembers: stories.readMembers,
    siteUrl: config.site.url,
    sameStory: config.stories.threshold === undefined ? {} : { threshold: config.stories.threshold },
  } satisfies Partial<ClusterDeps>
}
