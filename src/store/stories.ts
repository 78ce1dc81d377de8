import type { EntryId, MergedStory, Origin, Story, StoryId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { createGrounds } from './grounds.ts'
import { candidateOf, joinCall } from './join-call.ts'
import { createKeptStories } from './kept-stories.ts'
import { createPlacedEntries } from './placed-entries.ts'
import { chunksOf, parseStored, repliesOf } from './replies.ts'
import { createStoryIndex } from './story-index.ts'
import { createStoryMembers } from './story-members.ts'
import { createStoryMoves } from './story-moves.ts'
import {
  ENTRY_CAP,
  type JoinPlan,
  MAX_MERGES,
  type MergePlan,
  type MovePlan,
  type RetellPlan,
  writtenEvent,
} from './story-plans.ts'

const GET_CHUNK = 500

/** Stories, their origins and entries, and the index by which an entry finds its story. */
export function createStoryStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['join-stories', 'merge-stories'])
  const { keepDocument, ...index } = createStoryIndex({ redis, keys })
  const { forget, keepJoined, readKept } = createKeptStories({ redis, keys })
  const { moveEntries, retell } = createStoryMoves({ redis, keys })

  async function read(ids: readonly StoryId[]): Promise<(Story | undefined)[]> {
    const stories: (Story | undefined)[] = []
    for (const chunk of chunksOf(ids, GET_CHUNK)) {
      const pipeline = redis.pipeline()
      for (const id of chunk) pipeline.hget(keys.story(id), 'story')
      const replies = repliesOf(await pipeline.exec()) as (string | null)[]
      stories.push(
        ...chunk.map((id, index) => {
          const json = replies[index]
          return json ? parseStored<Story>(json, keys.story(id)) : undefined
        }),
      )
    }
    return stories
  }

  /** In the order asked; a story merged away is answered by the one it is part of now. */
  async function getMany(ids: readonly StoryId[]): Promise<(Story | undefined)[]> {
    let stories = await read(ids)
    for (let hop = 0; hop < MAX_MERGES; hop++) {
      const moved = stories.flatMap((story, index) =>
        story?.mergedInto ? [{ index, id: story.mergedInto }] : [],
      )
      if (moved.length === 0) return stories
      const targets = await read(moved.map(({ id }) => id))
      stories = [...stories]
      for (const [at, { index }] of moved.entries()) stories[index] = targets[at]
    }
    return stories.map((story) => (story?.mergedInto ? undefined : story))
  }

  return {
    getMany,

    async get(id: StoryId): Promise<Story | undefined> {
      const [story] = await getMany([id])
      return story
    },

    /** As it was when it was merged away; undefined of a story that is none of these. */
    async beforeMerge(id: StoryId): Promise<MergedStory | undefined> {
      const [story] = await read([id])
      return story?.mergedInto === undefined ? undefined : story
    },

    /** Sorted by publisher. */
    async origins(id: StoryId): Promise<Origin[]> {
      const key = keys.storyOrigins(id)
      const stored = await redis.hgetall(key)
      return Object.keys(stored)
        .sort()
        .map((publisherId) => parseStored<Origin>(stored[publisherId] ?? '', key))
    },

    /** Ids, newest first. */
    async entries(id: StoryId, limit: number): Promise<EntryId[]> {
      return limit > 0 ? redis.zrevrange(keys.storyEntries(id), 0, limit - 1) : []
    },

    ...index,
    readKept,
    readMembers: createStoryMembers({ redis, keys }),
    readPlaced: createPlacedEntries({ redis, keys }).readPlaced,
    noteGrounds: createGrounds({ redis, keys }),

    /**
     * Commits decisions in their order; `stale` and `already` write nothing. Ends with the first of these: shorter than
     * `plans` when that is not the last.
     */
    async joinAll(plans: readonly JoinPlan[]): Promise<('joined' | 'stale' | 'already')[]> {
      const [first] = plans
      if (!first) return []
      const outcomes = (await scripts['join-stories'](joinCall(keys, plans, first))) as (
        | number
        | 'stale'
        | 'already'
      )[]
      return outcomes.map((outcome, at) => {
        const plan = plans[at] as JoinPlan
        // Nobody tells of a story that has expired.
        if (outcome === 'stale') forget(plan.story.id)
        if (typeof outcome === 'string') return outcome
        keepDocument(plan.tails, outcome, candidateOf(plan))
        if (plan.origins) keepJoined(plan.story, plan.origins)
        return 'joined'
      })
    },

    /** Commits that entries of a story are another one's; `stale` and `already` write nothing. */
    async move(plan: MovePlan): Promise<'moved' | 'stale' | 'already'> {
      const outcome = await moveEntries(plan)
      if (outcome === 'stale') for (const { story } of [plan.stays, plan.takes]) forget(story.id)
      return outcome
    },

    /** Commits that a story is told otherwise; `stale` writes nothing. */
    async retell(plan: RetellPlan): Promise<'retold' | 'stale'> {
      const outcome = await retell(plan)
      if (outcome === 'stale') forget(plan.part.story.id)
      return outcome
    },

    /** Commits a merger of two stories as they were before; `stale` and `already` write nothing. */
    async merge(plan: MergePlan): Promise<'merged' | 'stale' | 'already'> {
      const { survivor, redirect, origins, heats, events } = plan
      const outcome = await scripts['merge-stories']({
        keys: [
          ...[survivor.id, redirect.id].flatMap((id) => [
            keys.story(id),
            keys.storyEntries(id),
            keys.storyOrigins(id),
          ]),
          keys.outbox(),
          keys.changedStories(),
          ...heats.map(({ listId }) => keys.heat(listId)),
          ...redirect.listIds.map((listId) => keys.heat(listId)),
          ...events.map(({ id }) => keys.event(id)),
        ],
        args: [
          JSON.stringify({
            expected: [String(survivor.version - 1), String(redirect.version - 1)],
            id: survivor.id,
            version: String(survivor.version),
            story: JSON.stringify(survivor),
            origins: Object.fromEntries(
              origins.map((origin) => [origin.publisherId, JSON.stringify(origin)]),
            ),
            goneId: redirect.id,
            goneVersion: String(redirect.version),
            gone: JSON.stringify(redirect),
            heats: heats.map(({ heat }) => String(heat)),
            leaves: String(redirect.listIds.length),
            events: events.map(writtenEvent),
            entryCap: String(ENTRY_CAP),
            storyTtl: String(plan.ttlMs.story),
            eventTtl: String(plan.ttlMs.event),
            now: String(plan.now),
          }),
        ],
      })
      if (outcome === 'stale') for (const { id } of [survivor, redirect]) forget(id)
      return outcome as 'merged' | 'stale' | 'already'
    },
  }
}

export type StoryStore = ReturnType<typeof createStoryStore>
