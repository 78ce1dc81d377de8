import type { Story } from '../../model/story.ts'
import { termTable } from '../text/term-table.ts'
import { type TermVector, unitVector } from './similarity.ts'

type Profile = NonNullable<Story['profile']>

/** On the labelled sets 24 terms do as well as 128. */
const PROFILE_TERMS = 32
/** Weights are whole hundredths: sums of them are exact, whatever their order. */
const SCALE = 100

/** The profile of a story with further entries; only its heaviest terms are kept. */
export function growProfile(profile: Profile | undefined, vectors: readonly TermVector[]): Profile {
  const before = Object.entries(profile ?? {})
  const sum = new Map(before)
  for (const { table, numbers, weights } of vectors) {
    for (const [at, number] of numbers.entries()) {
      const term = table.textOf(number)
      sum.set(term, (sum.get(term) ?? 0) + Math.round((weights[at] as number) * SCALE))
    }
  }
  // As many terms as are kept weigh no less than the lightest did: what is lighter than that is not among them.
  const least = before.length < PROFILE_TERMS ? 0 : Math.min(...before.map(([, weight]) => weight))
  const heaviest = [...sum]
    .filter(([, weight]) => weight >= least)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, PROFILE_TERMS)
  return Object.fromEntries(heaviest)
}

/** Of two stories that become one. Nothing is dropped here, so that several mergers may come in any order. */
export function uniteProfiles(a: Profile | undefined, b: Profile | undefined): Profile | undefined {
  if (!a || !b) return a ?? b
  const sum = new Map(Object.entries(a))
  for (const [term, weight] of Object.entries(b)) sum.set(term, (sum.get(term) ?? 0) + weight)
  return Object.fromEntries([...sum].sort((x, y) => (x[0] < y[0] ? -1 : 1)))
}

const VECTORS = new WeakMap<Profile, TermVector>()

export function vectorOfProfile(profile: Profile): TermVector {
  let vector = VECTORS.get(profile)
  if (vector?.table !== termTable()) {
    vector = unitVector(Object.entries(profile))
    VECTORS.set(profile, vector)
  }
  return vector
}
