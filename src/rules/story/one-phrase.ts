import type { Fingerprint } from '../../model/entry.ts'
import { termListOf } from '../text/term-list.ts'

/** Pieces of a name of six characters; what is longer is a phrase that says something. */
const MOST_PIECES = 5
/** Of a script whose terms are pieces of words (`tokenise`). */
const PIECE = /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]/u

/**
 * Whether all that two texts share is one run of characters: 折叠屏手机 is five terms and one word, and one word in common
 * is no event.
 */
export function shareOnePhrase(a: Fingerprint, b: Fingerprint): boolean {
  const [left, right] = [termListOf(a), termListOf(b)]
  const { table } = right
  table.mark(right.numbers)
  let count = 0
  let last: readonly [number, number] | undefined
  for (const [at, number] of left.numbers.entries()) {
    const place = table.placeIn(number)
    if (place < 0 || !table.isTelling(number)) continue
    count++
    if (count > MOST_PIECES || !PIECE.test(table.textOf(number))) return false
    if (last && (at !== last[0] + 1 || place !== last[1] + 1)) return false
    last = [at, place]
  }
  return count > 0
}
