import type { Fingerprint, TermStatistics } from '../model/entry.ts'
import { expectedShare } from './function-terms.ts'

/** Flattens the weight of very rare terms: measured better than plain idf on every labelled set. */
const WEIGHT_EXPONENT = 0.8
/** Documents the expectation counts as: outweighed by the first thousand real ones. */
const PRIOR_DOCUMENTS = 500

/** A fingerprint with idf applied, of length 1. */
export interface TermVector {
  readonly weights: ReadonlyMap<string, number>
}

/** Inverse document frequency of a term, smoothed by what is expected of it. Always positive. */
export interface TermRarity {
  (term: string): number
  /** Vectors made with it: an entry is compared with many, and each of them more than once. */
  readonly vectors: WeakMap<Fingerprint, TermVector>
}

/**
 * Rarity by the statistics of the recent window. A term the statistics do not mention (as opposed to one they
 * count zero times) is taken to be as rare as the mentioned ones are on average.
 */
export function createRarity(statistics: TermStatistics): TermRarity {
  const known = new Map<string, number>()
  const mentioned = statistics.documentFrequency
  const idf = (term: string, frequency: number): number => {
    const documents = finite(statistics.documentCount) + PRIOR_DOCUMENTS
    const holding = Math.min(finite(frequency) + expectedShare(term) * PRIOR_DOCUMENTS, documents)
    return Math.log(1 + (documents + 1) / (holding + 0.5))
  }
  let average: number | undefined
  const unmentioned = (term: string): number => {
    average ??= mean(Object.entries(mentioned).map(([other, frequency]) => idf(other, frequency)))
    return Math.min(average ?? Infinity, idf(term, 0))
  }
  const rarity = (term: string) => {
    let value = known.get(term)
    if (value === undefined) {
      const frequency = Object.hasOwn(mentioned, term) ? mentioned[term] : undefined
      value = frequency === undefined ? unmentioned(term) : idf(term, frequency)
      known.set(term, value)
    }
    return value
  }
  return Object.assign(rarity, { vectors: new WeakMap<Fingerprint, TermVector>() })
}

/** The vector of a fingerprint, without its first `skip` terms. */
export function vectorOf(print: Fingerprint, rarity: TermRarity, skip = 0): TermVector {
  if (skip > 0) return makeVector(print, rarity, skip)
  let vector = rarity.vectors.get(print)
  if (!vector) {
    vector = makeVector(print, rarity, 0)
    rarity.vectors.set(print, vector)
  }
  return vector
}

function makeVector(print: Fingerprint, rarity: TermRarity, skip: number): TermVector {
  const weights = new Map<string, number>()
  for (const [term, frequency] of Object.entries(print.terms).slice(skip)) {
    const weight = (frequency * rarity(term)) ** WEIGHT_EXPONENT
    if (weight > 0 && Number.isFinite(weight)) weights.set(term, weight)
  }
  return unitVector(weights)
}

/** The same direction, of length 1; changes what it is given. */
export function unitVector(weights: Map<string, number>): TermVector {
  let sum = 0
  for (const weight of weights.values()) sum += weight * weight
  const length = Math.sqrt(sum)
  for (const [term, weight] of weights) weights.set(term, weight / length)
  return { weights }
}

export function cosine(a: TermVector, b: TermVector): number {
  const [small, large] = a.weights.size <= b.weights.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, weight] of small.weights) sum += weight * (large.weights.get(term) ?? 0)
  return Math.min(sum, 1)
}

/** Normalised sum of vectors. */
export function centroidOf(vectors: readonly TermVector[]): TermVector {
  const weights = new Map<string, number>()
  for (const vector of vectors) {
    for (const [term, weight] of vector.weights) weights.set(term, (weights.get(term) ?? 0) + weight)
  }
  return unitVector(weights)
}

/** Shared terms, those that count most first. */
export function sharedTerms(a: TermVector, b: TermVector): string[] {
  const shared: [string, number][] = []
  for (const [term, weight] of a.weights) {
    const other = b.weights.get(term)
    if (other !== undefined) shared.push([term, weight * other])
  }
  return shared.sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).map(([term]) => term)
}

function finite(count: number): number {
  return Number.isFinite(count) && count > 0 ? count : 0
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}
