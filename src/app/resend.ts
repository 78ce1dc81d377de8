import {
  type DeliveryId,
  type DeliveryStatus,
  type EventId,
  type Subscription,
  TidewireError,
} from '../model/index.ts'
import type { DeliveryStore } from '../store/deliveries.ts'
import { deliveryId } from '../store/delivery-rows.ts'

export interface ResendDeps {
  readonly deliveries: Pick<DeliveryStore, 'list' | 'reopen'>
  /** Adds a job for each delivery. */
  restoreDeliveries(ids: readonly DeliveryId[]): Promise<number>
  now(): number
  /** So long what is sent again is kept. */
  readonly ttlMs: number
}

export interface ResendChoice {
  /** Only these, whatever became of them; none: all that was never accepted. */
  readonly eventIds?: readonly EventId[]
  /** Of what was never accepted only what was owed since then, epoch ms. */
  readonly since?: number
}

/** Sent again at once; who has more calls again. */
const MOST = 10_000
const NEVER_ACCEPTED: readonly DeliveryStatus[] = ['exhausted', 'gone', 'disabled']

/**
 * Owes a subscription events once more, oldest first, and returns how many. What is owed already, or has expired, is left
 * out. Throws for a subscription that is disabled: nothing is sent to it.
 */
export async function resend(
  deps: ResendDeps,
  { id, status }: Subscription,
  { eventIds = [], since }: ResendChoice,
): Promise<number> {
  if (status === 'disabled') {
    throw new TidewireError('subscription_disabled', `subscription ${id} is disabled; resume it first`, {
      retry: 'never',
    })
  }
  const chosen =
    eventIds.length > 0
      ? eventIds.map((eventId) => deliveryId(eventId, id))
      : (
          await deps.deliveries.list(id, {
            limit: MOST,
            statuses: NEVER_ACCEPTED,
            ...(since !== undefined && { since }),
          })
        )
          .map((delivery) => delivery.id)
          .reverse()
  const owed = await deps.deliveries.reopen(chosen, { now: deps.now(), ttlMs: deps.ttlMs })
  // Jobs that are lost here are put back by the reconciler: the ledger says what is owed.
  if (owed.length > 0) await deps.restoreDeliveries(owed)
  return owed.length
}
