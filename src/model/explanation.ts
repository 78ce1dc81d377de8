import type { ListId, ListKind } from './list.ts'
import type { SameStoryVerdict, Story, StoryId } from './story.ts'

/** Which rule of the list decides, from the first that shuts a story out to the place of one that is in. */
export type Gate = 'competes' | 'origins' | 'window' | 'heat' | 'size' | 'diversity' | 'next_edition' | 'none'

export interface Place {
  readonly gate: Gate
  /** One sentence. */
  readonly verdict: string
  /** The story right above in the edition, or in the last place of one that this story is not in. */
  readonly above?: Neighbour
  /** The story right below in the edition. */
  readonly below?: Neighbour
}

export interface Neighbour {
  readonly storyId: StoryId
  readonly title: string
  /** How many times as hot it is; only lists ordered by heat have it. */
  readonly factor: number | undefined
}

/** Why a story stands where it does in a list. */
export interface Explanation extends Place {
  readonly listId: ListId
  readonly storyId: StoryId
  readonly title: string
  readonly rank?: number
  /** What the list is ordered by. */
  readonly kind: ListKind
  /** Where it is ranked, whatever the order: on a linear scale, one fresh report of weight 1 is 1. */
  readonly heat?: number
  /** Of `rising` lists: the same with the long half-life that it is held against. */
  readonly slowHeat?: number
  /** Epoch ms. */
  readonly firstReportedAt: number
  readonly originCount: number
  readonly minOrigins: number
  readonly halfLifeMs: number
  readonly origins: readonly {
    readonly publisher: string
    readonly weight: number
    readonly ageMs: number
    /** A reprint adds a twentieth, or less; a second publisher of one owner nothing. */
    readonly kind: 'own' | 'reprint' | 'same_owner'
    readonly contribution: number
  }[]
  /** Where the rank changed; absent rank: it was not in the list. */
  readonly ranks: readonly { readonly at: number; readonly rank?: number }[]
}

/** A story that was merged away, as it was. */
export interface MergedStory extends Story {
  /** One clause; absent in what older programs merged. */
  readonly mergedFor?: string
}

/** Why two stories are one, or are not. */
export interface StoryComparison {
  readonly stories: readonly [Pick<Story, 'id' | 'title'>, Pick<Story, 'id' | 'title'>]
  readonly outcome: 'one_story' | 'set_apart' | 'translations' | 'alike' | 'unlike'
  /** One sentence. */
  readonly verdict: string
  /** The reports that come nearest to each other, and what the rule says of them. */
  readonly nearest?: {
    readonly titles: readonly [string, string]
    readonly rule: SameStoryVerdict['rule']
    readonly score: number
    readonly reason: string
  }
}
