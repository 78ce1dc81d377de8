import { StoreError } from './replies.ts'

/** Numbers that a posting keeps. Part of what is stored: how long a posting is follows from its count. */
export const POSTING_CAP = 12
/** Where the cheap corner costs nothing, measured: `research/stories.md` §3.3. */
const FOLLOWED_TERMS = 8
const CANDIDATE_CAP = 24
/** Of equals the bucket of the entry's time speaks first, then the one before, then the one after. */
const BUCKET_ORDER = [1, 0, 2] as const
/** An exact key outweighs any number of shared terms. */
const EXACT_GAIN = 1000

/** What `read-postings.lua` tells of three buckets. */
export interface Postings {
  /** Documents in each bucket. */
  readonly held: readonly number[]
  /** In each bucket: documents that were written anew, how often in all and which ones last. */
  readonly rewritten: readonly { readonly count: number; readonly newest: readonly number[] }[]
  /** Documents that hold the field asked for in this place, in one bucket. */
  count(bucket: number, place: number): number
  /** The newest of them, newest first. */
  numbers(bucket: number, place: number): number[]
}

/** Of `total` fields; throws a `StoreError` that names `key` when the reply is not what join-stories.lua made. */
export function readPostings(reply: readonly unknown[], total: number, key: string): Postings {
  const held = reply.slice(0, 3) as number[]
  const bytes = reply.slice(3, 6) as Buffer[]
  const starts = bytes.map((each) => startsOf(each, total + 1, key))
  const count = (bucket: number, at: number): number => {
    const start = starts[bucket]?.[at]
    return start === undefined ? 0 : (bytes[bucket] as Buffer).readUInt32BE(start)
  }
  const numbers = (bucket: number, at: number): number[] => {
    const length = Math.min(count(bucket, at), POSTING_CAP)
    const list: number[] = []
    for (let n = 1; n <= length; n++) {
      list.push((bytes[bucket] as Buffer).readUInt32BE((starts[bucket]?.[at] as number) + 4 * n))
    }
    return list
  }
  return {
    held,
    rewritten: held.map((_, bucket) => ({ count: count(bucket, 0), newest: numbers(bucket, 0) })),
    count: (bucket, place) => count(bucket, place + 1),
    numbers: (bucket, place) => numbers(bucket, place + 1),
  }
}

function startsOf(bytes: Buffer, total: number, key: string): readonly number[] | undefined {
  if (bytes.length === 0) return undefined
  const starts: number[] = []
  let at = 0
  while (starts.length < total && at + 4 <= bytes.length) {
    starts.push(at)
    at += 4 + 4 * Math.min(bytes.readUInt32BE(at), POSTING_CAP)
  }
  if (starts.length === total && at === bytes.length) return starts
  throw new StoreError('store_broken_value', `Redis key ${key} holds a posting that is not one`, {
    retry: 'later',
  })
}

/** A document of the index. */
interface DocumentPlace {
  /** 0 for the bucket before the entry's time, 1 for its own, 2 for the one after. */
  readonly bucket: number
  readonly number: number
}

export interface Looked {
  /** Best first. */
  readonly best: readonly DocumentPlace[]
  /** Documents that hold each term, in the order asked. */
  readonly frequencies: readonly number[]
  /** Places of the fields by which an entry indexed in the meantime would have been found. */
  readonly watched: readonly number[]
  /** Of each of them its place among the terms, −1 for a key. */
  readonly places: readonly number[]
}

/**
 * Documents that may report the same event: those under the same keys, and the newest under the rarest of the terms.
 * Watched are the keys, every term that no document has yet and the rarest that some have.
 */
export function lookUp(postings: Postings, keys: readonly number[], terms: readonly number[]): Looked {
  const total = (place: number) =>
    postings.count(0, place) + postings.count(1, place) + postings.count(2, place)
  const frequencies = terms.map(total)
  const known: number[] = []
  const watched = [...keys]
  const places = keys.map(() => -1)
  const watch = (at: number) => {
    watched.push(terms[at] as number)
    places.push(at)
  }
  for (let at = 0; at < terms.length; at++) {
    if (frequencies[at] === 0) watch(at)
    else known.push(at)
  }
  known.sort((a, b) => (frequencies[a] as number) - (frequencies[b] as number) || a - b)
  const rarest = known.slice(0, FOLLOWED_TERMS)
  for (const at of rarest) watch(at)

  const documents = postings.held.reduce((sum, count) => sum + count, 0)
  const scores = new Map<number, number>()
  const follow = (place: number, gain: number) => {
    for (const bucket of BUCKET_ORDER) {
      for (const number of postings.numbers(bucket, place)) {
        const id = 4 * number + bucket
        scores.set(id, (scores.get(id) ?? 0) + gain)
      }
    }
  }
  for (const place of keys) follow(place, EXACT_GAIN)
  // Among terms the rare ones tell more.
  for (const at of rarest) {
    follow(terms[at] as number, Math.log(1 + (documents + 1) / ((frequencies[at] as number) + 0.5)))
  }
  return { best: bestOf(scores), frequencies, watched, places }
}

/** Kept in order while going through: most are worse than the last of the best. Of equals the newer is the better. */
function bestOf(scores: ReadonlyMap<number, number>): DocumentPlace[] {
  const ids: number[] = []
  const kept: number[] = []
  for (const [id, score] of scores) {
    let at = ids.length
    if (at === CANDIDATE_CAP && !isBetter(id, score, ids[at - 1] as number, kept[at - 1] as number)) continue
    if (at === CANDIDATE_CAP) at--
    while (at > 0 && isBetter(id, score, ids[at - 1] as number, kept[at - 1] as number)) {
      ids[at] = ids[at - 1] as number
      kept[at] = kept[at - 1] as number
      at--
    }
    ids[at] = id
    kept[at] = score
  }
  return ids.map((id) => ({ bucket: id % 4, number: Math.floor(id / 4) }))
}

function isBetter(id: number, score: number, other: number, otherScore: number): boolean {
  if (score !== otherScore) return score > otherScore
  return id % 4 === other % 4 ? id > other : id % 4 > other % 4
}
