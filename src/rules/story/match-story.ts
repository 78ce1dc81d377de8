import type { Candidate, Story, StoryId } from '../../model/story.ts'
import { DAY } from '../durations.ts'
import {
  apart,
  type ComparedEntry,
  compareEntries,
  type DraftVerdict,
  type SameStoryOptions,
  thresholdFor,
} from './same-story.ts'
import { centroidOf, cosine, type TermRarity, type TermVector, vectorOf } from './similarity.ts'
import { vectorOfProfile } from './story-profile.ts'

export interface MatchOptions extends SameStoryOptions {
  /** From a story's first report to this one; by URL alone a story may grow older. 7 d. */
  readonly maxSpanMs?: number | undefined
  /** Entries from which a story takes only identical ones; 1,000. */
  readonly maxEntries?: number | undefined
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

const MAX_SPAN_MS = 7 * DAY
export const MAX_ENTRIES = 1000
/** Part of the best single match in a story's score; the rest is the match with the story as a whole. */
const BEST_SHARE = 0.5
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

/** Half by the story's nearest entry, half by the story as a whole; bounded in span and size. */
export function matchStory(
  entry: ComparedEntry,
  storyId: StoryId,
  members: readonly Candidate[],
  rarity: TermRarity,
  options: MatchOptions,
): StoryMatch {
  const pairs = members.map((candidate) => {
    const { verdict, likeness, isSibling } = compareEntries(entry, candidate, rarity, options)
    return { storyId, candidate, members, verdict, likeness, isSibling }
  })
  const best = pairs.reduce((left, right) => (byMatch(right, left) < 0 ? right : left))
  const { verdict, candidate } = best
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
      `${verdict.reason()}; but ${toAll.toFixed(2)} < ${LEAST_OF_WHOLE.toFixed(2)} of the whole story`
    return { ...match, verdict: { same: false, rule: 'none', score: verdict.score * toAll, reason } }
  }
  const isTemplate = areSiblings(pairs)
  const score =
    verdict.score *
    (BEST_SHARE + (1 - BEST_SHARE) * Math.min(toAll / toNearest, 2)) *
    (isTemplate ? TEMPLATE_FACTOR : 1)
  const threshold = thresholdFor(entry.fingerprint, candidate.fingerprint, options)
  const same = score >= threshold
  if (same === verdict.same) return { ...match, verdict: { ...verdict, score: Math.min(score, 1) } }
  const why = isTemplate ? 'one wording about many names' : 'with the whole story'
  const reason = () =>
    `${verdict.reason()}; ${why} ${score.toFixed(2)} ${same ? '≥' : '<'} ${threshold.toFixed(2)}`
  return { ...match, verdict: { same, rule: same ? 'terms' : 'none', score: Math.min(score, 1), reason } }
}

/** Better first; the smaller id settles what is equal. */
export function byMatch(
  a: Pick<StoryMatch, 'storyId' | 'verdict'>,
  b: Pick<StoryMatch, 'storyId' | 'verdict'>,
): number {
  return (
    RULE_ORDER[a.verdict.rule] - RULE_ORDER[b.verdict.rule] ||
    b.verdict.score - a.verdict.score ||
    (a.storyId < b.storyId ? -1 : a.storyId > b.storyId ? 1 : 0)
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

function areSiblings(pairs: readonly { readonly likeness: number; readonly isSibling: boolean }[]): boolean {
  const near = pairs.filter(({ likeness }) => likeness >= LEAST_LIKENESS)
  const siblings = near.filter(({ isSibling }) => isSibling)
  return near.length >= TEMPLATE_ENTRIES && siblings.length >= TEMPLATE_SHARE * near.length
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
  if (verdict.rule !== 'url' && span > (options.maxSpanMs ?? MAX_SPAN_MS)) {
    return `story is full: first report ${apart(span)}`
  }
  const count = story?.entryCount ?? members.length
  if (verdict.rule === 'terms' && count >= (options.maxEntries ?? MAX_ENTRIES)) {
    return `story is full: ${count} entries`
  }
  return undefined
}
