import type { Candidate, CandidateSet, Fingerprint } from '../../src/model/index.ts'
import { indexFields, termField, termsOf } from '../../src/model/index-fields.ts'
import { indexBucket } from '../../src/redis/keys.ts'
import { byReport } from '../../src/rules/story/report-order.ts'
import type { Around } from '../../src/rules/story/stories-before.ts'

/** As `src/store/postings.ts` and `src/store/postings-around.ts`. */
const FOLLOWED_TERMS = 8
const POSTING_CAP = 12
const DOZENS = 10
const CHUNKS = 10
const NEWEST_CANDIDATES = 24
const NEAREST = 24
const AROUND = 64
const MOST_TIES = 2
const NEIGHBOURS = [-1, 0, 1]

interface Query {
  readonly fingerprint: Fingerprint
  readonly at: number
}

interface Bucket {
  readonly documents: Map<string, Candidate>
  /** Ids under each field, as they came. */
  readonly postings: Map<string, string[]>
}

/** The index by which entries find their stories, in memory: what `store/story-index.ts` and `join-stories.lua` do. */
export function createMemoryIndex() {
  const buckets = new Map<string, Bucket>()
  const bucketOf = new Map<string, Bucket>()
  const numbers = new Map<string, number>()
  const numberOf = (id: string) => numbers.get(id) ?? 0
  const documentOf = (id: string) => bucketOf.get(id)?.documents.get(id)

  /** What is counted of a query's terms, and which of them are followed. */
  function count({ fingerprint: print, at }: Query, alone: number) {
    const bucket = indexBucket(at)
    const around = NEIGHBOURS.map((step) => buckets.get(`${print.group}:${bucket + step}`))
    const counts = (field: string) => around.map((each) => each?.postings.get(field)?.length ?? 0)
    const exact = indexFields(print).filter((field) => !field.startsWith('w:'))
    const terms = termsOf(print)
    const frequency = new Map(terms.map((term) => [termField(term), sum(counts(termField(term)))]))
    const held = [...frequency].filter(([, total]) => total > 0)
    const followed = [
      ...held.filter(([, total]) => total <= alone),
      ...held
        .filter(([, total]) => total > alone)
        .sort((a, b) => a[1] - b[1])
        .slice(0, FOLLOWED_TERMS),
    ]
    const documentCount = sum(around.map((each) => each?.documents.size ?? 0))
    return {
      bucket,
      around,
      counts,
      terms,
      exact,
      frequency,
      /** With what each tells. */
      followed: [
        ...exact.map((field) => [field, 1000] as const),
        ...followed.map(
          ([field, total]) => [field, Math.log(1 + (documentCount + 1) / (total + 0.5))] as const,
        ),
      ],
      statistics: () => ({
        documentCount,
        documentFrequency: terms.map((term) => frequency.get(termField(term)) ?? 0),
      }),
    }
  }

  function findCandidates(query: Query): CandidateSet {
    const { bucket, around, counts, terms, exact, frequency, followed, statistics } = count(query, 0)
    const gains = new Map<string, number>()
    for (const [field, gain] of followed) {
      for (const id of around.flatMap((each) => each?.postings.get(field)?.slice(-POSTING_CAP) ?? []))
        gains.set(id, (gains.get(id) ?? 0) + gain)
    }
    const unseen = [...frequency].flatMap(([field, total]) => (total === 0 ? [field] : []))
    const watched = [...exact, ...unseen, ...followed.slice(exact.length).map(([field]) => field)]
    return {
      candidates: [...gains]
        .sort((a, b) => b[1] - a[1] || numberOf(b[0]) - numberOf(a[0]))
        .slice(0, NEWEST_CANDIDATES)
        .flatMap(([id]) => documentOf(id) ?? []),
      statistics: statistics(),
      tails: { group: query.fingerprint.group, bucket, fields: watched, counts: watched.flatMap(counts) },
      places: watched.map((field) => terms.findIndex((term) => termField(term) === field)),
    }
  }

  function findAround(query: Query): Around {
    const { around, frequency, followed, statistics } = count(query, 1)
    const gains = new Map<Candidate, number>()
    for (const [field, gain] of followed) {
      const kept = around.flatMap((each) => keptOf(each?.postings.get(field) ?? []))
      const found = kept.flatMap((id) => documentOf(id) ?? []).sort(byReport)
      const before = found.filter(({ reportedAt }) => reportedAt <= query.at).reverse()
      const after = found.filter(({ reportedAt }) => reportedAt > query.at)
      const total = frequency.get(field)
      if (total !== undefined) frequency.set(field, total - after.length)
      const isOneMoment = (a: Candidate, b: Candidate) => a.reportedAt === b.reportedAt
      for (const each of [...firstOf(before, NEAREST, isOneMoment), ...firstOf(after, NEAREST, isOneMoment)])
        gains.set(each, (gains.get(each) ?? 0) + gain)
    }
    const best = [...gains].sort((a, b) => b[1] - a[1] || byReport(b[0], a[0]))
    const chosen = firstOf(best, AROUND, (a, b) => a[1] === b[1] && a[0].reportedAt === b[0].reportedAt)
    return { candidates: chosen.map(([each]) => each), statistics: statistics() }
  }

  return {
    findCandidates: async (queries: readonly Query[]) => queries.map(findCandidates),
    findAround: async (queries: readonly Query[]) => queries.map(findAround),

    document: documentOf,

    add(candidate: Candidate): void {
      const { entryId, reportedAt, fingerprint } = candidate
      const key = `${fingerprint.group}:${indexBucket(reportedAt)}`
      const bucket: Bucket = buckets.get(key) ?? { documents: new Map(), postings: new Map() }
      buckets.set(key, bucket)
      bucketOf.set(entryId, bucket)
      for (const field of indexFields(fingerprint)) {
        const posting = bucket.postings.get(field) ?? []
        posting.push(entryId)
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

/** Of all that came under a field those that are still told: of full dozens the last chunks. */
function keptOf(ids: readonly string[]): readonly string[] {
  const chunks = Math.ceil(Math.floor(ids.length / POSTING_CAP) / DOZENS)
  return ids.slice(POSTING_CAP * DOZENS * Math.max(0, chunks - CHUNKS))
}

function firstOf<Each>(
  sorted: readonly Each[],
  most: number,
  areEqual: (a: Each, b: Each) => boolean,
): readonly Each[] {
  const last = sorted[most - 1]
  const more = sorted.slice(most, MOST_TIES * most).findIndex((each) => !areEqual(last as Each, each))
  return sorted.slice(0, more < 0 ? MOST_TIES * most : most + more)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
