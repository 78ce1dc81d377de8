import type { TermStatistics } from '../../model/entry.ts'
import type { Candidate } from '../../model/story.ts'
import type { ComparedEntry } from './pair-draft.ts'
import { draftPair, type SameStoryOptions } from './same-story.ts'
import { storyRarity } from './story-rarity.ts'

/** Part of the threshold from which two entries may have to do with each other's stories. On the labelled day others do not. */
const NEAR = 0.7

/** Those of some entries that may be placed otherwise for the one: by itself each of them nearly fits it, or more. */
export function nearOnes(
  entry: ComparedEntry,
  others: readonly Candidate[],
  statistics: TermStatistics,
  options: SameStoryOptions,
): readonly Candidate[] {
  const rarity = storyRarity(
    entry,
    others.map((other) => [other]),
    statistics,
  )
  return others.filter((other) => {
    const { most, threshold } = draftPair(entry, other, rarity, options)
    return most.rule === 'url' || most.rule === 'title' || most.score >= NEAR * threshold
  })
}
