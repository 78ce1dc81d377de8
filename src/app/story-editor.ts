import { createStoryEditor, type StoryEditor } from '../stages/edit-stories.ts'
import type { Context } from './context.ts'

const MAX_ENTRIES = 1_000

/** What a person knows better than the rules, over the stores. */
export function openStoryEditor({ config, storage, queues, now }: Context): StoryEditor {
  const ttlMs = { story: config.retention.storiesMs, event: config.retention.eventsMs }
  return createStoryEditor({
    loadStory: storage.stories.get,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    loadEntryIds: (storyId) => storage.stories.entries(storyId, MAX_ENTRIES),
    loadEntries: storage.entries.get,
    merge: (plan) => storage.stories.merge({ ...plan, ttlMs }),
    split: (plan) => storage.storySplits.split({ ...plan, ttlMs }),
    enqueueRank: queues.addRank,
    now,
    lists: config.lists,
    siteUrl: config.site.url,
  })
}
