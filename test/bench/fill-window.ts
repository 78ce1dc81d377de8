import { REPLAY_BATCH } from '../../src/app/replay.ts'
import { createReplayPlacing } from '../../src/app/replay-placing.ts'
import { createStorage } from '../../src/app/storage.ts'
import { type ReplayLine, readReplayLines } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { closeRedis, createRedis } from '../../src/redis/client.ts'
import { INDEX_BUCKET_MS } from '../../src/redis/keys.ts'
import { writeGrowingNews } from './growing-news.ts'
import { redisCpuParts } from './meter.ts'

/**
 * Samples of each mark: a collection of garbage falls into one and not into the next, so a single one is luck. They take
 * up at most the second half of what the window holds by then.
 */
const SAMPLES = 5
const MOST_OF_A_SAMPLE = 5_000
/** Placed one by one in the end. */
export const SINGLES = 1_000
/** Asked again after that, the last of them, as workers do it. */
export const ASKED = 2_000
const BATCH = REPLAY_BATCH
const TTL_MS = 24 * 3_600_000
/** Two buckets: whatever was told is within reach of whatever comes. */
const FROM = Math.ceil(Date.UTC(2026, 0, 5) / INDEX_BUCKET_MS) * INDEX_BUCKET_MS
const TO = FROM + 2 * INDEX_BUCKET_MS

/** What some of the last entries before a mark cost. */
export interface MarkCost {
  readonly held: number
  readonly entries: number
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
): Promise<{ costs: MarkCost[]; singlesMs: number[]; asked: Omit<MarkCost, 'held'> }> {
  const redis = createRedis(config.redis, 'commands')
  const storage = createStorage(redis, config.redis.prefix)
  const placing = createReplayPlacing(storage, config)
  const last = marks.at(-1) ?? 0
  const news = writeGrowingNews({ seed, entries: last + SINGLES, from: FROM, to: TO })
  const costs: MarkCost[] = []
  const { rewriting: before } = await redisCpuParts(redis)
  let at = 0
  let batches: ReplayLine[][] = [take(news, BATCH)]
  let lately: ReplayLine[] = []

  /** Places entries until the window holds so many; those that are known already are placed, not read. */
  async function placeTo(end: number): Promise<void> {
    while (at < end) {
      const [batch = [], ...rest] = batches
      batches = rest
      if (batches.length === 0 && at + BATCH < last) batches.push(take(news, BATCH))
      await placing.place(batch, batches[0] ?? [], signal)
      at += batch.length
      lately = [...lately, ...batch].slice(-ASKED)
    }
  }

  async function cost(work: () => Promise<number>): Promise<Omit<MarkCost, 'held'>> {
    const began = { time: performance.now(), cpu: process.cpuUsage(), ...(await redisCpuParts(redis)) }
    const entries = await work()
    const { user, system } = process.cpuUsage(began.cpu)
    const durationMs = performance.now() - began.time
    const { serving, rewriting } = await redisCpuParts(redis)
    // The file is rewritten each time it has doubled: that concerns all entries so far, not those of the moment.
    const redisMicros = serving - began.serving + ((rewriting - before) * entries) / at
    return { entries, durationMs, cpuMicros: user + system, redisMicros }
  }

  async function measureAsking(): Promise<Omit<MarkCost, 'held'>> {
    await storage.unsettled.add(
      lately.map(({ entry }) => entry),
      TTL_MS,
    )
    return cost(async () => {
      await placing.settle(signal)
      return lately.length
    })
  }

  async function measureTo(end: number, mark: number): Promise<MarkCost> {
    // Read before: it is placing that is measured.
    for (let read = at + BATCH * batches.length; read <= end && read < last; read += BATCH)
      batches.push(take(news, BATCH))
    const beganAt = at
    const spent = await cost(async () => {
      await placeTo(end)
      return at - beganAt
    })
    return { held: mark, ...spent }
  }

  try {
    for (const mark of marks) {
      for (const end of samplesOf(mark, at)) {
        if (end.isMeasured) costs.push(await measureTo(end.at, mark))
        else await placeTo(end.at)
      }
    }
    const singlesMs: number[] = []
    for (const line of take(news, SINGLES)) {
      const startedAt = performance.now()
      await placing.place([line], [], signal)
      singlesMs.push(performance.now() - startedAt)
    }
    return { costs, singlesMs, asked: await measureAsking() }
  } finally {
    await placing.close()
    await closeRedis(redis)
  }
}

/** Where the stretches up to a mark end, from what the window holds. */
function samplesOf(mark: number, held: number): { at: number; isMeasured: boolean }[] {
  const size = Math.min(MOST_OF_A_SAMPLE, Math.max(BATCH, Math.floor(mark / (2 * SAMPLES * BATCH)) * BATCH))
  const count = Math.max(1, Math.min(SAMPLES, Math.floor((mark - held) / size)))
  const ends = Array.from({ length: count }, (_, n) => ({
    at: mark - (count - 1 - n) * size,
    isMeasured: true,
  }))
  return [{ at: mark - count * size, isMeasured: false }, ...ends]
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
