import { z } from 'zod'
import { count, id, instant, listId, publisher, time } from './api-values.ts'

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

export const atQuery = z.object({
  at: instant.optional().describe('the edition in force then, instead of the newest'),
})
/** RFC 9457, with a code of our own. */
export const problemAnswer = z
  .object({
    title: z.string().describe('what the status means'),
    status: z.int(),
    detail: z.string().describe('what was wrong here, for people'),
    code: z.string().describe('the same for programs'),
  })
  .meta({ title: 'Problem' })
