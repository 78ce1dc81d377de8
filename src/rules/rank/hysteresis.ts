import type { Announced, EditionItem, List } from '../../model/list.ts'
import type { StoryId } from '../../model/story.ts'

/** Editions in a row a story is absent from before subscribers hear that it left. */
const ABSENT_EDITIONS = 3

export interface ListMove {
  readonly kind: 'entered' | 'left' | 'moved'
  readonly storyId: StoryId
  /** Absent for `left`. */
  readonly rank?: number
  /** What subscribers were last told; absent for `entered`. */
  readonly previousRank?: number
}

export interface ListMoves {
  readonly announced: Readonly<Record<StoryId, Announced>>
  readonly moves: readonly ListMove[]
}

/**
 * What to tell of an edition, given what was told before. A story enters at once, leaves after three editions
 * of absence, and moves when it is a tenth of the list (at least two places) from where it was last announced:
 * one that swings around an edge is told of once. Nothing moves in a `latest` list. Left first, then by rank.
 */
export function listMoves(input: {
  readonly list: Pick<List, 'size' | 'kind'>
  readonly items: readonly Pick<EditionItem, 'storyId' | 'rank'>[]
  readonly announced: Readonly<Record<StoryId, Announced>>
}): ListMoves {
  const { list, items } = input
  const before = new Map(Object.entries(input.announced))
  const present = new Set(items.map((item) => item.storyId))
  const announced: [StoryId, Announced][] = []
  const moves: ListMove[] = []
  for (const [storyId, known] of before) {
    if (present.has(storyId)) continue
    const absentFor = known.absentFor + 1
    if (absentFor >= ABSENT_EDITIONS) moves.push({ kind: 'left', storyId, previousRank: known.rank })
    else announced.push([storyId, { rank: known.rank, absentFor }])
  }
  // In a list by time every new story moves all others down: no news to anybody.
  const step = list.kind === 'latest' ? Infinity : Math.max(2, Math.round(list.size / 10))
  for (const { storyId, rank } of [...items].sort((a, b) => a.rank - b.rank)) {
    const known = before.get(storyId)
    const isMove = known !== undefined && Math.abs(known.rank - rank) >= step
    if (!known) moves.push({ kind: 'entered', storyId, rank })
    else if (isMove) moves.push({ kind: 'moved', storyId, rank, previousRank: known.rank })
    announced.push([storyId, { rank: known && !isMove ? known.rank : rank, absentFor: 0 }])
  }
  return { announced: Object.fromEntries(announced), moves }
}
