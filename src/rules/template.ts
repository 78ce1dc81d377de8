import type { Fingerprint } from '../model/entry.ts'
import { isFunctionTerm } from './function-terms.ts'
import { charClass } from './scripts-of-text.ts'
import type { TermRarity } from './similarity.ts'

/** Part of the longer title that both must share, in order, to be of one wording. */
const LEAST_KEPT = 0.4
/** What stands in a slot is about as rare as the rarest of what is shared, or rarer: a name, not another verb. */
const LEAST_RARITY = 0.8
/** Titles that share so much differ in little else: there even a name that is often in the news is one. */
const CLOSE_KEPT = 0.6
const LEAST_RARITY_OF_CLOSE = 0.65
const LONGEST_FILLING = 4
/** Names from abroad, a character a syllable: 斯卡恩霍尔姆. */
const LONGEST_FILLING_OF_CHARACTERS = 7

/** Two titles of one wording that put different names into it. */
export interface TemplateMatch {
  /** What either title puts into the first slot that differs. */
  readonly fillings: readonly [string, string]
  /** In how many places they put different words; pieces of unspaced text part where words do not. */
  readonly slots: number
  /** Part of the longer title that both share, in order. */
  readonly kept: number
}

/**
 * What two titles of one wording put into the same slot, as one filling of each; undefined when they are not of one
 * wording or differ in common words only. "Inquiry into Palm Bay derailment", "Inquiry into Novigrad derailment".
 */
export function differentFillings(
  a: Fingerprint,
  b: Fingerprint,
  rarity: TermRarity,
): TemplateMatch | undefined {
  const [one, other] = [titleTerms(a), titleTerms(b)]
  // Of several alignments the same is found from either side.
  const isSwapped = one.join(' ') > other.join(' ')
  const [left, right] = isSwapped ? [other, one] : [one, other]
  const { gaps, kept } = align(left, right)
  const share = kept.length / Math.max(left.length, right.length)
  if (!(share >= LEAST_KEPT)) return undefined
  const least = (share >= CLOSE_KEPT ? LEAST_RARITY_OF_CLOSE : LEAST_RARITY) * rarest(kept, rarity)
  const slots = gaps.filter(
    ([x, y]) =>
      [...x, ...y].every((term) => !term.startsWith('#')) &&
      isShortEnough(x) &&
      isShortEnough(y) &&
      isLongEnough(x) &&
      isLongEnough(y) &&
      Math.max(rarest(x, rarity), rarest(y, rarity)) >= least &&
      Math.min(rarest(x, rarity), rarest(y, rarity)) > 0,
  )
  const [slot] = slots
  if (!slot) return undefined
  const [x, y] = slot.map((filling) => filling.join(' ')) as [string, string]
  return {
    fillings: isSwapped ? [y, x] : [x, y],
    slots: slots.filter(([filling]) => !filling.some(isPiece)).length,
    kept: share,
  }
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

function isShortEnough(filling: readonly string[]): boolean {
  return filling.length <= (isCharacters(filling) ? LONGEST_FILLING_OF_CHARACTERS : LONGEST_FILLING)
}

/** Of a script whose terms are pieces of words (`tokenise`). */
function isPiece(term: string): boolean {
  return /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Mymr}\p{sc=Khmr}]/u.test(term)
}

function isCharacters(filling: readonly string[]): boolean {
  return filling.every((term) => /^[\p{sc=Han}\p{sc=Kana}]$/u.test(term))
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
