import type { Config } from '../config.ts'
import type { ClusterDeps } from '../stages/cluster.ts'
import type { SettleDeps } from '../stages/settle.ts'
import type { Storage } from './storage.ts'

/** Entries of a story, at most so many: what it keeps. */
const MAX_ENTRIES = 1_000

/** What is read where entries are placed and asked again, and by which rules: the same where it works and where it is replayed. */
export function clusterReads({ stories, entries }: Storage, config: Config) {
  return {
    loadEntries: entries.get,
    loadEntryIds: (storyId: string) => stories.entries(storyId, MAX_ENTRIES),
    readPlaced: stories.readPlaced,
    findAround: stories.findAround,
    noteGrounds: stories.noteGrounds,
    findCandidates: stories.findManyCandidates,
    readStories: stories.readKept,
    readMembers: stories.readMembers,
    siteUrl: config.site.url,
    sameStory: config.stories.threshold === undefined ? {} : { threshold: config.stories.threshold },
  } satisfies Partial<ClusterDeps & SettleDeps>
}
