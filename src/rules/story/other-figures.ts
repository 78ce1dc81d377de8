import type { Fingerprint } from '../../model/entry.ts'
import { hasSummary } from '../text/fingerprint.ts'
import { termListOf } from '../text/term-list.ts'

/** One figure more or less is what a desk chose to tell. */
const LEAST_FIGURES = 2

/**
 * Whether two reports with summaries give several figures each, and none in common. Of one event, reports that long
 * repeat one or other of them; what another flood, trial or contract has in common with it are the words.
 */
export function giveOtherFigures(a: Fingerprint, b: Fingerprint): boolean {
  if (!hasSummary(a) || !hasSummary(b)) return false
  const [left, right] = [termListOf(a), termListOf(b)]
  const { table } = right
  table.mark(right.numbers)
  let count = 0
  for (let at = 0; at < left.numbers.length; at++) {
    const number = left.numbers[at] as number
    if (!table.isNumber(number)) continue
    if (table.placeIn(number) >= 0) return false
    count++
  }
  return count >= LEAST_FIGURES && right.numbers.filter(table.isNumber).length >= LEAST_FIGURES
}
