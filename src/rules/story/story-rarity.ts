import type { TermStatistics } from '../../model/entry.ts'
import type { Candidate } from '../../model/story.ts'
import { type TermList, termListOf } from '../text/term-list.ts'
import { freshTermTable, type TermTable } from '../text/term-table.ts'
import { rarityOf, type TermRarity } from './similarity.ts'

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
  const numbers = numbersOf(documentFrequency.keys(), termListOf(entry.fingerprint))
  const frequencies = [...documentFrequency.values()]
  countByStory(stories, table, numbers, frequencies)
  return rarityOf(table, documentCount, numbers, frequencies)
}

/** Mostly the terms of the entry: the same list then, which is marked once for all. */
function numbersOf(terms: Iterable<string>, { table, numbers }: TermList): readonly number[] {
  const found: number[] = []
  let isSame = true
  for (const term of terms) {
    const own = numbers[found.length]
    const number = own !== undefined && table.textOf(own) === term ? own : table.numberOf(term)
    if (number !== own) isSame = false
    found.push(number)
  }
  return isSame && found.length === numbers.length ? numbers : found
}

/** Changes frequencies of entries into those of stories, where candidates tell. */
function countByStory(
  stories: Iterable<readonly Candidate[]>,
  table: TermTable,
  numbers: readonly number[],
  frequencies: number[],
): void {
  const held = new Int32Array(numbers.length)
  const told = new Int32Array(numbers.length)
  /** The story a term was counted for last, from 1. */
  const counted = new Int32Array(numbers.length)
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
  for (let at = 0; at < frequencies.length; at++) {
    const entries = held[at] as number
    if (entries > 0) frequencies[at] = ((frequencies[at] as number) * (told[at] as number)) / entries
  }
}
