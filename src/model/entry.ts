import type { SourceId } from './source.ts'

/** Hash of source and identity key: the same item of the same source is always the same entry. */
export type EntryId = string

/** One normalised item of one source. */
export interface Entry {
  readonly id: EntryId
  readonly sourceId: SourceId
  readonly publisherId: string
  readonly publisherName: string
  /** Whose publisher it is, where that says more than its name (`rules/rank/owner.ts`). */
  readonly ownerId?: string
  /** Name of the source's publisher, where that is another one: an aggregator that has it from this entry's. */
  readonly carriedBy?: string
  /** Link as the publisher wrote it (made absolute); shown to people. May be absent. */
  readonly url?: string
  /** Plain text, at most 1,000 characters; never empty (falls back to summary, then link). */
  readonly title: string
  /** The title without what its source writes around every title, where that differs; compared, never shown. */
  readonly heading?: string
  /** Plain text, at most 2,000 characters. */
  readonly summary?: string
  /** BCP 47, lower-case primary tag where nothing better is known; `und` when unknown. */
  readonly language: string
  readonly channels: readonly string[]
  readonly authors: readonly string[]
  readonly imageUrl?: string
  /** What the publisher claims; shown, never trusted for rank. */
  readonly publishedAt?: number
  /** When the report counts from: `publishedAt` clamped between the source's previous successful poll and now. */
  readonly reportedAt: number
  readonly firstSeenAt: number
  /** Weight of the source when the entry was admitted. */
  readonly weight: number
  /** Changes when a reader would see a difference: title, summary, link. */
  readonly contentHash: string
  /** `silent`: in a story, but no event tells of it (backfill). `stored`: too old for any story. */
  readonly announcement: 'announced' | 'silent' | 'stored'
  readonly storyId?: string
}

/** An entry as it is stored: what deciding about it needs beside its JSON, which nobody on the way reads. */
export interface PackedEntry
  extends Pick<Entry, 'id' | 'contentHash' | 'reportedAt' | 'firstSeenAt' | 'announcement'> {
  readonly json: string
  /** What its source remembers it by, see `rules/identity/seen-marks.ts`. */
  readonly mark: number
}

/** `expired`: retention has removed it, its feed still carries it unchanged, and it is not stored again. */
export type AdmissionOutcome = 'known' | 'expired' | 'stored' | 'changed'

/** What became of an entry that a document brought. */
export interface Admitted {
  readonly outcome: AdmissionOutcome
  /** No story holds it yet, or not with this content, whoever stored it. */
  readonly waits: boolean
}

/** What comparing two entries needs; computed once per entry, stored beside its postings. */
export interface Fingerprint {
  /** Script or language family whose texts are comparable: one index each. */
  readonly group: string
  /** Hash of the canonical URL. */
  readonly urlKey?: string
  /** Hash of the normalised title; absent when the title is too short or too general to identify. */
  readonly titleKey?: string
  /**
   * Terms of the title in order of first occurrence, parted by spaces. Each weighs 1, or what stands after an asterisk:
   * `storm*1.693 coast`. Without idf; no term holds either sign.
   */
  readonly titleTerms: string
  /** Terms that the summary alone has, in the same form but without weights: each weighs a half. */
  readonly summaryTerms: string
  /** Typed numbers, `kind:value` such as `score:3-1`, `date:10-03`, `n:5.1`. */
  readonly facts: readonly string[]
}

/** How common terms are in the entry's group within the window. */
export interface TermStatistics {
  readonly documentCount: number
  /** Documents that hold each term of the fingerprint they were asked for, in its order; undefined where nothing is known. */
  readonly documentFrequency: readonly (number | undefined)[]
}
