import type { ArchiveDay, ArchiveReader } from '../http/deps.ts'
import type { DayItem, ListDay, ListId, Story, StoryId } from '../model/index.ts'
import {
  composeDay,
  dayOfEdition,
  type MergedInto,
  mergersOf,
  type RankPoint,
  rankCurve,
} from '../rules/rank/archive.ts'
import { createDays, isDayDate } from '../rules/rank/days.ts'
import type { Context } from './context.ts'
import { createRecentDays } from './recent-days.ts'

const EDITIONS_A_DAY = 200
/** Days a story is looked for in the orders of: it is in no list for longer. */
const CURVE_DAYS = 31

/** Days of lists and rank curves of stories, from what freezing has recorded. */
export function createArchive({
  config,
  storage,
  now,
}: Pick<Context, 'config' | 'storage' | 'now'>): ArchiveReader {
  const days = createDays(config.site.timeZone)
  const ordersOf = createRecentDays(storage.listDays.orders, now)
  const enteredOn = createRecentDays(storage.listDays.enteredOn, now)
  const partOf = createRecentDays(async () => new Map<StoryId, StoryId>(), now)

  /** The day's own record; else the edition that was in force all day; else nothing. */
  async function read(listId: ListId, date: string): Promise<ListDay | undefined> {
    const items = await storage.listDays.all(listId, date)
    if (items.length > 0) return composeDay(listId, date, items, await mergersIn(listId, date, items))
    const { from, until } = days.bounds(date)
    const edition = await storage.editions.at(listId, Math.min(until - 1, now()))
    return edition && dayOfEdition(edition, date, from)
  }

  /** Whether `read` would find something; a record of a thousand stories is not read for that. */
  async function has(listId: ListId, date: string): Promise<boolean> {
    if (await storage.listDays.has(listId, date)) return true
    return (await storage.editions.at(listId, days.bounds(date).until - 1)) !== undefined
  }

  /**
   * What turns out to be one later changes no record that is closed: closing looked as well. Each story is looked at once a
   * minute: a day has a thousand of them, and all of one is read to find what it is part of.
   */
  async function mergersIn(listId: ListId, date: string, items: readonly DayItem[]): Promise<MergedInto> {
    if (!(await storage.listDays.isGrowing(listId, date))) return new Map()
    const known = await partOf(listId, date)
    const ids = items.map(({ storyId }) => storyId)
    const fresh = ids.filter((id) => !known.has(id))
    const into = mergersOf(fresh, await storage.stories.getMany(fresh))
    for (const id of fresh) known.set(id, into.get(id) ?? id)
    return known
  }

  return {
    dateOf: days.dayOf,

    async day(listId, date): Promise<ArchiveDay | undefined> {
      const today = days.dayOf(now())
      if (!isDayDate(date) || date > today) return undefined
      const { from, until } = days.bounds(date)
      const [day, editions, before] = await Promise.all([
        read(listId, date),
        storage.editions.between(listId, from, until, EDITIONS_A_DAY),
        has(listId, days.previous(date)),
      ])
      if (!day) return undefined
      return {
        day,
        editions: [...editions].reverse(),
        isOver: date < today,
        ...(before && { previous: days.previous(date) }),
        ...(date < today && { next: days.next(date) }),
        until: Math.min(until, now()),
      }
    },

    async ranks(story: Story) {
      const dates = datesBetween(story.firstReportedAt, now())
      const curves = await Promise.all(
        story.listIds
          .filter((id) => config.lists.some((list) => list.id === id))
          .map(async (listId) => ({ listId, points: await curve(listId, story, dates) })),
      )
      return curves.filter(({ points }) => points.length > 0)
    },
  }

  async function curve(listId: ListId, story: Story, dates: readonly string[]): Promise<RankPoint[]> {
    const orders = await Promise.all(dates.map((date) => ordersOf(listId, date)))
    const first = orders.findIndex((day) => day.some(({ storyIds }) => storyIds.includes(story.id)))
    const date = dates[first]
    if (date === undefined) return []
    const growing = await storage.listDays.items(listId, date, [story.id])
    const enteredAt = growing.get(story.id)?.enteredAt ?? (await enteredOn(listId, date)).get(story.id)
    return rankCurve(orders.flat(), story.id, enteredAt ?? story.firstReportedAt)
  }

  function datesBetween(from: number, until: number): string[] {
    const dates: string[] = []
    const last = days.dayOf(until)
    for (let date = days.dayOf(from); date <= last && dates.length < CURVE_DAYS; date = days.next(date)) {
      dates.push(date)
    }
    return dates
  }
}
