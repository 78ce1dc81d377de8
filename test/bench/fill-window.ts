import { REPLAY_BATCH } from '../../src/app/replay.ts'
import { createReplayPlacing } from '../../src/app/replay-placing.ts'
import { createStorage } from '../../src/app/storage.ts'
import { type ReplayLine, readReplayLines } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { closeRedis, createRedis } from '../../src/redis/client.ts'
import { INDEX_BUCKET_MS } from '../../src/redis/keys.ts'
import { writeGrowingNews } from './growing-news.ts'
import { redisCpuParts } from './meter.ts'

/** Entries measured up to each mark: what the index holds hardly grows meanwhile. */
export const MEASURED = 5_000
/** Placed one by one in the end. */
export const SINGLES = 1_000
const BATCH = REPLAY_BATCH
/** Two buckets: whatever was told is within reach of whatever comes. */
const FROM = Math.ceil(Date.UTC(2026, 0, 5) / INDEX_BUCKET_MS) * INDEX_BUCKET_MS
const TO = FROM + 2 * INDEX_BUCKET_MS

/** What the last entries before a mark cost. */
export interface MarkCost {
  readonly held: number
  readonly durationMs: number
  readonly cpuMicros: number
  readonly redisMicros: number
}

/** In a process of its own: fills the window up to the last mark, and tells what entries cost on the way. */
export async function fillWindow(
  marks: readonly number[],
  seed: number,
  config: Config,
  signal: AbortSignal,
): Promise<{ costs: MarkCost[]; singlesMs: number[] }> {
  const redis = createRedis(config.redis, 'commands')
  const storage = createStorage(redis, config.redis.prefix)
  const placing = createReplayPlacing(storage, config, () => undefined)
  const last = marks.at(-1) ?? 0
  const news = writeGrowingNews({ seed, entries: last + SINGLES, from: FROM, to: TO })
  const costs: MarkCost[] = []
  let at = 0
  const { rewriting: before } = await redisCpuParts(redis)
  let began: { at: number; cpu: NodeJS.CpuUsage; serving: number } | undefined
  /** What is measured is read before: it is placing that is measured. */
  const batches: ReplayLine[][] = [take(news, BATCH)]
  try {
    while (at < last) {
      const mark = marks.find((each) => each > at) ?? last
      if (!began && at >= mark - MEASURED) {
        for (let read = at + BATCH; read <= mark && read < last; read += BATCH)
          batches.push(take(news, BATCH))
        const { serving } = await redisCpuParts(redis)
        began = { at: performance.now(), cpu: process.cpuUsage(), serving }
      }
      const batch = batches.shift() ?? []
      if (batches.length === 0 && at + BATCH < last) batches.push(take(news, BATCH))
      await placing.place(batch, batches[0] ?? [], signal)
      at += batch.length
      if (began && at >= mark) {
        const { user, system } = process.cpuUsage(began.cpu)
        const durationMs = performance.now() - began.at
        const { serving, rewriting } = await redisCpuParts(redis)
        costs.push({
          held: mark,
          durationMs,
          cpuMicros: user + system,
          // The file is rewritten each time it has doubled: that concerns all entries so far, not those of the moment.
          redisMicros: serving - began.serving + ((rewriting - before) * MEASURED) / mark,
        })
        began = undefined
      }
    }
    const singlesMs: number[] = []
    for (const line of take(news, SINGLES)) {
      const startedAt = performance.now()
      await placing.place([line], [], signal)
      singlesMs.push(performance.now() - startedAt)
    }
    return { costs, singlesMs }
  } finally {
    await placing.close()
    await closeRedis(redis)
  }
}

function take(news: Generator<string>, count: number): ReplayLine[] {
  const lines: string[] = []
  while (lines.length < count) {
    const { value, done } = news.next()
    if (done) break
    lines.push(value)
  }
  return readReplayLines(lines.join('\n'), 'generated').lines
}
