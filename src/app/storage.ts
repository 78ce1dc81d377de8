import type { RedisClient } from '../redis/client.ts'
import { dropKeys } from '../redis/drop-keys.ts'
import { createKeys } from '../redis/keys.ts'
import { hostId, publisherId } from '../rules/ids.ts'
import { liveUntil } from '../rules/polling/enrolment.ts'
import { politenessGroup } from '../rules/polling/politeness-group.ts'
import { targetId } from '../rules/polling/push-target.ts'
import { PACE_TTL_MS, type Pace } from '../rules/polling/rate-scope.ts'
import { createBegunBatches } from '../store/begun-batches.ts'
import { createDataFormat } from '../store/data-format.ts'
import { createDeliveryStore } from '../store/deliveries.ts'
import { createEditionStore } from '../store/editions.ts'
import { createEnrolmentStore } from '../store/enrolments.ts'
import { createEntryStore } from '../store/entries.ts'
import { createFeedStore } from '../store/feeds.ts'
import { createFollowerStore } from '../store/followers.ts'
import { createJournal } from '../store/journal.ts'
import { createListDayStore } from '../store/list-days.ts'
import { createListStore } from '../store/lists.ts'
import { createOutbox } from '../store/outbox.ts'
import { createPaceStore } from '../store/paces.ts'
import { createPublisherStore } from '../store/publishers.ts'
import { createPushStore } from '../store/pushes.ts'
import { createSourceStore, type SourceStoreDeps } from '../store/sources.ts'
import { createStoryStore } from '../store/stories.ts'
import { createStoryUpdateStore } from '../store/story-updates.ts'
import { createSubscriptionStore } from '../store/subscriptions.ts'
import { createTranslationStore } from '../store/translations.ts'
import { createUnsettledStore } from '../store/unsettled.ts'
import { createWitnesses } from '../store/witnesses.ts'

/** Every store over one connection and one prefix. */
export function createStorage(
  redis: RedisClient,
  prefix: string,
  { onUnreadable }: Pick<SourceStoreDeps, 'onUnreadable'> = {},
) {
  const deps = { redis, keys: createKeys(prefix) }
  return {
    keys: deps.keys,
    format: createDataFormat(deps),
    sources: createSourceStore({
      ...deps,
      hostOf: (url) => politenessGroup(url).id,
      publisherIdOf: publisherId,
      ...(onUnreadable && { onUnreadable }),
    }),
    paces: createPaceStore<Pace>({ ...deps, ttlMs: PACE_TTL_MS }),
    enrolments: createEnrolmentStore({ ...deps, hubIdOf: hostId, targetOf: targetId, liveUntil }),
    pushes: createPushStore(deps),
    entries: createEntryStore(deps),
    stories: createStoryStore(deps),
    unsettled: createUnsettledStore(deps),
    translations: createTranslationStore(deps),
    publishers: createPublisherStore(deps),
    storyUpdates: createStoryUpdateStore(deps),
    begunBatches: createBegunBatches(deps),
    witness: createWitnesses(deps),
    followers: createFollowerStore(deps),
    journal: createJournal(deps),
    lists: createListStore(deps),
    editions: createEditionStore(deps),
    listDays: createListDayStore(deps),
    feeds: createFeedStore(deps),
    outbox: createOutbox(deps),
    subscriptions: createSubscriptionStore(deps),
    deliveries: createDeliveryStore(deps),
    /** The outbox for a consumer that waits, on a connection of its own. */
    outboxOn: (blocking: RedisClient) => createOutbox({ ...deps, blocking }),
    /** Deletes every key of the prefix: for key spaces that are thrown away. */
    drop: () => dropKeys(redis, deps.keys.root),
  }
}

export type Storage = ReturnType<typeof createStorage>
