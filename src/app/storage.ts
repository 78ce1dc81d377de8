import type { RedisClient } from '../redis/client.ts'
import { createKeys } from '../redis/keys.ts'
import { createDeliveryStore } from '../store/deliveries.ts'
import { createEditionStore } from '../store/editions.ts'
import { createEntryStore } from '../store/entries.ts'
import { createFeedStore } from '../store/feeds.ts'
import { createListStore } from '../store/lists.ts'
import { createOutbox } from '../store/outbox.ts'
import { createSourceStore } from '../store/sources.ts'
import { createStoryStore } from '../store/stories.ts'
import { createSubscriptionStore } from '../store/subscriptions.ts'

/** Every store over one connection and one prefix. */
export function createStorage(redis: RedisClient, prefix: string) {
  const deps = { redis, keys: createKeys(prefix) }
  return {
    keys: deps.keys,
    sources: createSourceStore(deps),
    entries: createEntryStore(deps),
    stories: createStoryStore(deps),
    lists: createListStore(deps),
    editions: createEditionStore(deps),
    feeds: createFeedStore(deps),
    outbox: createOutbox(deps),
    subscriptions: createSubscriptionStore(deps),
    deliveries: createDeliveryStore(deps),
  }
}

export type Storage = ReturnType<typeof createStorage>
