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
  const documentFrequency: Record<string, number> = {}
  for (const [term, count] of Object.entries(statistics.documentFrequency)) {
    let entries = 0
    const stories: string[] = []
    for (const { fingerprint, storyId } of candidates) {
      if (!Object.hasOwn(fingerprint.terms, term)) continue
      entries++
      if (!stories.includes(storyId)) stories.push(storyId)
    }
    documentFrequency[term] = entries > 0 ? (count * stories.length) / entries : count
  }
  return { documentCount: statistics.documentCount, documentFrequency }
}
