import type { TermStatistics } from '../../model/entry.ts'
import type { Candidate, StoryId } from '../../model/story.ts'
import type { ComparedEntry } from './pair-draft.ts'
import { compareEntries } from './same-story.ts'
import { createRarity } from './similarity.ts'

/** Below this two reports share little but the words of their trade. */
const LEAST_LIKENESS = 0.12

export interface Relation {
  readonly storyId: StoryId
  /** Cosine of the nearest reports, 0 to 1; facts that differ do not lessen it: last year's storm is related. */
  readonly likeness: number
}

/**
 * Stories whose reports are like an entry without being of its event, most alike first: what came before, what
 * followed, what happened elsewhere. `storyOf` leads from a candidate's story to the one it is part of now.
 */
export function relatedStories(
  entry: ComparedEntry,
  found: readonly { readonly candidates: readonly Candidate[]; readonly statistics: TermStatistics }[],
  options: {
    readonly ownId: StoryId
    readonly limit: number
    storyOf(id: StoryId): StoryId | undefined
  },
): Relation[] {
  const best = new Map<StoryId, number>()
  for (const { candidates, statistics } of found) {
    const rarity = createRarity(entry.fingerprint, statistics)
    for (const candidate of candidates) {
      const storyId = options.storyOf(candidate.storyId)
      if (storyId === undefined || storyId === options.ownId) continue
      const { likeness } = compareEntries(entry, candidate, rarity, {})
      if (likeness >= LEAST_LIKENESS) best.set(storyId, Math.max(likeness, best.get(storyId) ?? 0))
    }
  }
  return [...best]
    .map(([storyId, likeness]) => ({ storyId, likeness }))
    .sort((a, b) => b.likeness - a.likeness || (a.storyId < b.storyId ? -1 : 1))
    .slice(0, options.limit)
}
