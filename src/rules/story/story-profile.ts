import type { Story } from '../../model/story.ts'
import { createMemory } from '../memory.ts'
import { type TermTable, termTable } from '../text/term-table.ts'
import { type TermVector, unitOf } from './similarity.ts'

type Profile = NonNullable<Story['profile']>

/** On the labelled sets 24 terms do as well as 128. */
const PROFILE_TERMS = 32
/** Weights are whole hundredths: sums of them are exact, whatever their order. */
const SCALE = 100

/** The profile of a story with further entries; only its heaviest terms are kept. */
export function growProfile(profile: Profile | undefined, vectors: readonly TermVector[]): Profile {
  const before = profile ? readProfile(profile) : undefined
  const table = before?.table ?? termTable()
  const sum = new Map<number, number>()
  let least = Infinity
  for (let at = 0; before && at < before.numbers.length; at++) {
    const weight = before.weights[at] as number
    sum.set(before.numbers[at] as number, weight)
    if (weight < least) least = weight
  }
  // As many terms as are kept weigh no less than the lightest did: what is lighter than that is not among them.
  if (sum.size < PROFILE_TERMS) least = 0
  for (const { numbers, weights } of vectors) {
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] as number
      sum.set(number, (sum.get(number) ?? 0) + Math.round((weights[at] as number) * SCALE))
    }
  }
  const kept: { readonly number: number; readonly weight: number }[] = []
  for (const [number, weight] of sum) if (weight >= least) kept.push({ number, weight })
  kept.sort((a, b) => b.weight - a.weight || (table.textOf(a.number) < table.textOf(b.number) ? -1 : 1))
  if (kept.length > PROFILE_TERMS) kept.length = PROFILE_TERMS
  const numbers = kept.map(({ number }) => number)
  const weights = kept.map(({ weight }) => weight)
  // Without a prototype it is a table from the start; a plain object would take a new shape at each of its terms.
  const grown: Record<string, number> = Object.create(null)
  for (let at = 0; at < numbers.length; at++) {
    grown[table.textOf(numbers[at] as number)] = weights[at] as number
  }
  READ.set(grown, { table, numbers, weights })
  return grown
}

/** Of two stories that become one. Nothing is dropped here, so that several mergers may come in any order. */
export function uniteProfiles(a: Profile | undefined, b: Profile | undefined): Profile | undefined {
  if (!a || !b) return a ?? b
  const sum = new Map(Object.entries(a))
  for (const [term, weight] of Object.entries(b)) sum.set(term, (sum.get(term) ?? 0) + weight)
  return Object.fromEntries([...sum].sort((x, y) => (x[0] < y[0] ? -1 : 1)))
}

/** A profile by the numbers of its terms, in its order. */
interface ReadProfile {
  readonly table: TermTable
  readonly numbers: readonly number[]
  /** As the profile has them. */
  readonly weights: readonly number[]
  vector?: TermVector
}

const READ = createMemory<Profile, ReadProfile>('numbers')

function readProfile(profile: Profile): ReadProfile {
  const table = termTable()
  let read = READ.get(profile)
  if (read?.table !== table) {
    read = { table, numbers: Object.keys(profile).map(table.numberOf), weights: Object.values(profile) }
    READ.set(profile, read)
  }
  return read
}

export function vectorOfProfile(profile: Profile): TermVector {
  const read = readProfile(profile)
  read.vector ??= unitOf(read.table, read.numbers, [...read.weights])
  return read.vector
}
