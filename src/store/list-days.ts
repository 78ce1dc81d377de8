import type { DayItem, ListDay, ListId, StoryId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import { compact, expand } from './compact.ts'
import type { StoreDeps } from './deps.ts'
import { parseStored } from './replies.ts'

/** Which stories a list held on a day, and in which order through it. Written by `freeze` of the edition store. */
export function createListDayStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['close-day'])

  async function growing(listId: ListId, date: string): Promise<DayItem[]> {
    const key = keys.day(listId, date)
    return Object.values(await redis.hgetall(key)).map((json) => parseStored<DayItem>(json, key))
  }

  async function closed(listId: ListId, date: string): Promise<readonly DayItem[]> {
    const key = keys.closedDay(listId, date)
    const bytes = await redis.getBuffer(key)
    return bytes ? expand<ListDay>(bytes, key).items : []
  }

  return {
    /** What is known of some stories on a day that still grows. */
    async items(
      listId: ListId,
      date: string,
      storyIds: readonly StoryId[],
    ): Promise<ReadonlyMap<StoryId, DayItem>> {
      const key = keys.day(listId, date)
      const found = storyIds.length > 0 ? await redis.hmget(key, ...storyIds) : []
      return new Map(
        found.flatMap((json, index) =>
          json ? [[storyIds[index] as StoryId, parseStored<DayItem>(json, key)]] : [],
        ),
      )
    },

    /** When each story of a day that is closed entered the list, epoch ms. */
    async enteredOn(listId: ListId, date: string): Promise<ReadonlyMap<StoryId, number>> {
      return new Map((await closed(listId, date)).map(({ storyId, enteredAt }) => [storyId, enteredAt]))
    },

    /** All stories of a day, in no order; empty when nothing was frozen that day, or it is too long ago. */
    async all(listId: ListId, date: string): Promise<DayItem[]> {
      const [kept, fresh] = await Promise.all([closed(listId, date), growing(listId, date)])
      return [...new Map([...kept, ...fresh].map((item) => [item.storyId, item])).values()]
    },

    /** Whether there is a record of a day, closed or not. */
    async has(listId: ListId, date: string): Promise<boolean> {
      return (await redis.exists(keys.day(listId, date), keys.closedDay(listId, date))) > 0
    },

    /** Whether the record of a day is not closed yet. */
    async isGrowing(listId: ListId, date: string): Promise<boolean> {
      return (await redis.exists(keys.day(listId, date))) > 0
    },

    /** Puts the record of a day that is over into its final form; `compose` orders it. */
    async close(
      listId: ListId,
      date: string,
      compose: (items: readonly DayItem[]) => Promise<ListDay>,
      ttlMs: number,
    ): Promise<'closed' | 'stale'> {
      const [kept, fresh] = await Promise.all([closed(listId, date), growing(listId, date)])
      if (fresh.length === 0) return 'closed'
      const items = [...new Map([...kept, ...fresh].map((item) => [item.storyId, item])).values()]
      const outcome = await scripts['close-day']({
        keys: [keys.day(listId, date), keys.closedDay(listId, date)],
        args: [fresh.length, compact(await compose(items)), ttlMs],
      })
      return outcome as 'closed' | 'stale'
    },

    /** The orders recorded on a day: start of the step, story ids by rank. */
    async orders(listId: ListId, date: string): Promise<{ at: number; storyIds: StoryId[] }[]> {
      const steps = await redis.hgetall(keys.ranks(listId, date))
      return Object.entries(steps).map(([at, ids]) => ({
        at: Number(at),
        storyIds: ids === '' ? [] : ids.split(','),
      }))
    },
  }
}
