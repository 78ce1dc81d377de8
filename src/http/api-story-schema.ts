import { z } from 'zod'
import { count, publisher, time } from './api-values.ts'

const otherStory = z.object({
  id: z.string(),
  title: z.string(),
  language: z.string(),
  page: z.string(),
  firstReportedAt: time,
})

export const storyAnswer = z
  .object({
    id: z.string(),
    title: z.string(),
    url: z.string().optional(),
    summary: z.string().optional(),
    language: z.string(),
    page: z.string(),
    publisher,
    channels: z.array(z.string()),
    firstReportedAt: time,
    lastReportedAt: time,
    updatedAt: time,
    originCount: count,
    entryCount: count,
    related: z.array(otherStory).describe('like it, but of other events; most alike first'),
    translations: z
      .array(otherStory.extend({ reason: z.string().describe('what both have') }))
      .describe('the same event in other languages; the strongest evidence first'),
    standings: z.array(z.object({ list: z.string(), rank: count })),
    origins: z.array(z.object({ publisher, reportedAt: time, weight: z.number() })),
    entries: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        url: z.string().optional(),
        publisher,
        carriedBy: z
          .string()
          .optional()
          .describe('the aggregator it came by, where that is another publisher'),
        language: z.string(),
        authors: z.array(z.string()),
        reportedAt: time,
        publishedAt: time.optional(),
      }),
    ),
  })
  .meta({ title: 'Story' })
