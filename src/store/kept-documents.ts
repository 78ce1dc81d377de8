import { createChain, type InChain } from '../chain.ts'
import type { Candidate } from '../model/index.ts'
import { roomFor } from './kept-room.ts'
import type { Postings } from './postings.ts'

/** Documents kept unpacked, one to two kB each. */
const KEPT_DOCUMENTS = roomFor(250_000)
/** Documents of a page, as a power of two: numbers are given one after the other, and a bit of an integer stands for each. */
const PAGE_BITS = 5
const PAGE_MASK = (1 << PAGE_BITS) - 1
const ALL = -1

/** Documents by the lower bits of their numbers. A Map of them all is several times as much memory to walk through. */
interface Page extends InChain<Page> {
  readonly bucket: KeptBucket
  /** The upper bits. */
  readonly at: number
  readonly documents: (Candidate | undefined)[]
  /** A bit for each document that is kept. */
  held: number
  /** A bit for each number that was asked for since room was made here. */
  used: number
}

interface KeptBucket {
  readonly key: string
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
 * reading which ones were written anew. Room is made by those that nobody has asked for since room was last made of their
 * neighbours: which bucket they are of, or how long they are kept, says little of how soon they are asked for again.
 */
export function createKeptDocuments(most = KEPT_DOCUMENTS) {
  const buckets = new Map<string, KeptBucket>()
  const rounds = createChain<Page>()
  let count = 0
  let states = 0

  function forget(page: Page, bits: number): void {
    let going = page.held & bits
    page.held &= ~bits
    for (; going !== 0; going &= going - 1) {
      page.documents[31 - Math.clz32(going & -going)] = undefined
      count--
    }
  }

  function clear({ pages }: KeptBucket): void {
    for (const page of pages.values()) {
      forget(page, ALL)
      rounds.delete(page)
    }
    pages.clear()
  }

  function makeRoom(): void {
    const page = rounds.take()
    if (!page) return
    forget(page, ~page.used)
    page.used = 0
    if (page.held !== 0) {
      rounds.add(page)
      return
    }
    const { bucket } = page
    bucket.pages.delete(page.at)
    if (bucket.pages.size === 0 && buckets.get(bucket.key) === bucket) buckets.delete(bucket.key)
  }

  return {
    /** What a reading tells of one bucket, the documents' key of which is `key`. */
    learn(key: string, held: number, { count: times, newest }: Postings['rewritten'][number]): void {
      const bucket = buckets.get(key)
      if (!bucket) {
        buckets.set(key, { key, pages: new Map(), held, rewritten: times, state: ++states })
        return
      }
      const since = times - bucket.rewritten
      // Fewer than there were: Redis has lost what it held, and gives numbers anew.
      if (held < bucket.held || since < 0 || since > newest.length) clear(bucket)
      else {
        for (const number of newest.slice(0, since)) {
          const page = bucket.pages.get(number >> PAGE_BITS)
          if (page) forget(page, bitOf(number))
        }
      }
      if (held < bucket.held || since !== 0) bucket.state = ++states
      bucket.held = held
      bucket.rewritten = times
    },

    /** What is kept of a bucket, by number; for as long as nothing is learned. */
    of(key: string): (number: number) => Candidate | undefined {
      const pages = buckets.get(key)?.pages
      return (number) => {
        const page = pages?.get(number >> PAGE_BITS)
        if (page === undefined) return undefined
        page.used |= bitOf(number)
        return page.documents[number & PAGE_MASK]
      }
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
        const at = number >> PAGE_BITS
        page = { bucket, at, documents: new Array(PAGE_MASK + 1), held: 0, used: 0 }
        bucket.pages.set(at, page)
        rounds.add(page)
      }
      if ((page.held & bitOf(number)) === 0) count++
      page.held |= bitOf(number)
      page.documents[number & PAGE_MASK] = candidate
      while (count > most) makeRoom()
    },

    /** After a connection was lost nobody knows what came of the server. */
    clear(): void {
      buckets.clear()
      rounds.clear()
      count = 0
    },
  }
}

/** That stands for a number in its page. */
function bitOf(number: number): number {
  return 1 << (number & PAGE_MASK)
}
