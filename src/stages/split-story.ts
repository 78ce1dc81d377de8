import type { Entry, Event, List, Origin, Story } from '../model/index.ts'
import { storyEvent } from '../rules/deliver/events.ts'
import { hashId, storyId } from '../rules/ids.ts'
import { independentOrigins, uniteOrigins } from '../rules/rank/score.ts'
import { marksOf } from '../rules/story/apart-stories.ts'
import { leadOf } from '../rules/story/lead-of.ts'
import { claimOf, claimOfLead, leadsOver } from '../rules/story/leads-over.ts'
import { ranksOf } from '../rules/story/merge-stories.ts'
import { areOneText } from '../rules/text/text-keys.ts'
import { nextStory } from './next-story.ts'
import { prepareEntry } from './prepare-entries.ts'
import { toldStory } from './told-story.ts'
import { fingerprintOf, originOf } from './what-follows.ts'

/** A story as it will be, and where it then stands. */
export interface Part {
  readonly story: Story
  readonly origins: readonly Origin[]
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
}

export interface SplitPlan {
  /** Keeps the id; `version` is one more than what the decision was based on. */
  readonly stays: Part
  /** The new one. */
  readonly leaves: Part
  readonly moved: readonly Entry[]
  /** Index groups that the moved entries stand in. */
  readonly groups: readonly string[]
  /** Lists that no longer rank the story that stays. */
  readonly leftListIds: readonly string[]
  readonly events: readonly Event[]
  readonly now: number
}

/** Id of the story that these entries make: the same split names the same story. */
export function splitStoryId(from: string, moved: readonly Entry[]): string {
  const ids = moved.map(({ id }) => id).sort()
  return storyId(Math.min(...moved.map(({ reportedAt }) => reportedAt)), hashId('split', from, ...ids))
}

/**
 * Two stories out of one. `entries` are all that are still kept of the story; what expired counts for the part that
 * stays, and so do its publishers.
 */
export function planSplit(input: {
  readonly story: Story
  readonly origins: readonly Origin[]
  readonly entries: readonly Entry[]
  readonly movedIds: ReadonlySet<string>
  readonly lists: readonly List[]
  readonly siteUrl: string
  now(): number
}): SplitPlan {
  const { story, origins, lists, siteUrl } = input
  const now = input.now()
  const moved = input.entries.filter(({ id }) => input.movedIds.has(id))
  const rest = input.entries.filter(({ id }) => !input.movedIds.has(id))
  const marks = marksOf(hashId('split', story.id, ...moved.map(({ id }) => id).sort()))
  const apart = story.apart ?? []

  const leaving = retold(moved, origins, lists, now)
  const newId = splitStoryId(story.id, moved)
  const leaves: Part = partOf(
    { ...leaving.story, id: newId, version: 1, updatedAt: now, apart: [...apart, marks.leaves].sort() },
    leaving.origins,
    lists,
  )

  const staying = retold(rest, origins, lists, now)
  const touched = new Set(moved.map(({ publisherId }) => publisherId))
  const kept = uniteOrigins(
    origins.filter(({ publisherId }) => !touched.has(publisherId)),
    staying.origins.filter(({ publisherId }) => touched.has(publisherId)),
  )
  const isWhole = input.entries.length >= story.entryCount
  const keepsLead = !input.movedIds.has(story.leadEntryId)
  const lead = keepsLead ? story : staying.story
  // What each part is about, its entries at hand say again.
  const { url: _, summary: __, imageUrl: ___, formerTitles, profile: ____, ...plain } = story
  const stays: Part = partOf(
    {
      ...plain,
      version: story.version + 1,
      ...leadOf(lead, keepsLead ? claimOfLead(story, origins) : claimOfLead(staying.story, [])),
      ...(keepsLead && formerTitles && { formerTitles }),
      firstReportedAt: isWhole ? staying.story.firstReportedAt : story.firstReportedAt,
      lastReportedAt: isWhole ? staying.story.lastReportedAt : story.lastReportedAt,
      updatedAt: lead.title === story.title ? story.updatedAt : now,
      entryCount: Math.max(rest.length, story.entryCount - moved.length),
      originCount: independentOrigins(kept),
      channels: isWhole ? staying.story.channels : story.channels,
      listIds: isWhole ? staying.story.listIds : story.listIds,
      apart: [...apart, marks.stays].sort(),
    },
    kept,
    lists,
  )
  const ranked = new Set(stays.heats.map(({ listId }) => listId))
  return {
    stays,
    leaves,
    moved,
    groups: [...new Set(moved.map((entry) => fingerprintOf(entry).group))],
    leftListIds: story.listIds.filter((listId) => !ranked.has(listId)),
    events: [
      storyEvent({
        type: 'story.split',
        ...toldStory(leaves.story, leaves.origins, siteUrl),
        story: leaves.story,
        occurredAt: now,
        splitFromStoryId: story.id,
      }),
    ],
    now,
  }
}

/** The story that these entries would have made by themselves: its lead first, so it was never called anything else. */
function retold(entries: readonly Entry[], known: readonly Origin[], lists: readonly List[], now: number) {
  let story: Story | undefined
  let origins: readonly Origin[] = []
  const order = entries.toSorted((a, b) => (leadsOver(claimOf(a), claimOf(b)) ? -1 : 1))
  for (const { storyId: _, ...entry } of order) {
    origins = uniteOrigins(origins, [asKnown(originOf(entry, prepareEntry(entry), undefined), known)])
    story = nextStory({
      entry,
      story,
      before: [],
      originCount: independentOrigins(origins),
      lists,
      now: () => now,
    })
  }
  if (!story) throw new TypeError('a story of no entries')
  return { story, origins }
}

/** With the text as it was when the entry came: what it nearly repeats was found among its neighbours of then. */
function asKnown(report: Origin, known: readonly Origin[]): Origin {
  const texts = known.find(({ publisherId }) => publisherId === report.publisherId)?.texts ?? []
  const same = texts.filter((text) => report.texts?.some((own) => areOneText(own, text)))
  return same.length > 0 ? { ...report, texts: same } : report
}

function partOf(story: Story, origins: readonly Origin[], lists: readonly List[]): Part {
  return { story, origins, heats: ranksOf(story, origins, lists) }
}
