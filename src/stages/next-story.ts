import type { Entry, LeadClaim, List, Origin, Story } from '../model/index.ts'
import { storyId } from '../rules/ids.ts'
import { competesIn } from '../rules/rank/competes.ts'
import { leadOf } from '../rules/story/lead-of.ts'
import { claimOf, claimOfLead, leadsOver } from '../rules/story/leads-over.ts'

const MAX_FORMER_TITLES = 5

/** The story as it will be with the entry; founded by it when there is none yet, led by it when it leads over the lead. */
export function nextStory(input: {
  entry: Entry
  story: Story | undefined
  /** Who reported the story before. */
  before: readonly Origin[]
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
      ...shownOf(entry, claimOf(entry)),
      firstReportedAt: entry.reportedAt,
      lastReportedAt: entry.reportedAt,
      updatedAt: input.now(),
      entryCount: 1,
      originCount,
      channels: entry.channels,
      listIds: competing,
    }
  }
  const led = ledBy(entry, story, input.before)
  return {
    ...led,
    version: story.version + 1,
    ...formerTitles(story, led.title),
    firstReportedAt: Math.min(story.firstReportedAt, entry.reportedAt),
    lastReportedAt: Math.max(story.lastReportedAt, entry.reportedAt),
    // Readers of feeds see `updated` move only when what they read changed.
    updatedAt: led.title !== story.title ? input.now() : story.updatedAt,
    entryCount: story.entryCount + (entry.storyId === undefined ? 1 : 0),
    originCount,
    ...(profile && { profile }),
    channels: [...new Set([...story.channels, ...entry.channels])].sort(),
    listIds: [...new Set([...story.listIds, ...competing])].sort(),
  }
}

/** The story as it reads with the entry: its lead stays where it is when it changes, another one takes over. */
function ledBy(entry: Entry, story: Story, before: readonly Origin[]): Story {
  const claim = claimOf(entry)
  const known = claimOfLead(story, before)
  const isAhead = leadsOver(claim, known)
  // Written down for a story that is older: its lead's publisher may report more weightily from now on.
  if (!isAhead && entry.id !== story.leadEntryId) return { ...story, leadClaim: known }
  // Nothing stays of what the entry does not say, or no longer.
  const { url: _, summary: __, imageUrl: ___, ...rest } = story
  return { ...rest, ...shownOf(entry, isAhead ? claim : known) }
}

function formerTitles(story: Story, title: string): Pick<Story, 'formerTitles'> {
  if (title === story.title) return {}
  const former = [story.title, ...(story.formerTitles ?? [])].filter((known) => known !== title)
  return { formerTitles: [...new Set(former)].slice(0, MAX_FORMER_TITLES) }
}

function shownOf(entry: Entry, claim: LeadClaim) {
  const { id, publisherId, publisherName } = entry
  return leadOf(
    { ...entry, leadEntryId: id, leadPublisherId: publisherId, leadPublisherName: publisherName },
    claim,
  )
}
