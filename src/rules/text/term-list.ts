import type { Fingerprint } from '../../model/entry.ts'
import { type TermTable, termTable } from './term-table.ts'

/** The terms of a fingerprint by number, in its order. */
export interface TermList {
  readonly table: TermTable
  readonly numbers: readonly number[]
  /** Frequencies, as the fingerprint has them. */
  readonly frequencies: readonly number[]
}

const LISTS = new WeakMap<Fingerprint, TermList>()

export function termListOf(print: Fingerprint): TermList {
  const table = termTable()
  let list = LISTS.get(print)
  if (list?.table !== table) {
    const numbers: number[] = []
    const frequencies: number[] = []
    for (const term in print.terms) {
      numbers.push(table.numberOf(term))
      frequencies.push(print.terms[term] ?? 0)
    }
    list = { table, numbers, frequencies }
    LISTS.set(print, list)
  }
  return list
}

/** Of the terms that both hold and that say something: how many, and whether all are numbers. */
export function tellingTerms(
  a: TermList,
  b: TermList,
): { readonly count: number; readonly areNumbers: boolean } {
  const { table } = a
  table.mark(a.numbers)
  let count = 0
  let areNumbers = true
  for (let at = 0; at < b.numbers.length; at++) {
    const number = b.numbers[at] as number
    const place = table.placeIn(number)
    if (place < 0 || !table.isTelling(number)) continue
    if (!((a.frequencies[place] as number) > 0 && (b.frequencies[at] as number) > 0)) continue
    count++
    if (!table.isNumber(number)) areNumbers = false
  }
  return { count, areNumbers }
}
