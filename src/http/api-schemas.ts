import { z } from 'zod'
import { EVENT_TYPES, VIOLATION_KINDS } from '../model/index.ts'
import { isDayDate } from '../rules/rank/days.ts'

const time = z.iso.datetime().describe('ISO 8601, UTC')
const listId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const count = z.int().min(0)
const httpUrl = z
  .url({ protocol: /^https?$/, message: 'expected an http(s) address' })
  .max(2048)
  .describe('http or https')
/** One line of visible text: nothing that could forge a header or a log line. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'expected no control characters')
const publisher = z.object({ id: z.string(), name: z.string() })

export const listParams = z.object({ list: listId })
export const editionParams = z.object({
  list: listId,
  number: z.coerce.number().int().min(1).max(999_999_999),
})
export const idParams = z.object({ id })
export const nothing = z.object({})
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().min(1).optional().describe('only editions with a lower number'),
})

export const listAnswer = z
  .object({
    id: listId,
    title: z.string(),
    kind: z.enum(['hot', 'latest', 'rising']),
    channels: z.array(z.string()),
    languages: z.array(z.string()),
    publishers: z.array(z.string()).describe('names'),
    include: z.array(z.string()).describe('at least one of these words in title or summary'),
    exclude: z.array(z.string()).describe('none of these words in title or summary'),
    size: count,
    minOrigins: count,
    halfLifeMs: count,
    windowMs: count,
    perPublisher: count,
    page: z.string(),
    feeds: z.object({ rss: z.string(), atom: z.string(), json: z.string() }),
  })
  .meta({ title: 'List' })
export const listsAnswer = z.object({ lists: z.array(listAnswer) })

export const editionAnswer = z
  .object({
    list: listId,
    number: count,
    frozenAt: time,
    stories: z.array(
      z.object({
        rank: count,
        previousRank: count.optional(),
        story: z.string(),
        title: z.string(),
        url: z.string().optional(),
        summary: z.string().optional(),
        language: z.string(),
        publisher,
        channels: z.array(z.string()),
        originCount: count,
        entryCount: count,
        firstReportedAt: time,
        updatedAt: time,
        heat: z.number().describe('log2 of the heat; comparable within one list, not across time'),
      }),
    ),
    dropped: z.object({ diversity: count, size: count, window: count, missing: count }),
  })
  .meta({ title: 'Edition' })
export const editionsAnswer = z.object({ editions: z.array(z.object({ number: count, frozenAt: time })) })

const instant = z.iso.datetime({ offset: true }).describe('ISO 8601 with a zone')
export const atQuery = z.object({
  at: instant.optional().describe('the edition in force then, instead of the newest'),
})
export const changesQuery = z.object({
  from: instant,
  to: instant.optional().describe('absent: now'),
})
const place = z.object({ story: z.string(), title: z.string(), rank: count })
export const changesAnswer = z
  .object({
    list: listId,
    from: z.object({ number: count, frozenAt: time }),
    to: z.object({ number: count, frozenAt: time }),
    entered: z.array(place),
    left: z.array(place.describe('with its rank in the earlier edition')),
    moved: z.array(place.extend({ previousRank: count })),
    stayed: count,
  })
  .meta({ title: 'Changes' })
export const dayParams = z.object({ list: listId, date: z.string().refine(isDayDate, 'expected YYYY-MM-DD') })
export const dayAnswer = z
  .object({
    list: listId,
    date: z.string(),
    stories: z.array(place.extend({ enteredAt: time, rankedAt: time, originCount: count })),
    editions: z.array(z.object({ number: count, frozenAt: time })),
  })
  .meta({ title: 'Day' })
export const ranksAnswer = z
  .object({
    story: z.string(),
    lists: z.array(
      z.object({
        list: listId,
        points: z.array(z.object({ at: time, rank: count.optional().describe('absent: not in the list') })),
      }),
    ),
  })
  .meta({ title: 'Ranks' })

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
      .object({ isShared: z.boolean(), gapMs: count, throttledAt: time, nextTurnAt: time.optional() })
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
export const sourcesAnswer = z.object({ sources: z.array(sourceAnswer) })

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

export const subscriptionDraft = z
  .strictObject({
    url: httpUrl,
    events: z.array(z.enum(EVENT_TYPES)).max(EVENT_TYPES.length).default([]).describe('empty: every type'),
    lists: z.array(listId).max(100).default([]).describe('empty: every list'),
    description: line(200).optional(),
  })
  .meta({ title: 'SubscriptionDraft' })
export const subscriptionAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(['webhook', 'websub']),
    url: z.string(),
    events: z.array(z.string()),
    lists: z.array(z.string()),
    status: z.enum(['active', 'paused', 'disabled']),
    disabledReason: z.enum(['gone', 'failing']).optional(),
    description: z.string().optional(),
    createdAt: time,
    failingSince: time.optional(),
    pausedUntil: time.optional(),
  })
  .meta({ title: 'Subscription' })
export const subscriptionsAnswer = z.object({ subscriptions: z.array(subscriptionAnswer) })
export const subscriptionWithSecret = z
  .object({
    subscription: subscriptionAnswer,
    secret: z.string().describe('`whsec_…` (Standard Webhooks 1.0.0); shown in this answer only'),
  })
  .meta({ title: 'SubscriptionWithSecret' })

export const resendDraft = z
  .strictObject({
    events: z.array(line(100)).max(1000).default([]).describe('empty: all that was never accepted'),
    since: instant.optional().describe('of what was never accepted, only what was owed since then'),
  })
  .meta({ title: 'ResendDraft' })
export const resendAnswer = z.object({
  resent: count.describe('not among them: what has expired, and what is owed already'),
})

export const problemAnswer = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .meta({ title: 'Problem' })
