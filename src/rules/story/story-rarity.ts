import type { Fingerprint, TermStatistics } from '../../model/entry.ts'
import type { Candidate } from '../../model/story.ts'
import { type Shared, sharedOf, termListOf } from '../text/term-list.ts'
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
  const { frequencies, shared } = countByStory(stories, table, numbers, documentFrequency)
  const rarity = createRarity(entry.fingerprint, { documentCount, documentFrequency: frequencies })
  return Object.assign(rarity, { shared: { print: entry.fingerprint, of: shared } })
}

/**
 * Frequencies of entries as those of stories, where candidates tell; and, since every candidate is walked through for it,
 * what each shares with the entry.
 */
function countByStory(
  stories: Iterable<readonly Candidate[]>,
  table: TermTable,
  numbers: readonly number[],
  frequencies: TermStatistics['documentFrequency'],
) {
  const held = numbers.map(() => 0)
  const told = numbers.map(() => 0)
  /** The story a term was counted for last, from 1. */
  const counted = numbers.map(() => 0)
  const shared = new Map<Fingerprint, Shared>()
  table.mark(numbers)
  let story = 0
  for (const members of stories) {
    story++
    for (const { fingerprint } of members) {
      const { numbers: terms } = termListOf(fingerprint)
      let count = 0
      let areCommon = true
      for (let n = 0; n < terms.length; n++) {
        const number = terms[n] as number
        const at = table.placeIn(number)
        if (at < 0) continue
        held[at] = (held[at] as number) + 1
        if (table.isTelling(number)) {
          count++
          if (!table.isCommon(number)) areCommon = false
        }
        if (counted[at] === story) continue
        counted[at] = story
        told[at] = (told[at] as number) + 1
      }
      shared.set(fingerprint, sharedOf(count, areCommon))
    }
  }
  const byStory = frequencies.map((count, at) => {
    const entries = held[at] as number
    return count !== undefined && entries > 0 ? (count * (told[at] as number)) / entries : count
  })
  return { frequencies: byStory, shared }
}
