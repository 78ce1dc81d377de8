import { INDEX_BUCKET_MS } from '../redis/keys.ts'

/** Buckets whose times are kept; of a language group three are asked for at a time. */
const MOST_BUCKETS = 96

/** When the documents of a bucket were reported, epoch ms; −Infinity where nobody has written it down. */
export interface ReportTimes {
  of(number: number): number
  /** The latest of all whose numbers are smaller: of those that came before. */
  latestBefore(number: number): number
}

interface KeptBucket {
  /** As they are stored, by number less one. */
  times: Uint32Array
  /** The latest up to each of them. */
  latest: Uint32Array
  known: number
}

/**
 * When documents of the index were reported: times are written once, in the order of their numbers, so that only those are
 * read that have come since. `read` gives the bytes of a string from one place to another.
 */
export function createKeptTimes(
  read: (
    ranges: readonly { readonly key: string; readonly from: number; readonly to: number }[],
  ) => Promise<Buffer[]>,
) {
  const buckets = new Map<string, KeptBucket>()

  function bucketOf(key: string, held: number): KeptBucket {
    let bucket = buckets.get(key)
    // Fewer than there were: Redis has lost what it held, and gives numbers anew.
    if (!bucket || bucket.known > held)
      bucket = { times: new Uint32Array(0), latest: new Uint32Array(0), known: 0 }
    buckets.delete(key)
    buckets.set(key, bucket)
    return bucket
  }

  return {
    /** Of buckets, in the order asked, that hold so many documents and more; `bucket`: their number. */
    async timesOf(
      asked: readonly { readonly key: string; readonly bucket: number; readonly held: number }[],
    ): Promise<readonly ReportTimes[]> {
      const most = new Map<string, number>()
      for (const { key, held } of asked) most.set(key, Math.max(held, most.get(key) ?? 0))
      const kept = new Map([...most].map(([key, held]) => [key, bucketOf(key, held)]))
      const open = [...most].flatMap(([key, held]) => {
        const { known } = kept.get(key) as KeptBucket
        return known < held ? [{ key, known, held }] : []
      })
      const replies = await read(
        open.map(({ key, known, held }) => ({ key, from: 4 * known, to: 4 * held - 1 })),
      )
      for (const [at, { key, known, held }] of open.entries())
        learn(kept.get(key) as KeptBucket, replies[at] as Buffer, known, held)
      const found = asked.map(({ key, bucket }) => reportTimes(kept.get(key) as KeptBucket, bucket))
      for (const key of buckets.keys()) {
        if (buckets.size <= MOST_BUCKETS) break
        buckets.delete(key)
      }
      return found
    },

    /** After a connection was lost nobody knows what came of the server. */
    clear(): void {
      buckets.clear()
    },
  }
}

/** Those that are not there stay 0, and are not asked for again: an older program wrote the documents. */
function learn(kept: KeptBucket, bytes: Buffer, from: number, held: number): void {
  if (kept.times.length < held) {
    const room = Math.max(held, Math.ceil(1.5 * kept.times.length))
    kept.times = grown(kept.times, room)
    kept.latest = grown(kept.latest, room)
  }
  const count = Math.min(bytes.length >> 2, held - from)
  for (let at = from; at < held; at++) {
    const time = at - from < count ? bytes.readUInt32BE(4 * (at - from)) : 0
    kept.times[at] = time
    kept.latest[at] = Math.max(time, at === 0 ? 0 : (kept.latest[at - 1] as number))
  }
  // Another reading may have learned more meanwhile.
  kept.known = Math.max(kept.known, held)
}

function grown(values: Uint32Array, room: number): Uint32Array {
  const more = new Uint32Array(room)
  more.set(values)
  return more
}

function reportTimes({ times, latest }: KeptBucket, bucket: number): ReportTimes {
  const begin = bucket * INDEX_BUCKET_MS - 1
  const timeOf = (since: number | undefined) =>
    since === undefined || since === 0 ? Number.NEGATIVE_INFINITY : begin + since
  return {
    of: (number) => timeOf(times[number - 1]),
    latestBefore: (number) => timeOf(latest[number - 2]),
  }
}
