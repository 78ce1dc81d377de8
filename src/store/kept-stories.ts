import { createChain, type InChain } from '../chain.ts'
import type { KeptStory, Origin, Story, StoryId } from '../model/index.ts'
import { lostConnections } from '../redis/lost-connections.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { roomFor } from './kept-room.ts'
import { pairsOf, parseStored } from './replies.ts'
import { MAX_MERGES } from './story-plans.ts'

/** Stories kept as they were last read, some kB each. */
const KEPT_STORIES = roomFor(60_000)
const READ_CHUNK = 200

interface Kept extends InChain<Kept> {
  readonly id: StoryId
  read: KeptStory
  /** Since room was last made of those that nobody needs. */
  isUsed: boolean
}

/** What a reading tells of changed stories: `<id> <version> …` of each commit. */
type Changes = readonly (readonly [id: string, fields: readonly [string, string]])[]

/**
 * Stories with their origins for whoever decides about many entries: what has not changed since it was last read does not
 * come again, nor what it has committed itself. Every change of a story raises its version and is told of to all that
 * read, so none is missed.
 */
export function createKeptStories({ redis, keys }: StoreDeps, most = KEPT_STORIES) {
  const scripts = loadScripts(redis, ['read-stories'])
  const kept = new Map<StoryId, Kept>()
  const rounds = createChain<Kept>()
  const lost = lostConnections(redis)
  let lostBefore = 0
  /** The last change that was told of; '' when none is known. */
  let lastChange = ''

  function keep(id: StoryId, read: KeptStory): void {
    const known = kept.get(id)
    if (known) {
      known.read = read
      known.isUsed = true
      return
    }
    while (kept.size >= most) makeRoom()
    const added: Kept = { id, read, isUsed: false }
    kept.set(id, added)
    rounds.add(added)
  }

  /** Whoever was needed since it was looked at last stays. */
  function makeRoom(): void {
    const next = rounds.take()
    if (!next) return
    if (next.isUsed) rounds.add(next)
    else kept.delete(next.id)
    next.isUsed = false
  }

  function forget(id: StoryId): void {
    const known = kept.get(id)
    if (!known) return
    kept.delete(id)
    rounds.delete(known)
  }

  function forgetAll(): void {
    kept.clear()
    rounds.clear()
  }

  function parse(id: StoryId, [story, ...origins]: readonly string[]): KeptStory {
    return {
      story: parseStored<Story>(story ?? '', keys.story(id)),
      origins: pairsOf(origins)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, json]) => parseStored<Origin>(json, keys.storyOrigins(id))),
    }
  }

  /** `asOf`: the last change that was known when it was asked; those from it on were told, it included. */
  function learn(changes: Changes, asOf: string): void {
    const newest = changes.at(-1)?.[0] ?? ''
    const isWhole = asOf === '' ? newest === lastChange : changes[0]?.[0] === asOf
    if (isWhole) {
      // Of two readings on their way at once the second tells of much that is known.
      const known = changes.findIndex(([id]) => id === lastChange)
      const versions = new Map<StoryId, number>()
      for (const [, [, text]] of changes.slice(known + 1)) {
        const words = text.split(' ')
        for (let at = 0; at + 1 < words.length; at += 2)
          versions.set(words[at] as string, Number(words[at + 1]))
      }
      for (const [id, version] of versions) if (kept.get(id)?.read.story.version !== version) forget(id)
    } else forgetAll()
    lastChange = newest
  }

  async function read(ids: readonly StoryId[]): Promise<Map<StoryId, KeptStory>> {
    // A replica that took over may lack a version, and give its number to another.
    if (lost() !== lostBefore) {
      forgetAll()
      lastChange = ''
    }
    lostBefore = lost()
    const found = new Map<StoryId, KeptStory>()
    const unread = new Set(ids)
    do {
      const chunk: StoryId[] = []
      for (const id of unread) if (!kept.has(id) && chunk.push(id) === READ_CHUNK) break
      const asOf = lastChange
      const [changes, ...replies] = (await scripts['read-stories']({
        keys: [keys.changedStories(), ...chunk.flatMap((id) => [keys.story(id), keys.storyOrigins(id)])],
        args: [asOf],
      })) as [Changes, ...(string[] | null)[]]
      learn(changes, asOf)
      for (const [index, id] of chunk.entries()) {
        unread.delete(id)
        const reply = replies[index]
        if (!reply) continue
        const read = parse(id, reply)
        found.set(id, read)
        keep(id, read)
      }
      // What is kept is as it was told last, unless more is to be read.
      if (chunk.length < READ_CHUNK) {
        for (const id of unread) {
          const known = kept.get(id)
          if (!known) continue
          known.isUsed = true
          found.set(id, known.read)
          unread.delete(id)
        }
      }
    } while (unread.size > 0)
    return found
  }

  return {
    /** What was committed need not be read: its version was checked, and with it all that stands here. */
    keepJoined(story: Story, origins: readonly Origin[]): void {
      keep(story.id, { story, origins })
    },

    forget,

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
