import { addScore, bestOf, clearScores, createScores, type DocumentPlace } from './document-scores.ts'
import { StoreError } from './replies.ts'

/** Numbers that a posting keeps. Part of what is stored: how long a posting is follows from its count. */
export const POSTING_CAP = 12
/**
 * Older ones are kept beside it, by the dozen, in chunks: so many dozens in each, so many chunks, the newest not all full.
 * Programs of data format 2 and before keep none.
 */
export const CHUNK_DOZENS = 10
export const CHUNKS = 10
/** Terms that are followed, the rarest: where the cheap corner costs nothing, measured: `research/stories.md` §3.3. */
const FOLLOWED_TERMS = 8
/** For an entry that is placed; from the same measurement. */
const NEWEST_DOCUMENTS = 24
/** Twice what an entry's keys and followed terms can fill. */
const scores = createScores(10)
/** Of equals the bucket of the entry's time speaks first, then the one before, then the one after. */
const BUCKET_ORDER = [1, 0, 2] as const
/** An exact key outweighs any number of shared terms. */
export const EXACT_GAIN = 1000

/** What `read-postings.lua` or `read-long-postings.lua` tells of three buckets: of a long posting as many numbers as are kept. */
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
 * Of `total` fields; throws a `StoreError` that names `key` when the reply is not what join-stories.lua made. `areLong`: as
 * `read-long-postings.lua` tells of them.
 */
export function readPostings(
  reply: readonly unknown[],
  total: number,
  key: string,
  areLong = false,
): Postings {
  const held = reply.slice(0, 3) as number[]
  const words = (reply.slice(3, 6) as Buffer[]).map((bytes) => wordsOf(bytes, key))
  const lengthAt = areLong ? lengthOfLong : lengthOfShort
  const starts = words.map((each) => startsOf(each, total + 1, lengthAt, key))
  const before = areLong ? 2 : 1
  const count = (bucket: number, at: number): number => {
    const start = starts[bucket]?.[at]
    return start === undefined ? 0 : ((words[bucket] as Uint32Array)[start] as number)
  }
  const visit = (bucket: number, at: number, see: (number: number) => void): void => {
    const start = starts[bucket]?.[at]
    if (start === undefined) return
    const all = words[bucket] as Uint32Array
    const end = start + lengthAt(all, start)
    for (let n = start + before; n < end; n++) see(all[n] as number)
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

/** As many numbers as its count says, up to the cap. */
function lengthOfShort(words: Uint32Array, at: number): number {
  return 1 + Math.min(words[at] as number, POSTING_CAP)
}

/** As many as the word after its count says. */
function lengthOfLong(words: Uint32Array, at: number): number {
  return 2 + (words[at + 1] as number)
}

function startsOf(
  words: Uint32Array,
  total: number,
  lengthAt: (words: Uint32Array, at: number) => number,
  key: string,
): readonly number[] | undefined {
  if (words.length === 0) return undefined
  const starts: number[] = []
  let at = 0
  while (starts.length < total && at < words.length) {
    starts.push(at)
    at += lengthAt(words, at)
  }
  if (starts.length === total && at === words.length) return starts
  throw broken(key)
}

function broken(key: string): StoreError {
  return new StoreError('store_broken_value', `Redis key ${key} holds a posting that is not one`, {
    retry: 'later',
  })
}

export interface Watched {
  /** Documents that hold each term, in the order asked. */
  readonly frequencies: readonly number[]
  /** Of the terms the places of those that are followed, rarest first. */
  readonly followed: readonly number[]
  /** Places of the fields by which an entry indexed in the meantime would have been found. */
  readonly watched: readonly number[]
  /** Of each of them its place among the terms, −1 for a key. */
  readonly places: readonly number[]
}

export interface Looked extends Watched {
  /** Best first. */
  readonly best: readonly DocumentPlace[]
}

/**
 * The keys, every term that no document has yet and the rarest that some have. `alone`: terms that no more documents hold are
 * followed beside these: those that an entry which is indexed has for itself.
 */
export function watch(
  postings: Postings,
  keys: readonly number[],
  terms: readonly number[],
  alone = 0,
): Watched {
  const total = (place: number) =>
    postings.count(0, place) + postings.count(1, place) + postings.count(2, place)
  const frequencies = terms.map(total)
  const known: number[] = []
  const rare: number[] = []
  const watched = [...keys]
  const places = keys.map(() => -1)
  const add = (at: number) => {
    watched.push(terms[at] as number)
    places.push(at)
  }
  for (let at = 0; at < terms.length; at++) {
    const frequency = frequencies[at] as number
    if (frequency === 0) add(at)
    else (frequency <= alone ? rare : known).push(at)
  }
  const followed = [...rare, ...rarestOf(known, frequencies, FOLLOWED_TERMS)]
  for (const at of followed) add(at)
  return { frequencies, followed, watched, places }
}

/** Documents that may report the same event: those under the same keys, and the newest under the rarest of the terms. */
export function lookUp(postings: Postings, keys: readonly number[], terms: readonly number[]): Looked {
  const watched = watch(postings, keys, terms)
  const documents = postings.held.reduce((sum, count) => sum + count, 0)
  clearScores(scores)
  const follow = (place: number, gain: number) => {
    for (const bucket of BUCKET_ORDER) {
      postings.visit(bucket, place, (number) => addScore(scores, 4 * number + bucket, gain))
    }
  }
  for (const place of keys) follow(place, EXACT_GAIN)
  // Among terms the rare ones tell more.
  for (const at of watched.followed) {
    follow(terms[at] as number, gainOf(documents, watched.frequencies[at] as number))
  }
  return { ...watched, best: bestOf(scores, NEWEST_DOCUMENTS) }
}

/** What sharing a term tells that `frequency` of so many documents hold. */
export function gainOf(documents: number, frequency: number): number {
  return Math.log(1 + (documents + 1) / (frequency + 0.5))
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
