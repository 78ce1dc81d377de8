import type { EventId, EventType } from './event.ts'
import type { ListId } from './list.ts'

export type SubscriptionId = string

export interface Secret {
  /** `whsec_` + base64 of 32 random bytes (Standard Webhooks 1.0.0). */
  readonly value: string
  /** Signs until then; absent: the current secret. */
  readonly expiresAt?: number
}

/** Who wants which events of which lists, and how. */
export interface Subscription {
  readonly id: SubscriptionId
  readonly kind: 'webhook'
  readonly url: string
  /** Empty: every type. */
  readonly eventTypes: readonly EventType[]
  /** Empty: every list. */
  readonly listIds: readonly ListId[]
  readonly status: 'active' | 'paused' | 'disabled'
  /** Why it was disabled: `gone` (410) or `failing` (120 h of nothing but failures). */
  readonly disabledReason?: 'gone' | 'failing'
  /** Newest first; every unexpired one signs. */
  readonly secrets: readonly Secret[]
  readonly description?: string
  readonly createdAt: number
  /** Since when every attempt failed; absent after a success. */
  readonly failingSince?: number
  /** No attempt before this time: the endpoint asked for a pause (Retry-After). */
  readonly pausedUntil?: number
}

/** `<eventId>.<subscriptionId>` */
export type DeliveryId = string

export type DeliveryStatus = 'pending' | 'delivered' | 'exhausted' | 'gone' | 'disabled'

/** One event owed to one subscription: a row of the ledger. */
export interface Delivery {
  readonly id: DeliveryId
  readonly eventId: EventId
  readonly subscriptionId: SubscriptionId
  readonly status: DeliveryStatus
  readonly attemptCount: number
  readonly createdAt: number
  /** When the next attempt is planned (pending), epoch ms. */
  readonly nextAttemptAt: number
  readonly lastStatusCode?: number
  readonly lastError?: string
  readonly finishedAt?: number
  /** Newest last, at most 20. */
  readonly attempts: readonly Attempt[]
}

/** One try at a delivery. */
export interface Attempt {
  /** 1, 2, 3 … */
  readonly number: number
  readonly startedAt: number
  readonly durationMs: number
  readonly outcome: 'delivered' | 'failed' | 'gone'
  readonly statusCode?: number
  /** Class of the failure, never a resolved address: `timeout`, `blocked`, `dns`, `status`. */
  readonly error?: string
}
