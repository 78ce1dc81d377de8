import type { Entry, Event, List, Origin, Story } from '../model/index.ts'
import { storyEvent } from '../rules/deliver/events.ts'
import { hashId, storyId } from '../rules/ids.ts'
import { marksOf } from '../rules/story/apart-stories.ts'
import { leftLists, type Part, partStory, rankedPart } from './part-story.ts'
import { toldStory } from './told-story.ts'
import { fingerprintOf } from './what-follows.ts'

/** Entries of a story that become another one's. Of either story the version is one more than what the decision was based on. */
export interface MovePlan {
  /** Keeps the id. */
  readonly stays: Part
  /** Of version 1 when it is new. */
  readonly takes: Part
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

/** Two stories out of one, as a person wants it: the machine never makes them one again. */
export function planSplit(input: {
  readonly story: Story
  readonly origins: readonly Origin[]
  readonly entries: readonly Entry[]
  readonly movedIds: ReadonlySet<string>
  readonly lists: readonly List[]
  readonly siteUrl: string
  now(): number
}): MovePlan {
  const { story, lists, siteUrl } = input
  const now = input.now()
  const { stays, goes, moved } = partStory({ ...input, now })
  const marks = marksOf(hashId('split', story.id, ...moved.map(({ id }) => id).sort()))
  const apart = story.apart ?? []
  const takes = rankedPart(
    {
      origins: goes.origins,
      story: {
        ...goes.story,
        id: splitStoryId(story.id, moved),
        version: 1,
        updatedAt: now,
        apart: [...apart, marks.leaves].sort(),
      },
    },
    lists,
  )
  const remains = rankedPart(
    { ...stays, story: { ...stays.story, apart: [...apart, marks.stays].sort() } },
    lists,
  )
  return {
    stays: remains,
    takes,
    moved,
    groups: groupsOf(moved),
    leftListIds: leftLists(story, remains),
    events: [splitEvent(story, takes, siteUrl, now)],
    now,
  }
}

export function groupsOf(moved: readonly Entry[]): readonly string[] {
  return [...new Set(moved.map((entry) => fingerprintOf(entry).group))]
}

export function splitEvent(from: Story, { story, origins }: Part, siteUrl: string, now: number): Event {
  return storyEvent({
    type: 'story.split',
    ...toldStory(story, origins, siteUrl),
    story,
    occurredAt: now,
    splitFromStoryId: from.id,
  })
}
