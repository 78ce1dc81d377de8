import type { Fingerprint } from '../../model/entry.ts'
import type { SameStoryVerdict } from '../../model/story.ts'

export interface ComparedEntry {
  readonly fingerprint: Fingerprint
  readonly reportedAt: number
  readonly publisherId: string
  /** BCP 47; without it languages are not told apart. */
  readonly language?: string
}

/** A verdict before it is told: of the many that are drafted for an entry only one is. */
export interface DraftVerdict extends Omit<SameStoryVerdict, 'reason'> {
  reason(): string
}

export function toldVerdict({ reason, ...draft }: DraftVerdict): SameStoryVerdict {
  return { ...draft, reason: reason() }
}

/** A verdict with what the whole story is judged by. */
export interface Comparison {
  readonly verdict: DraftVerdict
  /** Cosine of the two texts, facts and time aside. */
  readonly likeness: number
  /** The titles are of one wording and put different names into it, or name other places, dates or results. */
  readonly isSibling: boolean
}

/** What of two verdicts tells which is the better one. */
export type Rank = Pick<SameStoryVerdict, 'rule' | 'isCopy' | 'score'>

/** A pair of which so much is known as costs little. */
export interface PairDraft {
  readonly likeness: number
  /** No verdict on it is better: what was judged already, or where every doubt were silent. */
  readonly most: Rank
  /** Score from which it is one story by its terms. */
  readonly threshold: number
  judge(): Comparison
}

/** A pair that needs no weighing. */
export function judged(comparison: Comparison): PairDraft {
  const { verdict, likeness } = comparison
  return { likeness, most: verdict, threshold: Infinity, judge: () => comparison }
}

/** Two texts that are no one story whatever else is known of them. */
export function unlike(reason: () => string, likeness = 0): Comparison {
  return { verdict: no(0, reason), likeness, isSibling: false }
}

export function no(score: number, reason: () => string): DraftVerdict {
  return { same: false, rule: 'none', score, reason }
}
