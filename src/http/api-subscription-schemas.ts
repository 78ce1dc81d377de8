import { z } from 'zod'
import { EVENT_TYPES } from '../model/index.ts'
import { count, httpUrl, instant, line, listId, time } from './api-values.ts'

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
    kind: z.literal('webhook'),
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
