import type { Entry, KeptStory, List, Story } from '../model/index.ts'
import { mergeStories } from '../rules/story/merge-stories.ts'
import { leftLists, partStory, rankedPart } from './part-story.ts'
import { groupsOf, type MovePlan, splitEvent, splitStoryId } from './split-story.ts'

/**
 * Entries that go from one story to another, `to`, or to a new one when there is none: what is kept of the first are
 * `entries`, of which some stay. Nothing sets the two apart: what is reported later may make them one.
 */
export function planMove(input: {
  readonly from: KeptStory
  readonly to: KeptStory | undefined
  readonly entries: readonly Entry[]
  readonly movedIds: ReadonlySet<string>
  readonly profiles: { readonly stays?: Story['profile']; readonly goes?: Story['profile'] }
  readonly lists: readonly List[]
  readonly siteUrl: string
  now(): number
}): MovePlan {
  const { from, to, lists, siteUrl, profiles } = input
  const now = input.now()
  const { stays, goes, moved } = partStory({ ...from, ...input, now })
  const taken = to ? mergeStories({ ...goes, story: { ...goes.story, id: to.story.id } }, to, now) : undefined
  const target = taken
    ? { story: taken.survivor, origins: taken.origins }
    : {
        origins: goes.origins,
        story: { ...goes.story, id: newStoryId(from.story, moved), version: 1, updatedAt: now },
      }
  const remains = rankedPart({ ...stays, story: withProfile(stays.story, profiles.stays) }, lists)
  const takes = rankedPart(
    { ...target, story: withProfile(target.story, profiles.goes ?? target.story.profile) },
    lists,
  )
  const isTold = !to && moved.some(({ announcement }) => announcement === 'announced')
  return {
    stays: remains,
    takes,
    moved,
    groups: groupsOf(moved),
    leftListIds: leftLists(from.story, remains),
    events: isTold ? [splitEvent(from.story, takes, siteUrl, now)] : [],
    now,
  }
}

/** The same entries may leave a story again, after theirs was made one with it: the version tells one time from another. */
function newStoryId({ id, version }: Story, moved: readonly Entry[]): string {
  return splitStoryId(`${id} ${version}`, moved)
}

function withProfile(story: Story, profile: Story['profile']): Story {
  const { profile: _, ...plain } = story
  return profile ? { ...plain, profile } : plain
}
