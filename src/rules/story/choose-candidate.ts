import type { EntryId, TermStatistics } from '../../model/entry.ts'
import type { Candidate, SameStoryVerdict, Story, StoryId } from '../../model/story.ts'
import { areTwoLanguages } from '../text/language.ts'
import { bridge, joinedBy } from './bridge-stories.ts'
import {
  byMatch,
  compareVerdicts,
  draftStory,
  type MatchOptions,
  type StoryDraft,
  type StoryMatch,
} from './match-story.ts'
import { type ComparedEntry, toldVerdict } from './pair-draft.ts'
import { type TermRarity, vectorOf } from './similarity.ts'
import { growProfile } from './story-profile.ts'
import { storyRarity } from './story-rarity.ts'

export type ChooseOptions = MatchOptions

export interface Choice {
  /** Of the best story; `rule: 'none'` when the entry founds a story of its own. */
  readonly verdict: SameStoryVerdict
  /** The entry to join, present when `verdict.same`. */
  readonly candidate?: Candidate
  /** Of the joined story with this entry. */
  readonly profile?: Story['profile']
  /** Stories that this entry shows to be the chosen one, best first: it bridges them. */
  readonly bridged: readonly (Fitting & { readonly reason: string })[]
  /** Stories that it fits as well, best first: whether they are the chosen one, it does not show. */
  readonly fitted: readonly Fitting[]
}

/** A story, and the one of its entries that is nearest. */
export interface Fitting {
  readonly storyId: StoryId
  readonly entryId: EntryId
}

const NONE = { bridged: [], fitted: [] } as const

/**
 * The story an entry belongs to, among those of its candidates. Equal scores are settled by the smaller id: the same
 * candidates give the same choice.
 */
export function chooseCandidate(
  entry: ComparedEntry,
  candidates: readonly Candidate[],
  statistics: TermStatistics,
  options: ChooseOptions = {},
): Choice {
  const stories = byStory(candidates)
  const rarity = storyRarity(entry, stories.values(), statistics)
  const drafts: StoryDraft[] = []
  for (const [id, members] of stories) {
    const comparable = comparableOf(entry, id, members, options)
    if (comparable.length > 0) drafts.push(draftStory(entry, id, comparable, rarity, options))
  }
  const best = bestOf(drafts)
  if (!best) return { verdict: { same: false, rule: 'none', score: 0, reason: 'no candidates' }, ...NONE }
  if (!best.verdict.same) return { verdict: toldVerdict(best.verdict), ...NONE }
  return {
    verdict: toldVerdict(best.verdict),
    candidate: best.candidate,
    profile: profileWith(entry, best, rarity, options),
    ...othersThan(entry, best, drafts, rarity, options),
  }
}

/** Begun with the most promising one, few have to be judged. */
function bestOf(drafts: readonly StoryDraft[]): StoryMatch | undefined {
  const [first, ...others] = drafts
  if (!first) return undefined
  const start = others.reduce(
    (left, right) => (compareVerdicts(right.most, left.most) < 0 ? right : left),
    first,
  )
  let best = start.match()
  for (const draft of drafts) {
    if (draft === start || compareVerdicts(draft.most, best.verdict) > 0) continue
    const match = draft.match()
    if (byMatch(match, best) < 0) best = match
  }
  return best
}

/** Stories beside the chosen one that have to do with the entry. */
function othersThan(
  entry: ComparedEntry,
  best: StoryMatch,
  drafts: readonly StoryDraft[],
  rarity: TermRarity,
  options: ChooseOptions,
): Pick<Choice, 'bridged' | 'fitted'> {
  const joined = joinedBy(entry, best)
  const bridged: { match: StoryMatch; reason: string }[] = []
  const fitted: StoryMatch[] = []
  for (const rival of drafts) {
    if (rival.storyId === best.storyId) continue
    const reason = bridge(entry, joined, rival, rarity, options)
    if (reason !== undefined) bridged.push({ match: rival.match(), reason })
    else if (rival.most.rule !== 'none' && rival.match().verdict.same) fitted.push(rival.match())
  }
  return {
    bridged: bridged
      .sort((a, b) => byMatch(a.match, b.match))
      .map(({ match, reason }) => ({ ...fittingOf(match), reason })),
    fitted: fitted.sort(byMatch).map(fittingOf),
  }
}

function fittingOf({ storyId, candidate }: StoryMatch): Fitting {
  return { storyId, entryId: candidate.entryId }
}

/** Reports in two languages are linked, not merged (`rules/story/match-translation.ts`), unless they are of one page. */
function comparableOf(
  entry: ComparedEntry,
  id: StoryId,
  members: readonly Candidate[],
  options: ChooseOptions,
): readonly Candidate[] {
  const language = options.storyOf?.(id)?.language
  const isForeign =
    language !== undefined && entry.language !== undefined && areTwoLanguages(entry.language, language)
  if (!isForeign) return members
  const { urlKey } = entry.fingerprint
  return members.filter(({ fingerprint }) => urlKey !== undefined && fingerprint.urlKey === urlKey)
}

/** What a story that kept no profile yet is about, its entries at hand say. */
function profileWith(
  entry: ComparedEntry,
  { storyId, members }: StoryMatch,
  rarity: TermRarity,
  options: ChooseOptions,
): Story['profile'] {
  const kept = options.storyOf?.(storyId)?.profile
  const added = kept ? [entry] : [...members, entry]
  return growProfile(
    kept,
    added.map(({ fingerprint }) => vectorOf(fingerprint, rarity)),
  )
}

/** Members by their ids: of equals the first decides. */
function byStory(candidates: readonly Candidate[]): Map<StoryId, Candidate[]> {
  const stories = new Map<StoryId, Candidate[]>()
  for (const candidate of candidates) {
    const members = stories.get(candidate.storyId)
    if (members) members.push(candidate)
    else stories.set(candidate.storyId, [candidate])
  }
  for (const members of stories.values()) {
    if (members.length > 1) members.sort((a, b) => (a.entryId < b.entryId ? -1 : 1))
  }
  return stories
}
