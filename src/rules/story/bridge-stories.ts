import type { Candidate, Story } from '../../model/story.ts'
import { DAY } from '../durations.ts'
import { termListOf } from '../text/term-list.ts'
import { compareFacts } from './conflicts.ts'
import {
  draftStory,
  MAX_ENTRIES,
  type MatchOptions,
  type StoryDraft,
  type StoryMatch,
  wholeOf,
} from './match-story.ts'
import type { ComparedEntry } from './pair-draft.ts'
import { thresholdFor } from './same-story.ts'
import { createSharers } from './sharers.ts'
import { cosine, type TermRarity, vectorOf } from './similarity.ts'
import { apart } from './time-between.ts'
import { toldScore } from './told-score.ts'

/** How alike two stories must be as wholes to be one. On the labelled English day 0.3 finds more, and costs precision. */
const BRIDGE_LIKENESS = 0.35
/** Stories that began further apart are chapters. */
const MAX_BRIDGE_MS = 3 * DAY
/** So many entries of a story must be at hand to speak for it. */
const SPEAKERS = 3
/** From this part of the pairs on, other sums and directions are another event's. */
const MOST_LOOSE = 0.5
/** What an entry that came too early must exceed the threshold by, since nothing new was reported of it. */
const ADOPTION_MARGIN = 0.03

/** The story that an entry joins, with the entry in it. */
export interface JoinedStory {
  readonly match: StoryMatch
  readonly members: readonly Candidate[]
  /** Those of the members that another entry may be like at all. */
  near(other: Candidate): readonly Candidate[]
}

/** One entry of either story. */
export interface PairOfEntries {
  readonly one: Candidate
  readonly other: Candidate
  /** Cosine of their texts. */
  readonly likeness: number
}

export function joinedBy(entry: ComparedEntry, match: StoryMatch): JoinedStory {
  const members = [...match.members, { ...match.candidate, ...entry, entryId: '' }]
  let sharersOf: ReturnType<typeof createSharers> | undefined
  return {
    match,
    members,
    near({ fingerprint }) {
      sharersOf ??= createSharers(members.map((member) => termListOf(member.fingerprint)))
      const { urlKey, titleKey } = fingerprint
      const sharers = sharersOf(termListOf(fingerprint))
      return members.filter(
        ({ fingerprint: own }, at) =>
          (sharers >> at) & 1 ||
          (urlKey !== undefined && own.urlKey === urlKey) ||
          (titleKey !== undefined && own.titleKey === titleKey),
      )
    },
  }
}

/**
 * Why two stories are one, now that an entry joins the first of them; undefined when they are not. Either both hold its
 * very text; or it fits both and they are alike as wholes, since a report on two events fits both; or every entry of the
 * second would join the first if it came now: it came before the story had taken shape. Nothing that they state may
 * conflict, and neither span nor size may outgrow a story's.
 */
export function bridge(
  entry: ComparedEntry,
  joined: JoinedStory,
  rival: StoryDraft,
  rarity: TermRarity,
  options: MatchOptions,
): string | undefined {
  if (isTooLarge(joined.match, rival, options)) return undefined
  const fits = rival.most.rule !== 'none' && rival.match().verdict.same
  const reason = !fits
    ? wouldJoin(entry, joined, rival, rarity, options)
    : isOneText(joined.match) && isOneText(rival.match())
      ? 'both hold the text of one report'
      : alikeAsWholes(entry, joined.match, rival, rarity, options)
  return reason === undefined || haveConflict(pairsOf(joined.match, rival, rarity)) ? undefined : reason
}

/** A story that holds what the entry says, word for word or nearly so. */
function isOneText({ verdict: { rule, isCopy } }: StoryMatch): boolean {
  return rule === 'url' || rule === 'title' || isCopy === true
}

function isTooLarge(a: StoryMatch, b: StoryDraft, options: MatchOptions): boolean {
  const [first, second] = [options.storyOf?.(a.storyId), options.storyOf?.(b.storyId)]
  const bound = boundOfTwo(
    first ?? { firstReportedAt: a.candidate.reportedAt, entryCount: a.members.length },
    second ?? { firstReportedAt: b.match().candidate.reportedAt, entryCount: b.members.length },
  )
  return bound !== undefined
}

type Extent = Pick<Story, 'firstReportedAt' | 'entryCount'>

/** Why two stories stay two whatever bridges them: as one they would outgrow a story. */
export function boundOfTwo(a: Extent, b: Extent): string | undefined {
  const gapMs = Math.abs(a.firstReportedAt - b.firstReportedAt)
  if (gapMs > MAX_BRIDGE_MS) return `they began ${apart(gapMs)}, too far for one story`
  const count = a.entryCount + b.entryCount
  return count > MAX_ENTRIES ? `one story of ${count} entries would be too large` : undefined
}

function alikeAsWholes(
  { fingerprint: { group } }: ComparedEntry,
  a: StoryMatch,
  b: StoryDraft,
  rarity: TermRarity,
  options: MatchOptions,
): string | undefined {
  const likeness = cosine(
    wholeOf(a.storyId, a.members, group, rarity, options),
    wholeOf(b.storyId, b.members, group, rarity, options),
  )
  if (likeness < BRIDGE_LIKENESS) return undefined
  return `both fit one report, and are alike by ${toldScore(likeness, BRIDGE_LIKENESS)}`
}

function wouldJoin(
  entry: ComparedEntry,
  { match: { storyId }, members, near }: JoinedStory,
  rival: StoryDraft,
  rarity: TermRarity,
  options: MatchOptions,
): string | undefined {
  const size = options.storyOf?.(rival.storyId)?.entryCount ?? rival.members.length
  if (rival.members.length < Math.min(size, SPEAKERS)) return undefined
  const fits = rival.members.every((member) => {
    const alike = near(member)
    if (alike.length === 0) return false
    const draft = draftStory(member, storyId, members, rarity, options, alike)
    const least = thresholdFor(member.fingerprint, entry.fingerprint, options) + ADOPTION_MARGIN
    if (draft.most.rule === 'none' || draft.most.score < least) return false
    const { verdict } = draft.match()
    return verdict.same && verdict.score >= least
  })
  return fits ? 'its entries fit the story as it is now' : undefined
}

/**
 * Whether two stories state what no one event has. Of an event so large that it comes in two stories, some reports name
 * another sum or direction than others: fewer than half of the pairs may differ in that, and none in anything firmer.
 */
export function haveConflict(pairs: Iterable<PairOfEntries>): boolean {
  let count = 0
  let conflicts = 0
  for (const { one, other, likeness } of pairs) {
    const context = {
      cosine: likeness,
      gapMs: Math.abs(one.reportedAt - other.reportedAt),
      samePublisher: one.publisherId === other.publisherId,
    }
    const { conflict, isFirm } = compareFacts(one.fingerprint.facts, other.fingerprint.facts, context)
    if (isFirm) return true
    if (conflict !== undefined) conflicts++
    count++
  }
  return conflicts >= MOST_LOOSE * count
}

function* pairsOf(a: StoryMatch, b: StoryDraft, rarity: TermRarity): Generator<PairOfEntries> {
  for (const one of a.members) {
    for (const other of b.members) {
      const likeness = cosine(vectorOf(one.fingerprint, rarity), vectorOf(other.fingerprint, rarity))
      yield { one, other, likeness }
    }
  }
}
