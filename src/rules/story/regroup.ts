import type { EntryId } from '../../model/entry.ts'
import type { Candidate, StoryId } from '../../model/story.ts'
import { isBefore } from './report-order.ts'
import type { Part } from './story-graph.ts'

/** What makes stories those that their entries come to. */
export interface Regrouping {
  /** Entries that leave a story for another; `to` undefined: for a new one. First these, then the mergers. */
  readonly moves: readonly Move[]
  /** Stories that become one. */
  readonly mergers: readonly (readonly [StoryId, StoryId])[]
}

export interface Move {
  readonly from: StoryId
  /** What the story that they leave comes to. */
  readonly home: Part
  readonly to: StoryId | undefined
  /** What they are part of; a new story, where they go to one, is one for all that go to it. */
  readonly part: Part
  readonly entryIds: readonly EntryId[]
}

/**
 * From stories as they are to `parts`. A story stays the story of what most of its entries have become, of equals of what
 * was reported first, and of those that nobody can part from it: its id moves as little as may be.
 */
export function regroup(parts: readonly Part[]): Regrouping {
  const homes = homesOf(parts)
  const moves: Move[] = []
  const mergers: (readonly [StoryId, StoryId])[] = []
  for (const part of parts) {
    const own = [...homes].flatMap(([storyId, home]) => (home === part ? [storyId] : [])).sort()
    const [to, ...others] = own
    for (const other of others) mergers.push([to as StoryId, other])
    const leaving = new Map<StoryId, EntryId[]>()
    for (const { entryId, storyId } of part.entries) {
      if (homes.get(storyId) === part) continue
      leaving.set(storyId, [...(leaving.get(storyId) ?? []), entryId])
    }
    for (const [from, entryIds] of leaving) {
      moves.push({ from, home: homes.get(from) as Part, to, part, entryIds })
    }
  }
  return { moves, mergers }
}

/** Of each story the part that keeps it. */
function homesOf(parts: readonly Part[]): ReadonlyMap<StoryId, Part> {
  const homes = new Map<StoryId, { part: Part; count: number }>()
  for (const part of parts) {
    const counts = new Map<StoryId, number>(part.anchors.map((id) => [id, Infinity]))
    for (const { storyId } of part.entries) counts.set(storyId, (counts.get(storyId) ?? 0) + 1)
    for (const [storyId, count] of counts) {
      const held = homes.get(storyId)
      if (!held || count > held.count || (count === held.count && isEarlier(part, held.part))) {
        homes.set(storyId, { part, count })
      }
    }
  }
  return new Map([...homes].map(([id, { part }]) => [id, part]))
}

function isEarlier(a: Part, b: Part): boolean {
  return isBefore(a.entries[0] as Candidate, b.entries[0] as Candidate)
}
