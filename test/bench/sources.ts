import { parseFeed } from '../../src/feed/parse.ts'
import type { SourceState } from '../../src/model/index.ts'
import { toEntries } from '../../src/stages/to-entries.ts'
import { type Bed, countKeys, declareAll, fixtureSources, sourceOf, unlinkKeys } from './bed.ts'
import { ITEMS_PER_FEED, renderFixtureFeed } from './feeds.ts'
import { check, createSheet, type Scenario, usedMemory } from './meter.ts'

export interface ClaimOptions {
  readonly sources: number
  readonly limit: number
  readonly runs: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Leasing what is due: as it falls due over an hour, and with all of it overdue. A politeness limit is heeded. */
export async function measureClaim(bed: Bed, { sources, limit, runs }: ClaimOptions): Promise<Scenario> {
  const { config, storage } = await bed.space('claim')
  const startedAt = Date.now()
  const hosts = Math.ceil(sources / 3)
  const declared = Array.from({ length: sources }, (_, n) =>
    sourceOf(`https://host${n % hosts}.example/feeds/${n}.xml`, `Publisher ${n}`),
  )
  const empty = await usedMemory(bed.redis)
  // Neighbours in the list share no moment, nor do sources of one host.
  await declareAll(
    storage,
    declared,
    (n) => startedAt + Math.floor((((n * 7_919) % sources) / sources) * HOUR),
  )
  const declaredBytes = (await usedMemory(bed.redis)) - empty

  const sheet = createSheet()
  const leased = new Set<string>()
  const claim = async (now: number, name: string, most: number) => {
    await bed.redis.config('RESETSTAT')
    const from = performance.now()
    const leases = await storage.sources.claimDue({
      now,
      leaseMs: config.polling.leaseMs + DAY,
      limit: most,
      perHost: config.polling.perHost,
    })
    sheet.note(name, 'ms', performance.now() - from)
    const stats = await bed.redis.info('commandstats')
    const [, calls, micros] = /cmdstat_evalsha:calls=(\d+),usec=(\d+)/.exec(stats) ?? []
    sheet.note(`… Redis blocked, mean of a call`, 'ms', Number(micros) / Number(calls) / 1000)
    for (const { sourceId } of leases) leased.add(sourceId)
    return leases.length
  }
  const step = (HOUR * limit) / sources
  let claimed = 0
  for (let run = 1; run <= runs; run++)
    claimed += await claim(startedAt + run * step, `claim of ${limit} as they fall due`, limit * 2)
  check(
    Math.abs(claimed - limit * runs) <= limit / 10,
    `${limit} fall due between claims, got ${claimed / runs}`,
  )
  for (let run = 1; run <= runs; run++) {
    const count = await claim(startedAt + HOUR + run, `claim of ${limit}, all overdue`, limit)
    check(count === limit, `${limit} sources claimed, got ${count}`)
    claimed += count
  }
  check(leased.size === claimed, 'no source was leased twice')
  sheet.note('memory of a declared source', 'B', declaredBytes / sources)
  return {
    title: 'Claiming',
    setting: `among ${sources} sources on ${hosts} hosts, due over an hour, ${config.polling.perHost} a host`,
    figures: sheet.figures(),
    checks: [`${leased.size} leases, all of different sources`],
  }
}

/** What a source weighs when everything about it is known, and what its entries weigh. */
export async function measureMemory(bed: Bed, sources: number): Promise<Scenario> {
  const { config, storage } = await bed.space('memory')
  const now = Date.now()
  const empty = await usedMemory(bed.redis)
  const declared = fixtureSources(bed, 'memory', sources)
  await declareAll(storage, declared, now)
  let entries = 0
  for (const [n, source] of declared.entries()) {
    const { body, contentType } = renderFixtureFeed(n, ITEMS_PER_FEED, now)
    const feed = await parseFeed(body, { contentType, baseUrl: source.url })
    const state: SourceState = {
      validators: {
        url: source.url,
        etag: `"${source.id}${source.id}"`,
        lastModified: new Date(now).toUTCString(),
      },
      bodyHash: 'x'.repeat(43),
      hints: { maxAgeMs: 900_000, ttlMs: 3_600_000 },
      lastPolledAt: now,
      lastSucceededAt: now,
      lastOutcome: 'changed',
      failureCount: 0,
      nextPollAt: now + DAY,
      nextPollReason: 'ttl 3600 s → jitter +143 s',
      ...(feed.title !== undefined && { feedTitle: feed.title }),
      ...(feed.siteUrl !== undefined && { siteUrl: feed.siteUrl }),
      pollCount: 120,
      notModifiedCount: 100,
    }
    const limits = {
      announceOnFirstPoll: config.polling.announceOnFirstPoll,
      windowMs: config.stories.windowMs,
      channels: config.channels,
    }
    const admitted = toEntries({ source, state: { ...state, lastSucceededAt: now - DAY }, feed, now, limits })
    const report = await storage.entries.admit(source.id, admitted, {
      now,
      ttlMs: config.retention.entriesMs,
    })
    entries += report.stored
    await bed.redis.hset(storage.keys.source(source.id), 'state', JSON.stringify(state))
  }
  check(entries === sources * ITEMS_PER_FEED, `${entries} entries stored`)
  check((await countKeys(bed.redis, `${storage.keys.root}:entry:*`)) === entries, 'one key per entry')
  const full = await usedMemory(bed.redis)
  await unlinkKeys(bed.redis, `${storage.keys.root}:entry:*`)
  const withoutEntries = await usedMemory(bed.redis)
  await unlinkKeys(bed.redis, `${storage.keys.root}:source:*:seen`)
  const withoutSeen = await usedMemory(bed.redis)

  const sheet = createSheet()
  sheet.note('a source, all of its state', 'B', (withoutEntries - empty) / sources)
  sheet.note(
    '… of it: what it has been seen to carry (20 ids)',
    'B',
    (withoutEntries - withoutSeen) / sources,
  )
  sheet.note('… of it: declaration, state, schedule', 'B', (withoutSeen - empty) / sources)
  sheet.note('an entry', 'B', (full - withoutEntries) / entries)
  return {
    title: 'Memory of Redis',
    setting: `${sources} sources that were polled, ${ITEMS_PER_FEED} entries each; differences of used_memory`,
    figures: sheet.figures(),
    checks: [`${entries} entries stored, one key each`],
  }
}
