import { type Bed, unlinkKeys, WORKER_OPTIONS } from './bed.ts'
import { drawGrowth } from './draw-growth.ts'
import { ASKED, type MarkCost, SINGLES } from './fill-window.ts'
import { check, createSheet, median, quantile, type Scenario, usedMemory } from './meter.ts'

/** Sizes of the window at which the cost of an entry is told. */
const MARKS = [10_000, 30_000, 100_000, 200_000, 300_000, 1_000_000]
const SEED = 1

/** What an entry costs while the window fills, and what it takes of the index in the end. */
export async function measureWindow(bed: Bed, { held }: { held: number }): Promise<Scenario> {
  const { config, storage } = await bed.space('window')
  const marks = [...MARKS.filter((mark) => mark < held), held]
  const worker = bed.startWorker(WORKER_OPTIONS)
  const { costs, singlesMs, asked } = await bed.profiled(worker, 'window', () =>
    worker.call('fillWindow', marks, SEED, config),
  )
  await worker.stop()
  const sheet = createSheet()
  for (const { held: size, entries, durationMs, cpuMicros, redisMicros } of costs) {
    const among = `among ${size.toLocaleString('en-US')}`
    sheet.note(`${among}: entries per second`, '1/s', entries / (durationMs / 1000))
    sheet.note(`… CPU per entry, ${among}`, 'µs', (cpuMicros + redisMicros) / entries)
    sheet.note(`… process, ${among}`, 'µs', cpuMicros / entries)
    sheet.note(`… Redis, ${among}`, 'µs', redisMicros / entries)
  }
  const among = `among ${held.toLocaleString('en-US')}`
  sheet.note(`asked again, ${among}: entries per second`, '1/s', asked.entries / (asked.durationMs / 1000))
  sheet.note(
    `… CPU per entry asked again, ${among}`,
    'µs',
    (asked.cpuMicros + asked.redisMicros) / asked.entries,
  )
  const entries = held + SINGLES
  let indexed = 0
  for (const key of await bed.redis.keys(`${storage.keys.root}:index:*:documents`)) {
    indexed += await bed.redis.hlen(key)
  }
  check(indexed === entries, `${entries} entries placed, ${indexed} in the index`)
  const before = await usedMemory(bed.redis)
  await unlinkKeys(bed.redis, `${storage.keys.root}:index:*`)
  sheet.note('memory of the index per entry', 'B', (before - (await usedMemory(bed.redis))) / entries)
  sheet.note('one entry placed by itself, p50', 'ms', quantile(singlesMs, 0.5))
  sheet.note('one entry placed by itself, p99', 'ms', quantile(singlesMs, 0.99))
  return {
    title: 'Clustering in a full window',
    setting: `generated entries of one language group whose vocabulary grows as that of news (44 · T^0.49), all within reach of each other; of each size up to five samples of the last entries, 5,000 each among 50,000 and more, then ${SINGLES} one by one; in the end the last ${ASKED.toLocaleString('en-US')} are asked again; what Redis takes to rewrite its file is spread over all entries`,
    figures: sheet.figures(),
    checks: [`${entries} entries placed, ${entries} in the index`],
    ...(marks.length > 1 && {
      drawing: {
        name: 'growth.svg',
        text: drawGrowth(marks.map((mark) => pointOf(mark, costs))),
        alt: 'CPU of an entry by entries in the window, beside the square root',
      },
    }),
  }
}

function pointOf(mark: number, costs: readonly MarkCost[]) {
  const samples = costs.filter(({ held }) => held === mark)
  return {
    held: mark,
    process: median(samples.map(({ cpuMicros, entries }) => cpuMicros / entries)),
    redis: median(samples.map(({ redisMicros, entries }) => redisMicros / entries)),
  }
}
