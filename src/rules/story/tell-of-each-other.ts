import type { Fingerprint } from '../../model/entry.ts'
import { termListOf } from '../text/term-list.ts'

/** Words, or several in a row, that two long texts have in common: a name and one word are not much in fifty. */
const LEAST_THINGS = 3

/**
 * Whether two reports with summaries tell of each other's subject: each title names something that the other report
 * holds, since what only summaries share may be a desk's way of summing up, and they share three things or more.
 */
export function tellOfEachOther(a: Fingerprint, b: Fingerprint): boolean {
  return isTold(a, b) && isTold(b, a) && countThings(a, b) >= LEAST_THINGS
}

/** Something of the title of `a`, no word of any headline, stands in `b`. */
function isTold(a: Fingerprint, b: Fingerprint): boolean {
  const [{ numbers, titleLength }, { table, numbers: others }] = [termListOf(a), termListOf(b)]
  table.mark(others)
  for (let at = 0; at < titleLength; at++) {
    const number = numbers[at] as number
    if (table.placeIn(number) >= 0 && table.isTelling(number) && !table.isCommon(number)) return true
  }
  return false
}

/** What follows in both on the same word counts once with it: "Cape Town" is one thing. */
function countThings(a: Fingerprint, b: Fingerprint): number {
  const [{ numbers }, { table, numbers: others }] = [termListOf(a), termListOf(b)]
  table.mark(others)
  let count = 0
  let lastAt = -2
  let lastPlace = -2
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number
    const place = table.placeIn(number)
    if (place < 0 || !table.isTelling(number)) continue
    if (at !== lastAt + 1 || place !== lastPlace + 1) count++
    lastAt = at
    lastPlace = place
  }
  return count
}
