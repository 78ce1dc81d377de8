import type { Entry } from '../../../src/model/index.ts'
import type { RedisClient } from '../../../src/redis/client.ts'
import { createStoryEditor } from '../../../src/stages/edit-stories.ts'
import { createStageDesk, DAY, LISTS, NOW, type StageDesk } from './desk.ts'

/** Stories that were told, and who edits them by hand. */
export interface StorySpace {
  readonly desk: StageDesk
  readonly prefix: string
  place(entries: readonly Entry[], connection?: RedisClient): Promise<void>
  /** `meanwhile` happens once, between what it reads and what it writes. */
  editor(meanwhile?: () => Promise<void>): ReturnType<typeof createStoryEditor>
  storyOf(entry: Entry): Promise<string | undefined>
}

export async function createStorySpace(
  redis: RedisClient,
  prefix: string,
  entries: readonly Entry[],
): Promise<StorySpace> {
  const desk = createStageDesk(redis, prefix, {})
  const { storage } = desk
  const ttlMs = { story: 30 * DAY, event: 30 * DAY }
  const space: StorySpace = {
    desk,
    prefix,
    async place(more, connection) {
      await storage.entries.admit(more, { ttlMs: DAY })
      await desk.createWorker(connection)(
        more.map(({ id }) => id),
        new AbortController().signal,
      )
    },
    editor: (meanwhile) =>
      createStoryEditor({
        loadStory: storage.stories.get,
        loadStories: storage.stories.getMany,
        loadOrigins: storage.stories.origins,
        loadEntryIds: (id) => storage.stories.entries(id, 1_000),
        loadEntries: storage.entries.get,
        merge: (plan) => storage.stories.merge({ ...plan, ttlMs }),
        async split(plan) {
          const happens = meanwhile
          meanwhile = undefined
          await happens?.()
          return storage.stories.move({ ...plan, ttlMs })
        },
        enqueueRank: async (listId) => void desk.queued.rank.add(listId),
        now: () => NOW,
        lists: LISTS,
        siteUrl: 'https://tide.example',
      }),
    async storyOf(entry) {
      const [placed] = await storage.entries.get([entry.id])
      return (await storage.stories.get(placed?.storyId ?? ''))?.id
    },
  }
  await space.place(entries)
  return space
}
