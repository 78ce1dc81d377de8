import { indexBucket } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { placeOf } from './document-place.ts'
import { POSTING_CAP } from './postings.ts'
import { ENTRY_CAP, type MovePlan, type RetellPlan, type StoryPart, writtenEvent } from './story-plans.ts'

/** Commits that entries of a story are another one's, or that they are told otherwise. */
export function createStoryMoves({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['move-entries', 'retell-story'])

  /** `stale` writes nothing. */
  async function retell({ part, leftListIds, ttlMs }: RetellPlan): Promise<'retold' | 'stale'> {
    const { story, heats } = part
    const outcome = await scripts['retell-story']({
      keys: [
        keys.story(story.id),
        keys.storyOrigins(story.id),
        keys.changedStories(),
        ...heats.map(({ listId }) => keys.heat(listId)),
        ...leftListIds.map((listId) => keys.heat(listId)),
      ],
      args: [
        JSON.stringify({
          ...writtenPart(part),
          leaves: String(leftListIds.length),
          storyTtl: String(ttlMs.story),
        }),
      ],
    })
    return outcome as 'retold' | 'stale'
  }

  /** `stale` and `already` write nothing. */
  async function moveEntries(plan: MovePlan): Promise<'moved' | 'stale' | 'already'> {
    const { stays, takes, moved, events } = plan
    const buckets = [...new Set(moved.map(({ reportedAt }) => indexBucket(reportedAt)))]
    const places = buckets.flatMap((bucket) => plan.groups.map((group) => ({ group, bucket })))
    const outcome = await scripts['move-entries']({
      keys: [
        ...[stays, takes].flatMap(({ story: { id } }) => [
          keys.story(id),
          keys.storyEntries(id),
          keys.storyOrigins(id),
        ]),
        keys.outbox(),
        keys.changedStories(),
        ...[...stays.heats, ...takes.heats].map(({ listId }) => keys.heat(listId)),
        ...plan.leftListIds.map((listId) => keys.heat(listId)),
        ...events.map(({ id }) => keys.event(id)),
        ...moved.map(({ id }) => keys.entry(id)),
        ...places.map(({ group, bucket }) => keys.documents(group, bucket)),
        ...places.map(({ group, bucket }) => keys.postings(group, bucket)),
      ],
      args: [
        JSON.stringify({
          stays: writtenPart(stays),
          takes: writtenPart(takes),
          leaves: String(plan.leftListIds.length),
          moved: moved.map(({ id, reportedAt }) => ({ id, reportedAt: String(reportedAt) })),
          places: places.map(placeOf),
          events: events.map(writtenEvent),
          entryCap: String(ENTRY_CAP),
          postingCap: String(POSTING_CAP),
          storyTtl: String(plan.ttlMs.story),
          eventTtl: String(plan.ttlMs.event),
          now: String(plan.now),
        }),
      ],
    })
    return outcome as 'moved' | 'stale' | 'already'
  }

  return { moveEntries, retell }
}

function writtenPart({ story, origins, heats }: StoryPart) {
  return {
    id: story.id,
    expected: String(story.version - 1),
    version: String(story.version),
    story: JSON.stringify(story),
    origins: Object.fromEntries(origins.map((origin) => [origin.publisherId, JSON.stringify(origin)])),
    heats: heats.map(({ heat }) => String(heat)),
  }
}
