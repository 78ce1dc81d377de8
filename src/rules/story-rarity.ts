import type { TermStatistics } from '../model/entry.ts'
import type { Candidate } from '../model/story.ts'

/**
 * Statistics that count stories in place of entries: a hundred reports of one event make its name no commoner. The
 * index counts entries; how many stories these are is judged by the candidates that hold the term.
 */
export function storyStatistics(
  candidates: readonly Candidate[],
  statistics: TermStatistics,
): TermStatistics {
  const holders = new Map<string, { entries: number; readonly stories: Set<string> }>()
  for (const { fingerprint, storyId } of candidates) {
    for (const term of Object.keys(fingerprint.terms)) {
      const held = holders.get(term)
      if (held) {
        held.entries++
        held.stories.add(storyId)
      } else holders.set(term, { entries: 1, stories: new Set([storyId]) })
    }
  }
  return {
    documentCount: statistics.documentCount,
    documentFrequency: Object.fromEntries(
      Object.entries(statistics.documentFrequency).map(([term, count]) => {
        const held = holders.get(term)
        return [term, held ? (count * held.stories.size) / held.entries : count]
      }),
    ),
  }
}
