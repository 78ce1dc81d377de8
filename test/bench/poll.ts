import { setTimeout as sleep } from 'node:timers/promises'
import type { Storage } from '../../src/app/storage.ts'
import type { Config } from '../../src/config.ts'
import { type Bed, countKeys, declareAll, fixtureSources, makeDue, scanKeys } from './bed.ts'
import { check, createSheet, readCommands, readCpu, residentMemory, type Scenario, waitFor } from './meter.ts'

export interface PollOptions {
  readonly sources: number
  readonly runs: number
  /** Of one measurement of the steady state. */
  readonly windowMs: number
  /** Share of the conditional requests that find two new entries. */
  readonly changing: number
  /** `new`: the server ends the connection after each answer, as most polls of many hosts find it. */
  readonly connections: 'kept' | 'new'
}

const DAY = 86_400_000
const WARM_UP = 300
const LOOK_EVERY_MS = 100

/** Every source is due again as soon as it was polled: the pipeline at its limit, for as long as one likes to look. */
const ALWAYS_DUE = { minIntervalMs: 1, defaultIntervalMs: 1, maxIntervalMs: 1 }

/** One worker process that polls without a pause; nine in ten answers are a 304. */
export async function measurePolls(bed: Bed, options: PollOptions): Promise<Scenario> {
  const { config, storage } = await openSpace(bed, 'poll', ALWAYS_DUE)
  await bed.fixture.call('close', options.connections === 'new')
  const worker = bed.startWorker()
  await worker.call('run', ['poll'], config)
  await declareAll(storage, fixtureSources(bed, 'steady', options.sources), Date.now())
  await allConfirmed(bed, options.sources)
  await bed.fixture.call('publish', options.changing)
  await sleep(1_000)

  const sheet = createSheet()
  for (let run = 0; run < options.runs; run++) {
    await placeEntries(bed, config)
    const [before, after] = await bed.profiled(worker, `poll-${options.connections}-${run}`, async () => {
      const from = await snapshot(bed, worker)
      await sleep(options.windowMs)
      return [from, await snapshot(bed, worker)] as const
    })
    const full = after.full - before.full
    const polls = full + after.notModified - before.notModified
    const workerMicros = (after.worker - before.worker) / polls
    const redisMicros = (after.redis - before.redis) / polls
    sheet.note('polls per second', '1/s', polls / ((after.at - before.at) / 1000))
    sheet.note('CPU per poll, worker + Redis', 'µs', workerMicros + redisMicros)
    sheet.note('… worker', 'µs', workerMicros)
    sheet.note('… … of it the event loop', 'µs', (after.eventLoop - before.eventLoop) / polls)
    sheet.note('… Redis', 'µs', redisMicros)
    sheet.note('Redis commands per poll', '', (after.commands - before.commands) / polls)
    sheet.note('share of 304', '%', (100 * (polls - full)) / polls)
    sheet.note(
      'connections opened per 1,000 polls',
      '',
      (1000 * (after.connections - before.connections)) / polls,
    )
    sheet.note('resident memory of the worker process', 'MB', after.rssBytes / 1e6)
    sheet.note('… of Redis', 'MB', after.redisRssBytes / 1e6)
  }

  await bed.fixture.call('publish', 0)
  await allConfirmed(bed, options.sources)
  const entries = await checkEntries(bed, config)
  await worker.stop()
  await bed.fixture.call('close', false)
  const kept = options.connections === 'kept'
  return {
    title: kept ? 'Polling, steady state' : 'Polling, steady state, a new connection for each poll',
    setting: `${options.sources} sources always due on ${bed.ports.length} hosts, ${options.changing * 100} % of the answers bring 2 new entries and 18 that are in stories, ${kept ? 'keep-alive' : 'every answer ends its connection'}, 1 worker process; ${settingOf(config)}; windows of ${options.windowMs / 1000} s`,
    figures: sheet.figures(),
    checks: [`${entries} entries served, ${entries} stored`],
  }
}

/** Sources nobody has seen before: every answer is a document of 20 new entries. */
export async function measureFirstFill(
  bed: Bed,
  options: Pick<PollOptions, 'sources' | 'runs'>,
): Promise<Scenario> {
  const { config, storage } = await openSpace(bed, 'fill', {
    minIntervalMs: DAY,
    defaultIntervalMs: DAY,
    maxIntervalMs: DAY,
    // What is measured begins when the sources are due, not when a worker next looks at the clock.
    claimEveryMs: LOOK_EVERY_MS,
  })
  const worker = bed.startWorker()
  await worker.call('run', ['poll'], config)
  await fill(bed, storage, 'warm-up', WARM_UP)

  const sheet = createSheet()
  for (let run = 0; run < options.runs; run++) {
    const from = await bed.fixture.call('stats')
    const measured = await bed.profiled(worker, `fill-${run}`, () =>
      fill(bed, storage, `run-${run}`, options.sources, () => readCpu(bed.redis, worker)),
    )
    const to = await bed.fixture.call('stats')
    const seconds = (measured.after.at - measured.before.at) / 1000
    const workerMicros = (measured.after.worker - measured.before.worker) / options.sources
    const redisMicros = (measured.after.redis - measured.before.redis) / options.sources
    sheet.note('sources per second', '1/s', options.sources / seconds)
    sheet.note('entries per second', '1/s', (to.entries - from.entries) / seconds)
    sheet.note('CPU per source, worker + Redis', 'µs', workerMicros + redisMicros)
    sheet.note('… worker with its parsing threads', 'µs', workerMicros)
    sheet.note(
      '… … of it the event loop',
      'µs',
      (measured.after.eventLoop - measured.before.eventLoop) / options.sources,
    )
    sheet.note('… Redis', 'µs', redisMicros)
    sheet.note('resident memory of the worker process', 'MB', measured.after.rssBytes / 1e6)
    check(to.full - from.full === options.sources, 'every source was fetched once')
  }
  const entries = await checkEntries(bed, config)
  await worker.stop()
  return {
    title: 'Polling, first fill',
    setting: `${options.sources} new sources with 20 entries each (about 20 KB; 70 % RSS, 20 % Atom, 10 % JSON Feed), ${config.parsing.threads} parsing thread; ${settingOf(config)}; documents rendered beforehand, due sources looked for each ${LOOK_EVERY_MS} ms`,
    figures: sheet.figures(),
    checks: [`${entries} entries served, ${entries} stored`, 'every source fetched once'],
  }
}

async function openSpace(bed: Bed, name: string, changes: Partial<Config['polling']>) {
  const { config, storage } = await bed.space(name)
  return { storage, config: { ...config, polling: { ...config.polling, ...changes } } }
}

/** Declares sources of a set due at once, and waits until each was polled and its lease is over. */
async function fill<Reading>(
  bed: Bed,
  storage: Storage,
  set: string,
  count: number,
  read: () => Promise<Reading> = async () => undefined as Reading,
): Promise<{ before: Reading; after: Reading }> {
  const sources = fixtureSources(bed, set, count)
  await declareAll(storage, sources, Date.now() + DAY)
  await bed.fixture.call('prepare', set, count)
  const before = await read()
  await makeDue(bed, storage, Date.now())
  await waitFor(`${count} sources polled`, async () => {
    const stats = await storage.sources.dueStats(Date.now())
    return stats.due === 0 && stats.leased === 0
  })
  return { before, after: await read() }
}

async function snapshot(bed: Bed, worker: Parameters<typeof readCpu>[1]) {
  const [cpu, fixture, commands, redisRssBytes] = await Promise.all([
    readCpu(bed.redis, worker),
    bed.fixture.call('stats'),
    readCommands(bed.redis),
    residentMemory(bed.redis),
  ])
  return { ...fixture, ...cpu, commands, redisRssBytes }
}

/** A request with a feed's newest tag says that everything the feed served before is stored. */
async function allConfirmed(bed: Bed, feeds: number): Promise<void> {
  await waitFor(`${feeds} feeds read to their end`, async () => {
    const stats = await bed.fixture.call('stats')
    return stats.feeds === feeds && stats.confirmed === feeds
  })
}

/** What the cluster stage writes of an entry that a story holds: without it, each poll would hand all of them on again. */
async function placeEntries(bed: Bed, config: Config): Promise<void> {
  for await (const keys of scanKeys(bed.redis, `{${config.redis.prefix}}:entry:*`)) {
    const hashes = await Promise.all(keys.map((key) => bed.redis.hget(key, 'contentHash')))
    await Promise.all(keys.map((key, index) => bed.redis.hset(key, 'clustered', hashes[index] ?? '')))
  }
}

async function checkEntries(bed: Bed, config: Config): Promise<number> {
  const { entries } = await bed.fixture.call('stats')
  const stored = await countKeys(bed.redis, `{${config.redis.prefix}}:entry:*`)
  check(stored === entries, `${entries} entries served, ${stored} stored`)
  return entries
}

function settingOf({ polling, log }: Config): string {
  return `${polling.concurrency} fetches at once, ${polling.batchSize} sources a job, ${polling.perHost} a host, log level ${log.level}`
}
