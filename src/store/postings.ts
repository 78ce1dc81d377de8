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
  /** Shows the newest of them, newest first. */
  visit(bucket: number, place: number, see: (number: number) => void): void
}

/** Of `total` fields; throws a `StoreError` that names `key` when the reply is not what join-stories.lua made. */
export function readPostings(reply: readonly unknown[], total: number, key: string): Postings {
  const held = reply.slice(0, 3) as number[]
  const words = (reply.slice(3, 6) as Buffer[]).map((bytes) => wordsOf(bytes, key))
  const starts = words.map((each) => startsOf(each, total + 1, key))
  const count = (bucket: number, at: number): number => {
    const start = starts[bucket]?.[at]
    return start === undefined ? 0 : ((words[bucket] as Uint32Array)[start] as number)
  }
  const visit = (bucket: number, at: number, see: (number: number) => void): void => {
    const start = starts[bucket]?.[at]
    if (start === undefined) return
    const all = words[bucket] as Uint32Array
    const end = start + Math.min(all[start] as number, POSTING_CAP)
    for (let n = start + 1; n <= end; n++) see(all[n] as number)
  }
  const newest = (bucket: number, at: number): number[] => {
    const list: number[] = []
    visit(bucket, at, (number) => list.push(number))
    return list
  }
  return {
    held,
    rewritten: held.map((_, bucket) => ({ count: count(bucket, 0), newest: newest(bucket, 0) })),
    count: (bucket, place) => count(bucket, place + 1),
    visit: (bucket, place, see) => visit(bucket, place + 1, see),
  }
}

/** Big-endian numbers of four bytes. */
function wordsOf(bytes: Buffer, key: string): Uint32Array {
  if (bytes.length % 4 !== 0) throw broken(key)
  const words = new Uint32Array(bytes.length / 4)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < words.length; at++) words[at] = view.getUint32(4 * at)
  return words
}

function startsOf(words: Uint32Array, total: number, key: string): readonly number[] | undefined {
  if (words.length === 0) return undefined
  const starts: number[] = []
  let at = 0
  while (starts.length < total && at < words.length) {
    starts.push(at)
    at += 1 + Math.min(words[at] as number, POSTING_CAP)
  }
  if (starts.length === total && at === words.length) return starts
  throw broken(key)
}

function broken(key: string): StoreError {
  return new StoreError('store_broken_value', `Redis key ${key} holds a posting that is not one`, {
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
  const rarest = rarestOf(known, frequencies)
  for (const at of rarest) watch(at)

  const documents = postings.held.reduce((sum, count) => sum + count, 0)
  clearScores()
  const follow = (place: number, gain: number) => {
    for (const bucket of BUCKET_ORDER) {
      postings.visit(bucket, place, (number) => addScore(4 * number + bucket, gain))
    }
  }
  for (const place of keys) follow(place, EXACT_GAIN)
  // Among terms the rare ones tell more.
  for (const at of rarest) {
    follow(terms[at] as number, Math.log(1 + (documents + 1) / ((frequencies[at] as number) + 0.5)))
  }
  return { best: bestOf(), frequencies, watched, places }
}

/** Of those that are held the ones to follow, rarest first, of equals the earlier. */
function rarestOf(known: readonly number[], frequencies: readonly number[]): number[] {
  const rarest: number[] = []
  for (const place of known) {
    const frequency = frequencies[place] as number
    let at = rarest.length
    if (at === FOLLOWED_TERMS && frequency >= (frequencies[rarest[at - 1] as number] as number)) continue
    if (at === FOLLOWED_TERMS) at--
    while (at > 0 && frequency < (frequencies[rarest[at - 1] as number] as number)) {
      rarest[at] = rarest[at - 1] as number
      at--
    }
    rarest[at] = place
  }
  return rarest
}

/** More places than an entry's keys and followed terms can fill by half. */
const SCORE_PLACES = 1 << 10
const SCORE_SHIFT = 22

/** Sums by document, for one entry at a time: what is made anew for each fills the memory that is collected most often. */
const scores = {
  /** By a hash of the id, from 1 where it stands in the lists. */
  places: new Int16Array(SCORE_PLACES),
  ids: new Float64Array(SCORE_PLACES),
  sums: new Float64Array(SCORE_PLACES),
  size: 0,
}

function clearScores(): void {
  scores.places.fill(0)
  scores.size = 0
}

function addScore(id: number, gain: number): void {
  const { places, ids, sums } = scores
  let place = Math.imul(id, 0x9e3779b1) >>> SCORE_SHIFT
  for (let at = places[place] as number; at > 0; at = places[place] as number) {
    if (ids[at - 1] === id) {
      sums[at - 1] = (sums[at - 1] as number) + gain
      return
    }
    place = (place + 1) % SCORE_PLACES
  }
  ids[scores.size] = id
  sums[scores.size] = gain
  places[place] = ++scores.size
}

/** Kept in order while going through: most are worse than the last of the best. Of equals the newer is the better. */
function bestOf(): DocumentPlace[] {
  const best: number[] = []
  const { ids, sums, size } = scores
  const isBetterThan = (n: number, other: number): boolean =>
    isBetter(ids[n] as number, sums[n] as number, ids[other] as number, sums[other] as number)
  for (let n = 0; n < size; n++) {
    let at = best.length
    if (at === CANDIDATE_CAP && !isBetterThan(n, best[--at] as number)) continue
    for (; at > 0 && isBetterThan(n, best[at - 1] as number); at--) best[at] = best[at - 1] as number
    best[at] = n
  }
  return best.map((n) => {
    const id = ids[n] as number
    return { bucket: id % 4, number: Math.floor(id / 4) }
  })
}

function isBetter(id: number, score: number, other: number, otherScore: number): boolean {
  if (score !== otherScore) return score > otherScore
  return id % 4 === other % 4 ? id > other : id % 4 > other % 4
}
