import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import { closeRedis, createRedis } from '../redis/client.ts'
import { chunksOf } from '../store/replies.ts'
import { configuredLines } from './configured-lines.ts'
import type { ReplayLine } from './replay-lines.ts'
import { createReplayPlacing } from './replay-placing.ts'
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

/** Lines placed together: at the end of each Redis and the process wait for one another, and memory stays small. */
export const REPLAY_BATCH = 1_000

/**
 * Runs entries through the real identify → cluster → rank path, on a key space that is thrown away. The clock is the
 * entries' own: `publishedAt`. Of the configuration it minds the rules of stories, owners, the publishers' weights, the
 * channels' rules and the list `top`. `asksAll`: all are asked again in the end, as workers do it, and done twice.
 */
export async function replay(
  read: readonly ReplayLine[],
  config: Config,
  io: { signal: AbortSignal; onProgress?: (done: number) => void; asksAll?: boolean },
): Promise<Replayed> {
  const lines = configuredLines(read, config)
  // Short: it stands in each of the keys, some forty of which an entry takes.
  const prefix = `${config.redis.prefix}-replay-${randomUUID().slice(0, 8)}`
  const redis = createRedis(config.redis, 'commands')
  const storage = createStorage(redis, prefix)
  const startedAt = performance.now()
  const rules: Record<string, number> = {}
  const placing = createReplayPlacing(storage, config, {
    report(line) {
      rules[line.rule] = (rules[line.rule] ?? 0) + 1
    },
    ...(io.asksAll && { asksAll: true }),
  })
  try {
    for (let at = 0; at < lines.length; at += REPLAY_BATCH) {
      const batch = lines.slice(at, at + REPLAY_BATCH)
      await placing.place(batch, lines.slice(at + REPLAY_BATCH, at + 2 * REPLAY_BATCH), io.signal)
      io.onProgress?.(Math.min(at + REPLAY_BATCH, lines.length))
    }
    let done = lines.length
    await placing.settle(io.signal, (count) => {
      done += count
      io.onProgress?.(Math.min(done, 2 * lines.length))
    })
    const durationMs = performance.now() - startedAt
    const placed = await resolve(lines, storage)
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
    await placing.close()
    await storage.drop()
    await closeRedis(redis)
  }
}

/** Where entries are in the end: those that were asked again may have gone elsewhere. */
async function resolve(
  lines: readonly ReplayLine[],
  { entries, stories }: ReturnType<typeof createStorage>,
): Promise<{ id: string; story: string }[]> {
  const storyOf = new Map<string, string>()
  for (const part of chunksOf([...new Set(lines.map(({ entry }) => entry.id))], REPLAY_BATCH)) {
    const held = await entries.get(part)
    for (const [at, id] of part.entries()) storyOf.set(id, held[at]?.storyId ?? '')
  }
  const surviving = new Map<string, string>()
  for (const part of chunksOf([...new Set(storyOf.values())], REPLAY_BATCH)) {
    const now = await stories.getMany(part)
    for (const [at, id] of part.entries()) surviving.set(id, now[at]?.id ?? id)
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
