import type { TermStatistics } from '../../model/entry.ts'
import type { Candidate } from '../../model/story.ts'
import { termListOf } from '../text/term-list.ts'
import { freshTermTable, type TermTable } from '../text/term-table.ts'
import { createRarity, type TermRarity } from './similarity.ts'

/**
 * Rarity that counts stories in place of entries: a hundred reports of one event make its name no commoner. The index
 * counts entries; how many stories these are is judged by the candidates that hold the term.
 */
export function storyRarity(
  entry: Pick<Candidate, 'fingerprint'>,
  stories: Iterable<readonly Candidate[]>,
  { documentCount, documentFrequency }: TermStatistics,
): TermRarity {
  const table = freshTermTable()
  const { numbers } = termListOf(entry.fingerprint)
  return createRarity(entry.fingerprint, {
    documentCount,
    documentFrequency: countByStory(stories, table, numbers, documentFrequency),
  })
}

/** Frequencies of entries as those of stories, where candidates tell. */
function countByStory(
  stories: Iterable<readonly Candidate[]>,
  table: TermTable,
  numbers: readonly number[],
  frequencies: TermStatistics['documentFrequency'],
): TermStatistics['documentFrequency'] {
  const held = numbers.map(() => 0)
  const told = numbers.map(() => 0)
  /** The story a term was counted for last, from 1. */
  const counted = numbers.map(() => 0)
  table.mark(numbers)
  let story = 0
  for (const members of stories) {
    story++
    for (const { fingerprint } of members) {
      const { numbers: terms } = termListOf(fingerprint)
      for (let n = 0; n < terms.length; n++) {
        const at = table.placeIn(terms[n] as number)
        if (at < 0) continue
        held[at] = (held[at] as number) + 1
        if (counted[at] === story) continue
        counted[at] = story
        told[at] = (told[at] as number) + 1
      }
    }
  }
  return frequencies.map((count, at) => {
    const entries = held[at] as number
    return count !== undefined && entries > 0 ? (count * (told[at] as number)) / entries : count
  })
}
