import type { Fingerprint } from '../../model/entry.ts'
import { termListOf } from '../text/term-list.ts'

/** Pieces of a name of six characters; what is longer is a phrase that says something. */
const MOST_PIECES = 5
/** Of a name in words. */
const MOST_WORDS = 3

/**
 * Whether all that two texts share is one name or word: 折叠屏手机 is five terms in a run and one word, "Carmine Foods" two
 * terms and one name. One of them in common is no event. A common word beside a name, "killed", is another matter.
 */
export function shareOnePhrase(a: Fingerprint, b: Fingerprint): boolean {
  const [left, right] = [termListOf(a), termListOf(b)]
  const { table } = right
  table.mark(right.numbers)
  let count = 0
  let most = MOST_PIECES
  let last: readonly [number, number] | undefined
  for (const [at, number] of left.numbers.entries()) {
    const place = table.placeIn(number)
    if (place < 0 || !table.isTelling(number)) continue
    if (!table.isPiece(number)) {
      if (table.isCommon(number)) return false
      most = MOST_WORDS
    }
    if (++count > most) return false
    if (last && (at !== last[0] + 1 || place !== last[1] + 1)) return false
    last = [at, place]
  }
  return count > 0
}
