import { z } from 'zod'
import { VIOLATION_KINDS } from '../model/index.ts'
import { count, httpUrl, id, line, publisher, time } from './api-values.ts'

export const sourceDraft = z
  .strictObject({
    url: httpUrl,
    publisher: line(200),
    channels: z.array(line(40)).max(20).default([]),
    language: z
      .string()
      .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/, 'expected a BCP 47 tag')
      .optional(),
    weight: z.number().min(0.25).max(4).default(1),
    timeZone: line(64).optional().describe('IANA zone for dates without one'),
    encoding: line(40).optional(),
    aggregates: z
      .boolean()
      .optional()
      .describe('it carries reports of many publishers, and is believed about whose each is'),
  })
  .meta({ title: 'SourceDraft' })
export const sourceAnswer = z
  .object({
    id: z.string(),
    url: z.string(),
    publisher,
    channels: z.array(z.string()),
    language: z.string().optional(),
    weight: z.number(),
    aggregates: z.boolean().optional(),
    status: z.enum(['active', 'paused', 'gone', 'merged']),
    declaredBy: z.enum(['config', 'runtime']),
    feedTitle: z.string().optional(),
    lastPolledAt: time.optional(),
    lastSucceededAt: time.optional(),
    lastOutcome: z.string().optional(),
    lastError: z.string().optional(),
    failureCount: count,
    nextPollAt: time.optional(),
    nextPollReason: z.string().optional(),
    movedTo: z.string().optional().describe('asked instead of url'),
    searchedAt: time.optional().describe('when its page was last asked where the feed is now'),
    mergedInto: z.string().optional().describe('the source that is polled in place of this one'),
    pendingMove: z.object({ url: z.string(), since: time, count }).optional(),
    pollCount: count,
    notModifiedCount: count,
    patience: z
      .object({
        scope: z.enum(['domain', 'subdomain', 'host', 'feed']).describe('whom it concerns'),
        gapMs: count,
        throttledAt: time,
        nextTurnAt: time.optional(),
      })
      .optional()
      .describe(
        'what was learned since a feed of its host was told to slow down; in the answer for one source',
      ),
    push: z
      .object({
        hub: z.string(),
        topic: z.string(),
        status: z.enum(['wanted', 'requested', 'active', 'denied', 'expired', 'leaving']),
        trust: z.enum(['signed', 'hint']).describe('hint: a push only makes the source due'),
        leaseUntil: time.optional(),
        nextStepAt: time,
        failureCount: count,
        lastError: z.string().optional(),
        lastPushAt: time.optional(),
        pushCount: count,
        ignoredCount: count,
        pushedEntries: count,
        missedEntries: count,
      })
      .optional()
      .describe('its place at a WebSub hub; in the answer for one source'),
  })
  .meta({ title: 'Source' })
export const sourcesQuery = z.object({
  after: id.optional().describe('only sources with a greater id: `next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
})
export const sourcesAnswer = z.object({
  sources: z.array(sourceAnswer),
  next: z.string().optional().describe('there are more: to be asked for as `after`'),
})

const pollTotals = {
  polls: count,
  notModified: count,
  wireBytes: count,
  lost: count.describe('whose worker died or had to go before it knew the answer; not among `polls`'),
  savedBytes: count.describe('an estimate: what the 304s would have weighed'),
  violations: z.partialRecord(z.enum(VIOLATION_KINDS), count),
}
export const politenessQuery = z.object({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe(
      'only the polls of the last hours, as far as the journal reaches; without it the running totals',
    ),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(1_000)
    .describe('sources to tell of, the worst first; score and totals are of all'),
})
export const politenessAnswer = z
  .object({
    score: z.number().min(0).max(100),
    letter: z.enum(['A', 'B', 'C', 'D', 'F']),
    since: time.optional(),
    totals: z.object(pollTotals),
    icons: z
      .object({ requests: z.int(), hurried: z.int() })
      .describe('icons of publishers that were asked for, and how many of these requests came too soon'),
    sources: z.array(
      z.object({
        id: z.string(),
        url: z.string(),
        score: z.number().min(0).max(100),
        ...pollTotals,
        examples: z.array(z.object({ at: time, kind: z.enum(VIOLATION_KINDS), sentence: z.string() })),
      }),
    ),
  })
  .meta({ title: 'Politeness' })
export const sourceAdded = z.object({
  outcome: z.enum(['added', 'updated', 'unchanged']),
  source: sourceAnswer,
})
