import type { ListId } from './list.ts'

export const EVENT_TYPES = [
  'story.created',
  'story.corroborated',
  'story.updated',
  'story.merged',
  'story.split',
  'list.entered',
  'list.left',
  'list.moved',
  'source.failing',
  'source.recovered',
  'source.gone',
  'source.moved',
  'subscription.disabled',
  'delivery.exhausted',
] as const

export type EventType = (typeof EVENT_TYPES)[number]

/** Deterministic hash of what happened: deciding it twice names it once. Sent as `webhook-id`. */
export type EventId = string

/** Something a subscriber can be told. */
export interface Event {
  readonly id: EventId
  readonly type: EventType
  /** Epoch ms. */
  readonly occurredAt: number
  /** Lists it concerns; empty for events of sources, subscriptions and deliveries. */
  readonly listIds: readonly ListId[]
  /** The JSON body a receiver gets: `{type, timestamp, data}` (Standard Webhooks 1.0.0). Rendered once. */
  readonly payload: string
}

/** One event that waits in the outbox stream. */
export interface OutboxItem {
  /** Stream entry id. */
  readonly position: string
  readonly eventId: EventId
  readonly type: EventType
  readonly listIds: readonly ListId[]
}
