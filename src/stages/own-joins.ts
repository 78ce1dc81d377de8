import type { Candidate, CandidateSet, Entry, Fingerprint, Tails } from '../model/index.ts'
import { indexFields } from '../model/index-fields.ts'

/** An entry that this worker has placed, while what it reads may be older. */
interface OwnJoin {
  readonly number: number
  readonly bucket: number
  readonly candidate: Candidate
}

/**
 * What a worker has decided, laid over what it read of the index before. With it an entry is decided upon while the
 * commits of those before it are on their way; the index then refuses whatever was decided on anything else.
 */
export function createOwnJoins() {
  const byField = new Map<string, OwnJoin[]>()
  const byGroup = new Map<string, OwnJoin[]>()
  let count = 0

  function add(plan: {
    readonly entry: Pick<Entry, 'id' | 'publisherId' | 'reportedAt'>
    readonly fingerprint: Fingerprint
    readonly story: { readonly id: string }
    readonly tails: Tails
  }): void {
    const { entry, fingerprint, tails } = plan
    const candidate: Candidate = {
      entryId: entry.id,
      storyId: plan.story.id,
      publisherId: entry.publisherId,
      reportedAt: entry.reportedAt,
      fingerprint,
    }
    const join = { number: count++, bucket: tails.bucket, candidate }
    push(byGroup, fingerprint.group, join)
    for (const field of indexFields(fingerprint)) push(byField, `${fingerprint.group} ${field}`, join)
  }

  /** `found`, as a reading would have it after all joins from the `since`th on. */
  function over(found: CandidateSet, since: number): CandidateSet {
    const { group, bucket, fields, counts } = found.tails
    const isSeen = ({ number, bucket: other }: OwnJoin) => number >= since && Math.abs(other - bucket) <= 1
    const added = byGroup.get(group)?.filter(isSeen) ?? []
    if (added.length === 0) return found
    const nearest = new Map<string, Candidate>()
    const seen = [...counts]
    for (const [index, field] of fields.entries()) {
      for (const join of byField.get(`${group} ${field}`) ?? []) {
        if (!isSeen(join)) continue
        seen[3 * index + 1 + join.bucket - bucket] = (seen[3 * index + 1 + join.bucket - bucket] ?? 0) + 1
        nearest.set(join.candidate.entryId, join.candidate)
      }
    }
    const documentFrequency: Record<string, number> = {}
    for (const [term, frequency] of Object.entries(found.statistics.documentFrequency)) {
      const more = byField.get(`${group} w:${term}`)?.filter(isSeen).length ?? 0
      documentFrequency[term] = frequency + more
    }
    return {
      candidates: [...found.candidates, ...nearest.values()],
      statistics: { documentCount: found.statistics.documentCount + added.length, documentFrequency },
      tails: { group, bucket, fields, counts: seen },
    }
  }

  return {
    add,
    over,
    /** How many were added. */
    get count() {
      return count
    },
    /** Forgets them, and begins to count anew. */
    clear() {
      byField.clear()
      byGroup.clear()
      count = 0
    },
  }
}

function push(lists: Map<string, OwnJoin[]>, key: string, join: OwnJoin): void {
  const list = lists.get(key)
  if (list) list.push(join)
  else lists.set(key, [join])
}

export type OwnJoins = ReturnType<typeof createOwnJoins>
