import type { Event, EventType } from '../../model/event.ts'
import type { List } from '../../model/list.ts'
import type { PollOutcome, Source } from '../../model/source.ts'
import type { Story, StoryId } from '../../model/story.ts'
import type { Attempt, Delivery, Subscription } from '../../model/subscription.ts'
import { HOUR } from '../durations.ts'
import { eventId } from '../ids.ts'

/** What a receiver is told of a story. */
export interface ToldStory {
  readonly story: Pick<
    Story,
    | 'id'
    | 'title'
    | 'url'
    | 'summary'
    | 'language'
    | 'channels'
    | 'originCount'
    | 'entryCount'
    | 'firstReportedAt'
    | 'lastReportedAt'
  >
  /** Address of the story's own page. */
  readonly storyUrl: string
  /** Names of the publishers that reported it, first report first. */
  readonly publishers: readonly string[]
}

export interface StoryEventInput extends ToldStory {
  readonly type: Extract<EventType, `story.${string}`>
  readonly story: ToldStory['story'] & Pick<Story, 'version' | 'listIds'>
  readonly occurredAt: number
  /** The story that was merged away, for `story.merged`. */
  readonly mergedStoryId?: StoryId | undefined
  /** The story that this one was part of, for `story.split`. */
  readonly splitFromStoryId?: StoryId | undefined
}

/**
 * Corroborated is told once per number of origins, updated once per version, merged and split once per pair:
 * deciding it again gives the same id.
 */
export function storyEvent(input: StoryEventInput): Event {
  const { type, story, occurredAt, mergedStoryId, splitFromStoryId } = input
  const occasion = {
    'story.created': '',
    'story.corroborated': story.originCount,
    'story.updated': story.version,
    'story.merged': mergedStoryId ?? '',
    'story.split': splitFromStoryId ?? '',
  }[type]
  const data = { story: payloadOf(input), mergedStoryId, splitFromStoryId }
  return build(eventId(type, story.id, occasion), type, occurredAt, story.listIds, data)
}

export interface ListEventInput extends ToldStory {
  readonly type: Extract<EventType, `list.${string}`>
  readonly list: Pick<List, 'id' | 'title'>
  readonly editionNumber: number
  readonly occurredAt: number
  readonly rank?: number | undefined
  readonly previousRank?: number | undefined
}

/** Told once per list, edition and story. */
export function listEvent(input: ListEventInput): Event {
  const { type, list, editionNumber, occurredAt, rank, previousRank, story } = input
  const data = {
    list: { id: list.id, title: list.title },
    edition: editionNumber,
    rank,
    previousRank,
    story: payloadOf(input),
  }
  return build(eventId(type, list.id, editionNumber, story.id), type, occurredAt, [list.id], data)
}

export interface SourceEventInput {
  readonly type: Extract<EventType, `source.${string}`>
  readonly source: Pick<Source, 'id' | 'url' | 'publisherName'>
  readonly occurredAt: number
  /** What tells this happening from the next of its kind: since when it fails, the new URL. */
  readonly occasion: string | number
  /** Class of the failure that is told, for programs. */
  readonly outcome?: PollOutcome | undefined
  /** One sentence for people. */
  readonly reason?: string | undefined
  readonly failureCount?: number | undefined
  /** For `source.moved`. */
  readonly newUrl?: string | undefined
}

/** Told once per source and occasion. */
export function sourceEvent(input: SourceEventInput): Event {
  const { type, source, occurredAt, occasion, outcome, reason, failureCount, newUrl } = input
  const data = {
    source: { id: source.id, url: bareUrl(source.url), publisher: source.publisherName },
    outcome,
    reason,
    failureCount,
    newUrl: newUrl === undefined ? undefined : bareUrl(newUrl),
  }
  return build(eventId(type, source.id, occasion), type, occurredAt, [], data)
}

export interface SubscriptionEventInput {
  readonly subscription: Pick<Subscription, 'id' | 'kind' | 'url'>
  readonly reason: NonNullable<Subscription['disabledReason']>
  readonly occurredAt: number
  /** What tells this happening from the next: since when it failed, or the delivery that met a 410. */
  readonly occasion: string | number
}

/** Told once per subscription and occasion. */
export function subscriptionEvent(input: SubscriptionEventInput): Event {
  const { subscription, reason, occurredAt, occasion } = input
  const type = 'subscription.disabled'
  const { id, kind, url } = subscription
  const data = { subscription: { id, kind, url: bareUrl(url) }, reason }
  return build(eventId(type, id, occasion), type, occurredAt, [], data)
}

export interface ExhaustedEventInput {
  readonly subscription: Pick<Subscription, 'id' | 'url'>
  readonly delivery: Pick<Delivery, 'id' | 'eventId' | 'createdAt'>
  /** The last one, after which nothing follows. */
  readonly attempt: Attempt
  readonly occurredAt: number
}

/**
 * Told once per subscription and hour of what was owed: an endpoint that is away for days is one piece of news an hour,
 * not one for each of its deliveries. The delivery named is the first of them.
 */
export function exhaustedEvent(input: ExhaustedEventInput): Event {
  const { subscription, delivery, attempt, occurredAt } = input
  const type = 'delivery.exhausted'
  const data = {
    subscription: { id: subscription.id, url: bareUrl(subscription.url) },
    delivery: {
      eventId: delivery.eventId,
      owedSince: iso(delivery.createdAt),
      attempts: attempt.number,
      lastStatusCode: attempt.statusCode,
      lastError: attempt.error,
    },
  }
  const hour = Math.floor(delivery.createdAt / HOUR)
  return build(eventId(type, subscription.id, hour), type, occurredAt, [], data)
}

function payloadOf({ story, storyUrl, publishers }: ToldStory) {
  return {
    id: story.id,
    url: storyUrl,
    title: story.title,
    link: story.url,
    summary: story.summary,
    language: story.language,
    channels: story.channels,
    originCount: story.originCount,
    entryCount: story.entryCount,
    publishers,
    firstReportedAt: iso(story.firstReportedAt),
    lastReportedAt: iso(story.lastReportedAt),
  }
}

function build(
  id: string,
  type: EventType,
  occurredAt: number,
  listIds: Event['listIds'],
  data: Readonly<Record<string, unknown>>,
): Event {
  // JSON.stringify leaves undefined fields out, and escapes lone surrogates: the bytes are always valid UTF-8.
  const payload = JSON.stringify({ type, timestamp: iso(occurredAt), data })
  return { id, type, occurredAt, listIds, payload }
}

/** Addresses of callbacks and of feeds may carry a token in their query or user part. */
export function bareUrl(url: string): string | undefined {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.origin}${parsed.pathname}` : undefined
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
