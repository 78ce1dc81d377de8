import type { Candidate, SameStoryVerdict, Story, StoryId } from '../../model/story.ts'
import { DAY } from '../durations.ts'
import type { ComparedEntry, DraftVerdict, PairDraft, Rank } from './pair-draft.ts'
import { draftPair, type SameStoryOptions, thresholdFor } from './same-story.ts'
import { centroidOf, cosine, type TermRarity, type TermVector, vectorOf } from './similarity.ts'
import { vectorOfProfile } from './story-profile.ts'
import { apart } from './time-between.ts'
import { toldScore } from './told-score.ts'

export interface MatchOptions extends SameStoryOptions {
  /** What the store knows of a candidate's story; without it the candidates themselves bound it. */
  readonly storyOf?: ((id: StoryId) => KnownStory | undefined) | undefined
}

/** `language`: of its lead entry, where entries are told apart by theirs. */
export type KnownStory = Pick<Story, 'firstReportedAt' | 'entryCount' | 'profile'> & {
  readonly language?: string
}

/** How an entry stands to a story. */
export interface StoryMatch {
  readonly storyId: StoryId
  /** The nearest of its entries. */
  readonly candidate: Candidate
  /** Those of its entries that are candidates. */
  readonly members: readonly Candidate[]
  readonly verdict: DraftVerdict
}

/** From a story's first report to this one; by URL alone a story may grow older. */
const MAX_SPAN_MS = 7 * DAY
/** From so many on a story takes only identical ones. */
export const MAX_ENTRIES = 1000
/** Part of the best single match in a story's score; the rest is the match with the story as a whole. */
const BEST_SHARE = 0.5
/** The whole counts for no more than so many times the nearest entry, and for less where that is no match by itself. */
const MOST_FROM_WHOLE = 2
const MOST_OF_UNLIKE = 1.4
const FACTOR_OF_WHOLE = BEST_SHARE + (1 - BEST_SHARE) * MOST_FROM_WHOLE
const FACTOR_OF_UNLIKE = BEST_SHARE + (1 - BEST_SHARE) * MOST_OF_UNLIKE
/** A story of one entry is as near as that entry, but for what rounding does. */
const MOST_OF_ONE = 1 + 1e-9
/** A story of so many entries has a shape; who is like its latest entry only would lead it elsewhere, step by step. */
const SHAPED_ENTRIES = 5
const LEAST_OF_WHOLE = 0.12
/** A story most of whose entries are of one wording with this one, each about another name, is its template. */
const TEMPLATE_SHARE = 2 / 3
const TEMPLATE_ENTRIES = 2
const TEMPLATE_FACTOR = 0.4
/** Below this two entries tell nothing about each other's wording. */
const LEAST_LIKENESS = 0.28
const RULE_ORDER = { url: 0, title: 1, terms: 2, none: 3 } as const

/** A match of which so much is known as costs little. */
export interface StoryDraft {
  readonly storyId: StoryId
  readonly members: readonly Candidate[]
  /** The match is not better. */
  readonly most: Rank
  match(): StoryMatch
}

/**
 * What an entry can be to a story at most, for whoever looks for the best of many. `near`: members beside which the others
 * are known to be nothing to it.
 */
export function draftStory(
  entry: ComparedEntry,
  storyId: StoryId,
  members: readonly Candidate[],
  rarity: TermRarity,
  options: MatchOptions,
  near = members,
): StoryDraft {
  const pairs = near.map((candidate) => draftPair(entry, candidate, rarity, options))
  const isOne = members.length === 1 && options.storyOf?.(storyId)?.profile === undefined
  let match: StoryMatch | undefined
  return {
    storyId,
    members,
    most: mostOf(pairs, isOne),
    match() {
      match ??= matchPairs(entry, storyId, { members, near, pairs }, rarity, options)
      return match
    },
  }
}

function mostOf(pairs: readonly PairDraft[], isOne: boolean): StoryDraft['most'] {
  let rule: SameStoryVerdict['rule'] = 'none'
  let most = 0
  let isCopy = false
  for (const pair of pairs) {
    const isExact = RULE_ORDER[pair.most.rule] < RULE_ORDER.terms
    const factor = isOne ? MOST_OF_ONE : pair.most.rule === 'none' ? FACTOR_OF_UNLIKE : FACTOR_OF_WHOLE
    const score = isExact ? pair.most.score : Math.min(pair.most.score * factor, 1)
    if (score > most) most = score
    if (pair.most.isCopy) isCopy = true
    const best = isExact ? pair.most.rule : score >= pair.threshold ? 'terms' : 'none'
    if (RULE_ORDER[best] < RULE_ORDER[rule]) rule = best
  }
  return { rule, isCopy, score: most }
}

interface Pairs {
  readonly members: readonly Candidate[]
  readonly near: readonly Candidate[]
  /** With each of `near`. */
  readonly pairs: readonly PairDraft[]
}

/** Half by the story's nearest entry, half by the story as a whole; bounded in span and size. */
function matchPairs(
  entry: ComparedEntry,
  storyId: StoryId,
  { members, near, pairs }: Pairs,
  rarity: TermRarity,
  options: MatchOptions,
): StoryMatch {
  const nearest = nearestOf(pairs)
  const candidate = near[nearest] as Candidate
  const { verdict } = (pairs[nearest] as PairDraft).judge()
  const match = { storyId, candidate, members, verdict }
  const bound = boundOf(entry, storyId, members, verdict, options)
  if (bound !== undefined)
    return { ...match, verdict: { same: false, rule: 'none', score: verdict.score, reason: () => bound } }
  // What is the same text is in the same story, however that reads as a whole.
  if (verdict.rule === 'url' || verdict.rule === 'title' || verdict.isCopy) return match

  if (verdict.score === 0) return match

  const own = vectorOf(entry.fingerprint, rarity)
  const toNearest = cosine(own, vectorOf(candidate.fingerprint, rarity))
  if (toNearest === 0) return match
  const toAll = cosine(own, wholeOf(storyId, members, entry.fingerprint.group, rarity, options))
  const size = options.storyOf?.(storyId)?.entryCount ?? members.length
  if (size >= SHAPED_ENTRIES && toAll < LEAST_OF_WHOLE) {
    const reason = () =>
      `${verdict.reason()}; but likeness to the whole story ${toldScore(toAll, LEAST_OF_WHOLE)}`
    return { ...match, verdict: { same: false, rule: 'none', score: verdict.score * toAll, reason } }
  }
  const isTemplate = areSiblings(pairs)
  const score =
    verdict.score *
    (BEST_SHARE +
      (1 - BEST_SHARE) * Math.min(toAll / toNearest, verdict.same ? MOST_FROM_WHOLE : MOST_OF_UNLIKE)) *
    (isTemplate ? TEMPLATE_FACTOR : 1)
  const threshold = thresholdFor(entry.fingerprint, candidate.fingerprint, options)
  const same = score >= threshold
  if (same === verdict.same) return { ...match, verdict: { ...verdict, score: Math.min(score, 1) } }
  const why = isTemplate ? 'one wording about many names' : 'with the whole story'
  const reason = () => `${verdict.reason()}; ${why} ${toldScore(score, threshold)}`
  return { ...match, verdict: { same, rule: same ? 'terms' : 'none', score: Math.min(score, 1), reason } }
}

/** Place of the best pair, of equals the first. Begun with the most promising one, few have to be judged. */
function nearestOf(pairs: readonly PairDraft[]): number {
  let nearest = 0
  for (let at = 1; at < pairs.length; at++) {
    if (compareVerdicts(mostAt(pairs, at), mostAt(pairs, nearest)) < 0) nearest = at
  }
  for (let at = 0; at < pairs.length; at++) {
    if (at === nearest) continue
    const { verdict: best } = (pairs[nearest] as PairDraft).judge()
    if (compareVerdicts(mostAt(pairs, at), best) > 0) continue
    const order = compareVerdicts((pairs[at] as PairDraft).judge().verdict, best)
    if (order < 0 || (order === 0 && at < nearest)) nearest = at
  }
  return nearest
}

function mostAt(pairs: readonly PairDraft[], at: number): PairDraft['most'] {
  return (pairs[at] as PairDraft).most
}

/** Better first; the smaller id settles what is equal. */
export function byMatch(
  a: Pick<StoryMatch, 'storyId'> & { readonly verdict: Rank },
  b: Pick<StoryMatch, 'storyId'> & { readonly verdict: Rank },
): number {
  return compareVerdicts(a.verdict, b.verdict) || (a.storyId < b.storyId ? -1 : a.storyId > b.storyId ? 1 : 0)
}

/** Negative when the first is better. Whatever else scores higher: what is one text is in one story. */
export function compareVerdicts(a: Rank, b: Rank): number {
  return (
    RULE_ORDER[a.rule] - RULE_ORDER[b.rule] ||
    Number(b.isCopy ?? false) - Number(a.isCopy ?? false) ||
    b.score - a.score
  )
}

/** By its profile; a story of one entry, which keeps none, by that entry. */
export function wholeOf(
  storyId: StoryId,
  members: readonly Candidate[],
  group: string,
  rarity: TermRarity,
  options: MatchOptions,
): TermVector {
  const profile = options.storyOf?.(storyId)?.profile
  if (profile) return vectorOfProfile(profile)
  const comparable = members.filter((member) => member.fingerprint.group === group)
  return centroidOf(comparable.map((member) => vectorOf(member.fingerprint, rarity)))
}

function areSiblings(pairs: readonly PairDraft[]): boolean {
  const near = pairs.filter(({ likeness }) => likeness >= LEAST_LIKENESS)
  if (near.length < TEMPLATE_ENTRIES) return false
  const least = TEMPLATE_SHARE * near.length
  let siblings = 0
  for (const [at, pair] of near.entries()) {
    if (pair.judge().isSibling) siblings++
    // Neither do all the others change what it is.
    if (siblings >= least) return true
    if (siblings + near.length - at - 1 < least) return false
  }
  return false
}

/** Why a story may not grow by this entry. */
function boundOf(
  entry: ComparedEntry,
  storyId: StoryId,
  members: readonly Candidate[],
  verdict: DraftVerdict,
  options: MatchOptions,
): string | undefined {
  const story = options.storyOf?.(storyId)
  const first = story?.firstReportedAt ?? Math.min(...members.map((member) => member.reportedAt))
  const span = Math.abs(entry.reportedAt - first)
  if (verdict.rule !== 'url' && span > MAX_SPAN_MS) {
    return `story is full: first report ${apart(span)}`
  }
  const count = story?.entryCount ?? members.length
  if (verdict.rule === 'terms' && count >= MAX_ENTRIES) {
    return `story is full: ${count} entries`
  }
  return undefined
}
