import type { DayItem, Edition, EditionItem } from '../model/index.ts'
import { compareEditions } from '../rules/rank/archive.ts'
import * as schemas from './api-schemas.ts'
import type { HttpDeps } from './deps.ts'
import { type Operation, operation } from './operation.ts'

/** What was: differences of two instants, days, ranks over time. */
export function archiveOperations({ lists, editions, stories, archive, now }: HttpDeps): Operation[] {
  const isList = (id: string) => lists().some((list) => list.id === id)
  return [
    operation('GET', '/lists/{list}/changes', 'read', 'What is different between two instants', {
      id: 'readChanges',
      params: schemas.listParams,
      query: schemas.changesQuery,
      answer: schemas.changesAnswer,
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
      params: schemas.dayParams,
      answer: schemas.dayAnswer,
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
      params: schemas.idParams,
      answer: schemas.ranksAnswer,
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
