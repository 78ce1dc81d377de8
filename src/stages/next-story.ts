import type { Entry, List, Story } from '../model/index.ts'
import { storyId } from '../rules/ids.ts'
import { competesIn } from '../rules/rank/competes.ts'

const MAX_FORMER_TITLES = 5

/** The story as it will be with the entry; founded by it when there is none yet. */
export function nextStory(input: {
  entry: Entry
  story: Story | undefined
  /** Of the story with the entry; absent when it founds one or only changed. */
  profile?: Story['profile']
  originCount: number
  lists: readonly List[]
  now(): number
}): Story {
  const { entry, story, profile, originCount } = input
  const competing = input.lists.filter((list) => competesIn(list, entry)).map((list) => list.id)
  if (!story) {
    return {
      id: storyId(entry.reportedAt, entry.id),
      version: 1,
      title: entry.title,
      ...leadOf(entry),
      language: entry.language,
      firstReportedAt: entry.reportedAt,
      lastReportedAt: entry.reportedAt,
      updatedAt: input.now(),
      entryCount: 1,
      originCount,
      channels: entry.channels,
      listIds: competing,
    }
  }
  const leads = entry.id === story.leadEntryId
  return {
    ...story,
    version: story.version + 1,
    ...(leads && { title: entry.title, ...leadOf(entry), ...formerTitles(story, entry.title) }),
    firstReportedAt: Math.min(story.firstReportedAt, entry.reportedAt),
    lastReportedAt: Math.max(story.lastReportedAt, entry.reportedAt),
    // Readers of feeds see `updated` move only when what they read changed.
    updatedAt: leads && entry.title !== story.title ? input.now() : story.updatedAt,
    entryCount: story.entryCount + (entry.storyId === undefined ? 1 : 0),
    originCount,
    ...(profile && { profile }),
    channels: [...new Set([...story.channels, ...entry.channels])].sort(),
    listIds: [...new Set([...story.listIds, ...competing])].sort(),
  }
}

function formerTitles(story: Story, title: string): Pick<Story, 'formerTitles'> {
  if (title === story.title) return {}
  const former = [story.title, ...(story.formerTitles ?? [])].filter((known) => known !== title)
  return { formerTitles: [...new Set(former)].slice(0, MAX_FORMER_TITLES) }
}

function leadOf(entry: Entry) {
  return {
    leadEntryId: entry.id,
    leadPublisherId: entry.publisherId,
    leadPublisherName: entry.publisherName,
    ...(entry.url !== undefined && { url: entry.url }),
    ...(entry.summary !== undefined && { summary: entry.summary }),
    ...(entry.imageUrl !== undefined && { imageUrl: entry.imageUrl }),
  }
}
