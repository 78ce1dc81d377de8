import type { TermStatistics } from './entry.ts'
import type { Candidate, Origin, Story } from './story.ts'

/** What a look-up in the story index tells. */
export interface CandidateSet {
  /** Best first. */
  readonly candidates: readonly Candidate[]
  readonly statistics: TermStatistics
  readonly tails: Tails
  /** Of each field of the tails its place among the terms of the fingerprint, −1 for a key. */
  readonly places: readonly number[]
}

/**
 * Where the index ended when it was looked up: the fields an entry indexed since would have been found by, with how many
 * documents held each. A commit is refused when these have changed.
 */
export interface Tails {
  readonly group: string
  readonly bucket: number
  readonly fields: readonly string[]
  /** Three for each field: in the bucket before, in this one, in the one after. */
  readonly counts: readonly number[]
  /**
   * In the bucket before, in this one and in the one after: how many documents there were, then how often one was written
   * anew. Where that is still so, nothing else has changed.
   */
  readonly state?: readonly number[]
  /** All fields of the entry that was looked up (`indexFields`), where they are in hand. */
  readonly indexed?: readonly string[]
}

/** A story with its origins, read as of one version. */
export interface KeptStory {
  readonly story: Story
  readonly origins: readonly Origin[]
}
