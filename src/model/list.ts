import type { StoryId } from './story.ts'

/** URL-safe slug, `^[a-z0-9][a-z0-9-]{0,39}$`. */
export type ListId = string

/**
 * What a list is ordered by. `hot`: how many independent publishers report a story, and how recently. `latest`: when
 * a story was first reported. `rising`: how much hotter it is lately than it has been for a day.
 */
export type ListKind = 'hot' | 'latest' | 'rising'

/** A rule for which stories compete and how. Empty arrays mean "any". */
export interface List {
  readonly id: ListId
  readonly title: string
  readonly kind: ListKind
  readonly channels: readonly string[]
  /** BCP 47 primary tags. */
  readonly languages: readonly string[]
  /** Publisher names. */
  readonly publishers: readonly string[]
  /** At least one of these words stands in the title or summary, ignoring case and width. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Origins a story needs before it is ranked; 2 is what "trending" means. */
  readonly minOrigins: number
  readonly halfLifeMs: number
  /** Stories whose last report is older are dropped. */
  readonly windowMs: number
  /** Stories in an edition. */
  readonly size: number
  /** Diversity: at most so many stories led by one publisher in an edition. */
  readonly perPublisher: number
}

export interface ChannelName {
  readonly id: string
  readonly title: string
}

/** A topic board. Entries are in the channels of their source, and in those whose rules they meet. */
export interface Channel extends ChannelName {
  /** An entry that its publisher filed under one of these categories belongs here, ignoring case and width. */
  readonly categories: readonly string[]
  /** So does one with one of these words in title or summary. */
  readonly include: readonly string[]
  /** But none with one of these words, unless its source is declared in this channel. */
  readonly exclude: readonly string[]
}

export interface RankedStory {
  readonly storyId: StoryId
  /** What the list is ordered by, largest first; see `rules/rank/rank-key.ts`. */
  readonly heat: number
}

export interface EditionItem {
  readonly rank: number
  readonly storyId: StoryId
  readonly title: string
  readonly url?: string
  readonly summary?: string
  readonly imageUrl?: string
  readonly language: string
  readonly publisherId: string
  readonly publisherName: string
  readonly channels: readonly string[]
  readonly originCount: number
  readonly entryCount: number
  readonly firstReportedAt: number
  readonly updatedAt: number
  readonly heat: number
  /** Rank in the edition before; absent when it was not in it. */
  readonly previousRank?: number
}

/** A numbered, frozen top of a list; never changes once numbered. */
export interface Edition {
  readonly listId: ListId
  /** 1, 2, 3 … without gaps. */
  readonly number: number
  readonly frozenAt: number
  readonly items: readonly EditionItem[]
  /** How many stories each gate kept out: for `explain` and the operator. */
  readonly dropped: Readonly<Record<'diversity' | 'size' | 'window' | 'missing', number>>
}

/** What a story was in a list on one day. */
export interface DayItem {
  readonly storyId: StoryId
  readonly title: string
  readonly url?: string
  readonly summary?: string
  readonly language: string
  readonly publisherId: string
  readonly publisherName: string
  readonly channels: readonly string[]
  readonly originCount: number
  readonly firstReportedAt: number
  /** When it was first seen in the list that day. */
  readonly enteredAt: number
  readonly bestRank: number
  readonly bestAt: number
}

/** All stories that were in a list on one day of the site's zone. */
export interface ListDay {
  readonly listId: ListId
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly items: readonly DayItem[]
}

/** What subscribers were last told of a story in a list. */
export interface Announced {
  readonly rank: number
  /** Editions in a row in which it was absent. */
  readonly absentFor: number
}

export interface ListHead {
  readonly number: number
  readonly frozenAt: number
  /** Of what a reader would see; an equal digest means no new edition. */
  readonly digest: string
  readonly announced: Readonly<Record<StoryId, Announced>>
}
