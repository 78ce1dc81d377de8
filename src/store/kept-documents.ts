import type { Candidate } from '../model/index.ts'
import { roomFor } from './kept-room.ts'
import type { Postings } from './postings.ts'

/** Documents kept unpacked, one to two kB each. */
const KEPT_DOCUMENTS = roomFor(250_000)

interface KeptBucket {
  readonly byNumber: Map<number, Candidate>
  /** As far as it is known. */
  held: number
  rewritten: number
  /** Another one whenever something of it was forgotten. */
  state: number
}

/**
 * Documents of the index as they were last read or written: what is known does not come again. The index tells with every
 * reading which ones were written anew.
 */
export function createKeptDocuments() {
  const buckets = new Map<string, KeptBucket>()
  let count = 0
  let states = 0

  function forget(bucket: KeptBucket, number: number): void {
    if (bucket.byNumber.delete(number)) count--
  }

  function clear(bucket: KeptBucket): void {
    count -= bucket.byNumber.size
    bucket.byNumber.clear()
  }

  /** Makes room from the oldest of the bucket that was first read. */
  function drop(): void {
    for (const [key, bucket] of buckets) {
      const [oldest] = bucket.byNumber.keys()
      if (oldest !== undefined) {
        forget(bucket, oldest)
        return
      }
      buckets.delete(key)
    }
  }

  return {
    /** What a reading tells of one bucket, the documents' key of which is `key`. */
    learn(key: string, held: number, { count: times, newest }: Postings['rewritten'][number]): void {
      const bucket = buckets.get(key)
      if (!bucket) {
        buckets.set(key, { byNumber: new Map(), held, rewritten: times, state: ++states })
        return
      }
      const since = times - bucket.rewritten
      // Fewer than there were: Redis has lost what it held, and gives numbers anew.
      if (held < bucket.held || since < 0 || since > newest.length) clear(bucket)
      else for (const number of newest.slice(0, since)) forget(bucket, number)
      if (held < bucket.held || since !== 0) bucket.state = ++states
      bucket.held = held
      bucket.rewritten = times
    },

    get: (key: string, number: number): Candidate | undefined => buckets.get(key)?.byNumber.get(number),

    /** Of a bucket, to be named with what is read of it from now on. */
    stateOf: (key: string): number | undefined => buckets.get(key)?.state,

    /**
     * Only of a bucket that was read: else nobody would hear that it was written anew. `asOf`: its state when the document
     * was asked for; what another reading has told to be written anew meanwhile may be the old one.
     */
    keep(key: string, number: number, candidate: Candidate, asOf?: number): void {
      const bucket = buckets.get(key)
      if (!bucket || (asOf !== undefined && asOf !== bucket.state)) return
      if (!bucket.byNumber.has(number)) count++
      bucket.byNumber.set(number, candidate)
      if (count > KEPT_DOCUMENTS) drop()
    },

    /** After a connection was lost nobody knows what came of the server. */
    clear(): void {
      buckets.clear()
      count = 0
    },
  }
}
