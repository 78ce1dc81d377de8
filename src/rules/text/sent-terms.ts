import type { Fingerprint } from '../../model/entry.ts'
import { numberTerms, rememberTerms } from './term-list.ts'
import { freshTermTable, type TermTable } from './term-table.ts'

/** Terms that a sender numbers before it begins anew. */
const MOST_TERMS = 500_000

/** Senders that are heard at a time; threads that have ended are among them until others come. */
const MOST_SENDERS = 16

/** Terms of fingerprints on their way from another thread: as text once, from then on by the sender's numbers. */
export interface SentTerms {
  readonly sender: number
  /** How many it had numbered before; 0: it begins anew. */
  readonly known: number
  /** Those that are new, in the order of their numbers. */
  readonly texts: readonly string[]
  /** Of each fingerprint: how many terms, how many of them of the title, their numbers. */
  readonly numbers: Int32Array
}

/** `sender`: a number that no other sender to the same receiver has. */
export function createTermSender(sender: number, most = MOST_TERMS) {
  const numbers = new Map<string, number>()
  return (prints: readonly Fingerprint[]): SentTerms => {
    if (numbers.size > most) numbers.clear()
    const known = numbers.size
    const texts: string[] = []
    const numberOf = (term: string): number => {
      let number = numbers.get(term)
      if (number === undefined) {
        number = numbers.size
        numbers.set(term, number)
        texts.push(term)
      }
      return number
    }
    const sent: number[] = []
    for (const print of prints) {
      const at = sent.push(0, 0)
      sent[at - 1] = numberTerms(print, numberOf, sent)
      sent[at - 2] = sent.length - at
    }
    return { sender, known, texts, numbers: Int32Array.from(sent) }
  }
}

/** What a sender has told, by its numbers. */
interface Told {
  readonly texts: string[]
  table: TermTable
  /** The same in the table. */
  numbers: number[]
}

/**
 * Remembers terms by what was sent beside the fingerprints, so that nobody has to take their texts apart. Where something
 * that was sent has not come, nothing is remembered: the texts say the same.
 */
export function createTermReceiver() {
  const senders = new Map<number, Told>()
  return ({ sender, known, texts, numbers }: SentTerms, prints: readonly Fingerprint[]): void => {
    const table = freshTermTable()
    if (known === 0) {
      senders.delete(sender)
      if (senders.size === MOST_SENDERS) senders.delete(senders.keys().next().value ?? 0)
      senders.set(sender, { texts: [], table, numbers: [] })
    }
    const told = senders.get(sender)
    if (told?.texts.length !== known) return
    if (told.table !== table) {
      told.table = table
      told.numbers = told.texts.map(table.numberOf)
    }
    for (const text of texts) {
      told.texts.push(text)
      told.numbers.push(table.numberOf(text))
    }
    let at = 0
    for (const print of prints) {
      const list: number[] = []
      const titleLength = numbers[at + 1] as number
      const end = at + 2 + (numbers[at] as number)
      for (at += 2; at < end; at++) list.push(told.numbers[numbers[at] as number] as number)
      rememberTerms(print, table, list, titleLength)
    }
  }
}
