import type { Candidate, Entry, EntryId, KeptStory, List, Story, StoryId } from '../model/index.ts'
import { areApart } from '../rules/story/apart-stories.ts'
import { type Move, regroup } from '../rules/story/regroup.ts'
import type { Part } from '../rules/story/story-graph.ts'
import type { AskAgain } from './ask-again.ts'
import { type MergePlan, planMerger } from './merge-two.ts'
import { planMove } from './move-entries.ts'
import type { MovePlan } from './split-story.ts'

export interface RegroupDeps {
  /** Of a story, as far as it is kept. */
  loadEntryIds(storyId: StoryId): Promise<readonly EntryId[]>
  loadEntries(ids: readonly EntryId[]): Promise<readonly (Entry | undefined)[]>
  /** `stale`: a story changed since it was read; nothing was written. `already`: an earlier run did it. */
  move(plan: MovePlan): Promise<'moved' | 'stale' | 'already'>
  merge(plan: MergePlan): Promise<'merged' | 'stale' | 'already'>
  /** Its title changes: told once for all changes of a short time. */
  deferUpdate(storyId: string): Promise<void>
  enqueueRank(listId: string): Promise<void>
  now(): number
  readonly lists: readonly List[]
  readonly siteUrl: string
}

export interface Regrouped {
  readonly moved: number
  readonly merged: number
  /** Somebody was faster: what is not done is to be decided anew. */
  readonly isStale: boolean
}

const REASON = 'their reports show it, read in the order in which they were made'

/** Makes stories those that their entries come to. */
export function createRegrouping(deps: RegroupDeps, again: AskAgain) {
  const listIds = new Set<string>()
  /** New ones, by what is to be in them. */
  const begun = new Map<Part, StoryId>()
  let moved = 0
  let merged = 0

  /** Before the commit, lest a crash after it leaves nobody told; and after it, in case it took longer than the wait. */
  async function tellLater({ before, after, isTold }: Change): Promise<void> {
    if (isTold && before.title !== after.title) await deps.deferUpdate(after.id)
  }

  async function update(change: Change): Promise<void> {
    for (const id of [...change.before.listIds, ...change.after.listIds]) listIds.add(id)
    await tellLater(change)
  }

  async function move({ from, home, to, part, entryIds }: Move): Promise<boolean> {
    const target = to ?? begun.get(part)
    const [source, into] = [again.storyOf(from), target === undefined ? undefined : again.storyOf(target)]
    if (!source || (target !== undefined && !into)) return false
    const ids = await deps.loadEntryIds(from)
    const entries = (await deps.loadEntries(ids)).filter((entry) => entry !== undefined)
    const movedIds = new Set(entryIds)
    const going = entries.filter(({ id }) => movedIds.has(id))
    // Those whose entry has expired stay where they are counted.
    if (going.length === 0 || going.length === entries.length) return true
    const plan = planMove({
      from: source,
      to: into,
      entries,
      movedIds,
      profiles: { stays: again.profileOf(home.entries), goes: again.profileOf(part.entries) },
      ...deps,
    })
    const staying = entries.filter(({ id }) => !movedIds.has(id))
    const { stays, takes } = plan
    const changes: readonly Change[] = [
      { before: source.story, after: stays.story, isTold: staying.some(isAnnounced) },
      { before: into?.story ?? takes.story, after: takes.story, isTold: going.some(isAnnounced) },
    ]
    for (const change of changes) await tellLater(change)
    if ((await deps.move(plan)) !== 'moved') return false
    moved += going.length
    if (target === undefined) begun.set(part, takes.story.id)
    again.known.put(stays)
    again.known.put(takes)
    for (const change of changes) await update(change)
    return true
  }

  async function merge(a: KeptStory, b: KeptStory, isTold: boolean): Promise<boolean> {
    // Grounds may be from before a person parted them.
    if (areApart(a.story, b.story)) return true
    const plan = planMerger(a, b, deps, isTold, REASON)
    const { story: before } = plan.survivor.id === a.story.id ? a : b
    const change = { before, after: plan.survivor, isTold }
    await tellLater(change)
    if ((await deps.merge(plan)) !== 'merged') return false
    merged++
    again.known.merge(plan)
    await update(change)
    return true
  }

  /** Of some entries those that events tell of. */
  async function announcedOf(entries: readonly Candidate[]): Promise<ReadonlySet<EntryId>> {
    const loaded = await deps.loadEntries(entries.map(({ entryId }) => entryId))
    return new Set(loaded.flatMap((entry) => (entry && isAnnounced(entry) ? entry.id : [])))
  }

  return {
    /** After these were asked. */
    async apply(asked: readonly Candidate[]): Promise<Regrouped> {
      const touched = asked.flatMap(({ entryId }) => again.graph.storyOf(entryId) ?? [])
      const parts = again.graph.partsOf(touched)
      const { moves, mergers } = regroup(parts)
      const told = mergers.length === 0 ? new Set<EntryId>() : await announcedOf(asked)
      /** Somebody is told if one of them that was asked is to be told of. */
      const isTold = (ids: readonly StoryId[]): boolean =>
        parts.some(({ entries }) => {
          const held = new Set(entries.map(({ storyId }) => storyId))
          return ids.every((id) => held.has(id)) && entries.some(({ entryId }) => told.has(entryId))
        })
      let isStale = false
      for (const each of moves) if (!(await move(each))) isStale = true
      for (const [a, b] of mergers) {
        const [first, second] = [again.storyOf(a), again.storyOf(b)]
        if (!first || !second || !(await merge(first, second, isTold([a, b])))) isStale = true
      }
      for (const id of listIds) await deps.enqueueRank(id)
      return { moved, merged, isStale }
    },
  }
}

/** What a story was and is; somebody is told where one of the reports that it changed by is one to be told of. */
interface Change {
  readonly before: Story
  readonly after: Story
  readonly isTold: boolean
}

function isAnnounced({ announcement }: Entry): boolean {
  return announcement === 'announced'
}
