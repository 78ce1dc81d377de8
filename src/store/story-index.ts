import type { Candidate, CandidateSet, Fingerprint } from '../model/index.ts'
import { termField, titleField, urlField } from '../model/index-fields.ts'
import { indexBucket } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { unpackDocument } from './pack-document.ts'

/** Where the cheap corner costs nothing, measured: `research/stories.md` §3.3. */
const FOLLOWED_TERMS = 8
export const POSTING_CAP = 12
const CANDIDATE_CAP = 24
/** Documents kept unpacked, about 2 kB each. */
const KEPT_DOCUMENTS = 10_000

/** What is looked for: what an entry is compared by, and when it was reported, epoch ms. */
export interface IndexQuery {
  readonly fingerprint: Fingerprint
  readonly at: number
}

/** The index by which an entry finds its story. */
export function createStoryIndex({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['find-candidates'])
  // By their text, which is all there is to them: a document that changed is another.
  const unpacked = new Map<string, Candidate>()

  function candidateOf(text: string, group: string, bucket: number): Candidate {
    const known = unpacked.get(text)
    if (known?.fingerprint.group === group) return known
    const candidate = unpackDocument(text, group, keys.documents(group, bucket))
    if (unpacked.size >= KEPT_DOCUMENTS) unpacked.delete(unpacked.keys().next().value ?? '')
    unpacked.set(text, candidate)
    return candidate
  }

  function read({ fingerprint, at }: IndexQuery, reply: unknown): CandidateSet {
    const [held, frequencies, watched, documents] = reply as [number[], number[], number[], (string | null)[]]
    const { group } = fingerprint
    const bucket = indexBucket(at)
    const terms = Object.keys(fingerprint.terms)
    const asked = [urlField(fingerprint), titleField(fingerprint)].filter((field) => field !== '')
    const fields: string[] = []
    const counts: number[] = []
    for (let i = 0; i < watched.length; i += 4) {
      const place = watched[i] as number
      fields.push(asked[place] ?? termField(terms[place - asked.length] ?? ''))
      counts.push(watched[i + 1] as number, watched[i + 2] as number, watched[i + 3] as number)
    }
    const documentFrequency: Record<string, number> = {}
    for (const [index, term] of terms.entries()) documentFrequency[term] = frequencies[index] ?? 0
    return {
      candidates: documents.flatMap((text) => (text === null ? [] : [candidateOf(text, group, bucket)])),
      statistics: { documentCount: held.reduce((sum, count) => sum + count, 0), documentFrequency },
      tails: { group, bucket, fields, counts },
    }
  }

  /** Entries within three buckets around each time that may report the same event; in the order asked. */
  async function findManyCandidates(queries: readonly IndexQuery[]): Promise<CandidateSet[]> {
    const replies = await scripts['find-candidates'].many(
      queries.map(({ fingerprint, at }) => {
        const bucket = indexBucket(at)
        const buckets = [bucket - 1, bucket, bucket + 1]
        return {
          keys: [
            ...buckets.map((each) => keys.postings(fingerprint.group, each)),
            ...buckets.map((each) => keys.documents(fingerprint.group, each)),
          ],
          args: [
            urlField(fingerprint),
            titleField(fingerprint),
            FOLLOWED_TERMS,
            POSTING_CAP,
            CANDIDATE_CAP,
            ...Object.keys(fingerprint.terms).map(termField),
          ],
        }
      }),
    )
    return queries.map((query, index) => read(query, replies[index]))
  }

  return {
    findManyCandidates,

    async findCandidates(fingerprint: Fingerprint, at: number): Promise<CandidateSet> {
      const [found] = await findManyCandidates([{ fingerprint, at }])
      return found as CandidateSet
    },
  }
}

/** A group and bucket of the index, as `document` of an entry names it before the number. */
export function placeOf({ group, bucket }: { readonly group: string; readonly bucket: number }): string {
  return `${group}:${bucket}`
}
