import type { KeptStory, Origin, Story, StoryId } from '../model/index.ts'
import { lostConnections } from '../redis/lost-connections.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { roomFor } from './kept-room.ts'
import { chunksOf, pairsOf, parseStored } from './replies.ts'

/** Stories kept as they were last read, some kB each. */
const KEPT_STORIES = roomFor(60_000)
const READ_CHUNK = 200
const MAX_MERGES = 5

/**
 * Stories with their origins for whoever decides about many entries: what has not changed since it was last read does not
 * come again, nor what it has committed itself. Every change of a story raises its version, so none is missed.
 */
export function createKeptStories({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['read-stories'])
  const kept = new Map<StoryId, KeptStory>()
  const lost = lostConnections(redis)
  let lostBefore = 0

  function keep(id: StoryId, read: KeptStory): KeptStory {
    kept.delete(id)
    if (kept.size >= KEPT_STORIES) kept.delete(kept.keys().next().value ?? '')
    kept.set(id, read)
    return read
  }

  function parse(id: StoryId, [story, ...origins]: readonly string[]): KeptStory {
    return {
      story: parseStored<Story>(story ?? '', keys.story(id)),
      origins: pairsOf(origins)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, json]) => parseStored<Origin>(json, keys.storyOrigins(id))),
    }
  }

  async function read(ids: readonly StoryId[]): Promise<Map<StoryId, KeptStory>> {
    // A replica that took over may lack a version, and give its number to another.
    if (lost() !== lostBefore) kept.clear()
    lostBefore = lost()
    const found = new Map<StoryId, KeptStory>()
    for (const chunk of chunksOf([...new Set(ids)], READ_CHUNK)) {
      const known = chunk.map((id) => kept.get(id))
      const replies = (await scripts['read-stories']({
        keys: chunk.flatMap((id) => [keys.story(id), keys.storyOrigins(id)]),
        args: known.map((each) => (each ? String(each.story.version) : '')),
      })) as unknown[]
      for (const [index, id] of chunk.entries()) {
        const reply = replies[index]
        const read = reply === 0 ? known[index] : reply ? parse(id, reply as string[]) : undefined
        if (read) found.set(id, keep(id, read))
      }
    }
    return found
  }

  return {
    /** What was committed need not be read: its version was checked, and with it all that stands here. */
    keepJoined(story: Story, origins: readonly Origin[]): void {
      keep(story.id, { story, origins })
    },

    /** By the id asked for; one that was merged away is answered by the story it is part of now. */
    async readKept(ids: readonly StoryId[]): Promise<Map<StoryId, KeptStory>> {
      const found = await read(ids)
      for (let hop = 0; hop < MAX_MERGES; hop++) {
        const moved = [...found].flatMap(([id, { story }]) =>
          story.mergedInto ? [[id, story.mergedInto] as const] : [],
        )
        if (moved.length === 0) return found
        const targets = await read(moved.map(([, target]) => target))
        for (const [id, target] of moved) {
          const survivor = targets.get(target)
          if (survivor) found.set(id, survivor)
          else found.delete(id)
        }
      }
      for (const [id, { story }] of found) if (story.mergedInto) found.delete(id)
      return found
    },
  }
}
