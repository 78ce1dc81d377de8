import type { Delivery, DeliveryId, DeliveryStatus, EventId, SubscriptionId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import { createDeliveryAttempts } from './delivery-attempts.ts'
import { deliveryId, eventOf, readDelivery, subscriptionOf } from './delivery-rows.ts'
import type { StoreDeps } from './deps.ts'
import { chunksOf, repliesOf } from './replies.ts'

const OPEN_CHUNK = 200
const LIST_PAGE = 200
const STATUSES = ['delivered', 'exhausted', 'gone', 'disabled'] as const

/** The ledger: what is owed to whom, and what was tried. */
export function createDeliveryStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['open-deliveries', 'reopen-deliveries', 'settle-delivery'])

  async function load(ids: readonly DeliveryId[]): Promise<(Delivery | undefined)[]> {
    const pipeline = redis.pipeline()
    for (const id of ids) pipeline.hgetall(keys.delivery(id))
    const rows = repliesOf(await pipeline.exec()) as Record<string, string>[]
    return ids.map((id, index) => readDelivery(id, keys.delivery(id), rows[index] ?? {}))
  }

  return {
    ...createDeliveryAttempts({ redis, keys }),

    /** Writes a row where none is; returns the ids still owed, new or not. */
    async open(
      items: readonly { readonly eventId: EventId; readonly subscriptionId: SubscriptionId }[],
      options: { readonly now: number; readonly ttlMs: number },
    ): Promise<DeliveryId[]> {
      const owed: DeliveryId[] = []
      for (const chunk of chunksOf(items, OPEN_CHUNK)) {
        const rows = chunk.map((item) => ({ ...item, id: deliveryId(item.eventId, item.subscriptionId) }))
        const reply = await scripts['open-deliveries']({
          keys: [
            keys.deliveriesDue(),
            ...rows.flatMap((row) => [
              keys.delivery(row.id),
              keys.subscription(row.subscriptionId),
              keys.subscriptionDeliveries(row.subscriptionId),
            ]),
          ],
          args: [
            options.now,
            options.ttlMs,
            ...rows.flatMap((row) => [row.id, row.eventId, row.subscriptionId]),
          ],
        })
        owed.push(...(reply as DeliveryId[]))
      }
      return owed
    },

    async get(id: DeliveryId): Promise<Delivery | undefined> {
      const [delivery] = await load([id])
      return delivery
    },

    /** Ends a delivery that cannot be attempted any more. */
    async settle(
      id: DeliveryId,
      options: {
        readonly status: Exclude<DeliveryStatus, 'pending'>
        readonly reason: string
        readonly now: number
      },
    ): Promise<'settled' | 'repeated'> {
      const outcome = await scripts['settle-delivery']({
        keys: [keys.delivery(id), keys.deliveriesDue(), keys.counters()],
        args: [id, options.status, options.reason, options.now],
      })
      return outcome as 'settled' | 'repeated'
    },

    /** Owes deliveries again from now on; returns those that were not owed, and of which row and event are still there. */
    async reopen(
      ids: readonly DeliveryId[],
      options: { readonly now: number; readonly ttlMs: number },
    ): Promise<DeliveryId[]> {
      const owed: DeliveryId[] = []
      for (const chunk of chunksOf(ids, OPEN_CHUNK)) {
        const reply = await scripts['reopen-deliveries']({
          keys: [
            keys.deliveriesDue(),
            ...chunk.flatMap((id) => [
              keys.delivery(id),
              keys.event(eventOf(id)),
              keys.subscriptionDeliveries(subscriptionOf(id)),
            ]),
          ],
          args: [options.now, options.ttlMs, ...chunk],
        })
        owed.push(...(reply as DeliveryId[]))
      }
      return owed
    },

    /** Owed deliveries whose attempt was planned for `before` or earlier, longest overdue first. */
    async overdue(before: number, limit: number): Promise<DeliveryId[]> {
      const ids = await redis.zrangebyscore(keys.deliveriesDue(), '-inf', before, 'LIMIT', 0, limit)
      const pipeline = redis.pipeline()
      for (const id of ids) pipeline.exists(keys.delivery(id))
      const present = repliesOf(await pipeline.exec())
      const expired = ids.filter((_, index) => present[index] === 0)
      // Rows go by TTL and cannot take their place in the index along.
      if (expired.length > 0) await redis.zrem(keys.deliveriesDue(), ...expired)
      return ids.filter((_, index) => present[index] === 1)
    },

    /** What was owed last is first; `since`, epoch ms: only what was owed for the first time then or later. */
    async list(
      subscriptionId: SubscriptionId,
      options: {
        readonly limit: number
        readonly statuses?: readonly DeliveryStatus[]
        readonly since?: number
      },
    ): Promise<Delivery[]> {
      const { since = 0, statuses } = options
      const key = keys.subscriptionDeliveries(subscriptionId)
      const found: Delivery[] = []
      for (let at = 0; found.length < options.limit; at += LIST_PAGE) {
        // A row stands where it was owed last, which is never before it was owed first.
        const ids = await redis.zrevrangebyscore(key, '+inf', since, 'LIMIT', at, LIST_PAGE)
        for (const delivery of await load(ids)) {
          if (!delivery || delivery.createdAt < since) continue
          if (statuses?.includes(delivery.status) ?? true) found.push(delivery)
        }
        if (ids.length < LIST_PAGE) break
      }
      return found.slice(0, options.limit)
    },

    /** `pending` now; the others, and how often a delivery waited for its target, since the counters began. */
    async counts(): Promise<Record<DeliveryStatus | 'heldForTarget', number>> {
      const fields = [...STATUSES.map((status) => `deliveries:${status}`), 'waits:target']
      const pipeline = redis
        .pipeline()
        .zcard(keys.deliveriesDue())
        .hmget(keys.counters(), ...fields)
      const [pending, totals] = repliesOf(await pipeline.exec()) as [number, (string | null)[]]
      const [delivered, exhausted, gone, disabled, heldForTarget] = totals.map((total) => Number(total ?? 0))
      return {
        pending,
        delivered: delivered ?? 0,
        exhausted: exhausted ?? 0,
        gone: gone ?? 0,
        disabled: disabled ?? 0,
        heldForTarget: heldForTarget ?? 0,
      }
    },
  }
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>
