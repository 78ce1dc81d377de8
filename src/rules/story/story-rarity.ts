import type { TermStatistics } from '../../model/entry.ts'
import type { Candidate } from '../../model/story.ts'
import { termListOf } from '../text/term-list.ts'
import { termTable } from '../text/term-table.ts'

/**
 * Statistics that count stories in place of entries: a hundred reports of one event make its name no commoner. The
 * index counts entries; how many stories these are is judged by the candidates that hold the term.
 */
export function storyStatistics(
  candidates: readonly Candidate[],
  statistics: TermStatistics,
): TermStatistics {
  const table = termTable()
  const terms = [...statistics.documentFrequency.keys()]
  const entries = new Array<number>(terms.length).fill(0)
  const stories = new Array<number>(terms.length).fill(0)
  /** The story a term was counted for last, from 1. */
  const counted = new Array<number>(terms.length).fill(0)
  table.mark(terms.map((term) => table.numberOf(term)))
  let story = 0
  for (const members of membersByStory(candidates)) {
    story++
    for (const { fingerprint } of members) {
      for (const number of termListOf(fingerprint).numbers) {
        const at = table.placeIn(number)
        if (at < 0) continue
        entries[at] = (entries[at] as number) + 1
        if (counted[at] === story) continue
        counted[at] = story
        stories[at] = (stories[at] as number) + 1
      }
    }
  }
  const documentFrequency = new Map<string, number>()
  let at = 0
  for (const [term, count] of statistics.documentFrequency) {
    const held = entries[at] as number
    documentFrequency.set(term, held > 0 ? (count * (stories[at] as number)) / held : count)
    at++
  }
  return { documentCount: statistics.documentCount, documentFrequency }
}

function membersByStory(candidates: readonly Candidate[]): Iterable<readonly Candidate[]> {
  const stories = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const members = stories.get(candidate.storyId)
    if (members) members.push(candidate)
    else stories.set(candidate.storyId, [candidate])
  }
  return stories.values()
}
