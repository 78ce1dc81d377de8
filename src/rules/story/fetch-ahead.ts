import type { Candidate } from '../../model/story.ts'
import { termListOf } from '../text/term-list.ts'

/** What was read last: without it, reading for nothing would be left out. */
let read = 0

/**
 * Looks once at all that candidates are compared by, one kind of object after the other. Of a large window hardly any of
 * it is in a cache of the processor, which waits for one object at a time where each leads to the next, and for a dozen
 * together where none does. Changes nothing.
 */
export function fetchAhead(candidates: readonly Candidate[]): void {
  let sum = 0
  for (const { entryId, storyId } of candidates) sum += entryId.length + storyId.length
  for (const { fingerprint } of candidates) {
    const { urlKey, titleKey, facts } = fingerprint
    sum += facts.length + (urlKey === undefined ? 0 : urlKey.length)
    if (titleKey !== undefined) sum += titleKey.length
  }
  const lists = candidates.map(({ fingerprint }) => termListOf(fingerprint))
  const numbers = lists.map((list) => list.numbers)
  for (const each of numbers) sum += each.length
  for (const each of numbers) sum += each[0] ?? 0
  read = (read + sum) | 0
}
