import type { Entry, Story } from '../model/index.ts'
import { TidewireError } from '../model/index.ts'
import { type MergeDeps, mergeTwo } from './merge-two.ts'
import { type MovePlan, planSplit, splitStoryId } from './split-story.ts'

export interface EditDeps extends MergeDeps {
  /** Follows mergers. */
  loadStory(id: string): Promise<Story | undefined>
  loadEntryIds(storyId: string): Promise<readonly string[]>
  loadEntries(ids: readonly string[]): Promise<readonly (Entry | undefined)[]>
  /** `stale`: the story changed since it was read; nothing was written. `already`: the new story is there. */
  split(plan: MovePlan): Promise<'moved' | 'stale' | 'already'>
  enqueueRank(listId: string): Promise<void>
}

/** Joins come in while a person decides; so many in a row mean that something else is wrong. */
const MAX_REREADS = 20

/** What a person knows better: one story that is two, and two that are one. Doing it again does nothing. */
export function createStoryEditor(deps: EditDeps) {
  async function read(id: string): Promise<Story> {
    const story = await deps.loadStory(id)
    if (story) return story
    throw new TidewireError('story_unknown', `story ${id} does not exist, or has expired`, { retry: 'never' })
  }

  return {
    /**
     * Gives entries of a story one of their own. The machine never makes the two one again.
     * Throws `story_unknown`, `entry_elsewhere`, `split_whole` or `split_nothing`.
     */
    async split(storyId: string, entryIds: readonly string[]): Promise<{ story: Story; leaves: Story }> {
      if (entryIds.length === 0) {
        throw new TidewireError('split_nothing', 'expected at least one entry to split off, got none', {
          retry: 'never',
        })
      }
      for (let reread = 0; reread < MAX_REREADS; reread++) {
        const story = await read(storyId)
        const movedIds = new Set(entryIds)
        const [ids, asked] = await Promise.all([deps.loadEntryIds(story.id), deps.loadEntries([...movedIds])])
        const done = await alreadySplit(story, asked)
        if (done) return { story, leaves: done }
        const foreign = [...movedIds].filter((id) => !ids.includes(id))
        if (foreign.length > 0) {
          throw new TidewireError(
            'entry_elsewhere',
            `expected entries of story ${story.id}; not among them: ${foreign.join(', ')}`,
            { retry: 'never' },
          )
        }
        const entries = (await deps.loadEntries(ids)).filter((entry) => entry !== undefined)
        if (entries.every(({ id }) => movedIds.has(id))) {
          throw new TidewireError(
            'split_whole',
            `expected some entries of story ${story.id} to stay; all ${entries.length} that are kept were named`,
            { retry: 'never' },
          )
        }
        const origins = await deps.loadOrigins(story.id)
        const plan = planSplit({ ...deps, story, origins, entries, movedIds })
        const outcome = await deps.split(plan)
        if (outcome === 'stale') continue
        for (const listId of new Set([...story.listIds, ...plan.takes.story.listIds])) {
          await deps.enqueueRank(listId)
        }
        return { story: plan.stays.story, leaves: plan.takes.story }
      }
      throw changing(storyId)
    },

    /** Makes two stories one, also ones that were set apart. Throws `story_unknown`. */
    async merge(a: string, b: string): Promise<Story> {
      for (let reread = 0; reread < MAX_REREADS; reread++) {
        const [first, second] = [await read(a), await read(b)]
        const { outcome, listIds } = await mergeTwo(deps, [first.id, second.id], {
          isAnnounced: true,
          byOperator: true,
        })
        for (const listId of listIds) await deps.enqueueRank(listId)
        if (outcome === 'merged' || outcome === 'already') return read(a)
      }
      throw changing(a)
    },
  }

  /** The story that an earlier run of this split has made. */
  async function alreadySplit(
    from: Story,
    asked: readonly (Entry | undefined)[],
  ): Promise<Story | undefined> {
    const moved = asked.filter((entry) => entry !== undefined)
    if (moved.length !== asked.length) return undefined
    const id = splitStoryId(from.id, moved)
    return moved.every((entry) => entry.storyId === id) ? deps.loadStory(id) : undefined
  }
}

function changing(storyId: string): Error {
  return new TidewireError(
    'story_busy',
    `story ${storyId} changed ${MAX_REREADS} times while it was edited`,
    {
      retry: 'later',
    },
  )
}

export type StoryEditor = ReturnType<typeof createStoryEditor>
