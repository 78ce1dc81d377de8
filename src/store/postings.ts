import { addScore, bestOf, clearScores, createScores, type DocumentPlace } from './document-scores.ts'
import { StoreError } from './replies.ts'

/** Numbers that a posting keeps. Part of what is stored: how long a posting is follows from its count. */
export const POSTING_CAP = 12
/** Older ones, kept beside it: those of its last ten dozens. Programs of data format 2 and before keep none. */
export const OLDER_CAP = 10 * POSTING_CAP
/** All of them; but for those that have come since the last dozen was full. */
const LONG_POSTING = OLDER_CAP + POSTING_CAP
/** How much of the index is looked through. */
export interface Reach {
  /** Of each field in each bucket, the newest. */
  readonly numbers: number
  /** Documents that are found, the best. */
  readonly documents: number
  /** Terms that are followed, the rarest. */
  readonly terms: number
  /** Terms that no more documents hold are followed beside these: those that an entry which is indexed has alone. */
  readonly alone: number
}

/** For an entry that is placed: where the cheap corner costs nothing, measured: `research/stories.md` §3.3. */
export const NEWEST: Reach = { numbers: POSTING_CAP, documents: 24, terms: 8, alone: 0 }
/** For an entry that is asked again, among those that were reported later as well. */
export const ALL_AROUND: Reach = { numbers: LONG_POSTING, documents: 64, terms: 8, alone: 1 }
/** Twice what an entry's keys and followed terms can fill. */
const scoresOfNewest = createScores(10)
const manyScores = createScores(13)
/** Of equals the bucket of the entry's time speaks first, then the one before, then the one after. */
const BUCKET_ORDER = [1, 0, 2] as const
/** An exact key outweighs any number of shared terms. */
const EXACT_GAIN = 1000

/** What `read-postings.lua` or `read-long-postings.lua` tells of three buckets. */
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

/**
 * Of `total` fields, with at most `most` numbers of each; throws a `StoreError` that names `key` when the reply is not what
 * join-stories.lua made.
 */
export function readPostings(
  reply: readonly unknown[],
  total: number,
  key: string,
  most = NEWEST.numbers,
): Postings {
  const held = reply.slice(0, 3) as number[]
  const words = (reply.slice(3, 6) as Buffer[]).map((bytes) => wordsOf(bytes, key))
  const starts = words.map((each) => startsOf(each, total + 1, most, key))
  const count = (bucket: number, at: number): number => {
    const start = starts[bucket]?.[at]
    return start === undefined ? 0 : ((words[bucket] as Uint32Array)[start] as number)
  }
  const visit = (bucket: number, at: number, see: (number: number) => void): void => {
    const start = starts[bucket]?.[at]
    if (start === undefined) return
    const all = words[bucket] as Uint32Array
    const end = start + Math.min(all[start] as number, most)
    // No document has the number 0: more of them are not known.
    for (let n = start + 1; n <= end && all[n] !== 0; n++) see(all[n] as number)
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

function startsOf(
  words: Uint32Array,
  total: number,
  most: number,
  key: string,
): readonly number[] | undefined {
  if (words.length === 0) return undefined
  const starts: number[] = []
  let at = 0
  while (starts.length < total && at < words.length) {
    starts.push(at)
    at += 1 + Math.min(words[at] as number, most)
  }
  if (starts.length === total && at === words.length) return starts
  throw broken(key)
}

function broken(key: string): StoreError {
  return new StoreError('store_broken_value', `Redis key ${key} holds a posting that is not one`, {
    retry: 'later',
  })
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
export function lookUp(
  postings: Postings,
  keys: readonly number[],
  terms: readonly number[],
  reach = NEWEST,
): Looked {
  const total = (place: number) =>
    postings.count(0, place) + postings.count(1, place) + postings.count(2, place)
  const frequencies = terms.map(total)
  const known: number[] = []
  const alone: number[] = []
  const watched = [...keys]
  const places = keys.map(() => -1)
  const watch = (at: number) => {
    watched.push(terms[at] as number)
    places.push(at)
  }
  for (let at = 0; at < terms.length; at++) {
    const frequency = frequencies[at] as number
    if (frequency === 0) watch(at)
    else (frequency <= reach.alone ? alone : known).push(at)
  }
  const rarest = [...alone, ...rarestOf(known, frequencies, reach.terms)]
  for (const at of rarest) watch(at)

  const documents = postings.held.reduce((sum, count) => sum + count, 0)
  const scores = reach.numbers > NEWEST.numbers ? manyScores : scoresOfNewest
  clearScores(scores)
  const follow = (place: number, gain: number) => {
    for (const bucket of BUCKET_ORDER) {
      postings.visit(bucket, place, (number) => addScore(scores, 4 * number + bucket, gain))
    }
  }
  for (const place of keys) follow(place, EXACT_GAIN)
  // Among terms the rare ones tell more.
  for (const at of rarest) {
    follow(terms[at] as number, Math.log(1 + (documents + 1) / ((frequencies[at] as number) + 0.5)))
  }
  return { best: bestOf(scores, reach.documents), frequencies, watched, places }
}

/** Of those that are held the ones to follow, rarest first, of equals the earlier. */
function rarestOf(known: readonly number[], frequencies: readonly number[], most: number): number[] {
  const rarest: number[] = []
  for (const place of known) {
    const frequency = frequencies[place] as number
    let at = rarest.length
    if (at === most && frequency >= (frequencies[rarest[at - 1] as number] as number)) continue
    if (at === most) at--
    while (at > 0 && frequency < (frequencies[rarest[at - 1] as number] as number)) {
      rarest[at] = rarest[at - 1] as number
      at--
    }
    rarest[at] = place
  }
  return rarest
}
