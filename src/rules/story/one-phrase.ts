import type { Fingerprint } from '../../model/entry.ts'
import { termListOf } from '../text/term-list.ts'

/** Pieces of a name of six characters; what is longer is a phrase that says something. */
const MOST_PIECES = 5
/** Of a name in words. */
const MOST_WORDS = 2
/** Of which words of any headline are known (`common-words.ts`): in others "government approves" would pass for a name. */
const KNOWN_GROUPS = new Set(['latn', 'cyrl', 'arab', 'deva', 'hani', 'jpan', 'kore'])
/** Of a name beside a word of any headline, of a title or a slogan. */
const MOST_OF_PHRASE = 4

/**
 * What two texts share, where it is words in a row alone: a name, "Carmine Foods", or one word, of which 折叠屏手机 has four
 * pieces, and one of them in common is no event; or a phrase, "Carmine Bank", which says hardly more. A number says
 * something of its own.
 */
export function sharedPhrase(a: Fingerprint, b: Fingerprint): 'name' | 'pieces' | 'phrase' | undefined {
  const [left, right] = [termListOf(a), termListOf(b)]
  const { table } = right
  table.mark(right.numbers)
  let count = 0
  let most = MOST_PIECES
  let mayBeCommon = false
  let lastAt = -1
  let lastPlace = -1
  for (let at = 0; at < left.numbers.length; at++) {
    const number = left.numbers[at] as number
    const place = table.placeIn(number)
    if (place < 0 || !table.isTelling(number)) continue
    if (table.isNumber(number) || ++count > MOST_PIECES) return undefined
    if (!table.isPiece(number)) {
      most = MOST_WORDS
      if (table.isCommon(number) || !KNOWN_GROUPS.has(a.group)) mayBeCommon = true
    }
    if (count > 1 && (at !== lastAt + 1 || place !== lastPlace + 1)) return undefined
    lastAt = at
    lastPlace = place
  }
  if (count === 0) return undefined
  if (count <= most && !mayBeCommon) return most === MOST_PIECES ? 'pieces' : 'name'
  return count <= MOST_OF_PHRASE ? 'phrase' : undefined
}
