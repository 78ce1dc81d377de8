import { setTimeout as sleep } from 'node:timers/promises'
import type { Storage } from '../../src/app/storage.ts'
import type { Config } from '../../src/config.ts'
import { type Bed, countKeys, declareAll, fixtureSources, POLL_OPTIONS, scanKeys } from './bed.ts'
import { makeDueAgain } from './due-again.ts'
import { check, createSheet, readCommands, readCpu, residentMemory, type Scenario, waitFor } from './meter.ts'

export interface PollOptions {
  readonly sources: number
  readonly runs: number
  /** Of one measurement: in each, every source is polled once. */
  readonly rounds: number
  /** Polls of known sources before anything is measured: from then on V8 has compiled what it will. */
  readonly warmUp: number
  /** Share of the conditional requests that find two new entries. */
  readonly changing: number
  /** `new`: the server ends the connection after each answer, as most polls of many hosts find it. */
  readonly connections: 'kept' | 'new'
}

const DAY = 86_400_000
const LOOK_EVERY_MS = 100
/** Documents that a first fill begins with: from then on V8 has compiled what it will. */
const WARM_UP_DOCUMENTS = 500
/** Sources of a round fall due faster than any worker polls. */
const DUE_WITHIN_MS = 500
/** A round is measured from a moment before the first of its sources is due. */
const EARLY_MS = 50
/** Time to declare a source, and on a busy machine. */
const DECLARING_MS = 3
/** Time to make one source due again: no round may begin before the last of them is. */
const AGEING_MS = 0.4

/** One worker process with more to poll than it can; nine in ten answers are a 304. */
export async function measurePolls(bed: Bed, options: PollOptions): Promise<Scenario> {
  const { config, storage } = await openSpace(bed, 'poll', { claimEveryMs: LOOK_EVERY_MS })
  await bed.fixture.call('close', options.connections === 'new')
  const worker = bed.startWorker(POLL_OPTIONS)
  await worker.call('run', ['poll'], config)
  const total = options.sources
  const newcomers = fixtureSources(bed, 'steady', total)
  await declareAll(storage, newcomers, (n) => Date.now() + Math.floor((n / total) * DUE_WITHIN_MS))
  await allPolled(bed, storage, total, 0)

  const placed = new Set<string>()
  const round = async () => {
    await placeEntries(bed, config, placed)
    const since = await dueAgain(bed, storage, total)
    const before = await snapshot(bed, worker)
    await allPolled(bed, storage, total, since)
    return { before, after: await snapshot(bed, worker) }
  }
  // Who has brought news since its first document knows which of its entries are in stories, as nearly all sources do.
  await bed.fixture.call('publish', 1)
  await round()
  await bed.fixture.call('publish', options.changing)
  const warmUps = Math.ceil(options.warmUp / total)
  for (let warmUp = 1; warmUp < warmUps; warmUp++) await round()

  const sheet = createSheet()
  for (let run = 0; run < options.runs; run++) {
    const then = await snapshot(bed, worker)
    const rounds = await bed.profiled(worker, `poll-${options.connections}-${run}`, async () => {
      const done = []
      for (let n = 0; n < options.rounds; n++) done.push(await round())
      return done
    })
    const sum = (name: Exclude<keyof (typeof rounds)[number]['after'], 'hooksSeen'>) =>
      rounds.reduce((all, { before, after }) => all + after[name] - before[name], 0)
    const now = await snapshot(bed, worker)
    const polls = sum('full') + sum('notModified')
    sheet.note('polls per second', '1/s', polls / (sum('at') / 1000))
    sheet.note('CPU per poll, worker + Redis', 'µs', (sum('worker') + sum('redis')) / polls)
    sheet.note('… worker', 'µs', sum('worker') / polls)
    sheet.note('… … of it the event loop', 'µs', sum('eventLoop') / polls)
    sheet.note('… Redis', 'µs', sum('redis') / polls)
    sheet.note('beside it, the server of feeds', 'µs', sum('servingMicros') / polls)
    // All at once when a rewriting ends, and what the rounds between have written counts as well: told over all of it.
    sheet.note(
      'rewriting of its file, with what the bench writes',
      'µs',
      (now.rewriting - then.rewriting) / polls,
    )
    sheet.note('Redis commands per poll', '', sum('commands') / polls)
    sheet.note('share of 304', '%', (100 * sum('notModified')) / polls)
    sheet.note('connections opened per 1,000 polls', '', (1000 * sum('connections')) / polls)
    sheet.note('resident memory of the worker process', 'MB', now.rssBytes / 1e6)
    sheet.note('… of Redis', 'MB', now.redisRssBytes / 1e6)
  }

  await bed.fixture.call('publish', 0)
  await round()
  const { confirmed } = await bed.fixture.call('stats')
  check(confirmed === total, `${total} feeds read to their end, ${confirmed} were`)
  const entries = await checkEntries(bed, config)
  const impolite = await countViolations(storage)
  check(impolite === 0, `every poll in its time, ${impolite} were not`)
  await worker.stop()
  await bed.fixture.call('close', false)
  const kept = options.connections === 'kept'
  return {
    title: kept ? 'Polling, steady state' : 'Polling, steady state, a new connection for each poll',
    setting: `${total} sources on ${bed.ports.length} hosts, ${options.changing * 100} % of the answers bring 2 new entries and 18 that are in stories, ${kept ? 'keep-alive' : 'every answer ends its connection'}, 1 worker process; ${settingOf(config)}; rounds in which each source is polled once, due by its own plan (its clock is turned on between the rounds), ${options.rounds} a measurement, after ${warmUps} to warm up, in the first of which every source brings news`,
    figures: sheet.figures(),
    checks: [`${entries} entries served, ${entries} stored`, 'no poll before its time'],
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
  const worker = bed.startWorker(POLL_OPTIONS)
  await worker.call('run', ['poll'], config)
  await fill(bed, storage, 'warm-up', WARM_UP_DOCUMENTS)

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
    // All at once when a rewriting ends: it may be for what another run has written.
    const { rewriting } = measured.after
    sheet.note('rewriting of its file', 'µs', (rewriting - measured.before.rewriting) / options.sources)
    sheet.note('resident memory of the worker process', 'MB', measured.after.rssBytes / 1e6)
    check(to.full - from.full === options.sources, 'every source was fetched once')
  }
  const entries = await checkEntries(bed, config)
  await worker.stop()
  return {
    title: 'Polling, first fill',
    setting: `${options.sources} new sources with 20 entries each (about 20 KB; 70 % RSS, 20 % Atom, 10 % JSON Feed), ${config.parsing.threads} parsing thread; ${settingOf(config)}; documents rendered beforehand, after ${WARM_UP_DOCUMENTS} others to warm up`,
    figures: sheet.figures(),
    checks: [`${entries} entries served, ${entries} stored`, 'every source fetched once'],
  }
}

async function openSpace(bed: Bed, name: string, changes: Partial<Config['polling']>) {
  const { config, storage } = await bed.space(name)
  return { storage, config: { ...config, polling: { ...config.polling, ...changes } } }
}

/** Declares sources of a set, and waits until each was polled and its lease is over; nobody else is due meanwhile. */
async function fill<Reading>(
  bed: Bed,
  storage: Storage,
  set: string,
  count: number,
  read: () => Promise<Reading> = async () => undefined as Reading,
): Promise<{ before: Reading; after: Reading }> {
  await bed.fixture.call('prepare', set, count)
  const from = Date.now() + Math.max(1_000, count * DECLARING_MS)
  const dueAt = (n: number) => from + Math.floor((n / count) * DUE_WITHIN_MS)
  await declareAll(storage, fixtureSources(bed, set, count), dueAt)
  const left = from - EARLY_MS - Date.now()
  check(left > 0, `${count} sources are declared before the first of them is due`)
  const since = await countPolls(bed)
  await sleep(left)
  const before = await read()
  await allPolled(bed, storage, count, since)
  return { before, after: await read() }
}

/** Waits until so many have been polled since, and every lease is over. */
async function allPolled(bed: Bed, { keys }: Storage, count: number, since: number): Promise<void> {
  await waitFor(`${count} sources polled`, async () => {
    const polled = (await countPolls(bed)) - since
    return polled >= count && (await bed.redis.zcard(keys.leases())) === 0
  })
}

async function countPolls(bed: Bed): Promise<number> {
  const { full, notModified } = await bed.fixture.call('stats')
  return full + notModified
}

/** Makes every source due by its own plan, and waits until the first nearly are. Returns how many polls there were. */
async function dueAgain(bed: Bed, storage: Storage, count: number): Promise<number> {
  for (let leadMs = Math.max(500, count * AGEING_MS); ; leadMs *= 2) {
    const from = Date.now() + leadMs
    const since = await countPolls(bed)
    await makeDueAgain(storage, count, { from, spreadMs: DUE_WITHIN_MS })
    const left = from - EARLY_MS - Date.now()
    if (left > 0) {
      await sleep(left)
      return since
    }
    // Too late on a busy machine: some were polled before their round began.
    await allPolled(bed, storage, count, since)
  }
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

/** What the cluster stage writes of an entry that a story holds: without it, each poll would hand all of them on again. */
async function placeEntries(bed: Bed, config: Config, placed: Set<string>): Promise<void> {
  for await (const keys of scanKeys(bed.redis, `{${config.redis.prefix}}:entry:*`)) {
    const unplaced = keys.filter((key) => !placed.has(key))
    const hashes = await Promise.all(unplaced.map((key) => bed.redis.hget(key, 'contentHash')))
    await Promise.all(unplaced.map((key, index) => bed.redis.hset(key, 'clustered', hashes[index] ?? '')))
    for (const key of unplaced) placed.add(key)
  }
}

async function countViolations({ journal }: Storage): Promise<number> {
  let found = 0
  for await (const { violations } of journal.read()) found += violations.length
  return found
}

async function checkEntries(bed: Bed, config: Config): Promise<number> {
  const { entries } = await bed.fixture.call('stats')
  const stored = await countKeys(bed.redis, `{${config.redis.prefix}}:entry:*`)
  check(stored === entries, `${entries} entries served, ${stored} stored`)
  return entries
}

function settingOf({ polling, log }: Config): string {
  return `${polling.concurrency} fetches at once, ${polling.batchSize} sources a job, ${polling.perHost} a host, however many a minute, due sources looked for each ${polling.claimEveryMs} ms, log level ${log.level}`
}
