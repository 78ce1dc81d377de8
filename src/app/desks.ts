import { randomBytes } from 'node:crypto'
import type { Context } from './context.ts'
import { createSourceDesk } from './source-desk.ts'
import { createSubscriptionDesk } from './subscription-desk.ts'

export function createDesks(context: Context) {
  const { config, storage, guards, now, random } = context
  return {
    sources: createSourceDesk({
      store: storage.sources,
      enrolments: storage.enrolments,
      paces: storage.paces,
      guard: guards.feeds,
      channelIds: config.channels.map((channel) => channel.id),
      now,
      random,
    }),
    subscriptions: createSubscriptionDesk({
      store: storage.subscriptions,
      guard: guards.callbacks,
      listIds: config.lists.map((list) => list.id),
      deliveries: storage.deliveries,
      // Not before it is asked for: a connection of its own.
      restoreDeliveries: (ids) => context.queues.restoreDeliveries(ids),
      ttlMs: config.retention.eventsMs,
      now,
      randomBytes,
    }),
  }
}
