import type { Candidate, EntryId, StoryId } from '../model/index.ts'
import type { StoreDeps } from './deps.ts'
import { createPlacedEntries } from './placed-entries.ts'
import { chunksOf, repliesOf } from './replies.ts'

const CHUNK = 500

/** Entries of stories as the index holds them. */
export function createStoryMembers({ redis, keys }: StoreDeps) {
  const { readPlaced } = createPlacedEntries({ redis, keys })

  /** Of each story the newest, newest first, at most `most`; without those that have expired. */
  return async function readMembers(
    storyIds: readonly StoryId[],
    most: number,
  ): Promise<Map<StoryId, readonly Candidate[]>> {
    const idsOf = new Map<StoryId, readonly EntryId[]>()
    for (const chunk of chunksOf(storyIds, CHUNK)) {
      const pipeline = redis.pipeline()
      for (const id of chunk) pipeline.zrevrange(keys.storyEntries(id), 0, most - 1)
      const replies = repliesOf(await pipeline.exec()) as EntryId[][]
      for (const [at, id] of chunk.entries()) idsOf.set(id, replies[at] ?? [])
    }
    const placed = await readPlaced([...idsOf.values()].flat())
    const membersOf = (storyId: StoryId, ids: readonly EntryId[]) =>
      ids.flatMap((id) => {
        const member = placed.get(id)
        return member ? [{ ...member, storyId }] : []
      })
    return new Map([...idsOf].map(([storyId, ids]) => [storyId, membersOf(storyId, ids)]))
  }
}
