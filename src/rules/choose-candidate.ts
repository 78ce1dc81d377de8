import type { TermStatistics } from '../model/entry.ts'
import type { Candidate, SameStoryVerdict, Story, StoryId } from '../model/story.ts'
import { compareFacts } from './conflicts.ts'
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
  /** Stories that this entry shows to be the chosen one, best first: it bridges them. */
  readonly bridged: readonly { readonly storyId: StoryId; readonly reason: string }[]
}

const MAX_SPAN_MS = 7 * DAY
const MAX_ENTRIES = 1000
/** Part of the best single match in a story's score; the rest is the match with the story as a whole. */
const BEST_SHARE = 0.5
/**
 * How alike two stories must be as wholes to be one. On the labelled English set 0.55 leaves the precision of 0.95 as
 * it was; 0.5 costs eight points of it for five more of recall.
 */
const BRIDGE_LIKENESS = 0.55
/** Stories that began further apart are chapters. */
const MAX_BRIDGE_MS = 3 * DAY
const RULE_ORDER = { url: 0, title: 1, terms: 2, none: 3 } as const

interface StoryMatch {
  readonly storyId: StoryId
  readonly candidate: Candidate
  readonly members: readonly Candidate[]
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
  if (!best) return { verdict: { same: false, rule: 'none', score: 0, reason: 'no candidates' }, bridged: [] }
  if (!best.verdict.same) return { verdict: best.verdict, bridged: [] }
  const bridged = others.flatMap((rival) => {
    const reason = rival.verdict.same ? bridge(best, rival, rarity, options) : undefined
    return reason === undefined ? [] : [{ storyId: rival.storyId, reason }]
  })
  return { verdict: best.verdict, candidate: best.candidate, bridged }
}

/**
 * Why two stories that one entry fits are one; undefined when they are not. As wholes they must be alike, since a
 * report on two events fits both; nothing they state may conflict; and neither span nor size may outgrow a story's.
 */
function bridge(
  a: StoryMatch,
  b: StoryMatch,
  rarity: TermRarity,
  options: ChooseOptions,
): string | undefined {
  const [first, second] = [options.storyOf?.(a.storyId), options.storyOf?.(b.storyId)]
  const gapMs = Math.abs(
    (first?.firstReportedAt ?? a.candidate.reportedAt) - (second?.firstReportedAt ?? b.candidate.reportedAt),
  )
  const count = (first?.entryCount ?? a.members.length) + (second?.entryCount ?? b.members.length)
  if (gapMs > MAX_BRIDGE_MS || count > (options.maxEntries ?? MAX_ENTRIES)) return undefined
  const [left, right] = [a.members, b.members].map((members) =>
    centroidOf(members.map((member) => vectorOf(member.fingerprint, rarity))),
  ) as [ReturnType<typeof centroidOf>, ReturnType<typeof centroidOf>]
  const likeness = cosine(left, right)
  if (likeness < BRIDGE_LIKENESS) return undefined
  const conflicts = a.members.some((one) =>
    b.members.some((other) => {
      const context = {
        cosine: cosine(vectorOf(one.fingerprint, rarity), vectorOf(other.fingerprint, rarity)),
        gapMs: Math.abs(one.reportedAt - other.reportedAt),
        samePublisher: one.publisherId === other.publisherId,
      }
      return compareFacts(one.fingerprint.facts, other.fingerprint.facts, context).conflict !== undefined
    }),
  )
  if (conflicts) return undefined
  return `both fit one report, and are alike by ${likeness.toFixed(2)} ≥ ${BRIDGE_LIKENESS.toFixed(2)}`
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
    members,
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
