/** Where the same entries were put, and what came first. */
export interface Placing {
  /** Story of each entry; both placings in the same order of entries. */
  readonly stories: readonly string[]
  /** Stories of a list, best first. */
  readonly ranked: readonly string[]
}

/** Entries that are in one story before and in one story after. */
export interface PlacedPart {
  readonly story: string
  readonly entries: number
  /** Position of the earliest of them. */
  readonly first: number
}

/** A story that takes from several, or gives to several. */
export interface Regrouping {
  readonly story: string
  readonly entries: number
  /** Most entries first. */
  readonly parts: readonly PlacedPart[]
}

export interface RankMove {
  /** Position of an entry of the story. */
  readonly first: number
  /** From 1; absent: not among those ranked. */
  readonly from?: number
  readonly to?: number
}

export interface PlacingDifference {
  readonly stories: { readonly before: number; readonly after: number; readonly unchanged: number }
  /** Stories afterwards that hold entries of several before; largest change first. */
  readonly merged: readonly Regrouping[]
  /** Stories before whose entries are in several afterwards. */
  readonly split: readonly Regrouping[]
  /** In the order of the ranking afterwards, then those that left it. */
  readonly moves: readonly RankMove[]
}

/** What becomes of stories and their ranks when the same entries are placed by other rules. */
export function comparePlacings(before: Placing, after: Placing): PlacingDifference {
  const parts = partsOf(before.stories, after.stories)
  const byBefore = groupBy(parts, (part) => part.before)
  const byAfter = groupBy(parts, (part) => part.after)
  const unchanged = [...byBefore.values()].filter(
    ([part, ...others]) => part && others.length === 0 && byAfter.get(part.after)?.length === 1,
  ).length
  return {
    stories: { before: byBefore.size, after: byAfter.size, unchanged },
    merged: regroupings(byAfter, (part) => part.before),
    split: regroupings(byBefore, (part) => part.after),
    moves: movesOf(before.ranked, after.ranked, byBefore, byAfter),
  }
}

interface Part {
  readonly before: string
  readonly after: string
  readonly first: number
  count: number
}

function partsOf(before: readonly string[], after: readonly string[]): Part[] {
  const parts = new Map<string, Part>()
  for (const [at, story] of before.entries()) {
    const other = after[at] ?? ''
    const key = `${story.length}:${story}${other}`
    const part = parts.get(key)
    if (part) part.count++
    else parts.set(key, { before: story, after: other, first: at, count: 1 })
  }
  return [...parts.values()]
}

/** Each group with its largest part first. */
function groupBy(parts: readonly Part[], keyOf: (part: Part) => string): Map<string, Part[]> {
  const groups = new Map<string, Part[]>()
  for (const part of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), part])
  for (const group of groups.values()) group.sort((a, b) => b.count - a.count || a.first - b.first)
  return groups
}

function regroupings(
  groups: ReadonlyMap<string, readonly Part[]>,
  partOf: (part: Part) => string,
): Regrouping[] {
  return [...groups]
    .filter(([, parts]) => parts.length > 1)
    .map(([story, parts]) => ({
      story,
      entries: parts.reduce((sum, part) => sum + part.count, 0),
      parts: parts.map((part) => ({ story: partOf(part), entries: part.count, first: part.first })),
    }))
    .sort((a, b) => movedIn(b) - movedIn(a) || (a.parts[0]?.first ?? 0) - (b.parts[0]?.first ?? 0))
}

/** Entries that are no longer beside the largest part. */
function movedIn({ entries, parts }: Regrouping): number {
  return entries - (parts[0]?.entries ?? 0)
}

function movesOf(
  before: readonly string[],
  after: readonly string[],
  byBefore: ReadonlyMap<string, readonly Part[]>,
  byAfter: ReadonlyMap<string, readonly Part[]>,
): RankMove[] {
  const rankBefore = new Map(before.map((story, index) => [story, index + 1]))
  const rankAfter = new Map(after.map((story, index) => [story, index + 1]))
  const arrived = after.flatMap((story, index) => {
    const part = byAfter.get(story)?.[0]
    if (!part) return []
    const from = rankBefore.get(part.before)
    const to = index + 1
    return from === to ? [] : [{ first: part.first, ...(from !== undefined && { from }), to }]
  })
  const left = before.flatMap((story, index) => {
    const part = byBefore.get(story)?.[0]
    return !part || rankAfter.has(part.after) ? [] : [{ first: part.first, from: index + 1 }]
  })
  return [...arrived, ...left]
}
