import type { TermStatistics } from '../../model/entry.ts'
import type { Candidate, SameStoryVerdict, Story, StoryId } from '../../model/story.ts'
import { areTwoLanguages } from '../text/language.ts'
import { bridge } from './bridge-stories.ts'
import { byMatch, type MatchOptions, matchStory, type StoryMatch } from './match-story.ts'
import { type ComparedEntry, toldVerdict } from './same-story.ts'
import { createRarity, type TermRarity, vectorOf } from './similarity.ts'
import { growProfile } from './story-profile.ts'
import { storyStatistics } from './story-rarity.ts'

export type ChooseOptions = MatchOptions

export interface Choice {
  /** Of the best story; `rule: 'none'` when the entry founds a story of its own. */
  readonly verdict: SameStoryVerdict
  /** The entry to join, present when `verdict.same`. */
  readonly candidate?: Candidate
  /** Of the joined story with this entry. */
  readonly profile?: Story['profile']
  /** Stories that this entry shows to be the chosen one, best first: it bridges them. */
  readonly bridged: readonly { readonly storyId: StoryId; readonly reason: string }[]
}

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
  const rarity = createRarity(storyStatistics(candidates, statistics))
  const comparable = candidates.filter((candidate) => isComparable(entry, candidate, options))
  const matches = [...byStory(comparable)]
    .map(([id, members]) => matchStory(entry, id, members, rarity, options))
    .sort(byMatch)
  const [best, ...others] = matches
  if (!best) return { verdict: { same: false, rule: 'none', score: 0, reason: 'no candidates' }, bridged: [] }
  if (!best.verdict.same) return { verdict: toldVerdict(best.verdict), bridged: [] }
  const bridged = others.flatMap((rival) => {
    const reason = bridge(entry, best, rival, rarity, options)
    return reason === undefined ? [] : [{ storyId: rival.storyId, reason }]
  })
  return {
    verdict: toldVerdict(best.verdict),
    candidate: best.candidate,
    profile: profileWith(entry, best, rarity, options),
    bridged,
  }
}

/** Reports in two languages are linked, not merged (`rules/story/match-translation.ts`), unless they are of one page. */
function isComparable(entry: ComparedEntry, candidate: Candidate, options: ChooseOptions): boolean {
  const { urlKey } = entry.fingerprint
  if (urlKey !== undefined && candidate.fingerprint.urlKey === urlKey) return true
  const language = options.storyOf?.(candidate.storyId)?.language
  return language === undefined || entry.language === undefined || !areTwoLanguages(entry.language, language)
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
