import type { Candidate, CandidateSet, Entry, Fingerprint, Tails } from '../model/index.ts'
import { titleField, urlField } from '../model/index-fields.ts'
import { termListOf } from '../rules/text/term-list.ts'
import { type TermTable, termTable } from '../rules/text/term-table.ts'

/** Entries of one index group that this worker has placed, while what it reads may be older; in order, by their places. */
interface GroupJoins {
  /** What the numbers of terms mean. */
  readonly table: TermTable
  /** Of each, how many were placed before it in all groups. */
  readonly numbers: number[]
  readonly buckets: number[]
  readonly candidates: Candidate[]
  /** Places of those that hold a key or term: small numbers, since each entry goes through hundreds of them. */
  readonly byKey: Map<string, number[]>
  readonly byTerm: Map<number, number[]>
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
      const before = group
      group = { table, numbers: [], buckets: [], candidates: [], byKey: new Map(), byTerm: new Map() }
      for (const [place, candidate] of (before?.candidates ?? []).entries())
        file(group, before?.numbers[place] as number, before?.buckets[place] as number, candidate)
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
    file(groupOf(fingerprint.group), count++, tails.bucket, candidate)
  }

  /**
   * `found`, as a reading for the entry of `print` would have it after all joins from the `since`th on; but none of its
   * candidates gives way to them: how well each was found, which decides that, the index alone knows.
   */
  function over(found: CandidateSet, print: Fingerprint, since: number): CandidateSet {
    const group = groupOf(found.tails.group)
    const from = firstOf(group, since)
    const added: [number, number, number] = [0, 0, 0]
    for (let place = from; place < group.buckets.length; place++) {
      const of = sideOf(group.buckets[place] as number, found.tails.bucket)
      if (of >= 0) added[of as 0 | 1 | 2]++
    }
    return sumOf(added) === 0 ? found : layOver(found, { print, group, from, added })
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

function file(group: GroupJoins, number: number, bucket: number, candidate: Candidate): void {
  const { numbers, buckets, candidates, byKey, byTerm } = group
  const place = numbers.push(number) - 1
  buckets.push(bucket)
  candidates.push(candidate)
  const { fingerprint } = candidate
  for (const key of [urlField(fingerprint), titleField(fingerprint)]) if (key !== '') push(byKey, key, place)
  const { numbers: terms } = termListOf(fingerprint)
  for (let at = 0; at < terms.length; at++) push(byTerm, terms[at] as number, place)
}

function layOver(
  found: CandidateSet,
  laid: {
    readonly print: Fingerprint
    readonly group: GroupJoins
    /** The place of the first that was not read. */
    readonly from: number
    /** In the bucket before, in its own and in the one after. */
    readonly added: readonly number[]
  },
): CandidateSet {
  const { print, group, from, added } = laid
  const { tails, places, statistics } = found
  const { numbers } = termListOf(print)
  const documentFrequency = [...statistics.documentFrequency]
  const byPlace: (readonly number[] | undefined)[] = []
  for (let place = 0; place < numbers.length; place++) {
    const joins = group.byTerm.get(numbers[place] as number)
    byPlace.push(joins)
    const more = joins ? countNear(group, joins, from, tails.bucket) : 0
    if (more > 0) documentFrequency[place] = (documentFrequency[place] ?? 0) + more
  }
  const near = new Set<Candidate>()
  const counts = [...tails.counts]
  for (let field = 0; field < places.length; field++) {
    const place = places[field] as number
    const joins = place < 0 ? group.byKey.get(tails.fields[field] ?? '') : byPlace[place]
    if (!joins) continue
    let at = joins.length
    while (at > 0 && (joins[at - 1] as number) >= from) at--
    for (; at < joins.length; at++) {
      const join = joins[at] as number
      const side = sideOf(group.buckets[join] as number, tails.bucket)
      if (side < 0) continue
      counts[3 * field + side] = (counts[3 * field + side] ?? 0) + 1
      near.add(group.candidates[join] as Candidate)
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

/** The place of the first that was the `since`th of all or came after it: these are the last. */
function firstOf({ numbers }: GroupJoins, since: number): number {
  let from = numbers.length
  while (from > 0 && (numbers[from - 1] as number) >= since) from--
  return from
}

/** How many of these are from there on and in a bucket that is read with this one. */
function countNear({ buckets }: GroupJoins, joins: readonly number[], from: number, bucket: number): number {
  let count = 0
  for (let at = joins.length - 1; at >= 0 && (joins[at] as number) >= from; at--) {
    if (sideOf(buckets[joins[at] as number] as number, bucket) >= 0) count++
  }
  return count
}

/** 0 in the bucket before, 1 in the same, 2 in the one after, −1 further away. */
function sideOf(bucket: number, own: number): number {
  const side = 1 + bucket - own
  return side <= 2 ? Math.max(side, -1) : -1
}

function sumOf([before = 0, own = 0, after = 0]: readonly number[]): number {
  return before + own + after
}

function push<Key>(lists: Map<Key, number[]>, key: Key, place: number): void {
  const list = lists.get(key)
  if (list) list.push(place)
  else lists.set(key, [place])
}
