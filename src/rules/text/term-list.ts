import type { Fingerprint } from '../../model/entry.ts'
import { WEIGHT_SIGN } from '../../model/index-fields.ts'
import { createMemory } from '../memory.ts'
import { type TermTable, termTable } from './term-table.ts'

/** What a term weighs that only the summary has; below every title term, which has at least 1. */
const SUMMARY_WEIGHT = 0.5

/** The terms of a fingerprint by number, in its order. */
export interface TermList {
  readonly table: TermTable
  readonly numbers: readonly number[]
  /** Of each number; shared by all lists of one form. */
  readonly frequencies: readonly number[]
  /** So many of them are of the title. */
  readonly titleLength: number
}

const LISTS = createMemory<Fingerprint, TermList>('terms')

export function termListOf(print: Fingerprint): TermList {
  const table = termTable()
  let list = LISTS.get(print)
  if (list?.table !== table) {
    list = readTerms(print, table)
    LISTS.set(print, list)
  }
  return list
}

function readTerms(print: Fingerprint, table: TermTable): TermList {
  const numbers: number[] = []
  return listOf(print, table, numbers, numberTerms(print, table.numberOf, numbers))
}

function listOf(
  { titleTerms }: Fingerprint,
  table: TermTable,
  numbers: readonly number[],
  titleLength: number,
): TermList {
  return { table, numbers, frequencies: frequenciesOf(titleTerms, titleLength, numbers.length), titleLength }
}

/** Spares reading the terms of a print: they are these numbers of the table, so many of them of the title. */
export function rememberTerms(
  print: Fingerprint,
  table: TermTable,
  numbers: readonly number[],
  titleLength: number,
): void {
  LISTS.set(print, listOf(print, table, numbers, titleLength))
}

/** Adds the number of each term of a print, in its order; returns how many are of the title. */
export function numberTerms(
  { titleTerms, summaryTerms }: Fingerprint,
  numberOf: (term: string) => number,
  numbers: number[],
): number {
  const from = numbers.length
  addNumbers(numbers, titleTerms, numberOf)
  const titleLength = numbers.length - from
  addNumbers(numbers, summaryTerms, numberOf)
  return titleLength
}

/** Of terms with a space between them, as `termsOf` has them. */
function addNumbers(numbers: number[], terms: string, numberOf: (term: string) => number): void {
  for (let from = 0; from < terms.length; ) {
    const space = terms.indexOf(' ', from)
    const end = space < 0 ? terms.length : space
    const word = terms.slice(from, end)
    const sign = word.indexOf(WEIGHT_SIGN)
    numbers.push(numberOf(sign < 0 ? word : word.slice(0, sign)))
    from = end + 1
  }
}

/** Lists of terms that all count once differ in their lengths alone: memory of a pure function. */
const PLAIN = new Map<number, readonly number[]>()
const MOST_PLAIN = 1 << 12

function frequenciesOf(titleTerms: string, titleLength: number, length: number): readonly number[] {
  const plain = plainFrequencies(titleLength, length)
  if (!titleTerms.includes(WEIGHT_SIGN)) return plain
  const frequencies = [...plain]
  for (const [at, word] of titleTerms.split(' ').entries()) {
    const end = word.indexOf(WEIGHT_SIGN)
    if (end >= 0) frequencies[at] = Number(word.slice(end + 1))
  }
  return frequencies
}

function plainFrequencies(titleLength: number, length: number): readonly number[] {
  const key = (titleLength << 8) + length - titleLength
  let frequencies = PLAIN.get(key)
  if (!frequencies) {
    frequencies = Array.from({ length }, (_, at) => (at < titleLength ? 1 : SUMMARY_WEIGHT))
    if (PLAIN.size < MOST_PLAIN) PLAIN.set(key, frequencies)
  }
  return frequencies
}

/** Of the terms that two lists share and that say something: how many, and whether all are numbers or words of any headline. */
export interface Shared {
  readonly count: number
  readonly areCommon: boolean
}

/** One object for each, since an entry is compared with many: memory of a pure function. */
const SHARED: Shared[] = []

export function sharedOf(count: number, areCommon: boolean): Shared {
  const at = 2 * count + (areCommon ? 1 : 0)
  const shared = SHARED[at] ?? { count, areCommon }
  SHARED[at] = shared
  return shared
}

export function tellingTerms(a: TermList, b: TermList): Shared {
  const { table } = a
  table.mark(a.numbers)
  let count = 0
  let areCommon = true
  for (let at = 0; at < b.numbers.length; at++) {
    const number = b.numbers[at] as number
    if (table.placeIn(number) < 0 || !table.isTelling(number)) continue
    count++
    if (!table.isCommon(number)) areCommon = false
  }
  return sharedOf(count, areCommon)
}
