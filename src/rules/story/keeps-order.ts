import type { Fingerprint } from '../../model/entry.ts'
import { type TermList, termListOf } from '../text/term-list.ts'

/** Part of the longer title that both have in the same order: who reprints changes words, who rewrites moves them. */
const LEAST_KEPT = 0.75

/** Whether two titles run through the same terms in the same order. */
export function keepsOrder(a: Fingerprint, b: Fingerprint): boolean {
  const [left, right] = [titleOf(termListOf(a)), titleOf(termListOf(b))]
  return longestCommon(left, right) >= LEAST_KEPT * Math.max(left.length, right.length)
}

/** Terms are kept in order of first occurrence. */
function titleOf({ numbers, titleLength }: TermList): readonly number[] {
  return numbers.slice(0, titleLength)
}

/** Length of the longest common subsequence, in one row of the usual table. */
function longestCommon(a: readonly number[], b: readonly number[]): number {
  const row = new Array<number>(b.length + 1).fill(0)
  for (const term of a) {
    let diagonal = 0
    for (let at = 1; at <= b.length; at++) {
      const above = row[at] ?? 0
      row[at] = term === b[at - 1] ? diagonal + 1 : Math.max(above, row[at - 1] ?? 0)
      diagonal = above
    }
  }
  return row[b.length] ?? 0
}
