import type { Candidate, EntryId, MergedStory, Origin, Story, StoryId } from '../model/index.ts'
import { indexFields } from '../model/index-fields.ts'
import { indexBucket } from '../redis/keys.ts'
import { loadScripts, type ScriptCall } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { createKeptStories } from './kept-stories.ts'
import { packDocument } from './pack-document.ts'
import { POSTING_CAP } from './postings.ts'
import { chunksOf, parseStored, repliesOf } from './replies.ts'
import { createStoryIndex, placeOf } from './story-index.ts'
import { createStoryMembers } from './story-members.ts'
import type { JoinPlan, MergePlan } from './story-plans.ts'

/** Entry ids kept per story, newest; its counts go on. */
const ENTRY_CAP = 1_000
/** The newest entries of a publisher: what its page and its feeds show. */
const PUBLISHER_ENTRY_CAP = 100
/**
 * Records of publishers that a source which aggregates may begin on one day: it could make up as many as it likes, and
 * each is kept for a year. Reports of the others count all the same; their publishers have no page, until another day.
 */
const BEGUN_PUBLISHERS_CAP = 200
const DAY_MS = 86_400_000
const MAX_MERGES = 5
const GET_CHUNK = 500

/** Stories, their origins and entries, and the index by which an entry finds its story. */
export function createStoryStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['join-stories', 'merge-stories'])
  const { keepDocument, ...index } = createStoryIndex({ redis, keys })
  const { forget, keepJoined, readKept } = createKeptStories({ redis, keys })

  async function read(ids: readonly StoryId[]): Promise<(Story | undefined)[]> {
    const stories: (Story | undefined)[] = []
    for (const chunk of chunksOf(ids, GET_CHUNK)) {
      const pipeline = redis.pipeline()
      for (const id of chunk) pipeline.hget(keys.story(id), 'story')
      const replies = repliesOf(await pipeline.exec()) as (string | null)[]
      stories.push(
        ...chunk.map((id, index) => {
          const json = replies[index]
          return json ? parseStored<Story>(json, keys.story(id)) : undefined
        }),
      )
    }
    return stories
  }

  /** In the order asked; a story merged away is answered by the one it is part of now. */
  async function getMany(ids: readonly StoryId[]): Promise<(Story | undefined)[]> {
    let stories = await read(ids)
    for (let hop = 0; hop < MAX_MERGES; hop++) {
      const moved = stories.flatMap((story, index) =>
        story?.mergedInto ? [{ index, id: story.mergedInto }] : [],
      )
      if (moved.length === 0) return stories
      const targets = await read(moved.map(({ id }) => id))
      stories = [...stories]
      for (const [at, { index }] of moved.entries()) stories[index] = targets[at]
    }
    return stories.map((story) => (story?.mergedInto ? undefined : story))
  }

  /** What a plan commits, with its keys by their places among those of all. */
  function argsOf(plan: JoinPlan, placeOfKey: (key: string) => number): string[] {
    const { entry, story, fingerprint, tails, tallies = [] } = plan
    const isCarried = tallies.length > 0 && entry.carriedBy !== undefined
    const bucket = indexBucket(entry.reportedAt)
    if (tails.bucket !== bucket || tails.group !== fingerprint.group) {
      throw new TypeError(`tails of entry ${entry.id} were read for another group or time`)
    }
    const around = [bucket - 1, bucket, bucket + 1]
    const own = [
      keys.story(story.id),
      keys.storyEntries(story.id),
      keys.storyOrigins(story.id),
      keys.entry(entry.id),
      ...around.map((each) => keys.postings(fingerprint.group, each)),
      ...around.map((each) => keys.documents(fingerprint.group, each)),
      ...plan.heats.map(({ listId }) => keys.heat(listId)),
      ...plan.events.map(({ id }) => keys.event(id)),
      ...tallies.map(({ publisherId }) => keys.publisher(publisherId)),
      ...(tallies.length > 0 ? [keys.publisherEntries(entry.publisherId)] : []),
      ...(isCarried ? [keys.begunPublishers(Math.floor(plan.now / DAY_MS))] : []),
    ]
    const written = {
      keys: own.map(placeOfKey),
      entryId: entry.id,
      contentHash: entry.contentHash,
      reportedAt: String(entry.reportedAt),
      publisherId: entry.publisherId,
      expectedVersion: String(plan.expectedVersion),
      version: String(story.version),
      storyId: story.id,
      place: placeOf(tails),
      fields: tails.indexed ?? indexFields(fingerprint),
      state: tails.state,
      heats: plan.heats.map(({ heat }) => String(heat)),
      events: plan.events.map((event) => ({
        id: event.id,
        type: event.type,
        lists: JSON.stringify(event.listIds),
        json: JSON.stringify(event),
      })),
      tallies: tallies.map(({ publisherName, counts }) => ({
        name: publisherName,
        counts: Object.entries(counts).flatMap(([field, by]) => [field, String(by)]),
      })),
      ...(isCarried && { carrier: entry.sourceId }),
      isFull: story.entryCount > ENTRY_CAP,
      now: String(plan.now),
    }
    return [
      JSON.stringify(written),
      JSON.stringify({ fields: tails.fields, counts: tails.counts }),
      JSON.stringify(story),
      JSON.stringify(plan.origin),
      packDocument(candidateOf(plan)),
    ]
  }

  /** Plans of one call are of one program: what it keeps for how long is told once. */
  function callOf(plans: readonly JoinPlan[], { ttlMs }: Pick<JoinPlan, 'ttlMs'>): ScriptCall {
    const all = {
      storyTtl: String(ttlMs.story),
      indexTtl: String(ttlMs.index),
      eventTtl: String(ttlMs.event),
      publisherTtl: String(ttlMs.publisher),
      postingCap: String(POSTING_CAP),
      entryCap: String(ENTRY_CAP),
      publisherCap: String(PUBLISHER_ENTRY_CAP),
      begunCap: String(BEGUN_PUBLISHERS_CAP),
    }
    const places = new Map([keys.outbox(), keys.changedStories()].map((key, at) => [key, at + 1]))
    const placeOfKey = (key: string): number => {
      const place = places.get(key) ?? places.size + 1
      places.set(key, place)
      return place
    }
    const args = plans.flatMap((plan) => argsOf(plan, placeOfKey))
    return { keys: [...places.keys()], args: [JSON.stringify(all), ...args] }
  }

  return {
    getMany,

    async get(id: StoryId): Promise<Story | undefined> {
      const [story] = await getMany([id])
      return story
    },

    /** As it was when it was merged away; undefined of a story that is none of these. */
    async beforeMerge(id: StoryId): Promise<MergedStory | undefined> {
      const [story] = await read([id])
      return story?.mergedInto === undefined ? undefined : story
    },

    /** Sorted by publisher. */
    async origins(id: StoryId): Promise<Origin[]> {
      const key = keys.storyOrigins(id)
      const stored = await redis.hgetall(key)
      return Object.keys(stored)
        .sort()
        .map((publisherId) => parseStored<Origin>(stored[publisherId] ?? '', key))
    },

    /** Ids, newest first. */
    async entries(id: StoryId, limit: number): Promise<EntryId[]> {
      return limit > 0 ? redis.zrevrange(keys.storyEntries(id), 0, limit - 1) : []
    },

    ...index,
    readKept,
    readMembers: createStoryMembers({ redis, keys }),

    /**
     * Commits decisions in their order; `stale` and `already` write nothing. Ends with the first of these: shorter than
     * `plans` when that is not the last.
     */
    async joinAll(plans: readonly JoinPlan[]): Promise<('joined' | 'stale' | 'already')[]> {
      const [first] = plans
      if (!first) return []
      const outcomes = (await scripts['join-stories'](callOf(plans, first))) as (
        | number
        | 'stale'
        | 'already'
      )[]
      return outcomes.map((outcome, at) => {
        const plan = plans[at] as JoinPlan
        // Nobody tells of a story that has expired.
        if (outcome === 'stale') forget(plan.story.id)
        if (typeof outcome === 'string') return outcome
        keepDocument(plan.tails, outcome, candidateOf(plan))
        if (plan.origins) keepJoined(plan.story, plan.origins)
        return 'joined'
      })
    },

    /** Commits a merger of two stories as they were before; `stale` and `already` write nothing. */
    async merge(plan: MergePlan): Promise<'merged' | 'stale' | 'already'> {
      const { survivor, redirect, origins, heats, events } = plan
      const outcome = await scripts['merge-stories']({
        keys: [
          ...[survivor.id, redirect.id].flatMap((id) => [
            keys.story(id),
            keys.storyEntries(id),
            keys.storyOrigins(id),
          ]),
          keys.outbox(),
          keys.changedStories(),
          ...heats.map(({ listId }) => keys.heat(listId)),
          ...redirect.listIds.map((listId) => keys.heat(listId)),
          ...events.map(({ id }) => keys.event(id)),
        ],
        args: [
          JSON.stringify({
            expected: [String(survivor.version - 1), String(redirect.version - 1)],
            id: survivor.id,
            version: String(survivor.version),
            story: JSON.stringify(survivor),
            origins: Object.fromEntries(
              origins.map((origin) => [origin.publisherId, JSON.stringify(origin)]),
            ),
            goneId: redirect.id,
            goneVersion: String(redirect.version),
            gone: JSON.stringify(redirect),
            heats: heats.map(({ heat }) => String(heat)),
            leaves: String(redirect.listIds.length),
            events: events.map((event) => ({
              id: event.id,
              type: event.type,
              lists: JSON.stringify(event.listIds),
              json: JSON.stringify(event),
            })),
            entryCap: String(ENTRY_CAP),
            storyTtl: String(plan.ttlMs.story),
            eventTtl: String(plan.ttlMs.event),
            now: String(plan.now),
          }),
        ],
      })
      if (outcome === 'stale') for (const { id } of [survivor, redirect]) forget(id)
      return outcome as 'merged' | 'stale' | 'already'
    },
  }
}

function candidateOf({ entry, story, fingerprint }: JoinPlan): Candidate {
  const { id: entryId, publisherId, reportedAt } = entry
  return { entryId, storyId: story.id, publisherId, reportedAt, fingerprint }
}

export type StoryStore = ReturnType<typeof createStoryStore>
