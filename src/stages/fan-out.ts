import { type DeliveryId, type OutboxItem, type Subscription, TidewireError } from '../model/index.ts'
import { matchesSubscription } from '../rules/deliver/matches-subscription.ts'

export interface FanOutDeps {
  /** New items, waiting up to `blockMs` for the first; items that a dead consumer held come first. */
  readOutbox(blockMs: number): Promise<readonly OutboxItem[]>
  listSubscriptions(): Promise<readonly Subscription[]>
  /** Writes a ledger row where none is; returns the deliveries still owed, new or not. */
  openDeliveries(
    items: readonly { eventId: string; subscriptionId: string }[],
  ): Promise<readonly DeliveryId[]>
  enqueueDeliveries(ids: readonly DeliveryId[]): Promise<void>
  acknowledge(positions: readonly string[]): Promise<unknown>
  /** How often the server of the ledger was lost so far. */
  lostConnections(): number
}

const LOST = 'the connection to Redis was lost meanwhile: the batch is done once more'

/**
 * Turns one batch of the outbox into owed deliveries. The order is the guarantee: ledger, jobs, acknowledgement. A crash
 * in between repeats the batch, and every step of it is harmless the second time.
 */
export function createFanOut(deps: FanOutDeps) {
  return async function fanOut(blockMs: number): Promise<{ events: number; deliveries: number }> {
    const items = await deps.readOutbox(blockMs)
    if (items.length === 0) return { events: 0, deliveries: 0 }
    const lostBefore = deps.lostConnections()
    const subscriptions = await deps.listSubscriptions()
    const owed = items.flatMap((item) =>
      subscriptions
        .filter((subscription) => matchesSubscription(subscription, item))
        .map((subscription) => ({ eventId: item.eventId, subscriptionId: subscription.id })),
    )
    const pending = owed.length > 0 ? await deps.openDeliveries(owed) : []
    if (pending.length > 0) await deps.enqueueDeliveries(pending)
    // What was written down may be gone with it: not acknowledged, the batch comes again.
    if (deps.lostConnections() !== lostBefore)
      throw new TidewireError('redis_connection_lost', LOST, { retry: 'later' })
    await deps.acknowledge(items.map((item) => item.position))
    return { events: items.length, deliveries: pending.length }
  }
}
