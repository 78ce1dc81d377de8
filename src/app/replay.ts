import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Entry, List } from '../model/index.ts'
import { closeRedis, createRedis } from '../redis/client.ts'
import { createCluster } from '../stages/cluster.ts'
import type { ReplayLine } from './replay-lines.ts'
import { createStorage } from './storage.ts'

export interface ReplaySummary {
  readonly entries: number
  readonly stories: number
  readonly corroborated: number
  /** How often an entry joined by which rule. */
  readonly rules: Readonly<Record<string, number>>
  readonly durationMs: number
  readonly entriesPerSecond: number
  readonly top: readonly {
    readonly title: string
    readonly originCount: number
    readonly entryCount: number
  }[]
}

export interface Replayed {
  /** In the order of the lines. */
  readonly placed: readonly { readonly id: string; readonly story: string }[]
  /** Stories of `top`, best first. */
  readonly ranked: readonly string[]
  readonly summary: ReplaySummary
}

/** Stories of `top` that are told of; the summary shows the first of them. */
const RANKED = 50
const SHOWN = 10

/** Read so many lines, then place them: entries are few round trips apart, memory stays small. */
export const REPLAY_BATCH = 200

/**
 * Runs entries through the real identify → cluster → rank path, on a key space that is thrown away. The clock is the
 * entries' own: `publishedAt`.
 */
export async function replay(
  lines: readonly ReplayLine[],
  config: Config,
  io: { signal: AbortSignal; onProgress?: (done: number) => void },
): Promise<Replayed> {
  const prefix = `${config.redis.prefix}-replay-${randomUUID()}`
  const redis = createRedis(config.redis, 'commands')
  const storage = createStorage(redis, prefix)
  const lists = listsOf(config)
  const startedAt = performance.now()
  const rules: Record<string, number> = {}
  const storyOf = new Map<string, string>()
  let clock = 0
  const HOUR = 3_600_000
  const ttlMs = { story: 24 * HOUR, index: 24 * HOUR, event: HOUR, publisher: HOUR }
  const cluster = createCluster({
    loadEntries: storage.entries.get,
    findCandidates: storage.stories.findManyCandidates,
    readStories: storage.stories.readKept,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    // Nobody subscribes to a replay or looks publishers up in it.
    join: (plans) =>
      storage.stories.joinAll(plans.map((plan) => ({ ...plan, events: [], tallies: [], ttlMs }))),
    merge: (plan) => storage.stories.merge({ ...plan, events: [], ttlMs }),
    enqueueRank: async () => undefined,
    deferUpdate: async () => undefined,
    report(line) {
      rules[line.rule] = (rules[line.rule] ?? 0) + 1
      storyOf.set(line.entryId, line.storyId)
    },
    now: () => clock,
    hourOf: () => 0,
    lists,
    siteUrl: config.site.url,
    sameStory: config.stories.threshold === undefined ? {} : { threshold: config.stories.threshold },
  })
  try {
    const admit = (batch: readonly ReplayLine[], now: number): Promise<unknown> =>
      Promise.all(
        [...bySource(batch)].map(([source, entries]) =>
          // Nothing is known here, so nobody needs to be asked what is.
          storage.entries.admit(source, entries, { now, ttlMs: 24 * HOUR, isFirst: true }),
        ),
      )
    let admitted: Promise<unknown> | undefined
    for (let at = 0; at < lines.length; at += REPLAY_BATCH) {
      const batch = lines.slice(at, at + REPLAY_BATCH)
      clock = latestOf(batch, clock)
      await (admitted ?? admit(batch, clock))
      const ids = new Set(batch.map(({ entry }) => entry.id))
      const placing = cluster([...ids], io.signal)
      const following = lines.slice(at + REPLAY_BATCH, at + 2 * REPLAY_BATCH)
      // The next ones are admitted meanwhile, unless they say anew what is being placed.
      const isApart = following.length > 0 && !following.some(({ entry }) => ids.has(entry.id))
      admitted = isApart ? admit(following, latestOf(following, clock)) : undefined
      admitted?.catch(() => undefined)
      await placing
      io.onProgress?.(Math.min(at + REPLAY_BATCH, lines.length))
    }
    const durationMs = performance.now() - startedAt
    const placed = await resolve(lines, storyOf, storage)
    const stories = new Set(placed.map((line) => line.story))
    const ranked = (await storage.lists.top('top', RANKED)).map(({ storyId }) => storyId)
    return {
      placed,
      ranked,
      summary: {
        entries: lines.length,
        stories: stories.size,
        corroborated: await storage.lists.size('top'),
        rules,
        durationMs: Math.round(durationMs),
        entriesPerSecond: Math.round((lines.length / Math.max(1, durationMs)) * 1000),
        top: await topOf(storage, ranked.slice(0, SHOWN)),
      },
    }
  } finally {
    await storage.drop()
    await closeRedis(redis)
  }
}

/** The clock after a batch. */
function latestOf(batch: readonly ReplayLine[], clock: number): number {
  return batch.reduce((latest, { entry }) => Math.max(latest, entry.reportedAt), clock)
}

function bySource(batch: readonly ReplayLine[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const { entry } of batch) {
    const group = groups.get(entry.sourceId)
    if (group) group.push(entry)
    else groups.set(entry.sourceId, [entry])
  }
  return groups
}

/** `top` as configured, for the summary; windows and channels do not matter to where an entry belongs. */
function listsOf(config: Config): List[] {
  return config.lists.filter((list) => list.id === 'top')
}

async function resolve(
  lines: readonly ReplayLine[],
  storyOf: ReadonlyMap<string, string>,
  storage: ReturnType<typeof createStorage>,
): Promise<{ id: string; story: string }[]> {
  const ids = [...new Set(storyOf.values())]
  const surviving = new Map<string, string>()
  for (let at = 0; at < ids.length; at += REPLAY_BATCH) {
    const part = ids.slice(at, at + REPLAY_BATCH)
    const stories = await storage.stories.getMany(part)
    for (const [index, id] of part.entries()) surviving.set(id, stories[index]?.id ?? id)
  }
  return lines.map(({ id, entry }) => {
    const story = storyOf.get(entry.id) ?? ''
    return { id, story: surviving.get(story) ?? story }
  })
}

async function topOf(
  storage: ReturnType<typeof createStorage>,
  ids: readonly string[],
): Promise<ReplaySummary['top']> {
  const stories = await storage.stories.getMany(ids)
  return stories.flatMap((story) =>
    story ? [{ title: story.title, originCount: story.originCount, entryCount: story.entryCount }] : [],
  )
}
