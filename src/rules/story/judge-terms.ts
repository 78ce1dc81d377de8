import { hasSummary } from '../text/fingerprint.ts'
import { nameOthers } from '../text/title-names.ts'
import { SERIES_GAP_MS } from './by-identity.ts'
import { compareFacts, mostAgreement, shareWork } from './conflicts.ts'
import { keepsOrder } from './keeps-order.ts'
import { sharedPhrase } from './one-phrase.ts'
import { giveOtherFigures } from './other-figures.ts'
import { type ComparedEntry, type Comparison, no, type PairDraft, unlike } from './pair-draft.ts'
import { sharedTerms, type TermRarity, type TermVector } from './similarity.ts'
import { tellOfEachOther } from './tell-of-each-other.ts'
import { differentFillings, doubtOf } from './template.ts'
import { apart } from './time-between.ts'
import { toldScore } from './told-score.ts'
import { toldTerms } from './told-terms.ts'

/** From here on two texts are one text. */
const NEAR_DUPLICATE = 0.8
/** From here on two titles of one publisher on different days are two parts of a series: its wording is its own. */
const SERIES_LIKENESS = 0.7
/** What two titles lose when words in a row are all they share; pieces of one word overlap, and count for more than it says. */
const PHRASE_DOUBT = { name: 0.77, pieces: 0.74, phrase: 0.9 } as const
/** Both tell several figures, and none is the same. */
const OTHER_FIGURES_DOUBT = 0.6
/** Both titles name somebody or something, and none of the names is in the other text. */
const OTHER_NAMES_DOUBT = 0.6

/** A pair that shares enough to be weighed; what it can come to at most is known at once. */
export function draftTerms(
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
    most: {
      rule: score >= threshold ? 'terms' : 'none',
      score,
      isCopy: score >= threshold && likeness >= NEAR_DUPLICATE,
    },
    threshold,
    judge() {
      comparison ??= judgeTerms(entry, other, rarity, draft)
      return comparison
    },
  }
}

export interface TermsDraft {
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
  const phrase = sharedPhrase(a, b)
  const isOneName = phrase === 'name' || phrase === 'pieces'
  const areOtherFigures = giveOtherFigures(a, b)
  const isDoubted =
    facts.conflict !== undefined ||
    template !== undefined ||
    areOthers ||
    isOneName ||
    (hasSummary(a) && hasSummary(b) && !tellOfEachOther(a, b))
  const score = Math.min(
    likeness *
      facts.factor *
      faded *
      (isDoubted ? 1 : fresh) *
      doubtOf(template, facts.agrees) *
      (areOthers ? OTHER_NAMES_DOUBT : 1) *
      (phrase === undefined ? 1 : PHRASE_DOUBT[phrase]) *
      (areOtherFigures ? OTHER_FIGURES_DOUBT : 1),
    1,
  )
  const same = score >= threshold
  const isSibling = template !== undefined || facts.isOtherInstance
  if (!same && likeness * faded >= threshold) {
    const conflict = facts.conflict ?? (template && `one wording about ${template.fillings.join(' and ')}`)
    if (conflict !== undefined) return { verdict: no(score, () => conflict), likeness, isSibling }
  }
  const reason = () => {
    const { count } = sharedTerms(left, right)
    const said = [
      `likeness ${likeness.toFixed(2)}`,
      ...(facts.conflict === undefined ? [] : [facts.conflict]),
      ...(template ? [`one wording about ${template.fillings.join(' and ')}`] : []),
      ...(areOthers ? ['other names'] : []),
      ...(isOneName ? ['one name or word is all they share'] : []),
      ...(phrase === 'phrase' ? ['one phrase is all they share'] : []),
      ...(areOtherFigures ? ['no figure in common'] : []),
      ...(facts.factor > 1 ? ['figures agree'] : []),
      apart(gapMs),
    ]
    return `${count} shared terms: ${toldTerms(left, right)}; ${said.join(', ')}: ${toldScore(score, threshold)}`
  }
  const isNear = same && !samePublisher && likeness >= NEAR_DUPLICATE && facts.conflict === undefined
  const isCopy = isNear && !isSibling && keepsOrder(a, b)
  const verdict = { same, rule: same ? 'terms' : 'none', score, reason, ...(isCopy && { isCopy }) } as const
  return { verdict, likeness, isSibling }
}
