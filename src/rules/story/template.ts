import type { Fingerprint } from '../../model/entry.ts'
import { createMemory } from '../memory.ts'
import { isCommonTerm, isDeedTerm } from '../text/function-terms.ts'
import { type TermList, termListOf } from '../text/term-list.ts'
import type { TermTable } from '../text/term-table.ts'
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

/** Titles of one wording about different names: on its own a doubt, with others of the story a rule. */
const TEMPLATE_DOUBT = 0.65
const SEVERAL_SLOTS_DOUBT = 0.4
/** From this part of the longer title on, hardly anything but the names differs. */
const NEARLY_ALL = 0.7
const NEARLY_ALL_DOUBT = 0.5
/** They begin with what differs, and no figure or place is common to them: "Adobe beats estimates", "Oracle beats estimates". */
const OTHER_SUBJECTS_DOUBT = 0.6

/** Two titles of one wording that put different names into it. */
export interface TemplateMatch {
  /** What either title puts into the first slot that differs. */
  readonly fillings: readonly [string, string]
  /** In how many places they put different words; pieces of unspaced text part where words do not. */
  readonly slots: number
  /** Part of the longer title that both share, in order. */
  readonly kept: number
  /** The first slot is where both begin: what they say is of different subjects. */
  readonly isOfSubjects: boolean
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
  const [one, other] = [titleOf(termListOf(a)), titleOf(termListOf(b))]
  const longer = Math.max(one.numbers.length, other.numbers.length)
  // In order they cannot share more than in any order.
  if (!(countShared(one, other) >= LEAST_KEPT * longer)) return undefined
  // Of several alignments the same is found from either side.
  const isSwapped = one.text > other.text
  const [left, right] = isSwapped ? [other, one] : [one, other]
  const { gaps, kept } = align(left.numbers, right.numbers)
  const share = kept.length / longer
  if (!(share >= LEAST_KEPT)) return undefined
  const { table } = one
  const least = (share >= CLOSE_KEPT ? LEAST_RARITY_OF_CLOSE : LEAST_RARITY) * rarest(kept, table, rarity)
  const named = withoutNumbers(gaps, table).filter((gap) => areNames(gap, least, table, rarity))
  const [slot] = named
  if (!slot) return undefined
  const [x, y] = slot.map((filling) => toldFilling(filling, table)) as [string, string]
  return {
    fillings: isSwapped ? [y, x] : [x, y],
    slots: named.filter(([filling]) => !filling.some(table.isPiece)).length,
    kept: share,
    isOfSubjects: slot[0][0] === left.numbers[0] && slot[1][0] === right.numbers[0],
  }
}

/** In words: characters stand together, and pieces that overlap are one word. */
function toldFilling(filling: readonly number[], table: TermTable): string {
  let told = ''
  for (const number of filling) {
    const text = table.textOf(number)
    if (told === '' || table.isCharacter(number)) told += text
    else if (table.isPiece(number) && told.endsWith(text.charAt(0))) told += text.slice(1)
    else told += ` ${text}`
  }
  return told
}

/** How much a pair of one wording is to be doubted on its own: the more, the less else it differs in. */
export function doubtOf(template: TemplateMatch | undefined, agrees: boolean): number {
  if (!template) return 1
  return (
    (template.slots > 1 ? SEVERAL_SLOTS_DOUBT : TEMPLATE_DOUBT) *
    (template.kept >= NEARLY_ALL
      ? NEARLY_ALL_DOUBT
      : template.isOfSubjects && !agrees
        ? OTHER_SUBJECTS_DOUBT
        : 1)
  )
}

/** Whether what stands in a slot may be a name in either title, and says something. */
function areNames(gap: Gap, least: number, table: TermTable, rarity: TermRarity): boolean {
  if (gap.some((filling) => filling.length === 0 || filling.some(table.isNumber))) return false
  const [x, y] = gap.map((filling) => rarest(filling, table, rarity)) as [number, number]
  if (!(Math.max(x, y) >= least && Math.min(x, y) > 0)) return false
  if (gap.some((filling) => isCommonWord(filling, table) || isDeed(filling, table))) return false
  return gap.every((filling) => isShortEnough(filling, table) && isLongEnough(filling, table))
}

/** 遇难者, 正式发布: but for a character, words of any headline, which say what was done. */
function isCommonWord(filling: readonly number[], table: TermTable): boolean {
  let rest = filling.length
  for (let at = 1; at < filling.length; at++) {
    const [before, after] = [filling[at - 1] as number, filling[at] as number]
    if (!table.isCharacter(before) || !table.isCharacter(after)) return false
    if (!isCommonTerm(table.textOf(before) + table.textOf(after))) continue
    rest -= 2
    at++
  }
  return rest <= 1 && filling.length > 1
}

/** "Strikes", "drops to": a slot where either title says what was done is none for names. */
function isDeed(filling: readonly number[], table: TermTable): boolean {
  return filling.every((term) => table.isFunction(term) || isDeedTerm(table.textOf(term)))
}

/** "Near Palmeiro, 25 hurt", "near Novigrad Bay, 14 hurt": a figure beside a name that is a word does not belong to it. */
function withoutNumbers(gaps: readonly Gap[], table: TermTable): Gap[] {
  return gaps.map((gap) =>
    gap.some((filling) => filling.some(table.isPiece))
      ? gap
      : [gap[0].filter((term) => !table.isNumber(term)), gap[1].filter((term) => !table.isNumber(term))],
  )
}

/** Terms of a title in order; of Han and Kana single characters, since bigrams straddle the seams of slots. */
interface Title {
  readonly table: TermTable
  readonly numbers: readonly number[]
  readonly text: string
}

const TITLES = createMemory<TermList, Title>('title')

function titleOf(list: TermList): Title {
  let title = TITLES.get(list)
  if (!title) {
    const { table } = list
    const numbers: number[] = []
    for (let at = 0; at < list.titleLength; at++) {
      const number = list.numbers[at] as number
      if (!table.straddles(number)) numbers.push(number)
    }
    title = { table, numbers, text: numbers.map(table.textOf).join(' ') }
    TITLES.set(list, title)
  }
  return title
}

function countShared(a: Title, b: Title): number {
  a.table.mark(a.numbers)
  let count = 0
  for (let at = 0; at < b.numbers.length; at++) if (a.table.placeIn(b.numbers[at] as number) >= 0) count++
  return count
}

function isShortEnough(filling: readonly number[], table: TermTable): boolean {
  return (
    filling.length <= (filling.every(table.isCharacter) ? LONGEST_FILLING_OF_CHARACTERS : LONGEST_FILLING)
  )
}

/** A single character of Han or Kana is hardly ever a name. */
function isLongEnough(filling: readonly number[], table: TermTable): boolean {
  return filling.length > 1 || table.textOf(filling[0] ?? -1).length > 1
}

/** Of what says something; 0 without. */
function rarest(numbers: readonly number[], table: TermTable, rarity: TermRarity): number {
  let most = 0
  for (const number of numbers) if (!table.isFunction(number)) most = Math.max(most, rarity.of(number))
  return most
}

/** A table for one alignment at a time, used again: what it held before means nothing. */
let scratch = new Uint16Array(1 << 12)

function tableOf(size: number): Uint16Array {
  if (scratch.length < size) scratch = new Uint16Array(2 * size)
  return scratch
}

type Gap = readonly [number[], number[]]

/** What two sequences have in common in order, and between that where both have something of their own. */
function align(a: readonly number[], b: readonly number[]): { kept: number[]; gaps: Gap[] } {
  const common = lengthsOf(a, b)
  const width = b.length + 1
  const kept: number[] = []
  const gaps: Gap[] = []
  let [i, j, fromI, fromJ] = [0, 0, 0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      if (i > fromI && j > fromJ) gaps.push([a.slice(fromI, i), b.slice(fromJ, j)])
      kept.push(a[i] as number)
      fromI = ++i
      fromJ = ++j
    } else if ((common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number)) i++
    else j++
  }
  if (a.length > fromI && b.length > fromJ) gaps.push([a.slice(fromI), b.slice(fromJ)])
  return { kept, gaps }
}

/** For each pair of places, row by row, how many terms two sequences have in common in order from there on. */
function lengthsOf(a: readonly number[], b: readonly number[]): Uint16Array {
  const width = b.length + 1
  const common = tableOf((a.length + 1) * width)
  common.fill(0, a.length * width, (a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    const own = a[i]
    const row = i * width
    let right = 0
    common[row + b.length] = 0
    for (let j = b.length - 1; j >= 0; j--) {
      const below = row + width + j
      if (own === b[j]) right = (common[below + 1] as number) + 1
      else if ((common[below] as number) > right) right = common[below] as number
      common[row + j] = right
    }
  }
  return common
}
