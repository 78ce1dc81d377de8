import type { ListId, RankedStory, StoryId } from '../model/index.ts'
import type { StoreDeps } from './deps.ts'
import { pairsOf } from './replies.ts'

/** Heats of the stories that compete in each list. `join` of the story store raises them. */
export function createListStore({ redis, keys }: StoreDeps) {
  return {
    /** Hottest first. */
    async top(listId: ListId, limit: number): Promise<RankedStory[]> {
      if (limit <= 0) return []
      const flat = await redis.zrevrange(keys.heat(listId), 0, limit - 1, 'WITHSCORES')
      return pairsOf(flat).map(([storyId, heat]) => ({ storyId, heat: Number(heat) }))
    },

    async heat(listId: ListId, storyId: StoryId): Promise<number | undefined> {
      const heat = await redis.zscore(keys.heat(listId), storyId)
      return heat === null ? undefined : Number(heat)
    },

    /** 1 is the hottest. */
    async rank(listId: ListId, storyId: StoryId): Promise<number | undefined> {
      const place = await redis.zrevrank(keys.heat(listId), storyId)
      return place === null ? undefined : place + 1
    },

    async remove(listId: ListId, storyIds: readonly StoryId[]): Promise<number> {
      return storyIds.length > 0 ? redis.zrem(keys.heat(listId), ...storyIds) : 0
    },

    /** Drops stories colder than `minHeat`, then the coldest beyond `maxSize`. Returns how many went. */
    async trim(
      listId: ListId,
      bounds: { readonly minHeat: number; readonly maxSize: number },
    ): Promise<number> {
      const key = keys.heat(listId)
      const cold = await redis.zremrangebyscore(key, '-inf', `(${bounds.minHeat}`)
      return cold + (await redis.zremrangebyrank(key, 0, -1 - bounds.maxSize))
    },

    async size(listId: ListId): Promise<number> {
      return redis.zcard(keys.heat(listId))
    },
  }
}
