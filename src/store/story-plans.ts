import type {
  Entry,
  EntryId,
  Event,
  Fingerprint,
  MergedStory,
  Origin,
  Story,
  Tails,
  Tally,
} from '../model/index.ts'

/** Entry ids kept per story, newest; its counts go on. */
export const ENTRY_CAP = 1_000
/** Mergers that are followed from one id. Ids get smaller on the way, so it ends; more is what Redis has lost in part. */
export const MAX_MERGES = 1_000

/** Everything one commit writes, decided beforehand. */
export interface JoinPlan {
  readonly entry: Entry
  readonly fingerprint: Fingerprint
  readonly tails: Tails
  /** The story as it will be. */
  readonly story: Story
  /** Version the decision was made on; 0 founds the story. */
  readonly expectedVersion: number
  /** Of the entry's publisher, all its reports of the story united. */
  readonly origin: Origin
  /** Of the story as it will be, sorted by publisher; where they are in hand, the story need not be read again. */
  readonly origins?: readonly Origin[]
  /** Heat of the story in each list it is ranked in. */
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
  readonly events: readonly Event[]
  /** Of publishers, the entry's own first; none when the entry was counted before. */
  readonly tallies?: readonly Tally[]
  /** Entries that put it into the story, see `Candidate`. */
  readonly grounds?: readonly EntryId[]
  readonly ttlMs: {
    readonly story: number
    readonly index: number
    readonly event: number
    readonly publisher: number
  }
  readonly now: number
}

/** Two stories that become one, decided beforehand. */
export interface MergePlan {
  readonly survivor: Story
  readonly origins: readonly Origin[]
  readonly redirect: MergedStory
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
  readonly events: readonly Event[]
  readonly ttlMs: { readonly story: number; readonly event: number }
  readonly now: number
}

/** A story of the same entries, told otherwise; its version is raised by one. */
export interface RetellPlan {
  readonly part: StoryPart
  /** Lists that rank it no longer. */
  readonly leftListIds: readonly string[]
  readonly ttlMs: { readonly story: number }
}

/** Entries of a story that become another one's, decided beforehand. Of either story the version is raised by one. */
export interface MovePlan {
  readonly stays: StoryPart
  /** Of version 1 when it is new. */
  readonly takes: StoryPart
  readonly moved: readonly Pick<Entry, 'id' | 'reportedAt'>[]
  /** Index groups that the moved entries may stand in. */
  readonly groups: readonly string[]
  /** Lists that no longer rank the story that stays. */
  readonly leftListIds: readonly string[]
  readonly events: readonly Event[]
  readonly ttlMs: { readonly story: number; readonly event: number }
  readonly now: number
}

export interface StoryPart {
  readonly story: Story
  /** All that it has. */
  readonly origins: readonly Origin[]
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
}

/** An event as `append-event.lua` takes it. */
export function writtenEvent(event: Event) {
  return {
    id: event.id,
    type: event.type,
    lists: JSON.stringify(event.listIds),
    json: JSON.stringify(event),
  }
}
