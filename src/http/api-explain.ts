import { z } from 'zod'
import type { Neighbour } from '../model/index.ts'
import type { HttpDeps } from './deps.ts'
import { type Operation, operation } from './operation.ts'

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const listId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const rank = z.int().min(1)

const neighbour = z.object({ story: z.string(), title: z.string(), factor: z.number().optional() })

const placeAnswer = z
  .object({
    list: z.string(),
    story: z.string(),
    title: z.string(),
    gate: z.enum(['competes', 'origins', 'window', 'heat', 'size', 'diversity', 'next_edition', 'none']),
    verdict: z.string().describe('one sentence'),
    above: neighbour.optional().describe('what stands right above it, and how many times as hot that is'),
    below: neighbour.optional().describe('the same of what stands right below it'),
    rank: rank.optional(),
    kind: z.enum(['hot', 'latest', 'rising']).describe('what the list is ordered by'),
    heat: z.number().optional().describe('one fresh report of weight 1 is 1'),
    slowHeat: z
      .number()
      .optional()
      .describe('of rising lists: the same with a half-life 24 times as long, which it is held against'),
    firstReportedAt: z.iso.datetime(),
    originCount: z.int(),
    minOrigins: z.int(),
    halfLifeSeconds: z.number(),
    origins: z.array(
      z.object({
        publisher: z.string(),
        weight: z.number(),
        ageSeconds: z.number(),
        adds: z.number(),
        countsAs: z.enum(['own', 'reprint', 'same_owner']),
      }),
    ),
    ranks: z.array(z.object({ at: z.iso.datetime(), rank: rank.optional() })),
  })
  .meta({ title: 'Explanation' })

const comparisonAnswer = z
  .object({
    stories: z.array(z.object({ id: z.string(), title: z.string() })).length(2),
    outcome: z.enum(['one_story', 'set_apart', 'translations', 'alike', 'unlike']),
    verdict: z.string().describe('one sentence'),
    nearest: z
      .object({
        titles: z.array(z.string()).length(2),
        rule: z.enum(['url', 'title', 'terms', 'none']),
        score: z.number(),
        reason: z.string(),
      })
      .optional()
      .describe('the reports that come nearest to each other'),
  })
  .meta({ title: 'Comparison' })

/** Why lists and stories are as they are. */
export function explainOperations({ lists, stories, explain }: HttpDeps): Operation[] {
  return [
    operation('GET', '/lists/{list}/explain/{id}', 'read', 'Why a story stands where it does in a list', {
      id: 'explainPlace',
      params: z.object({ list: listId, id }),
      answer: placeAnswer,
      handle: async ({ params }) => {
        if (!lists().some((list) => list.id === params.list)) return undefined
        if ((await stories.get(params.id)) === undefined) return undefined
        const explained = await explain.place(params.list, params.id)
        const { listId, storyId, above, below, halfLifeMs, firstReportedAt, origins, ranks, ...rest } =
          explained
        return {
          list: listId,
          story: storyId,
          ...rest,
          ...(above && { above: neighbourJson(above) }),
          ...(below && { below: neighbourJson(below) }),
          halfLifeSeconds: halfLifeMs / 1000,
          firstReportedAt: new Date(firstReportedAt).toISOString(),
          origins: origins.map(({ publisher, weight, ageMs, contribution, kind }) => ({
            publisher,
            weight,
            ageSeconds: ageMs / 1000,
            adds: contribution,
            countsAs: kind,
          })),
          ranks: ranks.map(({ at, rank }) => ({
            at: new Date(at).toISOString(),
            ...(rank !== undefined && { rank }),
          })),
        }
      },
    }),
    operation('GET', '/stories/{id}/compare/{other}', 'read', 'Why two stories are one, or are not', {
      id: 'compareStories',
      params: z.object({ id, other: id }),
      answer: comparisonAnswer,
      handle: async ({ params }) => {
        const known = await Promise.all([stories.get(params.id), stories.get(params.other)])
        if (known.includes(undefined)) return undefined
        const { stories: two, nearest, ...rest } = await explain.two(params.id, params.other)
        return {
          ...rest,
          stories: [...two],
          ...(nearest && { nearest: { ...nearest, titles: [...nearest.titles] } }),
        }
      },
    }),
  ]
}

function neighbourJson({ storyId, title, factor }: Neighbour) {
  return { story: storyId, title, ...(factor !== undefined && { factor }) }
}
