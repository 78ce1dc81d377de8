import type { Candidate, CandidateSet, Entry, Fingerprint, Tails } from '../model/index.ts'
import { termOfField, titleField, urlField } from '../model/index-fields.ts'

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
  const groups = new Map<string, GroupJoins>()
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
    let group = groups.get(fingerprint.group)
    if (!group) {
      group = { all: [], byKey: new Map(), byTerm: new Map() }
      groups.set(fingerprint.group, group)
    }
    group.all.push(join)
    for (const key of [urlField(fingerprint), titleField(fingerprint)]) {
      if (key !== '') push(group.byKey, key, join)
    }
    for (const term in fingerprint.terms) push(group.byTerm, term, join)
  }

  /** `found`, as a reading would have it after all joins from the `since`th on. */
  function over(found: CandidateSet, since: number): CandidateSet {
    const { bucket, fields, counts } = found.tails
    const group = groups.get(found.tails.group)
    const added = group ? countSeen(group.all, since, bucket) : 0
    if (!group || added === 0) return found
    const nearest = new Map<string, Candidate>()
    const seen = [...counts]
    for (const [index, field] of fields.entries()) {
      const term = termOfField(field)
      const joins = (term === undefined ? group.byKey.get(field) : group.byTerm.get(term)) ?? []
      for (let at = firstFrom(joins, since); at < joins.length; at++) {
        const { bucket: other, candidate } = joins[at] as OwnJoin
        if (!isNear(other, bucket)) continue
        const place = 3 * index + 1 + other - bucket
        seen[place] = (seen[place] ?? 0) + 1
        nearest.set(candidate.entryId, candidate)
      }
    }
    const documentFrequency = new Map(found.statistics.documentFrequency)
    for (const [term, frequency] of found.statistics.documentFrequency) {
      const joins = group.byTerm.get(term)
      const more = joins ? countSeen(joins, since, bucket) : 0
      if (more > 0) documentFrequency.set(term, frequency + more)
    }
    return {
      candidates: [...found.candidates, ...nearest.values()],
      statistics: { documentCount: found.statistics.documentCount + added, documentFrequency },
      tails: { ...found.tails, counts: seen },
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
      groups.clear()
      count = 0
    },
  }
}

/** Each list in order of number. */
interface GroupJoins {
  readonly all: OwnJoin[]
  readonly byKey: Map<string, OwnJoin[]>
  readonly byTerm: Map<string, OwnJoin[]>
}

/** Where those from the `since`th on begin: they are the last. */
function firstFrom(joins: readonly OwnJoin[], since: number): number {
  let from = joins.length
  while (from > 0 && (joins[from - 1] as OwnJoin).number >= since) from--
  return from
}

function countSeen(joins: readonly OwnJoin[], since: number, bucket: number): number {
  let count = 0
  for (let at = firstFrom(joins, since); at < joins.length; at++) {
    if (isNear((joins[at] as OwnJoin).bucket, bucket)) count++
  }
  return count
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1
}

function push(lists: Map<string, OwnJoin[]>, key: string, join: OwnJoin): void {
  const list = lists.get(key)
  if (list) list.push(join)
  else lists.set(key, [join])
}

export type OwnJoins = ReturnType<typeof createOwnJoins>
