import type { Candidate, KeptStory, List } from '../model/index.ts'
import { byReport } from '../rules/story/report-order.ts'
import { smallerFirst, wouldMove } from '../rules/story/second-look.ts'
import type { Around } from '../rules/story/stories-before.ts'
import { createKnownStories } from './known-stories.ts'
import { type MergePlan, planMerger } from './merge-two.ts'
import { nextTurn } from './next-turn.ts'
import type { StoryReads } from './story-reads.ts'

/** Two stories that one report fits. */
export interface Doubt {
  readonly entryId: string
  /** Epoch ms. */
  readonly reportedAt: number
  /** That it is in, and the other. */
  readonly storyIds: readonly [string, string]
  /** The entry of the other that is nearest to it. */
  readonly otherId: string
  /** Of the report, as far as it has any. */
  readonly grounds?: readonly string[]
  /** Somebody is told when they become one. */
  readonly isTold: boolean
}

export interface LookDeps extends StoryReads {
  /** What put entries into their stories, written anew. */
  noteGrounds(entries: readonly Grounded[]): Promise<void>
  /** `stale`: one of the stories changed since it was read; nothing was written. `already`: they are one. */
  merge(plan: MergePlan): Promise<'merged' | 'stale' | 'already'>
  now(): number
  readonly lists: readonly List[]
  readonly siteUrl: string
}

export interface Merged {
  /** Whose doubt it was. */
  readonly entryId: string
  readonly plan: MergePlan
}

export type Grounded = { readonly entryId: string; readonly grounds: readonly string[] }

/** Entries of a story that are asked, and those of the other they are compared with. */
const ASKED = 8
/** Read of each, since those reported after the doubt have no say: whatever comes when, the answer is the same. */
const READ = 128
/** Under contention stories are others by the time they are made one; who was faster may have looked at them, too. */
const MAX_TRIES = 3

/**
 * Looks once more at stories that one report fits, and makes those one that are. The report was compared with the few
 * entries that are most like it, which tell little of whether the stories are one; here all entries of the smaller are
 * asked whether they would go to the larger now. That costs a reading for each, and is asked of those in doubt alone.
 */
export async function lookAgain(
  deps: LookDeps,
  doubts: readonly Doubt[],
  signal: AbortSignal,
): Promise<readonly Merged[]> {
  const merged: Merged[] = []
  /** Of reports whose stories were made one. */
  const groundsOf = new Map<string, readonly string[]>()
  let open = doubts
  for (let tries = 0; tries < MAX_TRIES && open.length > 0; tries++) {
    const look = createLook(deps)
    await look.read(open)
    const refused: Doubt[] = []
    for (const doubt of open) {
      signal.throwIfAborted()
      await nextTurn()
      const plan = await look.decide(doubt)
      if (!plan) continue
      // Before they are one, lest they are parted when their entries are asked again.
      const { entryId, otherId } = doubt
      const before = groundsOf.get(entryId) ?? doubt.grounds
      const grounds = before && [...new Set([...before, otherId])]
      if (grounds) await deps.noteGrounds([{ entryId, grounds }])
      const outcome = await deps.merge(plan)
      if (outcome === 'stale') {
        refused.push(doubt)
        // They may stay two; whoever asks their entries again would make them one.
        if (before) await deps.noteGrounds([{ entryId, grounds: before }])
        continue
      }
      if (grounds) groundsOf.set(entryId, grounds)
      if (outcome !== 'merged') continue
      look.merge(plan)
      merged.push({ entryId: doubt.entryId, plan })
    }
    open = refused
  }
  return merged
}

/** Stories as they were read once, and what came of them since. */
function createLook(deps: LookDeps) {
  const known = createKnownStories()
  const members = new Map<string, readonly Candidate[]>()
  const sets = new Map<string, Around>()
  /** Entries of pairs that were looked at: to a later doubt more of them have a say. */
  const seen = new Set<string>()

  const idOf = (id: string): string | undefined => known.get(id)?.story.id
  const membersOf = (id: string): readonly Candidate[] => members.get(id) ?? []
  /** Those that were there when the report was made, itself among them. */
  const earlierOf = (id: string, doubt: Doubt): readonly Candidate[] =>
    membersOf(id)
      .filter((member) => byReport(member, doubt) <= 0)
      .slice(0, ASKED)

  /** What the index tells of entries. */
  async function ask(entries: readonly Candidate[]): Promise<void> {
    const unknown = entries.filter(({ entryId }) => !sets.has(entryId))
    const open = [...new Map(unknown.map((entry) => [entry.entryId, entry])).values()]
    if (open.length === 0) return
    const found = await deps.findAround(
      open.map(({ fingerprint, reportedAt }) => ({ fingerprint, at: reportedAt })),
    )
    for (const [at, { entryId }] of open.entries()) sets.set(entryId, found[at] as Around)
    const ids = found.flatMap(({ candidates }) => candidates.map(({ storyId }) => storyId))
    known.learn(await deps.readStories([...new Set(ids)]))
  }

  /** The two stories of a doubt, the smaller first; undefined when they are one, or gone, or stay two whatever they say. */
  function pairOf({ storyIds }: Doubt): readonly [KeptStory, KeptStory] | undefined {
    const [a, b] = storyIds.map(known.get)
    if (!a || !b || a.story.id === b.story.id) return undefined
    const [smaller] = smallerFirst(a.story, b.story) ?? []
    if (!smaller) return undefined
    return smaller === a.story ? [a, b] : [b, a]
  }

  return {
    /** What all of them take, read together. */
    async read(doubts: readonly Doubt[]): Promise<void> {
      known.learn(await deps.readStories([...new Set(doubts.flatMap(({ storyIds }) => storyIds))]))
      const pairs = doubts.map(pairOf).filter((pair) => pair !== undefined)
      const ids = new Set(pairs.flat().map(({ story }) => story.id))
      for (const [id, list] of await deps.readMembers([...ids], READ)) members.set(id, list)
      await ask(
        doubts.flatMap((doubt) => {
          const [smaller] = pairOf(doubt) ?? []
          return smaller ? earlierOf(smaller.story.id, doubt) : []
        }),
      )
    },

    async decide(doubt: Doubt): Promise<MergePlan | undefined> {
      const pair = pairOf(doubt)
      if (!pair) return undefined
      const [small, large] = pair
      const [own, others] = [earlierOf(small.story.id, doubt), earlierOf(large.story.id, doubt)]
      const state = [...own, ...others].map(({ entryId }) => entryId).join(' ')
      if (seen.has(state)) return undefined
      seen.add(state)
      await ask(own)
      const { id } = large.story
      const asked = own.flatMap((entry) => {
        const set = sets.get(entry.entryId)
        if (!set) return []
        const found = set.candidates.filter(
          (other) => idOf(other.storyId) === id && byReport(other, doubt) <= 0,
        )
        return [{ ...entry, statistics: set.statistics, found }]
      })
      const reason = wouldMove(
        asked,
        { id, members: others },
        { ...deps.sameStory, storyOf: (other) => known.get(other)?.story },
      )
      return reason === undefined ? undefined : planMerger(small, large, deps, doubt.isTold, reason)
    },

    merge(plan: MergePlan): void {
      const { survivor, redirect } = plan
      known.merge(plan)
      members.set(survivor.id, newest([...membersOf(survivor.id), ...membersOf(redirect.id)]))
    },
  }
}

function newest(members: readonly Candidate[]): readonly Candidate[] {
  return [...members].sort((a, b) => byReport(b, a)).slice(0, READ)
}
