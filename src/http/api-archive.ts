import { z } from 'zod'
import type { DayItem, Edition, EditionItem } from '../model/index.ts'
import { compareEditions } from '../rules/rank/archive.ts'
import { isDayDate } from '../rules/rank/days.ts'
import { idParams, listParams } from './api-schemas.ts'
import { count, instant, listId, time } from './api-values.ts'
import type { HttpDeps } from './deps.ts'
import { type Operation, operation } from './operation.ts'

const changesQuery = z.object({
  from: instant,
  to: instant.optional().describe('absent: now'),
})
const place = z.object({ story: z.string(), title: z.string(), rank: count })
const changesAnswer = z
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
const dayParams = z.object({ list: listId, date: z.string().refine(isDayDate, 'expected YYYY-MM-DD') })
const dayAnswer = z
  .object({
    list: listId,
    date: z.string(),
    stories: z.array(place.extend({ enteredAt: time, rankedAt: time, originCount: count })),
    editions: z.array(z.object({ number: count, frozenAt: time })),
  })
  .meta({ title: 'Day' })
const ranksAnswer = z
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

/** What was: differences of two instants, days, ranks over time. */
export function archiveOperations({ lists, editions, stories, archive, now }: HttpDeps): Operation[] {
  const isList = (id: string) => lists().some((list) => list.id === id)
  return [
    operation('GET', '/lists/{list}/changes', 'read', 'What is different between two instants', {
      id: 'readChanges',
      params: listParams,
      query: changesQuery,
      answer: changesAnswer,
      handle: async ({ params, query }) => {
        if (!isList(params.list)) return undefined
        const [from, to] = await Promise.all([
          editions.at(params.list, Date.parse(query.from)),
          editions.at(params.list, query.to === undefined ? now() : Date.parse(query.to)),
        ])
        if (!from || !to) return undefined
        const { entered, left, moved, stayed } = compareEditions(from, to)
        return {
          list: params.list,
          from: stamp(from),
          to: stamp(to),
          entered: entered.map(placeOf),
          left: left.map(placeOf),
          moved: moved.map(({ item, from: previousRank }) => ({ ...placeOf(item), previousRank })),
          stayed,
        }
      },
    }),
    operation('GET', '/lists/{list}/days/{date}', 'read', 'All stories of a day by their best rank', {
      id: 'readDay',
      params: dayParams,
      answer: dayAnswer,
      handle: async ({ params }) => {
        const found = isList(params.list) ? await archive.day(params.list, params.date) : undefined
        return (
          found && {
            list: params.list,
            date: params.date,
            stories: found.day.items.map(dayJson),
            editions: found.editions.map(stamp),
          }
        )
      },
    }),
    operation('GET', '/stories/{id}/ranks', 'read', 'The ranks of a story over time', {
      id: 'readRanks',
      params: idParams,
      answer: ranksAnswer,
      handle: async ({ params }) => {
        const story = await stories.get(params.id)
        if (!story) return undefined
        const curves = await archive.ranks(story)
        return {
          story: story.id,
          lists: curves.map(({ listId, points }) => ({
            list: listId,
            points: points.map(({ at, rank }) => ({
              at: isoTime(at),
              ...(rank !== undefined && { rank }),
            })),
          })),
        }
      },
    }),
  ]
}

const isoTime = (at: number) => new Date(at).toISOString()
const stamp = ({ number, frozenAt }: Pick<Edition, 'number' | 'frozenAt'>) => ({
  number,
  frozenAt: isoTime(frozenAt),
})
const placeOf = ({ storyId, title, rank }: EditionItem) => ({ story: storyId, title, rank })
const dayJson = (item: DayItem) => ({
  story: item.storyId,
  title: item.title,
  rank: item.bestRank,
  enteredAt: isoTime(item.enteredAt),
  rankedAt: isoTime(item.bestAt),
  originCount: item.originCount,
})
