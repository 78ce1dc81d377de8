import type {
  Attempt,
  Delivery,
  DeliveryId,
  DeliveryStatus,
  EventId,
  SubscriptionId,
} from '../model/index.ts'
import { numberOr, parseStored } from './replies.ts'

export function deliveryId(eventId: EventId, subscriptionId: SubscriptionId): DeliveryId {
  return `${eventId}.${subscriptionId}`
}

/** Whose delivery it is: the id says so. */
export function subscriptionOf(id: DeliveryId): SubscriptionId {
  const at = id.indexOf('.')
  if (at < 0) throw new TypeError(`delivery id "${id}" is not <event id>.<subscription id>`)
  return id.slice(at + 1)
}

export function eventOf(id: DeliveryId): EventId {
  return id.slice(0, id.indexOf('.'))
}

/** A row of the ledger; undefined for one that is not there. */
export function readDelivery(
  id: DeliveryId,
  key: string,
  row: Readonly<Record<string, string>>,
): Delivery | undefined {
  const { eventId, subscriptionId, status } = row
  if (!eventId || !subscriptionId || !status) return undefined
  const lastStatusCode = numberOr(row.lastStatusCode, key, undefined)
  const finishedAt = numberOr(row.finishedAt, key, undefined)
  return {
    id,
    eventId,
    subscriptionId,
    status: status as DeliveryStatus,
    attemptCount: numberOr(row.attemptCount, key, 0),
    createdAt: numberOr(row.createdAt, key, 0),
    nextAttemptAt: numberOr(row.nextAttemptAt, key, 0),
    ...(lastStatusCode !== undefined && { lastStatusCode }),
    ...(row.lastError && { lastError: row.lastError }),
    ...(finishedAt !== undefined && { finishedAt }),
    attempts: Object.keys(row)
      .filter((field) => field.startsWith('attempt:'))
      .map((field) => parseStored<Attempt>(row[field] ?? '', key))
      .sort((a, b) => a.number - b.number),
  }
}
