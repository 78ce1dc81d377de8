import type { KeptStory } from '../model/index.ts'
import type { Merger } from '../rules/story/merge-stories.ts'

/** Ids get smaller on the way, so it ends. */
const MAX_MERGES = 1_000

/** Stories as a worker knows them: of what it read and what it decided, the newest version. */
export function createKnownStories() {
  const stories = new Map<string, KeptStory>()
  /** Merged away → the story it went into. */
  const moved = new Map<string, string>()

  function put(kept: KeptStory): void {
    const held = stories.get(kept.story.id)
    // Of one version the one at hand stays: what was worked out of its origins and its profile is known.
    if (!held || held.story.version < kept.story.version) stories.set(kept.story.id, kept)
  }

  return {
    put,

    /** By the ids asked for; another id in the answer means that the first was merged away. */
    learn(read: ReadonlyMap<string, KeptStory>): void {
      for (const [id, kept] of read) {
        if (id !== kept.story.id) moved.set(id, kept.story.id)
        put(kept)
      }
    },

    merge({ survivor, origins, redirect }: Merger): void {
      moved.set(redirect.id, survivor.id)
      put({ story: survivor, origins })
    },

    /** The story of this id, or the one it is part of now. */
    get(id: string): KeptStory | undefined {
      if (moved.size === 0) return stories.get(id)
      let at = id
      for (let hop = 0; hop < MAX_MERGES; hop++) {
        const target = moved.get(at)
        if (target === undefined) return stories.get(at)
        at = target
      }
      return undefined
    },

    clear(): void {
      stories.clear()
      moved.clear()
    },
  }
}

export type KnownStories = ReturnType<typeof createKnownStories>
