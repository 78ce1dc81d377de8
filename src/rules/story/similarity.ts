import type { Fingerprint, TermStatistics } from '../../model/entry.ts'
import { type Shared, type TermList, termListOf } from '../text/term-list.ts'
import { freshTermTable, type TermTable, termTable } from '../text/term-table.ts'

/** Flattens the weight of very rare terms: measured better than plain idf on every labelled set. */
const WEIGHT_EXPONENT = 0.8
/** Documents the expectation counts as: outweighed by the first thousand real ones. */
const PRIOR_DOCUMENTS = 500

/** Terms by number with their weights, idf applied; of length 1. */
export interface TermVector {
  readonly table: TermTable
  readonly numbers: readonly number[]
  /** All above 0. */
  readonly weights: readonly number[]
}

/** Inverse document frequency of a term, smoothed by what is expected of it. Always positive. */
export interface TermRarity {
  (term: string): number
  of(number: number): number
  /** The vector of a list of terms, without its first `skip`. */
  vectorOf(list: TermList, skip: number): TermVector
  /** Vectors made with it: an entry is compared with many, and each of them more than once. */
  readonly vectors: Map<Fingerprint, TermVector>
  /** What others share with the entry it was made for, as far as that was found on the way. */
  readonly shared?: SharedWith
}

/** Of one entry: what each of some others shares with it (`tellingTerms`). */
export interface SharedWith {
  readonly print: Fingerprint
  readonly of: ReadonlyMap<Fingerprint, Shared>
}

/**
 * Rarity by the statistics of the recent window, told of the terms of `print`. A term of which nothing is known (as
 * opposed to one that is counted zero times) is taken to be as rare as the known ones are on average.
 */
export function createRarity(print: Fingerprint, statistics: TermStatistics): TermRarity {
  const table = freshTermTable()
  const list = termListOf(print)
  const { documentCount, documentFrequency } = statistics
  const told = list.numbers.filter((_, at) => documentFrequency[at] !== undefined)
  // One list of numbers stays one: it is marked once.
  const numbers = told.length === list.numbers.length ? list.numbers : told
  return rarityOf(
    table,
    documentCount,
    numbers,
    documentFrequency.filter((count) => count !== undefined),
  )
}

/** The same of any terms, by number. */
export function rarityOf(
  table: TermTable,
  documentCount: number,
  numbers: readonly number[],
  documentFrequencies: readonly number[],
): TermRarity {
  const documents = finite(documentCount) + PRIOR_DOCUMENTS
  const idf = (share: number, frequency: number): number => {
    const holding = Math.min(finite(frequency) + share * PRIOR_DOCUMENTS, documents)
    return Math.log(1 + (documents + 1) / (holding + 0.5))
  }
  /** Of each of `numbers`. */
  const known: number[] = []
  let sum = 0
  for (let at = 0; at < numbers.length; at++) {
    const value = idf(table.shareOf(numbers[at] as number), documentFrequencies[at] as number)
    known.push(value)
    sum += value
  }
  const average = known.length === 0 ? Infinity : sum / known.length
  const unexpected = Math.min(average, idf(0, 0))
  const unknown = (number: number): number => {
    const share = table.shareOf(number)
    return share === 0 ? unexpected : Math.min(average, idf(share, 0))
  }
  const of = (number: number): number => {
    table.mark(numbers)
    const place = table.placeIn(number)
    return place < 0 ? unknown(number) : (known[place] as number)
  }
  const singles = createMemory(known, 1)
  const halves = createMemory(known, 0.5)
  // Most terms are as rare as any other, and count once.
  const unexpectedSingle = weightOf(unexpected, 1)
  const unexpectedHalf = weightOf(unexpected, 0.5)
  const weigh = (number: number, place: number, frequency: number): number => {
    if (place >= 0) {
      if (frequency === 1) return singles(place)
      return frequency === 0.5 ? halves(place) : weightOf(known[place] as number, frequency)
    }
    if (table.shareOf(number) !== 0) return weightOf(unknown(number), frequency)
    if (frequency === 1) return unexpectedSingle
    return frequency === 0.5 ? unexpectedHalf : weightOf(unexpected, frequency)
  }
  const vectorOf = ({ numbers: terms, frequencies }: TermList, skip: number): TermVector => {
    table.mark(numbers)
    // One list of numbers stays one: it is marked once.
    const held = skip === 0 ? terms : terms.slice(skip)
    const weights = frequencies.slice(skip)
    let areSound = true
    for (let at = 0; at < held.length; at++) {
      const number = held[at] as number
      const weight = weigh(number, table.placeIn(number), weights[at] as number)
      weights[at] = weight
      if (!isSound(weight)) areSound = false
    }
    if (areSound) return unitOf(table, held, weights)
    return unitOf(
      table,
      held.filter((_, at) => isSound(weights[at] as number)),
      weights.filter(isSound),
    )
  }
  return Object.assign((term: string) => of(table.numberOf(term)), {
    of,
    vectorOf,
    vectors: new Map<Fingerprint, TermVector>(),
  })
}

/** Weights of one frequency by the place of their rarity, each worked out when it is first asked for. */
function createMemory(rarities: readonly number[], frequency: number): (place: number) => number {
  const weights = new Array<number>(rarities.length).fill(Number.NaN)
  return (place) => {
    const weight = weights[place] as number
    if (!Number.isNaN(weight)) return weight
    const fresh = weightOf(rarities[place] as number, frequency)
    weights[place] = fresh
    return fresh
  }
}

function isSound(weight: number): boolean {
  return weight > 0 && weight < Infinity
}

function weightOf(rarity: number, frequency: number): number {
  return (frequency * rarity) ** WEIGHT_EXPONENT
}

/** The vector of a fingerprint, without its first `skip` terms. */
export function vectorOf(print: Fingerprint, rarity: TermRarity, skip = 0): TermVector {
  if (skip > 0) return rarity.vectorOf(termListOf(print), skip)
  let vector = rarity.vectors.get(print)
  if (!vector) {
    vector = rarity.vectorOf(termListOf(print), 0)
    rarity.vectors.set(print, vector)
  }
  return vector
}

/** The same direction, of length 1. */
export function unitVector(weights: Iterable<readonly [string, number]>): TermVector {
  const table = termTable()
  const numbers: number[] = []
  const values: number[] = []
  for (const [term, weight] of weights) {
    numbers.push(table.numberOf(term))
    values.push(weight)
  }
  return unitOf(table, numbers, values)
}

/** Terms of one direction, of length 1. Changes the weights it is given. */
export function unitOf(table: TermTable, numbers: readonly number[], weights: number[]): TermVector {
  let sum = 0
  // By index: going through fractions one by one makes an object of each.
  for (let at = 0; at < weights.length; at++) sum += (weights[at] as number) * (weights[at] as number)
  const length = Math.sqrt(sum)
  for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] as number) / length
  return { table, numbers, weights }
}

/** Terms with their weights, in the order of the vector. */
export function weightsOf({ table, numbers, weights }: TermVector): [string, number][] {
  return numbers.map((number, at) => [table.textOf(number), weights[at] as number])
}

export function cosine(a: TermVector, b: TermVector): number {
  const small = a.numbers.length <= b.numbers.length ? a : b
  const large = small === a ? b : a
  const { table } = large
  table.mark(large.numbers)
  let sum = 0
  for (let at = 0; at < small.numbers.length; at++) {
    const place = table.placeIn(small.numbers[at] as number)
    if (place >= 0) sum += (small.weights[at] as number) * (large.weights[place] as number)
  }
  return Math.min(sum, 1)
}

/** Normalised sum of vectors. */
export function centroidOf(vectors: readonly TermVector[]): TermVector {
  const sums = new Map<number, number>()
  for (const { numbers, weights } of vectors) {
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] as number
      sums.set(number, (sums.get(number) ?? 0) + (weights[at] as number))
    }
  }
  return unitOf(termTable(), [...sums.keys()], [...sums.values()])
}

/** Terms of both that say something. */
export interface SharedTerms {
  readonly count: number
  readonly areCommon: boolean
}

export function sharedTerms(a: TermVector, b: TermVector): SharedTerms {
  const { table } = b
  table.mark(b.numbers)
  let count = 0
  let areCommon = true
  for (let at = 0; at < a.numbers.length; at++) {
    const number = a.numbers[at] as number
    if (table.placeIn(number) < 0 || !table.isTelling(number)) continue
    count++
    if (!table.isCommon(number)) areCommon = false
  }
  return { count, areCommon }
}

function finite(count: number): number {
  return Number.isFinite(count) && count > 0 ? count : 0
}
