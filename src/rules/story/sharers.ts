import type { Shared, TermList } from '../text/term-list.ts'

const MIN_SHARED_TERMS = 2
/** Bits of a number that are one by one. */
const MOST_LISTS = 31
const ALL = -1

/** Results and rates share numbers with any other result or rate; "police", "killed" and "man" make no event. */
export function isTooLittle(shared: Shared): boolean {
  return shared.count < MIN_SHARED_TERMS || shared.areCommon
}

/** In words, what is too little. */
export function tooLittle({ count }: Shared): string {
  if (count === 0) return 'no shared term'
  if (count === 1) return '1 shared term'
  return `${count} shared terms, all of them numbers or words of any headline`
}

/**
 * Finds at one walk through a list of terms which of `lists` share more with it than too little: a bit for each, set
 * for all when there are too many. With the others it is not worth comparing.
 */
export function createSharers(lists: readonly TermList[]): (list: TermList) => number {
  if (lists.length > MOST_LISTS) return () => ALL
  const holders = new Map<number, number>()
  for (const [at, { table, numbers }] of lists.entries()) {
    for (const number of numbers) {
      if (table.isTelling(number)) holders.set(number, (holders.get(number) ?? 0) | (1 << at))
    }
  }
  return ({ table, numbers }) => {
    let once = 0
    let twice = 0
    let words = 0
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] as number
      const held = holders.get(number)
      if (held === undefined) continue
      twice |= once & held
      once |= held
      if (!table.isCommon(number)) words |= held
    }
    return twice & words
  }
}
