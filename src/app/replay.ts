import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { parseFeedDate } from '../feed/dates.ts'
import type { Entry, List } from '../model/index.ts'
import { closeRedis, createRedis } from '../redis/client.ts'
import { entryId, hashId, publisherId, sourceId } from '../rules/ids.ts'
import { detectLanguage } from '../rules/language.ts'
import { createCluster } from '../stages/cluster.ts'
import { createStorage } from './storage.ts'

/** A lone surrogate, which JSON can write, is nothing that Redis scripts could read again. */
const wellFormed = z.string().transform((text) => text.toWellFormed())

const LINE = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  publisher: wellFormed,
  url: wellFormed.optional(),
  title: wellFormed,
  summary: wellFormed.optional(),
  publishedAt: z.union([z.string(), z.number()]),
  channel: wellFormed.optional(),
  language: wellFormed.optional(),
})

export interface ReplayLine {
  readonly id: string
  readonly entry: Entry
}

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

/** 9999-12-31T23:59:59.999Z: what ISO 8601 writes with four digits. */
const LATEST_TIME = 253_402_300_799_999

/** Read so many lines, then place them: entries are few round trips apart, memory stays small. */
const BATCH = 200

/**
 * Runs entries through the real identify → cluster → rank path, on a key space that is thrown away. The clock is the
 * entries' own: `publishedAt`.
 */
export async function replay(
  lines: readonly ReplayLine[],
  config: Config,
  io: { signal: AbortSignal; onProgress?: (done: number) => void },
): Promise<{ placed: { id: string; story: string }[]; summary: ReplaySummary }> {
  const prefix = `${config.redis.prefix}-replay-${randomUUID()}`
  const redis = createRedis(config.redis, 'commands')
  const storage = createStorage(redis, prefix)
  const lists = listsOf(config)
  const startedAt = performance.now()
  const rules: Record<string, number> = {}
  const storyOf = new Map<string, string>()
  let clock = 0
  const HOUR = 3_600_000
  const ttlMs = { story: 24 * HOUR, index: 24 * HOUR, event: HOUR }
  const cluster = createCluster({
    loadEntries: storage.entries.get,
    findCandidates(print, at) {
      clock = Math.max(clock, at)
      return storage.stories.findCandidates(print, at)
    },
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    // Nobody subscribes to a replay: its events would only fill the outbox.
    join: (plan) => storage.stories.join({ ...plan, events: [], ttlMs }),
    merge: (plan) => storage.stories.merge({ ...plan, events: [], ttlMs }),
    enqueueRank: async () => undefined,
    report(line) {
      rules[line.rule] = (rules[line.rule] ?? 0) + 1
      storyOf.set(line.entryId, line.storyId)
    },
    now: () => clock,
    lists,
    siteUrl: config.site.url,
    sameStory: config.stories.threshold === undefined ? {} : { threshold: config.stories.threshold },
  })
  try {
    for (let at = 0; at < lines.length; at += BATCH) {
      const batch = lines.slice(at, at + BATCH)
      await Promise.all(
        [...bySource(batch)].map(([source, entries]) =>
          storage.entries.admit(source, entries, { now: clock, ttlMs: 24 * HOUR }),
        ),
      )
      await cluster([...new Set(batch.map(({ entry }) => entry.id))], io.signal)
      io.onProgress?.(Math.min(at + BATCH, lines.length))
    }
    const durationMs = performance.now() - startedAt
    const placed = await resolve(lines, storyOf, storage)
    const stories = new Set(placed.map((line) => line.story))
    return {
      placed,
      summary: {
        entries: lines.length,
        stories: stories.size,
        corroborated: await storage.lists.size('top'),
        rules,
        durationMs: Math.round(durationMs),
        entriesPerSecond: Math.round((lines.length / Math.max(1, durationMs)) * 1000),
        top: await topOf(storage),
      },
    }
  } finally {
    await storage.drop()
    await closeRedis(redis)
  }
}

/** Reads NDJSON; a line that cannot be used becomes a problem that names it, and stops no other. */
export function readReplayLines(text: string, name: string): { lines: ReplayLine[]; problems: string[] } {
  const problems: string[] = []
  const lines: ReplayLine[] = []
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (raw.trim() === '') continue
    const line = parseLine(raw)
    if (typeof line === 'string') problems.push(`${name}:${index + 1} ${line}`)
    else lines.push(line)
  }
  return { lines, problems }
}

function parseLine(raw: string): ReplayLine | string {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`
  }
  const parsed = LINE.safeParse(value)
  if (!parsed.success) {
    return parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`)
      .join('; ')
  }
  const { id, url, title, summary, channel, language } = parsed.data
  const publisher = parsed.data.publisher.trim() || URL.parse(url ?? '')?.hostname || 'unknown'
  const at =
    typeof parsed.data.publishedAt === 'number'
      ? Math.round(parsed.data.publishedAt)
      : parseFeedDate(parsed.data.publishedAt)
  if (at === undefined || !(at >= 0 && at <= LATEST_TIME)) {
    return `publishedAt: expected ISO 8601 or epoch ms from 1970 to 9999, got ${JSON.stringify(parsed.data.publishedAt)}`
  }
  const source = sourceId(`replay:${publisher}`)
  return {
    id,
    entry: {
      id: entryId(source, id),
      sourceId: source,
      publisherId: publisherId(publisher),
      publisherName: publisher,
      ...(url !== undefined && { url }),
      title: title.slice(0, 1_000).toWellFormed(),
      ...(summary !== undefined && { summary: summary.slice(0, 2_000).toWellFormed() }),
      language: detectLanguage(`${title} ${summary ?? ''}`, language),
      channels: channel === undefined ? [] : [channel],
      authors: [],
      publishedAt: at,
      reportedAt: at,
      firstSeenAt: at,
      weight: 1,
      contentHash: hashId(title, summary ?? '', url ?? ''),
      announcement: 'announced',
    },
  }
}

function bySource(batch: readonly ReplayLine[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const { entry } of batch) groups.set(entry.sourceId, [...(groups.get(entry.sourceId) ?? []), entry])
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
  for (let at = 0; at < ids.length; at += BATCH) {
    const part = ids.slice(at, at + BATCH)
    const stories = await storage.stories.getMany(part)
    for (const [index, id] of part.entries()) surviving.set(id, stories[index]?.id ?? id)
  }
  return lines.map(({ id, entry }) => {
    const story = storyOf.get(entry.id) ?? ''
    return { id, story: surviving.get(story) ?? story }
  })
}

async function topOf(storage: ReturnType<typeof createStorage>): Promise<ReplaySummary['top']> {
  const ranked = await storage.lists.top('top', 10)
  const stories = await storage.stories.getMany(ranked.map((entry) => entry.storyId))
  return stories.flatMap((story) =>
    story ? [{ title: story.title, originCount: story.originCount, entryCount: story.entryCount }] : [],
  )
}
