import type { EntryId, Fingerprint } from './entry.ts'

/** Time-sortable and derived from the founding entry: the same input founds the same id, which stays with most entries. */
export type StoryId = string

/** One independent publisher that reported a story. */
export interface Origin {
  readonly publisherId: string
  readonly publisherName: string
  /** Earliest report, epoch ms. */
  readonly reportedAt: number
  /** Largest source weight with which this publisher reported. */
  readonly weight: number
  readonly entryId: EntryId
  /** What it printed, one item a text, keys of it joined by `+` (`rules/text/text-keys.ts`); sorted, at most eight. */
  readonly texts?: readonly string[]
  /** Whose it is, where that says more than the publisher: publishers of one owner count once. */
  readonly ownerId?: string
}

/** What an entry leads a story by (`rules/story/leads-over.ts`). */
export interface LeadClaim {
  readonly entryId: EntryId
  /** Of its source, 0.25 to 4. */
  readonly weight: number
  /** When it counts from, epoch ms: not long before it was first seen, whatever it says. */
  readonly reportedAt: number
}

/**
 * The heaviest terms of a story, summed over its entries. Two lists, since an engine makes shapes of an object that has
 * terms for names: to read one of 32 from JSON took forty times as long as all else of a story.
 */
export interface StoryProfile {
  /** With a space between them. */
  readonly terms: string
  /** Of each term, in hundredths. */
  readonly weights: readonly number[]
}

/** The entries that report the same event. */
export interface Story {
  readonly id: StoryId
  /** Raised by one with every change; changes are committed only on the version they were decided on. */
  readonly version: number
  readonly title: string
  /** What it was called before, newest first, at most five; of stories that became one, what the lead's was. */
  readonly formerTitles?: readonly string[]
  readonly url?: string
  readonly summary?: string
  readonly imageUrl?: string
  readonly language: string
  readonly leadEntryId: EntryId
  readonly leadPublisherId: string
  readonly leadPublisherName: string
  /** Absent in stories of older programs, and of another entry where one of these has merged it. */
  readonly leadClaim?: LeadClaim
  readonly firstReportedAt: number
  readonly lastReportedAt: number
  readonly updatedAt: number
  readonly entryCount: number
  readonly originCount: number
  /** What it is about; absent with one entry, and a weight by each term in stories of older programs. */
  readonly profile?: StoryProfile | Readonly<Record<string, number>>
  readonly channels: readonly string[]
  /** Lists it competes in. */
  readonly listIds: readonly string[]
  /** Marks of splits (`rules/story/apart-stories.ts`): what a person has set apart stays apart. */
  readonly apart?: readonly string[]
  /** A person has made it one: the machine parts nothing of it. */
  readonly isByHand?: boolean
  /** Set when the story was merged away; readers follow it. */
  readonly mergedInto?: StoryId
}

/** An entry of the index that may report the same event as the one looked at. */
export interface Candidate {
  readonly entryId: EntryId
  readonly storyId: StoryId
  readonly publisherId: string
  readonly reportedAt: number
  readonly fingerprint: Fingerprint
  /**
   * Entries reported before it that put it into its story; none of one that founded it. Absent where nobody knows: it stays
   * where it is.
   */
  readonly grounds?: readonly EntryId[]
}

/** Answer of the same-story rule, with a reason a person understands. */
export interface SameStoryVerdict {
  readonly same: boolean
  readonly rule: 'url' | 'title' | 'terms' | 'none'
  /** 0..1; 1 for exact identity. */
  readonly score: number
  readonly reason: string
  /** Nearly the same words and no fact that differs: a reprint rather than a report of its own. */
  readonly isCopy?: boolean
}

/** A story of the same event in another language: linked, never merged. */
export interface Translation {
  readonly storyId: StoryId
  /** Of what they have in common, 1.2 and more; no likeness of words. */
  readonly score: number
  readonly reason: string
  /** Epoch ms. */
  readonly linkedAt: number
}
