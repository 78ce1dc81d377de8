import { indexBucket } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { placeOf } from './document-place.ts'
import { POSTING_CAP } from './postings.ts'
import { type SplitPlan, writtenEvent } from './story-plans.ts'

/** Commits what a person has decided: that a story is two. */
export function createSplitStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['split-story'])

  return {
    /** `stale` and `already` write nothing. */
    async split(plan: SplitPlan): Promise<'split' | 'stale' | 'already'> {
      const { stays, leaves, moved, events } = plan
      const buckets = [...new Set(moved.map(({ reportedAt }) => indexBucket(reportedAt)))]
      const places = buckets.flatMap((bucket) => plan.groups.map((group) => ({ group, bucket })))
      const outcome = await scripts['split-story']({
        keys: [
          ...[stays.story.id, leaves.story.id].flatMap((id) => [
            keys.story(id),
            keys.storyEntries(id),
            keys.storyOrigins(id),
          ]),
          keys.outbox(),
          keys.changedStories(),
          ...[...stays.heats, ...leaves.heats].map(({ listId }) => keys.heat(listId)),
          ...plan.leftListIds.map((listId) => keys.heat(listId)),
          ...events.map(({ id }) => keys.event(id)),
          ...moved.map(({ id }) => keys.entry(id)),
          ...places.map(({ group, bucket }) => keys.documents(group, bucket)),
          ...places.map(({ group, bucket }) => keys.postings(group, bucket)),
        ],
        args: [
          JSON.stringify({
            expected: String(stays.story.version - 1),
            id: stays.story.id,
            version: String(stays.story.version),
            story: JSON.stringify(stays.story),
            origins: jsonByPublisher(stays.origins),
            heats: stays.heats.map(({ heat }) => String(heat)),
            newId: leaves.story.id,
            newVersion: String(leaves.story.version),
            newStory: JSON.stringify(leaves.story),
            newOrigins: jsonByPublisher(leaves.origins),
            newHeats: leaves.heats.map(({ heat }) => String(heat)),
            leaves: String(plan.leftListIds.length),
            postingCap: String(POSTING_CAP),
            places: places.map(placeOf),
            moved: moved.map(({ id, reportedAt }) => ({ id, reportedAt: String(reportedAt) })),
            events: events.map(writtenEvent),
            storyTtl: String(plan.ttlMs.story),
            eventTtl: String(plan.ttlMs.event),
            now: String(plan.now),
          }),
        ],
      })
      return outcome as 'split' | 'stale' | 'already'
    },
  }
}

function jsonByPublisher(origins: readonly { readonly publisherId: string }[]): Record<string, string> {
  return Object.fromEntries(origins.map((origin) => [origin.publisherId, JSON.stringify(origin)]))
}
