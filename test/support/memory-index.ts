import type { Candidate, CandidateSet, Fingerprint } from '../../src/model/index.ts'
import { indexFields, termField, termsOf } from '../../src/model/index-fields.ts'
import { indexBucket } from '../../src/redis/keys.ts'

/** As `src/store/postings.ts`. */
const FOLLOWED_TERMS = 8
const POSTING_CAP = 12
const OLDER_DOZENS = 10
const NEWEST = { dozens: 0, candidates: 24, alone: 0 }
const ALL_AROUND = { dozens: OLDER_DOZENS, candidates: 64, alone: 1 }
const NEIGHBOURS = [-1, 0, 1]

interface Query {
  readonly fingerprint: Fingerprint
  readonly at: number
}

interface Bucket {
  readonly documents: Map<string, Candidate>
  readonly postings: Map<string, { count: number; newest: string[] }>
}

/** The index by which entries find their stories, in memory: what `store/story-index.ts` and `join-stories.lua` do. */
export function createMemoryIndex() {
  const buckets = new Map<string, Bucket>()
  const bucketOf = new Map<string, Bucket>()
  const numbers = new Map<string, number>()
  const numberOf = (id: string) => numbers.get(id) ?? 0

  function bucketsAround(group: string, at: number): Bucket[] {
    return NEIGHBOURS.flatMap((step) => buckets.get(`${group}:${indexBucket(at) + step}`) ?? [])
  }

  function find({ fingerprint: print, at }: Query, most: typeof NEWEST): CandidateSet {
    const bucket = indexBucket(at)
    const around = bucketsAround(print.group, at)
    const documentCount = around.reduce((sum, each) => sum + each.documents.size, 0)
    const counts = (field: string) =>
      NEIGHBOURS.map(
        (step) => buckets.get(`${print.group}:${bucket + step}`)?.postings.get(field)?.count ?? 0,
      )
    const total = (field: string) => counts(field).reduce((sum, count) => sum + count, 0)
    const fields = indexFields(print)
    const exact = fields.filter((field) => !field.startsWith('w:'))
    const terms = termsOf(print)
    const frequency = new Map(terms.map((term) => [termField(term), total(termField(term))]))
    const held = [...frequency].filter(([, count]) => count > 0)
    const rare = [
      ...held.filter(([, count]) => count <= most.alone),
      ...held
        .filter(([, count]) => count > most.alone)
        .sort((a, b) => a[1] - b[1])
        .slice(0, FOLLOWED_TERMS),
    ]
    const gains = new Map<string, number>()
    const follow = (field: string, gain: number) => {
      for (const { postings } of around) {
        const posting = postings.get(field)
        if (!posting) continue
        for (const id of posting.newest.slice(0, numbersRead(posting.count, most.dozens))) {
          gains.set(id, (gains.get(id) ?? 0) + gain)
        }
      }
    }
    for (const field of exact) follow(field, 1000)
    for (const [field, count] of rare) follow(field, Math.log(1 + (documentCount + 1) / (count + 0.5)))
    const unseen = [...frequency].flatMap(([field, count]) => (count === 0 ? [field] : []))
    const watched = [...exact, ...unseen, ...rare.map(([field]) => field)]
    return {
      candidates: [...gains]
        .sort((a, b) => b[1] - a[1] || numberOf(b[0]) - numberOf(a[0]))
        .slice(0, most.candidates)
        .flatMap(([id]) => around.flatMap((each) => each.documents.get(id) ?? []).slice(0, 1)),
      statistics: {
        documentCount,
        documentFrequency: terms.map((term) => frequency.get(termField(term)) ?? 0),
      },
      tails: { group: print.group, bucket, fields: watched, counts: watched.flatMap(counts) },
      places: watched.map((field) => terms.findIndex((term) => termField(term) === field)),
    }
  }

  return {
    findCandidates: async (queries: readonly Query[]) => queries.map((query) => find(query, NEWEST)),
    findAround: async (queries: readonly Query[]) => queries.map((query) => find(query, ALL_AROUND)),

    document: (id: string): Candidate | undefined => bucketOf.get(id)?.documents.get(id),

    add(candidate: Candidate): void {
      const { entryId, reportedAt, fingerprint } = candidate
      const key = `${fingerprint.group}:${indexBucket(reportedAt)}`
      const bucket: Bucket = buckets.get(key) ?? { documents: new Map(), postings: new Map() }
      buckets.set(key, bucket)
      bucketOf.set(entryId, bucket)
      for (const field of indexFields(fingerprint)) {
        const posting = bucket.postings.get(field) ?? { count: 0, newest: [] }
        posting.count++
        posting.newest = [entryId, ...posting.newest].slice(0, (OLDER_DOZENS + 1) * POSTING_CAP)
        bucket.postings.set(field, posting)
      }
      numbers.set(entryId, indexBucket(reportedAt) * 2 ** 32 + bucket.documents.size)
      bucket.documents.set(entryId, candidate)
    },

    rewrite(id: string, change: Partial<Candidate>): void {
      const bucket = bucketOf.get(id)
      const before = bucket?.documents.get(id)
      if (bucket && before) bucket.documents.set(id, { ...before, ...change })
    },
  }
}

/** The newest dozen, or those that are told beside the older dozens. */
function numbersRead(count: number, dozens: number): number {
  return dozens === 0 ? POSTING_CAP : dozens * POSTING_CAP + (count % POSTING_CAP)
}
