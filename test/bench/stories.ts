import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Storage } from '../../src/app/storage.ts'
import { readReplayLines } from '../../src/app.ts'
import { createCluster } from '../../src/stages/cluster.ts'
import { prepareEntry } from '../../src/stages/prepare-entries.ts'
import { writeReplay } from '../support/newsroom/replay.ts'
import { type Bed, countKeys, unlinkKeys, WORKER_OPTIONS } from './bed.ts'
import { check, createSheet, quantile, redisCpu, type Scenario, usedMemory } from './meter.ts'

export interface StoryOptions {
  readonly entries: number
  readonly runs: number
}

const HOUR = 3_600_000
const SEED = 42

/** `tidewire replay` over a generated file, in a process of its own each time: nothing is warm. */
export async function measureReplay(bed: Bed, { entries, runs }: StoryOptions): Promise<Scenario> {
  const file = join(bed.dir, 'replay.ndjson')
  await writeFile(file, writeReplay({ seed: SEED, entries }).join('\n'))
  const sheet = createSheet()
  const stories = new Set<number>()
  for (let run = 0; run < runs; run++) {
    const { config } = await bed.space('replay')
    const worker = bed.startWorker(WORKER_OPTIONS)
    const before = await redisCpu(bed.redis)
    const { summary, placed, cpuMicros } = await worker.call('replay', file, config)
    const redisMicros = (await redisCpu(bed.redis)) - before
    check(placed === entries, `${entries} entries given, ${placed} placed`)
    check((await bed.redis.dbsize()) === 0, 'a replay leaves nothing behind')
    stories.add(summary.stories)
    sheet.note('entries per second', '1/s', entries / (summary.durationMs / 1000))
    sheet.note('CPU per entry, process + Redis', 'µs', (cpuMicros + redisMicros) / entries)
    sheet.note('… process', 'µs', cpuMicros / entries)
    sheet.note('… Redis', 'µs', redisMicros / entries)
    await worker.stop()
  }
  check(stories.size === 1, 'every run finds the same number of stories')
  return {
    title: 'Clustering by replay',
    setting: `${entries} generated entries in six languages (seed ${SEED}), one process, cold start`,
    figures: sheet.figures(),
    checks: [`${entries} entries given, ${entries} placed in ${[...stories][0]} stories`],
  }
}

/** Entries placed one at a time, as a cluster job does; and what they leave in Redis. */
export async function measurePlacing(bed: Bed, { entries, runs }: StoryOptions): Promise<Scenario> {
  const { lines } = readReplayLines(writeReplay({ seed: SEED, entries }).join('\n'), 'generated')
  const sheet = createSheet()
  for (let run = 0; run < runs; run++) {
    const { config, storage } = await bed.space(`placing-${run}`)
    const ttlMs = { story: 24 * HOUR, index: 24 * HOUR, event: HOUR, publisher: HOUR }
    const cluster = createCluster({
      loadEntries: storage.entries.get,
      prepare: async (all) => all.map(prepareEntry),
      findCandidates: storage.stories.findManyCandidates,
      readStories: storage.stories.readKept,
      readMembers: storage.stories.readMembers,
      findAround: storage.stories.findAround,
      noteGrounds: storage.stories.noteGrounds,
      unsettle: (entries) => storage.unsettled.add(entries, ttlMs.index),
      join: (plans) => storage.stories.joinAll(plans.map((plan) => ({ ...plan, events: [], ttlMs }))),
      merge: (plan) => storage.stories.merge({ ...plan, events: [], ttlMs }),
      enqueueRank: async () => undefined,
      deferUpdate: async () => undefined,
      report: () => undefined,
      now: () => lines.at(-1)?.entry.reportedAt ?? 0,
      lists: config.lists,
      siteUrl: config.site.url,
      hourOf: (at) => new Date(at).getUTCHours(),
      sameStory: {},
    })
    for (const { entry } of lines) {
      await storage.entries.admit([entry], { ttlMs: 24 * HOUR })
    }
    const admitted = await usedMemory(bed.redis)
    const took: number[] = []
    for (const { entry } of lines) {
      const startedAt = performance.now()
      await cluster([entry.id], new AbortController().signal)
      took.push(performance.now() - startedAt)
    }
    const placed = await usedMemory(bed.redis)
    sheet.note('one entry placed, p50', 'ms', quantile(took, 0.5))
    sheet.note('one entry placed, p99', 'ms', quantile(took, 0.99))
    await noteIndex(bed, storage, sheet, { admitted, placed, entries: lines.length })
  }
  return {
    title: 'Placing one entry',
    setting: `${entries} entries, one after the other, over one connection`,
    figures: sheet.figures(),
    checks: ['every entry is in the index'],
  }
}

async function noteIndex(
  bed: Bed,
  { keys }: Storage,
  sheet: ReturnType<typeof createSheet>,
  measured: { admitted: number; placed: number; entries: number },
): Promise<void> {
  const { entries } = measured
  const buckets = `${keys.root}:index:*:documents`
  let indexed = 0
  for (const key of await bed.redis.keys(buckets)) indexed += await bed.redis.hlen(key)
  check(indexed === entries, `${entries} entries placed, ${indexed} in the index`)
  const stories = await countKeys(bed.redis, `${keys.root}:story:*`)
  check(stories > 0, 'stories were founded')
  await unlinkKeys(bed.redis, `${keys.root}:index:*`)
  const index = measured.placed - (await usedMemory(bed.redis))
  sheet.note('memory of the index per entry', 'B', index / entries)
  sheet.note(
    'memory of stories and heat per entry',
    'B',
    (measured.placed - measured.admitted - index) / entries,
  )
}
