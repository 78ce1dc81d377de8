import type { Fingerprint, TermStatistics } from '../../model/entry.ts'
import type { Candidate, SameStoryVerdict } from '../../model/story.ts'
import { DAY } from '../durations.ts'
import { hasSummary } from '../text/fingerprint.ts'
import { type Shared, tellingTerms, termListOf } from '../text/term-list.ts'
import { byIdentity } from './by-identity.ts'
import { commonHead } from './common-head.ts'
import { draftTerms } from './judge-terms.ts'
import {
  type ComparedEntry,
  type Comparison,
  judged,
  type PairDraft,
  toldVerdict,
  unlike,
} from './pair-draft.ts'
import { isTooLittle, tooLittle } from './sharers.ts'
import { cosine, createRarity, sharedTerms, type TermRarity, vectorOf } from './similarity.ts'
import { fading, freshness } from './time-between.ts'

export interface SameStoryOptions {
  /** Similarity from which two entries report one event; 0.28. Titles only. */
  readonly threshold?: number | undefined
}

const DEFAULT_THRESHOLD = 0.28
/** Taken off the threshold when both entries have a summary. */
const SUMMARY_BONUS = 0.03
/** Similarity halves with every so much time between the reports. */
const HALF_LIFE_MS = 1.5 * DAY

/** Whether an entry reports the same event as a candidate, and why. Symmetric in the two. */
export function sameStory(
  entry: ComparedEntry,
  candidate: Candidate,
  statistics: TermStatistics,
  options: SameStoryOptions = {},
): SameStoryVerdict {
  return toldVerdict(
    compareEntries(entry, candidate, createRarity(entry.fingerprint, statistics), options).verdict,
  )
}

/** `sameStory` for a caller that compares one entry with many: the rarities are worked out once. */
export function compareEntries(
  entry: ComparedEntry,
  other: ComparedEntry,
  rarity: TermRarity,
  options: SameStoryOptions,
): Comparison {
  return draftPair(entry, other, rarity, options).judge()
}

/** What a pair can come to at most, for whoever looks for the best of many: only that one need be judged. */
export function draftPair(
  entry: ComparedEntry,
  other: ComparedEntry,
  rarity: TermRarity,
  options: SameStoryOptions,
): PairDraft {
  const verdict = byIdentity(entry, other)
  return verdict
    ? judged({ verdict, likeness: verdict.score, isSibling: false })
    : byTerms(entry, other, rarity, options)
}

/** The threshold that holds for a pair. */
export function thresholdFor(a: Fingerprint, b: Fingerprint, options: SameStoryOptions): number {
  const bonus = hasSummary(a) && hasSummary(b) ? SUMMARY_BONUS : 0
  return (options.threshold ?? DEFAULT_THRESHOLD) - bonus
}

function byTerms(
  entry: ComparedEntry,
  other: ComparedEntry,
  rarity: TermRarity,
  options: SameStoryOptions,
): PairDraft {
  const a = entry.fingerprint
  const b = other.fingerprint
  if (a.group !== b.group) return notComparable(a.group, b.group)
  const skip = entry.publisherId === other.publisherId ? commonHead(a, b) : 0
  if (skip === 0) {
    // Most candidates end here, before any weight is worked out.
    const { shared } = rarity
    const found = shared?.print === a ? shared.of.get(b) : undefined
    const common = found ?? tellingTerms(termListOf(a), termListOf(b))
    if (isTooLittle(common)) return sharesLittle(common)
  }
  const left = vectorOf(a, rarity, skip)
  const right = vectorOf(b, rarity, skip)
  if (skip > 0 && isTooLittle(sharedTerms(left, right))) return onlySeries()
  const gapMs = Math.abs(entry.reportedAt - other.reportedAt)
  return draftTerms(entry, other, rarity, {
    left,
    right,
    likeness: cosine(left, right),
    threshold: thresholdFor(a, b, options),
    gapMs,
    faded: fading(gapMs, HALF_LIFE_MS),
    fresh: freshness(gapMs),
  })
}

// What ends a comparison early is made apart from it: a function that makes functions keeps all they may ask for.

function notComparable(group: string, other: string): PairDraft {
  return judged(unlike(() => `not comparable: ${group} and ${other}`))
}

/** By how much is shared: memory of a pure function. */
const LITTLE: PairDraft[] = []

function sharesLittle(common: Shared): PairDraft {
  const draft = LITTLE[common.count] ?? judged(unlike(() => tooLittle(common)))
  LITTLE[common.count] = draft
  return draft
}

function onlySeries(): PairDraft {
  return judged(unlike(() => 'share only the name of a series'))
}
