import type { Fingerprint, TermStatistics } from '../../model/entry.ts'
import type { Candidate, SameStoryVerdict } from '../../model/story.ts'
import { DAY, HOUR } from '../durations.ts'
import { hasSummary } from '../text/fingerprint.ts'
import { type Shared, tellingTerms, termListOf } from '../text/term-list.ts'
import { nameOthers } from '../text/title-names.ts'
import { commonHead } from './common-head.ts'
import { compareFacts, mostAgreement, shareWork } from './conflicts.ts'
import { keepsOrder } from './keeps-order.ts'
import { shareOnePhrase } from './one-phrase.ts'
import { isTooLittle, tooLittle } from './sharers.ts'
import {
  cosine,
  createRarity,
  sharedTerms,
  type TermRarity,
  type TermVector,
  vectorOf,
} from './similarity.ts'
import { tellOfEachOther } from './tell-of-each-other.ts'
import { differentFillings, doubtOf } from './template.ts'
import { apart, fading, freshness } from './time-between.ts'
import { firstOf, toldScore } from './told-score.ts'

export interface ComparedEntry {
  readonly fingerprint: Fingerprint
  readonly reportedAt: number
  readonly publisherId: string
  /** BCP 47; without it languages are not told apart. */
  readonly language?: string
}

export interface SameStoryOptions {
  /** Similarity from which two entries report one event; 0.28. Titles only. */
  readonly threshold?: number | undefined
  /** Taken off the threshold when both entries have a summary; 0.03. */
  readonly summaryBonus?: number | undefined
  /** Similarity halves with every so much time between the reports; 1.5 d. */
  readonly halfLifeMs?: number | undefined
}

const DEFAULT_THRESHOLD = 0.28
const DEFAULT_SUMMARY_BONUS = 0.03
const HALF_LIFE_MS = 1.5 * DAY
/** One publisher's equal titles further apart than this are a series: the next day's edition, not the same news. */
const SERIES_GAP_MS = 20 * HOUR
/** Equal titles of different publishers further apart than this are a coincidence or an anniversary. */
const TITLE_GAP_MS = 4 * DAY
/** From here on two texts are one text. */
const NEAR_DUPLICATE = 0.8
/** From here on two titles of one publisher on different days are two parts of a series: its wording is its own. */
const SERIES_LIKENESS = 0.7
/** All that is shared is one name, or one word of a script whose terms are pieces. */
const ONE_PHRASE_DOUBT = 0.8
/** Both titles name somebody or something, and none of the names is in the other text. */
const OTHER_NAMES_DOUBT = 0.6

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

/** A pair of which so much is known as costs little. */
export interface PairDraft {
  readonly likeness: number
  /** No verdict on it is better: what was judged already, or where every doubt were silent. */
  readonly most: Pick<SameStoryVerdict, 'rule' | 'score'>
  /** Score from which it is one story by its terms. */
  readonly threshold: number
  judge(): Comparison
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

function judged(comparison: Comparison): PairDraft {
  const { verdict, likeness } = comparison
  return { likeness, most: verdict, threshold: Infinity, judge: () => comparison }
}

/** The threshold that holds for a pair. */
export function thresholdFor(a: Fingerprint, b: Fingerprint, options: SameStoryOptions): number {
  const bonus = hasSummary(a) && hasSummary(b) ? (options.summaryBonus ?? DEFAULT_SUMMARY_BONUS) : 0
  return (options.threshold ?? DEFAULT_THRESHOLD) - bonus
}

function byIdentity(entry: ComparedEntry, other: ComparedEntry): DraftVerdict | undefined {
  const a = entry.fingerprint
  const b = other.fingerprint
  const sameTitle = a.titleKey !== undefined && a.titleKey === b.titleKey
  // One publisher linking many items to one page runs a link blog: there the link says nothing.
  const samePage = a.urlKey !== undefined && a.urlKey === b.urlKey
  if (samePage && (entry.publisherId !== other.publisherId || sameTitle)) {
    return { same: true, rule: 'url', score: 1, reason: () => 'same canonical URL' }
  }
  return sameTitle ? byTitle(entry, other) : undefined
}

function byTitle(entry: ComparedEntry, other: ComparedEntry): DraftVerdict {
  const gapMs = Math.abs(entry.reportedAt - other.reportedAt)
  if (entry.publisherId === other.publisherId && gapMs > SERIES_GAP_MS) {
    return no(0, () => `same title by the same publisher, ${apart(gapMs)}: a series`)
  }
  if (gapMs > TITLE_GAP_MS) return no(0, () => `same title, but ${apart(gapMs)}`)
  return { same: true, rule: 'title', score: 1, reason: () => `same title, ${apart(gapMs)}` }
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
    faded: fading(gapMs, options.halfLifeMs ?? HALF_LIFE_MS),
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

function draftTerms(
  entry: ComparedEntry,
  other: ComparedEntry,
  rarity: TermRarity,
  draft: TermsDraft,
): PairDraft {
  const { likeness, threshold, faded, fresh } = draft
  const most = mostAgreement(entry.fingerprint.facts, other.fingerprint.facts)
  // In the order of `judgeTerms`, whose every other factor is at most 1: rounded, too, it is no less.
  const score = Math.min(likeness * most * faded * fresh, 1)
  let comparison: Comparison | undefined
  return {
    likeness,
    most: { rule: score >= threshold ? 'terms' : 'none', score },
    threshold,
    judge() {
      comparison ??= judgeTerms(entry, other, rarity, draft)
      return comparison
    },
  }
}

interface TermsDraft {
  readonly left: TermVector
  readonly right: TermVector
  readonly likeness: number
  readonly threshold: number
  readonly gapMs: number
  readonly faded: number
  readonly fresh: number
}

function judgeTerms(
  entry: ComparedEntry,
  other: ComparedEntry,
  rarity: TermRarity,
  { left, right, likeness, threshold, gapMs, faded, fresh }: TermsDraft,
): Comparison {
  const a = entry.fingerprint
  const b = other.fingerprint
  const samePublisher = entry.publisherId === other.publisherId
  if (samePublisher && gapMs > SERIES_GAP_MS && (likeness >= SERIES_LIKENESS || keepsOrder(a, b))) {
    return unlike(() => `nearly the same title by the same publisher, ${apart(gapMs)}: a series`, likeness)
  }
  const isLikely = likeness * Math.max(faded * fresh, 1) >= threshold
  const template = isLikely && !shareWork(a.facts, b.facts) ? differentFillings(a, b, rarity) : undefined
  const facts = compareFacts(a.facts, b.facts, { cosine: likeness, gapMs, samePublisher })
  const areOthers = nameOthers(a, b)
  const isOnePhrase = isLikely && shareOnePhrase(a, b)
  const isDoubted =
    facts.conflict !== undefined ||
    template !== undefined ||
    areOthers ||
    isOnePhrase ||
    (hasSummary(a) && hasSummary(b) && !tellOfEachOther(a, b))
  const score = Math.min(
    likeness *
      facts.factor *
      faded *
      (isDoubted ? 1 : fresh) *
      doubtOf(template, facts.agrees) *
      (areOthers ? OTHER_NAMES_DOUBT : 1) *
      (isOnePhrase ? ONE_PHRASE_DOUBT : 1),
    1,
  )
  const same = score >= threshold
  const isSibling = template !== undefined || facts.isOtherInstance
  if (!same && likeness * faded >= threshold) {
    const conflict = facts.conflict ?? (template && `one wording about ${template.fillings.join(' and ')}`)
    if (conflict !== undefined) return { verdict: no(score, () => conflict), likeness, isSibling }
  }
  const reason = () => {
    const shared = sharedTerms(left, right)
    const said = [
      `likeness ${likeness.toFixed(2)}`,
      ...(facts.conflict === undefined ? [] : [facts.conflict]),
      ...(template ? [`one wording about ${template.fillings.join(' and ')}`] : []),
      ...(areOthers ? ['other names'] : []),
      ...(isOnePhrase ? ['one name or word is all they share'] : []),
      ...(facts.factor > 1 ? ['figures agree'] : []),
      apart(gapMs),
    ]
    return `${shared.count} shared terms: ${firstOf(shared.inOrder())}; ${said.join(', ')}: ${toldScore(score, threshold)}`
  }
  const isNear = same && !samePublisher && likeness >= NEAR_DUPLICATE && facts.conflict === undefined
  const isCopy = isNear && !isSibling && keepsOrder(a, b)
  const verdict = { same, rule: same ? 'terms' : 'none', score, reason, ...(isCopy && { isCopy }) } as const
  return { verdict, likeness, isSibling }
}

function unlike(reason: () => string, likeness = 0): Comparison {
  return { verdict: no(0, reason), likeness, isSibling: false }
}

function no(score: number, reason: () => string): DraftVerdict {
  return { same: false, rule: 'none', score, reason }
}
