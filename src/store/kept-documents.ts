import type { Candidate } from '../model/index.ts'
import { roomFor } from './kept-room.ts'
import type { Postings } from './postings.ts'

/** Documents kept unpacked, one to two kB each. */
const KEPT_DOCUMENTS = roomFor(250_000)
/** Documents of a page, as a power of two: numbers are given one after the other, and room is made by pages. */
const PAGE_BITS = 7
const PAGE_MASK = (1 << PAGE_BITS) - 1

/** Documents by the lower bits of their numbers. A Map of them all is several times as much memory to walk through. */
interface Page {
  readonly documents: (Candidate | undefined)[]
  count: number
}

interface KeptBucket {
  /** By the upper bits. */
  readonly pages: Map<number, Page>
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
export function createKeptDocuments(most = KEPT_DOCUMENTS) {
  const buckets = new Map<string, KeptBucket>()
  let count = 0
  let states = 0

  function forget({ pages }: KeptBucket, number: number): void {
    const page = pages.get(number >> PAGE_BITS)
    if (page?.documents[number & PAGE_MASK] === undefined) return
    page.documents[number & PAGE_MASK] = undefined
    page.count--
    count--
  }

  function clear({ pages }: KeptBucket): void {
    for (const page of pages.values()) count -= page.count
    pages.clear()
  }

  /** Makes room: the oldest page of the bucket that was first read goes. */
  function drop(): void {
    for (const [key, { pages }] of buckets) {
      for (const [at, page] of pages) {
        count -= page.count
        pages.delete(at)
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
        buckets.set(key, { pages: new Map(), held, rewritten: times, state: ++states })
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

    /** What is kept of a bucket, by number; for as long as nothing is learned. */
    of(key: string): (number: number) => Candidate | undefined {
      const pages = buckets.get(key)?.pages
      return (number) => pages?.get(number >> PAGE_BITS)?.documents[number & PAGE_MASK]
    },

    /** Of a bucket, to be named with what is read of it from now on. */
    stateOf: (key: string): number | undefined => buckets.get(key)?.state,

    /**
     * Only of a bucket that was read: else nobody would hear that it was written anew. `asOf`: its state when the document
     * was asked for; what another reading has told to be written anew meanwhile may be the old one.
     */
    keep(key: string, number: number, candidate: Candidate, asOf?: number): void {
      const bucket = buckets.get(key)
      if (!bucket || (asOf !== undefined && asOf !== bucket.state)) return
      let page = bucket.pages.get(number >> PAGE_BITS)
      if (!page) {
        page = { documents: new Array(PAGE_MASK + 1), count: 0 }
        bucket.pages.set(number >> PAGE_BITS, page)
      }
      if (page.documents[number & PAGE_MASK] === undefined) {
        page.count++
        count++
      }
      page.documents[number & PAGE_MASK] = candidate
      while (count > most) drop()
    },

    /** After a connection was lost nobody knows what came of the server. */
    clear(): void {
      buckets.clear()
      count = 0
    },
  }
}
