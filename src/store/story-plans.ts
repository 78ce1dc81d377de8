import type { Entry, Event, Fingerprint, MergedStory, Origin, Story, Tails, Tally } from '../model/index.ts'

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

/** A story in two parts, decided beforehand. */
export interface SplitPlan {
  readonly stays: StoryPart
  readonly leaves: StoryPart
  readonly moved: readonly Pick<Entry, 'id' | 'reportedAt'>[]
  /** Index groups that the moved entries may stand in. */
  readonly groups: readonly string[]
  readonly leftListIds: readonly string[]
  readonly events: readonly Event[]
  readonly ttlMs: { readonly story: number; readonly event: number }
  readonly now: number
}

interface StoryPart {
  readonly story: Story
  readonly origins: readonly Origin[]
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
}
