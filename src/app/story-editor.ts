import { createStoryEditor, type StoryEditor } from '../stages/edit-stories.ts'
import type { Context } from './context.ts'
import { secondOpinionOf } from './second-opinion.ts'
import { storyTtl } from './story-ttl.ts'
import { openTranslationDesk } from './translation-desk.ts'

const MAX_ENTRIES = 1_000

/** What a person knows better than the rules, over the stores. */
export function openStoryEditor(context: Context): StoryEditor {
  const { config, storage, queues, log, now } = context
  const ttlMs = storyTtl(config)
  const translations = openTranslationDesk({
    storage,
    ttlMs,
    opinion: secondOpinionOf(context),
    report: ({ storyIds, reason }) =>
      log.debug({ story_ids: storyIds, reason }, 'stories in two languages linked'),
    now,
  })
  return createStoryEditor({
    loadStory: storage.stories.get,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    loadEntryIds: (storyId) => storage.stories.entries(storyId, MAX_ENTRIES),
    loadEntries: storage.entries.get,
    merge: (plan) => translations.merging(plan, () => storage.stories.merge({ ...plan, ttlMs })),
    split: (plan) => translations.splitting(plan, () => storage.stories.move({ ...plan, ttlMs })),
    enqueueRank: queues.addRank,
    now,
    lists: config.lists,
    siteUrl: config.site.url,
  })
}
