import { expectedShare, isCommonTerm, isFunctionTerm } from './function-terms.ts'
import { classNumber, HAN, KANA } from './scripts-of-text.ts'
import { isLookupTerm } from './tokenise.ts'

/** Terms of one table, about 100 B each; what is compared at a time may exceed it a little. */
const MAX_TERMS = 500_000

const TELLING = 1
const NUMBER = 2
const FUNCTION = 4
const COMMON = 8
const PIECE = 16
const CHARACTER = 32
const STRADDLES = 64

/**
 * Terms by numbers, with what is asked of each time and again: an entry is compared with some twenty others, and numbers
 * are compared many times as fast as texts. Numbers mean something within one table alone.
 */
export interface TermTable {
  readonly size: number
  numberOf(term: string): number
  textOf(number: number): string
  /** Says something: neither a function term nor a single character. */
  isTelling(number: number): boolean
  isFunction(number: number): boolean
  /** Of the form `#5.1`. */
  isNumber(number: number): boolean
  /** A number, or used of any event (`isCommonTerm`). */
  isCommon(number: number): boolean
  /** Of a script whose terms are pieces of words (`tokenise`). */
  isPiece(number: number): boolean
  /** A single character of Han or Kana. */
  isCharacter(number: number): boolean
  /** More than one of them: may straddle the seam of two words. */
  straddles(number: number): boolean
  /** Part of all documents it is expected in (`expectedShare`). */
  shareOf(number: number): number
  /** Lets `placeIn` answer for these numbers; cheap when they are marked already. */
  mark(numbers: readonly number[]): void
  /** Where a number stands among those marked last; −1 when it does not. */
  placeIn(number: number): number
}

function createTermTable(): TermTable {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  let traits = new Uint8Array(1 << 12)
  const shares: number[] = []
  let places = new Int32Array(1 << 12)
  let marked: readonly number[] = []

  function add(term: string): number {
    const number = texts.length
    numbers.set(term, number)
    texts.push(term)
    shares.push(expectedShare(term))
    if (number >= places.length) {
      places = twice(places, new Int32Array(2 * places.length))
      traits = twice(traits, new Uint8Array(2 * traits.length))
    }
    traits[number] = traitsOf(term)
    return number
  }

  return {
    get size() {
      return texts.length
    },
    numberOf: (term) => numbers.get(term) ?? add(term),
    textOf: (number) => texts[number] ?? '',
    isTelling: (number) => ((traits[number] as number) & TELLING) !== 0,
    isFunction: (number) => ((traits[number] as number) & FUNCTION) !== 0,
    isNumber: (number) => ((traits[number] as number) & NUMBER) !== 0,
    isPiece: (number) => ((traits[number] as number) & PIECE) !== 0,
    isCharacter: (number) => ((traits[number] as number) & CHARACTER) !== 0,
    straddles: (number) => ((traits[number] as number) & STRADDLES) !== 0,
    isCommon: (number) => ((traits[number] as number) & COMMON) !== 0,
    shareOf: (number) => shares[number] ?? 0,
    mark(list) {
      if (list === marked) return
      for (let at = 0; at < marked.length; at++) places[marked[at] as number] = 0
      for (let at = 0; at < list.length; at++) places[list[at] as number] = at + 1
      marked = list
    },
    placeIn: (number) => (places[number] as number) - 1,
  }
}

function traitsOf(term: string): number {
  const isFunction = isFunctionTerm(term)
  const isNumber = term.startsWith('#')
  const point = term.codePointAt(0) ?? 0
  const kind = classNumber(point)
  const isDense = kind === HAN || kind === KANA
  return (
    (isLookupTerm(term) && !isFunction ? TELLING : 0) |
    (isNumber ? NUMBER : 0) |
    (isFunction ? FUNCTION : 0) |
    (isNumber || isCommonTerm(term) ? COMMON : 0) |
    (point > 0x7f && IS_PIECE.test(term) ? PIECE : 0) |
    (point > 0x7f && IS_CHARACTER.test(term) ? CHARACTER : 0) |
    (isDense && term !== String.fromCodePoint(point) ? STRADDLES : 0)
  )
}

const IS_PIECE = /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Mymr}\p{sc=Khmr}]/u
const IS_CHARACTER = /^[\p{sc=Han}\p{sc=Kana}]$/u

function twice<Numbers extends Int32Array | Uint8Array>(before: Numbers, larger: Numbers): Numbers {
  larger.set(before)
  return larger
}

/** Memory of pure functions: what it holds changes no result. */
let current: TermTable | undefined

export function termTable(): TermTable {
  current ??= createTermTable()
  return current
}

/** The table to decide with; another one once it is full. Numbers taken before are to be taken anew then. */
export function freshTermTable(): TermTable {
  if (current && current.size > MAX_TERMS) current = undefined
  return termTable()
}
