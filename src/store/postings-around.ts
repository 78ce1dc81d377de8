import type { DocumentPlace } from './document-scores.ts'
import type { ReportTimes } from './kept-times.ts'
import { EXACT_GAIN, gainOf, type Postings } from './postings.ts'

/** Of each field those reported last before a time, and those reported first after it. */
const NEAREST_BEFORE = 24
const NEAREST_AFTER = 24
/** Documents that are found, the best. */
const DOCUMENTS = 64
/** Of what is reported in one moment no part is chosen by when it came; so many times as many are taken, at most. */
const MOST_TIES = 2

export interface PlaceAround extends DocumentPlace {
  readonly score: number
}

export interface LookedAround {
  /** Best first, of equals the newer; of equals in both any may come first. */
  readonly best: readonly PlaceAround[]
  /** Documents reported by then that hold each term, in the order asked. */
  readonly frequencies: readonly number[]
  /** Older numbers, of which there are more, would change nothing of that. */
  readonly isWhole: boolean
}

interface Timed {
  /** Four times the number of a document and its bucket. */
  readonly id: number
  readonly time: number
}

/** What is known of a field around a time. */
interface Held {
  /** The last first. */
  readonly before: readonly Timed[]
  /** The first first. */
  readonly after: readonly Timed[]
  /** The latest time that a document whose number is not known may have. */
  readonly latestUnknown: number
}

/**
 * Documents that may report the same event as an entry reported at a time, whenever either came: under its keys and terms
 * those nearest in time, before it and after. What it finds among given documents follows from their times alone, as long as
 * no field of a bucket has more than a thousand of them.
 */
export function lookAround(
  postings: Postings,
  at: number,
  /** Of the three buckets. */
  times: readonly ReportTimes[],
  keys: readonly number[],
  terms: readonly number[],
): LookedAround {
  const documents = postings.held.reduce((sum, count) => sum + count, 0)
  const scores = new Map<number, number>()
  const timeById = new Map<number, number>()
  let isWhole = true

  function follow(place: number, gain: number): { readonly later: number } {
    const { before, after, latestUnknown } = heldAround(postings, place, at, times)
    const last = before[NEAREST_BEFORE - 1]?.time ?? Number.NEGATIVE_INFINITY
    if (latestUnknown >= last && latestUnknown > Number.NEGATIVE_INFINITY) isWhole = false
    const nearest = [...firstOf(before, NEAREST_BEFORE, sameTime), ...firstOf(after, NEAREST_AFTER, sameTime)]
    for (const { id, time } of nearest) {
      scores.set(id, (scores.get(id) ?? 0) + gain)
      timeById.set(id, time)
    }
    return { later: after.length }
  }

  for (const place of keys) follow(place, EXACT_GAIN)
  const frequencies = terms.map((place) => {
    const count = postings.count(0, place) + postings.count(1, place) + postings.count(2, place)
    return count - follow(place, gainOf(documents, count)).later
  })
  const found = [...scores].map(([id, score]) => ({ id, score, time: timeById.get(id) as number }))
  found.sort((a, b) => b.score - a.score || later(a, b))
  const best = firstOf(found, DOCUMENTS, (a, b) => a.score === b.score && sameTime(a, b))
  return {
    best: best.map(({ id, score }) => ({ bucket: id % 4, number: Math.floor(id / 4), score })),
    frequencies,
    isWhole,
  }
}

function heldAround(postings: Postings, place: number, at: number, times: readonly ReportTimes[]): Held {
  const before: Timed[] = []
  const after: Timed[] = []
  let latestUnknown = Number.NEGATIVE_INFINITY
  for (const [bucket, reported] of times.entries()) {
    let known = 0
    let oldest = 0
    postings.visit(bucket, place, (number) => {
      known++
      oldest = number
      const time = reported.of(number)
      const list = time <= at ? before : after
      list.push({ id: 4 * number + bucket, time })
    })
    if (known < postings.count(bucket, place))
      latestUnknown = Math.max(latestUnknown, reported.latestBefore(oldest))
  }
  return { before: before.sort(later), after: after.sort((a, b) => later(b, a)), latestUnknown }
}

/** Times that nobody knows are equal. */
function later(a: { readonly time: number }, b: { readonly time: number }): number {
  return sameTime(a, b) ? 0 : b.time - a.time
}

function sameTime(a: { readonly time: number }, b: { readonly time: number }): boolean {
  return a.time === b.time
}

/** As many as asked for, and those that equal the last of them. */
function firstOf<Each>(
  sorted: readonly Each[],
  most: number,
  areEqual: (a: Each, b: Each) => boolean,
): Each[] {
  const longest = Math.min(MOST_TIES * most, sorted.length)
  let end = Math.min(most, sorted.length)
  while (end > 0 && end < longest && areEqual(sorted[end - 1] as Each, sorted[end] as Each)) end++
  return sorted.slice(0, end)
}
