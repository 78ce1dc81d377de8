import type { Entry, List, Origin, Story } from '../model/index.ts'
import { independentOrigins, uniteOrigins } from '../rules/rank/score.ts'
import { leadOf } from '../rules/story/lead-of.ts'
import { claimOf, claimOfLead, leadsOver } from '../rules/story/leads-over.ts'
import { ranksOf, type ToldBy } from '../rules/story/merge-stories.ts'
import { areOneText } from '../rules/text/text-keys.ts'
import { nextStory } from './next-story.ts'
import { prepareEntry } from './prepare-entries.ts'
import { originOf } from './what-follows.ts'

/** A story as it will be, and where it then stands. */
export interface Part {
  readonly story: Story
  readonly origins: readonly Origin[]
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
}

export interface PartedStory {
  /** Keeps the id, one version on. */
  readonly stays: ToldBy
  /** What goes, as the story that it would have made by itself. */
  readonly goes: ToldBy
  readonly moved: readonly Entry[]
}

/**
 * A story in two parts. `entries` are all that are still kept of it; what expired counts for the part that stays, and so
 * do its publishers.
 */
export function partStory(input: {
  readonly story: Story
  readonly origins: readonly Origin[]
  readonly entries: readonly Entry[]
  readonly movedIds: ReadonlySet<string>
  readonly lists: readonly List[]
  readonly now: number
}): PartedStory {
  const { story, origins, lists, now } = input
  const moved = input.entries.filter(({ id }) => input.movedIds.has(id))
  const rest = input.entries.filter(({ id }) => !input.movedIds.has(id))
  const goes = retold(moved, origins, lists, now)
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
  return {
    moved,
    goes,
    stays: {
      origins: kept,
      story: {
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
      },
    },
  }
}

export function rankedPart({ story, origins }: ToldBy, lists: readonly List[]): Part {
  return { story, origins, heats: ranksOf(story, origins, lists) }
}

/** Lists that rank a story no longer. */
export function leftLists(before: Story, { heats }: Part): readonly string[] {
  const ranked = new Set(heats.map(({ listId }) => listId))
  return before.listIds.filter((listId) => !ranked.has(listId))
}

/** The story that these entries would have made by themselves: its lead first, so it was never called anything else. */
function retold(entries: readonly Entry[], known: readonly Origin[], lists: readonly List[], now: number) {
  const order = entries.toSorted((a, b) => (leadsOver(claimOf(a), claimOf(b)) ? -1 : 1))
  const reports = order.map((entry) => asKnown(originOf(entry, prepareEntry(entry), undefined), known))
  const origins = uniteOrigins([], reports)
  const originCount = independentOrigins(origins)
  let story: Story | undefined
  for (const { storyId: _, ...entry } of order) {
    story = nextStory({ entry, story, before: [], originCount, lists, now: () => now })
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
