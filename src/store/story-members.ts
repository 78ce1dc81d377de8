import type { Candidate, EntryId, StoryId } from '../model/index.ts'
import type { StoreDeps } from './deps.ts'
import { unpackDocument } from './pack-document.ts'
import { chunksOf, repliesOf } from './replies.ts'
import { documentField, documentPlaceOf } from './story-index.ts'

const CHUNK = 500

/**
 * Entries of stories as the index holds them. Always read: unlike what a reading of the index finds, nothing tells whether
 * one that is kept was written anew.
 */
export function createStoryMembers({ redis, keys }: StoreDeps) {
  async function readEach<Item>(
    items: readonly Item[],
    ask: (pipeline: ReturnType<typeof redis.pipeline>, item: Item) => unknown,
  ): Promise<unknown[]> {
    const replies: unknown[] = []
    for (const chunk of chunksOf(items, CHUNK)) {
      const pipeline = redis.pipeline()
      for (const item of chunk) ask(pipeline, item)
      replies.push(...repliesOf(await pipeline.exec()))
    }
    return replies
  }

  /** Of each story the newest, newest first, at most `most`; without those that have expired. */
  return async function readMembers(
    storyIds: readonly StoryId[],
    most: number,
  ): Promise<Map<StoryId, readonly Candidate[]>> {
    const ids = (await readEach(storyIds, (pipeline, id) =>
      pipeline.zrevrange(keys.storyEntries(id), 0, most - 1),
    )) as EntryId[][]
    const held = ids.flatMap((entryIds, at) =>
      entryIds.map((entryId) => ({ storyId: storyIds[at] as StoryId, entryId })),
    )
    const documents = (await readEach(held, (pipeline, { entryId }) =>
      pipeline.hget(keys.entry(entryId), 'document'),
    )) as (string | null)[]
    const placed = held.flatMap((entry, at) => {
      const place = documentPlaceOf(documents[at] ?? '')
      return place ? [{ ...entry, ...place, key: keys.documents(place.group, place.bucket) }] : []
    })
    const texts = (await readEach(placed, (pipeline, { key, number }) =>
      pipeline.hget(key, documentField(number)),
    )) as (string | null)[]
    const members = new Map<StoryId, Candidate[]>(storyIds.map((id) => [id, []]))
    for (const [at, { storyId, entryId, group, key }] of placed.entries()) {
      const text = texts[at]
      const member = text ? unpackDocument(text, group, key) : undefined
      // Where Redis has lost what it held, its number may be another's by now.
      if (member?.entryId === entryId) members.get(storyId)?.push({ ...member, storyId })
    }
    return members
  }
}
