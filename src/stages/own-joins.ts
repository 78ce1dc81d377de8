import type { Candidate, CandidateSet, Entry, Fingerprint, Tails } from '../model/index.ts'
import { titleField, urlField } from '../model/index-fields.ts'
import { termListOf } from '../rules/text/term-list.ts'
import { type TermTable, termTable } from '../rules/text/term-table.ts'

/** An entry that this worker has placed, while what it reads may be older. */
interface OwnJoin {
  readonly number: number
  readonly bucket: number
  readonly candidate: Candidate
}

/** Of one index group, each list in order of number. */
interface GroupJoins {
  /** What the numbers of terms mean. */
  readonly table: TermTable
  readonly all: OwnJoin[]
  readonly byKey: Map<string, OwnJoin[]>
  readonly byTerm: Map<number, OwnJoin[]>
}

/**
 * What a worker has decided, laid over what it read of the index before. With it an entry is decided upon while the
 * commits of those before it are on their way; the index then refuses whatever was decided on anything else.
 */
export function createOwnJoins() {
  const groups = new Map<string, GroupJoins>()
  let count = 0

  function groupOf(name: string): GroupJoins {
    const table = termTable()
    let group = groups.get(name)
    if (group?.table !== table) {
      const before = group?.all ?? []
      group = { table, all: [], byKey: new Map(), byTerm: new Map() }
      for (const join of before) file(group, join)
      groups.set(name, group)
    }
    return group
  }

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
    file(groupOf(fingerprint.group), { number: count++, bucket: tails.bucket, candidate })
  }

  /** `found`, as a reading for the entry of `print` would have it after all joins from the `since`th on. */
  function over(found: CandidateSet, print: Fingerprint, since: number): CandidateSet {
    const group = groupOf(found.tails.group)
    const added = countSeen(group.all, since, found.tails.bucket)
    return added.every((count) => count === 0) ? found : layOver(found, { print, group, since, added })
  }

  return {
    add,
    over,
    /** How many were added. */
    count: () => count,
    /** Forgets them, and begins to count anew. */
    clear() {
      groups.clear()
      count = 0
    },
  }
}

function file({ all, byKey, byTerm }: GroupJoins, join: OwnJoin): void {
  const { fingerprint } = join.candidate
  all.push(join)
  for (const key of [urlField(fingerprint), titleField(fingerprint)]) if (key !== '') push(byKey, key, join)
  for (const number of termListOf(fingerprint).numbers) push(byTerm, number, join)
}

function layOver(
  found: CandidateSet,
  laid: {
    readonly print: Fingerprint
    readonly group: GroupJoins
    readonly since: number
    /** In the bucket before, in its own and in the one after. */
    readonly added: readonly number[]
  },
): CandidateSet {
  const { print, group, since, added } = laid
  const { tails, places, statistics } = found
  const { numbers } = termListOf(print)
  const documentFrequency = [...statistics.documentFrequency]
  const byPlace: (readonly OwnJoin[] | undefined)[] = []
  for (let place = 0; place < numbers.length; place++) {
    const joins = group.byTerm.get(numbers[place] as number)
    byPlace.push(joins)
    const more = joins ? sumOf(countSeen(joins, since, tails.bucket)) : 0
    if (more > 0) documentFrequency[place] = (documentFrequency[place] ?? 0) + more
  }
  const near = new Set<Candidate>()
  const counts = [...tails.counts]
  for (const [field, place] of places.entries()) {
    const joins = place < 0 ? group.byKey.get(tails.fields[field] ?? '') : byPlace[place]
    if (!joins) continue
    for (let at = firstFrom(joins, since); at < joins.length; at++) {
      const { bucket, candidate } = joins[at] as OwnJoin
      if (!isNear(bucket, tails.bucket)) continue
      const of = 3 * field + 1 + bucket - tails.bucket
      counts[of] = (counts[of] ?? 0) + 1
      near.add(candidate)
    }
  }
  return {
    ...found,
    candidates: near.size === 0 ? found.candidates : [...found.candidates, ...near],
    statistics: { documentCount: statistics.documentCount + sumOf(added), documentFrequency },
    tails: {
      ...tails,
      counts,
      ...(tails.state && { state: tails.state.map((count, at) => count + (added[at] ?? 0)) }),
    },
  }
}

/** Where those from the `since`th on begin: they are the last. */
function firstFrom(joins: readonly OwnJoin[], since: number): number {
  let from = joins.length
  while (from > 0 && (joins[from - 1] as OwnJoin).number >= since) from--
  return from
}

/** How many from the `since`th on: in the bucket before, in this one and in the one after. */
function countSeen(joins: readonly OwnJoin[], since: number, bucket: number): [number, number, number] {
  const counts: [number, number, number] = [0, 0, 0]
  for (let at = joins.length - 1; at >= 0; at--) {
    const join = joins[at] as OwnJoin
    if (join.number < since) break
    if (isNear(join.bucket, bucket)) counts[(1 + join.bucket - bucket) as 0 | 1 | 2]++
  }
  return counts
}

function sumOf([before = 0, own = 0, after = 0]: readonly number[]): number {
  return before + own + after
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1
}

function push<Key>(lists: Map<Key, OwnJoin[]>, key: Key, join: OwnJoin): void {
  const list = lists.get(key)
  if (list) list.push(join)
  else lists.set(key, [join])
}

export type OwnJoins = ReturnType<typeof createOwnJoins>
