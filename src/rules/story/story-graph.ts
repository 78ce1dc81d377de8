import type { EntryId } from '../../model/entry.ts'
import type { Candidate, StoryId } from '../../model/story.ts'
import { byReport, isBefore } from './report-order.ts'

/** Entries that their grounds make one story. */
export interface Part {
  /** In the order of their reports; at least one. */
  readonly entries: readonly Candidate[]
  /** Stories that it belongs to whatever grounds say, since of some of its entries nobody knows them. */
  readonly anchors: readonly StoryId[]
}

interface Node {
  readonly entry: Candidate
  readonly storyId: StoryId
  grounds: readonly EntryId[] | undefined
  /** The entries of its grounds, if all of them are here. */
  parents: readonly Node[] | undefined
  /** Those it is a ground of. */
  readonly heirs: Set<Node>
}

interface Anchor {
  readonly storyId: StoryId
  readonly held: Set<Node>
}

/**
 * Entries and their grounds: a story is what hangs together. Whole stories are added; what a ground is that none of them
 * holds has expired, and its entry stays with its story.
 */
export function createStoryGraph() {
  const nodes = new Map<EntryId, Node>()
  const anchors = new Map<StoryId, Anchor>()
  const byStory = new Map<StoryId, readonly Node[]>()
  /** By the id of a ground that is not here. */
  const waiting = new Map<EntryId, Set<Node>>()

  function anchorOf(storyId: StoryId): Anchor {
    const anchor = anchors.get(storyId) ?? { storyId, held: new Set<Node>() }
    anchors.set(storyId, anchor)
    return anchor
  }

  function tie(node: Node): void {
    const { grounds } = node
    const parents = grounds?.map((id) => nodes.get(id))
    // Where one is not here the others are no tie either: it would be in two parts, with them and with its story.
    node.parents = parents?.every((parent) => parent !== undefined) ? parents : undefined
    for (const parent of node.parents ?? []) parent.heirs.add(node)
    if (node.parents) return
    anchorOf(node.storyId).held.add(node)
    for (const id of grounds ?? []) {
      if (!nodes.has(id)) waiting.set(id, (waiting.get(id) ?? new Set()).add(node))
    }
  }

  function untie(node: Node): void {
    for (const id of node.grounds ?? []) {
      nodes.get(id)?.heirs.delete(node)
      waiting.get(id)?.delete(node)
    }
    anchors.get(node.storyId)?.held.delete(node)
  }

  /** All that hangs together with these, of what was reported until then. */
  function reach(from: Node, until?: Candidate): { seen: Set<Node>; held: Set<Anchor> } {
    const seen = new Set([from])
    const held = new Set<Anchor>()
    const open = [from]
    const see = (node: Node) => {
      if (seen.has(node) || (until && !isBefore(node.entry, until))) return
      seen.add(node)
      open.push(node)
    }
    for (let node = open.pop(); node; node = open.pop()) {
      for (const heir of node.heirs) see(heir)
      for (const parent of node.parents ?? []) see(parent)
      const anchor = node.parents ? undefined : anchors.get(node.storyId)
      if (!anchor || held.has(anchor)) continue
      held.add(anchor)
      for (const other of anchor.held) see(other)
    }
    return { seen, held }
  }

  function partOf({ seen, held }: ReturnType<typeof reach>): Part {
    return {
      entries: [...seen].map(({ entry }) => entry).sort(byReport),
      anchors: [...held].map(({ storyId }) => storyId).sort(),
    }
  }

  return {
    has: (storyId: StoryId): boolean => byStory.has(storyId),

    /** Stories as they are kept, all of their entries that the index holds. `isFixed`: nothing is parted from it. */
    add(stories: readonly { storyId: StoryId; members: readonly Candidate[]; isFixed: boolean }[]): void {
      const added: Node[] = []
      for (const { storyId, members, isFixed } of stories) {
        const own = members.map((entry): Node => {
          const grounds = isFixed ? undefined : entry.grounds
          return { entry, storyId, grounds, parents: undefined, heirs: new Set() }
        })
        byStory.set(storyId, own)
        for (const node of own) nodes.set(node.entry.entryId, node)
        added.push(...own)
      }
      for (const node of added) tie(node)
      for (const { entry } of added) {
        const heirs = waiting.get(entry.entryId)
        waiting.delete(entry.entryId)
        for (const heir of heirs ?? []) {
          untie(heir)
          tie(heir)
        }
      }
    },

    entry: (id: EntryId): Candidate | undefined => nodes.get(id)?.entry,
    storyOf: (id: EntryId): StoryId | undefined => nodes.get(id)?.storyId,
    groundsOf: (id: EntryId): readonly EntryId[] | undefined => nodes.get(id)?.grounds,

    setGrounds(id: EntryId, grounds: readonly EntryId[]): void {
      const node = nodes.get(id)
      if (!node) return
      untie(node)
      node.grounds = grounds
      tie(node)
    },

    /** The story that an entry was in before `until` was reported. */
    partBefore(id: EntryId, until: Candidate): Part | undefined {
      const node = nodes.get(id)
      return node && partOf(reach(node, until))
    },

    /** Of stories that were added what their entries come to now; each part once. */
    partsOf(storyIds: Iterable<StoryId>): Part[] {
      const seen = new Set<Node>()
      const parts: Part[] = []
      const open = [...storyIds]
      const asked = new Set(open)
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        for (const node of byStory.get(id) ?? []) {
          if (seen.has(node)) continue
          const reached = reach(node)
          for (const each of reached.seen) {
            seen.add(each)
            if (asked.has(each.storyId)) continue
            asked.add(each.storyId)
            open.push(each.storyId)
          }
          parts.push(partOf(reached))
        }
      }
      return parts
    },
  }
}

export type StoryGraph = ReturnType<typeof createStoryGraph>
