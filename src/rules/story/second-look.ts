import type { TermStatistics } from '../../model/entry.ts'
import type { Candidate, Story, StoryId } from '../../model/story.ts'
import { areTwoLanguages } from '../text/language.ts'
import { areApart } from './apart-stories.ts'
import { boundOfTwo, haveConflict } from './bridge-stories.ts'
import { draftStory, type MatchOptions } from './match-story.ts'
import { compareEntries, thresholdFor } from './same-story.ts'
import { storyRarity } from './story-rarity.ts'

/** An entry of a story that is asked where it would go, and what the index tells of it. */
export interface AskedEntry extends Candidate {
  readonly statistics: TermStatistics
  /** Entries of the other story that were found for it. */
  readonly found: readonly Candidate[]
}

/** A story, and those of its entries that are at hand. */
export interface StoryAtHand {
  readonly id: StoryId
  readonly members: readonly Candidate[]
}

/** A story as it is looked at beside another. */
type Beside = Pick<Story, 'id' | 'entryCount' | 'firstReportedAt' | 'apart'> &
  Partial<Pick<Story, 'language'>>

/** So many of a story's entries must fit: one that fits by chance decides nothing. */
const MOST = 2 / 3
/** A story of so few entries has no shape of its own that would be lost. */
const SMALL = 1
/** What entries of a larger one must exceed the threshold by. */
const MARGIN = 0.04
/** Stories that would be one are alike: that one of them names another place is no choice of words. */
const ALIKE = 0.5

/**
 * Two stories that may be one, first the smaller, which is asked whether it is part of the other; undefined of those that
 * stay two whatever their entries say.
 */
export function smallerFirst<One extends Beside>(a: One, b: One): readonly [One, One] | undefined {
  if (areApart(a, b) || boundOfTwo(a, b) !== undefined) return undefined
  if (a.language !== undefined && b.language !== undefined && areTwoLanguages(a.language, b.language))
    return undefined
  const isFirst = a.entryCount === b.entryCount ? a.id > b.id : a.entryCount < b.entryCount
  return isFirst ? [a, b] : [b, a]
}

/**
 * Why a story is part of another; undefined when it is not. Most of its entries would join the other if they came now,
 * each asked for itself, and nothing that they state conflicts.
 */
export function wouldMove(
  asked: readonly AskedEntry[],
  other: StoryAtHand,
  options: MatchOptions,
): string | undefined {
  const margin = asked.length > SMALL ? MARGIN : 0
  const fitting = asked.filter((entry) => fits(entry, other, margin, options))
  if (fitting.length === 0 || fitting.length < MOST * asked.length) return undefined
  if (haveConflict(pairsOf(asked, other))) return undefined
  const which = asked.length === 1 ? 'its entry fits' : `${fitting.length} of its ${asked.length} entries fit`
  return `${which} the story as it is now`
}

function fits(
  entry: AskedEntry,
  { id, members }: StoryAtHand,
  margin: number,
  options: MatchOptions,
): boolean {
  const all = inOrder([...members, ...entry.found])
  if (all.length === 0) return false
  const rarity = storyRarity(entry, [all], entry.statistics)
  const { verdict, candidate } = draftStory(entry, id, all, rarity, options).match()
  if (!verdict.same) return false
  if (verdict.rule !== 'terms') return true
  const least = thresholdFor(entry.fingerprint, candidate.fingerprint, options) + margin
  if (verdict.score < least) return false
  // Of one wording with any of them, about another name: what else they share says little.
  return !all.some((member) => compareEntries(entry, member, rarity, options).isSibling)
}

function* pairsOf(asked: readonly AskedEntry[], { members }: StoryAtHand) {
  for (const one of asked) for (const other of members) yield { one, other, likeness: ALIKE }
}

/** Each once, by their ids: of equals the first decides. */
function inOrder(members: readonly Candidate[]): readonly Candidate[] {
  const byId = new Map(members.map((member) => [member.entryId, member]))
  return [...byId.values()].sort((a, b) => (a.entryId < b.entryId ? -1 : 1))
}
