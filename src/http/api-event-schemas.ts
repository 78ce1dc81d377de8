import { z } from 'zod'
import type { EventType, PollOutcome } from '../model/index.ts'
import { count, listId, time } from './api-values.ts'

const story = z
  .object({
    id: z.string().describe('stays the same while the story grows, moves and is retitled'),
    url: z.string().describe('its page here'),
    title: z.string(),
    link: z.string().optional().describe('the leading report, at its publisher'),
    summary: z.string().optional(),
    language: z.string().describe('BCP 47; `und` when unknown'),
    channels: z.array(z.string()),
    originCount: count.describe('independent publishers'),
    entryCount: count.describe('reports'),
    publishers: z.array(z.string()).describe('names, the first report first'),
    firstReportedAt: time,
    lastReportedAt: time,
  })
  .meta({ title: 'ToldStory' })
const list = z.object({ id: listId, title: z.string() })
const rank = z.int().min(1)
const edition = count.describe('number of the edition that shows it')
const source = z.object({
  id: z.string(),
  url: z.string().describe('without its query').optional(),
  publisher: z.string(),
})
/** Throttling is told to nobody: see `isToldFailing`. */
const FAILURES = [
  'failed',
  'timeout',
  'not_found',
  'not_a_feed',
  'too_large',
  'dns',
  'tls',
  'blocked',
  'gone',
] as const satisfies readonly PollOutcome[]
const failing = z.object({
  source,
  outcome: z.enum(FAILURES).optional().describe('class of the last failure'),
  reason: z.string().optional().describe('one sentence for people'),
  failureCount: count.optional().describe('in a row'),
})
const subscription = z.object({ id: z.string(), url: z.string().optional().describe('without its query') })

interface Told {
  readonly when: string
  readonly data: z.ZodObject
}

/** What each type of event tells: when it is told, and what its `data` is. */
export const TOLD: Readonly<Record<EventType, Told>> = {
  'story.created': { when: 'A first report founds a story', data: z.object({ story }) },
  'story.corroborated': { when: 'One more independent publisher reports it', data: z.object({ story }) },
  'story.updated': { when: 'Its title has changed, told once it has settled', data: z.object({ story }) },
  'story.merged': {
    when: 'Two stories turn out to be one',
    data: z.object({ story, mergedStoryId: z.string().describe('the story that is part of it now') }),
  },
  'story.split': {
    when: 'Reports of a story turn out to be one of their own, or a person makes them one',
    data: z.object({ story, splitFromStoryId: z.string().describe('the story they were part of') }),
  },
  'list.entered': { when: 'A story comes into a list', data: z.object({ list, edition, rank, story }) },
  'list.left': {
    when: 'A story has been out of a list for three editions',
    data: z.object({ list, edition, previousRank: rank, story }),
  },
  'list.moved': {
    when: 'A story stands a tenth of the list, at least two places, from where it was last told',
    data: z.object({ list, edition, rank, previousRank: rank, story }),
  },
  'source.failing': { when: 'A source has failed three times in a row', data: failing },
  'source.recovered': { when: 'A source that was told as failing works again', data: z.object({ source }) },
  'source.gone': { when: 'A source is gone for good (410) and no longer polled', data: failing },
  'source.moved': {
    when: 'A source is polled at another address from now on',
    data: z.object({ source, newUrl: z.string().optional().describe('without its query') }),
  },
  'subscription.disabled': {
    when: 'A webhook gets nothing more: it answered 410, or only failed for 120 hours',
    data: z.object({
      subscription: subscription.extend({ kind: z.literal('webhook') }),
      reason: z.enum(['gone', 'failing']),
    }),
  },
  'delivery.exhausted': {
    when: 'The last attempt at a delivery failed; told once a webhook and hour of what was owed',
    data: z.object({
      subscription,
      delivery: z.object({
        eventId: z.string().describe('for `webhooks resend`'),
        owedSince: time,
        attempts: count,
        lastStatusCode: z.int().optional(),
        lastError: z.string().optional().describe('class of the failure: `timeout`, `dns`, `status` …'),
      }),
    }),
  },
}

/** The body of a webhook: `{type, timestamp, data}` (Standard Webhooks 1.0.0). */
export function eventBody(type: EventType) {
  return z.object({ type: z.literal(type), timestamp: time, data: TOLD[type].data }).meta({ title: type })
}
