import type { Fingerprint } from '../model/entry.ts'
import { isFunctionTerm } from './function-terms.ts'
import { charClass } from './scripts-of-text.ts'
import type { TermRarity } from './similarity.ts'

/** Part of the longer title that both must share, in order, to be of one wording. */
const LEAST_KEPT = 0.4
/** What stands in a slot is about as rare as the rarest of what is shared, or rarer: a name, not another verb. */
const LEAST_RARITY = 0.8
const LONGEST_FILLING = 4

/**
 * What two titles of one wording put into the same slot, as one filling of each; undefined when they are not of one
 * wording or differ in common words only. "Inquiry into Palm Bay derailment", "Inquiry into Novigrad derailment".
 */
export function differentFillings(
  a: Fingerprint,
  b: Fingerprint,
  rarity: TermRarity,
): readonly [string, string] | undefined {
  const [one, other] = [titleTerms(a), titleTerms(b)]
  // Of several alignments the same is found from either side.
  const isSwapped = one.join(' ') > other.join(' ')
  const [left, right] = isSwapped ? [other, one] : [one, other]
  const { gaps, kept } = align(left, right)
  if (kept.length < LEAST_KEPT * Math.max(left.length, right.length)) return undefined
  const least = LEAST_RARITY * rarest(kept, rarity)
  const slot = gaps.find(
    ([x, y]) =>
      Math.max(x.length, y.length) <= LONGEST_FILLING &&
      isLongEnough(x) &&
      isLongEnough(y) &&
      Math.max(rarest(x, rarity), rarest(y, rarity)) >= least &&
      Math.min(rarest(x, rarity), rarest(y, rarity)) > 0,
  )
  if (!slot) return undefined
  const fillings = [slot[0].join(' '), slot[1].join(' ')] as const
  return isSwapped ? [fillings[1], fillings[0]] : fillings
}

/** Terms of the title in order; of Han and Kana single characters, since bigrams straddle the seams of slots. */
function titleTerms({ terms }: Fingerprint): string[] {
  return Object.keys(terms).filter((term) => {
    if ((terms[term] ?? 0) < 1) return false
    const point = term.codePointAt(0) ?? 0
    const kind = charClass(point)
    return (kind !== 'han' && kind !== 'kana') || term === String.fromCodePoint(point)
  })
}

/** A single character of Han or Kana is hardly ever a name. */
function isLongEnough(filling: readonly string[]): boolean {
  return filling.length > 1 || (filling[0] ?? '').length > 1
}

/** Of what says something; 0 without. */
function rarest(terms: readonly string[], rarity: TermRarity): number {
  let most = 0
  for (const term of terms) if (!isFunctionTerm(term)) most = Math.max(most, rarity(term))
  return most
}

/** What two sequences have in common in order, and between that where both have something of their own. */
function align(
  a: readonly string[],
  b: readonly string[],
): { kept: string[]; gaps: (readonly [string[], string[]])[] } {
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const kept: string[] = []
  const gaps: (readonly [string[], string[]])[] = []
  let gap: readonly [string[], string[]] = [[], []]
  const close = () => {
    if (gap[0].length > 0 && gap[1].length > 0) gaps.push(gap)
    gap = [[], []]
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]]
    if (one !== undefined && one === other) {
      close()
      kept.push(one)
      i++
      j++
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      gap[0].push(one)
      i++
    } else {
      gap[1].push(other ?? '')
      j++
    }
  }
  close()
  return { kept, gaps }
}
