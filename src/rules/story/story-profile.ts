import type { Story, StoryProfile } from '../../model/story.ts'
import { createMemory } from '../memory.ts'
import { type TermTable, termTable } from '../text/term-table.ts'
import { type TermVector, unitOf } from './similarity.ts'

type Profile = NonNullable<Story['profile']>

/** On the labelled sets 24 terms do as well as 128. */
const PROFILE_TERMS = 32
/** Weights are whole hundredths: sums of them are exact, whatever their order. */
const SCALE = 100

/** The profile of a story with further entries; only its heaviest terms are kept. */
export function growProfile(profile: Profile | undefined, vectors: readonly TermVector[]): StoryProfile {
  const before = profile ? readProfile(profile) : undefined
  const table = before?.table ?? termTable()
  const { numbers, weights } = heaviestOf(vectors.reduce(plus, before ?? { table, numbers: [], weights: [] }))
  const grown = { terms: numbers.map(table.textOf).join(' '), weights }
  READ.set(grown, { table, numbers, weights })
  return grown
}

function plus({ table, numbers, weights }: ReadProfile, vector: TermVector): ReadProfile {
  const sums = [...weights]
  const added: number[] = []
  table.mark(numbers)
  for (let at = 0; at < vector.numbers.length; at++) {
    const number = vector.numbers[at] as number
    const weight = Math.round((vector.weights[at] as number) * SCALE)
    const place = table.placeIn(number)
    if (place >= 0) sums[place] = (sums[place] as number) + weight
    else {
      added.push(number)
      sums.push(weight)
    }
  }
  return { table, numbers: [...numbers, ...added], weights: sums }
}

/** Heaviest first, of equals in the order of their texts. Most are in order already. */
function heaviestOf({ table, numbers: all, weights: sums }: ReadProfile): ReadProfile {
  const numbers: number[] = []
  const weights: number[] = []
  for (let n = 0; n < all.length; n++) {
    const [number, weight] = [all[n] as number, sums[n] as number]
    const goesBefore = (at: number): boolean => {
      const other = weights[at] as number
      if (weight !== other) return weight > other
      return table.textOf(number) < table.textOf(numbers[at] as number)
    }
    let at = numbers.length
    if (at === PROFILE_TERMS && !goesBefore(--at)) continue
    for (; at > 0 && goesBefore(at - 1); at--) {
      numbers[at] = numbers[at - 1] as number
      weights[at] = weights[at - 1] as number
    }
    numbers[at] = number
    weights[at] = weight
  }
  return { table, numbers, weights }
}

/** Of two stories that become one. Nothing is dropped here, so that several mergers may come in any order. */
export function uniteProfiles(a: Profile | undefined, b: Profile | undefined): Profile | undefined {
  if (!a || !b) return a ?? b
  const sum = new Map<string, number>()
  for (const { terms, weights } of [listsOf(a), listsOf(b)]) {
    for (const [at, term] of terms.entries()) sum.set(term, (sum.get(term) ?? 0) + (weights[at] as number))
  }
  const sorted = [...sum].sort(([x], [y]) => (x < y ? -1 : 1))
  return { terms: sorted.map(([term]) => term).join(' '), weights: sorted.map(([, weight]) => weight) }
}

function listsOf(profile: Profile): { terms: readonly string[]; weights: readonly number[] } {
  if (!isListed(profile)) return { terms: Object.keys(profile), weights: Object.values(profile) }
  const { terms, weights } = profile
  return { terms: terms === '' ? [] : terms.split(' '), weights }
}

/** As they are written now. */
function isListed(profile: Profile): profile is StoryProfile {
  return typeof profile.terms === 'string'
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
    const { terms, weights } = listsOf(profile)
    read = { table, numbers: terms.map(table.numberOf), weights }
    READ.set(profile, read)
  }
  return read
}

export function vectorOfProfile(profile: Profile): TermVector {
  const read = readProfile(profile)
  read.vector ??= unitOf(read.table, read.numbers, [...read.weights])
  return read.vector
}
