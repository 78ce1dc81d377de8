import type { Fingerprint } from '../../model/entry.ts'
import { termsOf, WEIGHT_SIGN } from '../../model/index-fields.ts'
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

const LISTS = new WeakMap<Fingerprint, TermList>()

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
  const numbers = termsOf(print).map(table.numberOf)
  const { titleTerms, summaryTerms } = print
  const titleLength = summaryTerms === '' ? numbers.length : numbers.length - countWords(summaryTerms)
  return { table, numbers, frequencies: frequenciesOf(titleTerms, titleLength, numbers.length), titleLength }
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

function countWords(text: string): number {
  let count = 1
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) count++
  return count
}

/** Of the terms that both hold and that say something: how many, and whether all are numbers or words of any headline. */
export function tellingTerms(
  a: TermList,
  b: TermList,
): { readonly count: number; readonly areCommon: boolean } {
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
  return { count, areCommon }
}
