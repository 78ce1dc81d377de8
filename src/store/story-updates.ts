import type { StoryId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { repliesOf } from './replies.ts'

/** Stories that wait belong to whoever tells; left alone for so long, nobody tells any more. */
const TTL_MS = 24 * 60 * 60 * 1000

/** Stories whose title changed and whose subscribers are to hear of it once. */
export function createStoryUpdateStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['settle-update'])
  return {
    /** A story that waits already goes on waiting until its own time. */
    async defer(id: StoryId, dueAt: number): Promise<void> {
      const pipeline = redis.pipeline()
      pipeline.zadd(keys.storyUpdates(), 'NX', dueAt, id).pexpire(keys.storyUpdates(), TTL_MS)
      repliesOf(await pipeline.exec())
    },

    /** Those whose wait is over, the longest waiting first. */
    async due(now: number, limit: number): Promise<StoryId[]> {
      return redis.zrangebyscore(keys.storyUpdates(), '-inf', now, 'LIMIT', 0, limit)
    },

    /**
     * `version` is what was told; a story that has changed since waits until `againAt`. Undefined: there is none to tell
     * of, nor will there be.
     */
    async settle(id: StoryId, version: number | undefined, againAt: number): Promise<boolean> {
      const settled = await scripts['settle-update']({
        keys: [keys.storyUpdates(), keys.story(id)],
        args: [id, version ?? '', againAt],
      })
      return settled === 1
    },
  }
}
