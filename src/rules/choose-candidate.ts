import type { TermStatistics } from '../model/entry.ts'
import type { Candidate, SameStoryVerdict, Story, StoryId } from '../model/story.ts'
import { DAY } from './durations.ts'
import {
  apart,
  type ComparedEntry,
  compareEntries,
  type SameStoryOptions,
  thresholdFor,
} from './same-story.ts'
import { centroidOf, cosine, createRarity, type TermRarity, vectorOf } from './similarity.ts'

export interface ChooseOptions extends SameStoryOptions {
  /** From a story's first report to this one; by URL alone a story may grow older. 7 d. */
  readonly maxSpanMs?: number | undefined
  /** Entries from which a story takes only identical ones; 1,000. */
  readonly maxEntries?: number | undefined
  /** What the store knows of a candidate's story; without it the candidates themselves bound it. */
  readonly storyOf?: ((id: StoryId) => Pick<Story, 'firstReportedAt' | 'entryCount'> | undefined) | undefined
}

export interface Choice {
  /** Of the best story; `rule: 'none'` when the entry founds a story of its own. */
  readonly verdict: SameStoryVerdict
  /** The entry to join, present when `verdict.same`. */
  readonly candidate?: Candidate
  /** Other stories that match as well, best first: candidates for a merge. */
  readonly rivals: readonly { readonly storyId: StoryId; readonly verdict: SameStoryVerdict }[]
}

const MAX_SPAN_MS = 7 * DAY
const MAX_ENTRIES = 1000
/** Part of the best single match in a story's score; the rest is the match with the story as a whole. */
const BEST_SHARE = 0.5
const RULE_ORDER = { url: 0, title: 1, terms: 2, none: 3 } as const

interface StoryMatch {
  readonly storyId: StoryId
  readonly candidate: Candidate
  readonly verdict: SameStoryVerdict
}

/**
 * The story an entry belongs to, among those of its candidates. A story counts half by its nearest entry and half
 * by all of its candidates together, and is bounded in span and size, so that a chain of small steps does not
 * become one story. Equal scores are settled by the smaller id: the same candidates give the same choice.
 */
export function chooseCandidate(
  entry: ComparedEntry,
  candidates: readonly Candidate[],
  statistics: TermStatistics,
  options: ChooseOptions = {},
): Choice {
  const rarity = createRarity(statistics)
  const matches = [...byStory(candidates)]
    .map(([id, members]) => matchStory(entry, id, members, rarity, options))
    .sort(byMatch)
  const [best, ...others] = matches
  if (!best) return { verdict: { same: false, rule: 'none', score: 0, reason: 'no candidates' }, rivals: [] }
  const rivals = others
    .filter((match) => match.verdict.same)
    .map(({ storyId, verdict }) => ({ storyId, verdict }))
  return best.verdict.same
    ? { verdict: best.verdict, candidate: best.candidate, rivals }
    : { verdict: best.verdict, rivals: [] }
}

function matchStory(
  entry: ComparedEntry,
  storyId: StoryId,
  members: readonly Candidate[],
  rarity: TermRarity,
  options: ChooseOptions,
): StoryMatch {
  const pairs = members.map((candidate) => ({
    storyId,
    candidate,
    verdict: compareEntries(entry, candidate, rarity, options),
  }))
  const best = pairs.reduce((left, right) => (byMatch(right, left) < 0 ? right : left))
  const { verdict, candidate } = best
  const bound = boundOf(entry, storyId, members, verdict, options)
  if (bound !== undefined)
    return { ...best, verdict: { same: false, rule: 'none', score: verdict.score, reason: bound } }
  if (verdict.rule === 'url' || verdict.rule === 'title') return best

  const own = vectorOf(entry.fingerprint, rarity)
  const comparable = members.filter((member) => member.fingerprint.group === entry.fingerprint.group)
  const toNearest = cosine(own, vectorOf(candidate.fingerprint, rarity))
  const toAll = cosine(own, centroidOf(comparable.map((member) => vectorOf(member.fingerprint, rarity))))
  if (verdict.score === 0 || toNearest === 0) return best
  const score = verdict.score * (BEST_SHARE + (1 - BEST_SHARE) * Math.min(toAll / toNearest, 2))
  const threshold = thresholdFor(entry.fingerprint, candidate.fingerprint, options)
  const same = score >= threshold
  if (same === verdict.same) return { ...best, verdict: { ...verdict, score: Math.min(score, 1) } }
  const reason = `${verdict.reason}; with the whole story ${score.toFixed(2)} ${same ? '≥' : '<'} ${threshold.toFixed(2)}`
  return { ...best, verdict: { same, rule: same ? 'terms' : 'none', score: Math.min(score, 1), reason } }
}

/** Why a story may not grow by this entry. */
function boundOf(
  entry: ComparedEntry,
  storyId: StoryId,
  members: readonly Candidate[],
  verdict: SameStoryVerdict,
  options: ChooseOptions,
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

function byStory(candidates: readonly Candidate[]): Map<StoryId, Candidate[]> {
  const stories = new Map<StoryId, Candidate[]>()
  for (const candidate of [...candidates].sort((a, b) => (a.entryId < b.entryId ? -1 : 1))) {
    const members = stories.get(candidate.storyId) ?? []
    members.push(candidate)
    stories.set(candidate.storyId, members)
  }
  return stories
}

/** Better first. */
function byMatch(a: StoryMatch, b: StoryMatch): number {
  return (
    RULE_ORDER[a.verdict.rule] - RULE_ORDER[b.verdict.rule] ||
    b.verdict.score - a.verdict.score ||
    (a.storyId < b.storyId ? -1 : a.storyId > b.storyId ? 1 : 0)
  )
}
