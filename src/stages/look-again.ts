import type { Candidate, CandidateSet, Fingerprint, KeptStory, List } from '../model/index.ts'
import { areApart } from '../rules/story/apart-stories.ts'
import { boundOfTwo } from '../rules/story/bridge-stories.ts'
import type { ChooseOptions } from '../rules/story/choose-candidate.ts'
import { wouldMove } from '../rules/story/second-look.ts'
import { areTwoLanguages } from '../rules/text/language.ts'
import { createKnownStories } from './known-stories.ts'
import { type MergePlan, planMerger } from './merge-two.ts'
import { nextTurn } from './next-turn.ts'

/** Two stories that one report fits. */
export interface Doubt {
  readonly entryId: string
  readonly storyIds: readonly [string, string]
  /** Somebody is told when they become one. */
  readonly isTold: boolean
}

export interface LookDeps {
  /** In the order asked. */
  findCandidates(
    queries: readonly { readonly fingerprint: Fingerprint; readonly at: number }[],
  ): Promise<readonly CandidateSet[]>
  /** By the id asked for; one that was merged away is answered by the story it is part of now. */
  readStories(ids: readonly string[]): Promise<ReadonlyMap<string, KeptStory>>
  /** Of each story its newest entries as they are indexed, at most `most`. */
  readMembers(ids: readonly string[], most: number): Promise<ReadonlyMap<string, readonly Candidate[]>>
  /** `stale`: one of the stories changed since it was read; nothing was written. `already`: they are one. */
  merge(plan: MergePlan): Promise<'merged' | 'stale' | 'already'>
  now(): number
  readonly lists: readonly List[]
  readonly siteUrl: string
  readonly sameStory: Omit<ChooseOptions, 'storyOf'>
}

export interface Merged {
  /** Whose doubt it was. */
  readonly entryId: string
  readonly plan: MergePlan
}

/** Entries of a story that are asked, and those of the other they are compared with. */
const ASKED = 8
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
      const outcome = await deps.merge(plan)
      if (outcome === 'stale') refused.push(doubt)
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
  const sets = new Map<string, CandidateSet>()
  /** Pairs that were looked at as they are. */
  const seen = new Set<string>()

  const idOf = (id: string): string | undefined => known.get(id)?.story.id
  const membersOf = (id: string): readonly Candidate[] => members.get(id) ?? []

  /** What the index tells of entries. */
  async function ask(entries: readonly Candidate[]): Promise<void> {
    const open = entries.filter(({ entryId }) => !sets.has(entryId))
    if (open.length === 0) return
    const found = await deps.findCandidates(
      open.map(({ fingerprint, reportedAt }) => ({ fingerprint, at: reportedAt })),
    )
    for (const [at, { entryId }] of open.entries()) sets.set(entryId, found[at] as CandidateSet)
    const ids = found.flatMap(({ candidates }) => candidates.map(({ storyId }) => storyId))
    known.learn(await deps.readStories([...new Set(ids)]))
  }

  /** The two stories of a doubt, the smaller first; undefined when they are one, or gone, or stay two whatever they say. */
  function pairOf({ storyIds }: Doubt): readonly [KeptStory, KeptStory] | undefined {
    const [a, b] = storyIds.map(known.get)
    if (!a || !b || a.story.id === b.story.id) return undefined
    if (areApart(a.story, b.story) || boundOfTwo(a.story, b.story) !== undefined) return undefined
    if (areTwoLanguages(a.story.language, b.story.language)) return undefined
    return isSmaller(a, b) ? [a, b] : [b, a]
  }

  return {
    /** What all of them take, read together. */
    async read(doubts: readonly Doubt[]): Promise<void> {
      known.learn(await deps.readStories([...new Set(doubts.flatMap(({ storyIds }) => storyIds))]))
      const pairs = doubts.map(pairOf).filter((pair) => pair !== undefined)
      const ids = new Set(pairs.flat().map(({ story }) => story.id))
      for (const [id, list] of await deps.readMembers([...ids], ASKED)) members.set(id, list)
      const smaller = new Set(pairs.map(([{ story }]) => story.id))
      await ask([...smaller].flatMap(membersOf))
    },

    async decide(doubt: Doubt): Promise<MergePlan | undefined> {
      const pair = pairOf(doubt)
      if (!pair) return undefined
      const [small, large] = pair
      const state = pair.map(({ story }) => `${story.id} ${story.version}`).join(' ')
      if (seen.has(state)) return undefined
      seen.add(state)
      const own = membersOf(small.story.id)
      await ask(own)
      const { id } = large.story
      const asked = own.flatMap((entry) => {
        const set = sets.get(entry.entryId)
        if (!set) return []
        const found = set.candidates.filter(({ storyId }) => idOf(storyId) === id)
        return [{ ...entry, statistics: set.statistics, found }]
      })
      const reason = wouldMove(
        asked,
        { id, members: membersOf(id) },
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

/** The one that is asked whether it is part of the other. */
function isSmaller({ story: a }: KeptStory, { story: b }: KeptStory): boolean {
  return a.entryCount === b.entryCount ? a.id > b.id : a.entryCount < b.entryCount
}

function newest(members: readonly Candidate[]): readonly Candidate[] {
  return [...members]
    .sort((a, b) => b.reportedAt - a.reportedAt || (a.entryId < b.entryId ? 1 : -1))
    .slice(0, ASKED)
}
