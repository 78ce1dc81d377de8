import { createHash } from 'node:crypto'
import { parseFeed } from '../../src/feed/parse.ts'
import type { ParsedFeed, Source, SourceState } from '../../src/model/index.ts'
import { observeGuids } from '../../src/rules/identity/guid-memory.ts'
import { entryMark, type Mark, type Standing, seenAfter } from '../../src/rules/identity/seen-marks.ts'
import { paceWithin } from '../../src/rules/polling/host-pace.ts'
import { writeLedger } from '../../src/rules/polling/pack-ledger.ts'
import { markOf } from '../../src/rules/polling/politeness.ts'
import { observeRhythm } from '../../src/rules/polling/rhythm.ts'
import { toMarkedEntries } from '../../src/stages/to-entries.ts'
import { type Bed, declareAll, sourceOf, unlinkKeys } from './bed.ts'
import { ITEMS_PER_FEED, renderFixtureFeed } from './feeds.ts'
import {
  check,
  createSheet,
  isRewriting,
  redisCpuParts,
  type Scenario,
  settledMemory,
  usedMemory,
  waitFor,
} from './meter.ts'

export interface ClaimOptions {
  readonly sources: number
  readonly limit: number
  readonly runs: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Claims by a process and a script that have just begun. */
const WARM_UP = 5

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

  // A million new sources make it rewrite its file, meanwhile each write copies a page of memory.
  await waitFor('the append-only file is rewritten', async () => !(await isRewriting(bed.redis)))
  const sheet = createSheet()
  const leased = new Set<string>()
  let claimed = 0
  const claim = async (now: number, most: number, name?: string) => {
    await bed.redis.config('RESETSTAT')
    const { serving } = await redisCpuParts(bed.redis)
    const own = process.cpuUsage()
    const from = performance.now()
    const leases = await storage.sources.claimDue({
      now,
      leaseMs: config.polling.leaseMs + DAY,
      limit: most,
      perHost: config.polling.perHost,
      pace: paceWithin(config.polling),
    })
    const tookMs = performance.now() - from
    const { user, system } = process.cpuUsage(own)
    const served = (await redisCpuParts(bed.redis)).serving - serving
    const stats = await bed.redis.info('commandstats')
    const [, calls, micros] = /cmdstat_evalsha:calls=(\d+),usec=(\d+)/.exec(stats) ?? []
    for (const { sourceId } of leases) leased.add(sourceId)
    claimed += leases.length
    if (name === undefined) return leases.length
    sheet.note(name, 'ms', tookMs)
    sheet.note('… CPU, process + Redis', 'ms', (user + system + served) / 1000)
    sheet.note('… Redis blocked, mean of a call', 'ms', Number(micros) / Number(calls) / 1000)
    return leases.length
  }
  const step = (HOUR * limit) / sources
  for (let run = 1; run <= WARM_UP + runs; run++) {
    const name = run > WARM_UP ? `claim of ${limit} as they fall due` : undefined
    await claim(startedAt + run * step, limit * 2, name)
  }
  check(
    Math.abs(claimed - limit * (WARM_UP + runs)) <= limit / 10,
    `${limit} fall due between claims, got ${claimed / (WARM_UP + runs)}`,
  )
  for (let run = 1; run <= runs; run++) {
    const count = await claim(startedAt + HOUR + run, limit, `claim of ${limit}, all overdue`)
    check(count === limit, `${limit} sources claimed, got ${count}`)
  }
  check(leased.size === claimed, 'no source was leased twice')
  sheet.note('memory of a declared source', 'B', declaredBytes / sources)
  return {
    title: 'Claiming',
    setting: `among ${sources} sources on ${hosts} hosts, due over an hour, ${config.polling.perHost} a host; ${WARM_UP} claims to warm up`,
    figures: sheet.figures(),
    checks: [`${leased.size} leases, all of different sources`],
  }
}

/** As many as of a million have an id that begins with a certain character: they lie as densely as a million do. */
const SHARE_OF_A_MILLION = 1_000_000 / 32

/** What a source weighs when everything about it is known, and what its entries weigh. */
export async function measureMemory(bed: Bed, sources = SHARE_OF_A_MILLION): Promise<Scenario> {
  const { config, storage } = await bed.space('memory')
  const now = Date.now()
  const declared: Source[] = []
  for (let n = 0; declared.length < sources; n++) {
    const source = sourceOf(`https://www.publisher-${n}.example/section/feed.xml`, `Publisher ${n}`)
    if (source.id.startsWith('0')) declared.push(source)
  }
  const spanMs = (HOUR * sources) / 1_000_000
  await declareAll(storage, declared, (n) => now - spanMs + Math.floor((n / sources) * spanMs))
  const left = new Map(declared.map((source, n) => [source.id, { source, n }]))
  let entries = 0
  let entryBytes = 0
  let seenBytes = 0
  while (left.size > 0) {
    const leases = await storage.sources.claimDue({ now, leaseMs: HOUR, limit: 1_000, perHost: 2 })
    check(leases.length > 0, 'every source is claimed')
    const before = await usedMemory(bed.redis)
    const finishing: Promise<unknown>[] = []
    for (const lease of leases) {
      const { source, n } = left.get(lease.sourceId) as { source: Source; n: number }
      left.delete(source.id)
      const { body, contentType } = renderFixtureFeed(n, ITEMS_PER_FEED, now)
      const feed = await parseFeed(body, { contentType, baseUrl: source.url })
      const limits = {
        announceOnFirstPoll: config.polling.announceOnFirstPoll,
        windowMs: config.stories.windowMs,
        channels: config.channels,
      }
      const admitted = toMarkedEntries({ source, state: { lastSucceededAt: now - DAY }, feed, now, limits })
      const seen = seenOf(
        admitted.map(({ mark }) => mark),
        now,
      )
      seenBytes += seen?.length ?? 0
      const state: SourceState = { ...knownState(source, feed, now), ...(seen && { seen }) }
      const pending = await storage.entries.admit(
        admitted.flatMap(({ entry }) => entry ?? []),
        { ttlMs: config.retention.entriesMs },
      )
      entries += pending.length
      const nextPollAt = now + HOUR + Math.floor((n / sources) * spanMs)
      finishing.push(
        storage.sources.finishPoll(lease, { state: { ...state, nextPollAt }, nextPollAt, url: source.url }),
      )
    }
    await Promise.all(finishing)
    const full = await usedMemory(bed.redis)
    await unlinkKeys(bed.redis, `${storage.keys.root}:entry:*`)
    entryBytes += full - (await usedMemory(bed.redis))
    check(full > before, 'entries take memory')
  }
  check(entries === sources * ITEMS_PER_FEED, `${entries} entries stored`)
  const whole = await settledMemory(bed.redis)
  await unlinkKeys(bed.redis, `${storage.keys.root}:sources:in:*`)
  const withoutRecords = await settledMemory(bed.redis)
  // The rest is when they are due. Measured before, what Redis sets up for itself at first use would count as theirs.
  await unlinkKeys(bed.redis, `${storage.keys.root}:*`)
  const empty = await settledMemory(bed.redis)

  const sheet = createSheet()
  sheet.note('a source, all of its state', 'B', (whole - empty) / sources)
  sheet.note('… of it: declaration and what polling learned', 'B', (whole - withoutRecords) / sources)
  sheet.note('… … of that: marks of entries, as packed', 'B', seenBytes / sources)
  sheet.note('… of it: when it is due', 'B', (withoutRecords - empty) / sources)
  sheet.note('an entry', 'B', entryBytes / entries)
  return {
    title: 'Memory of Redis',
    setting: `${sources} sources whose ids begin alike, as densely as in a million, polled, ${ITEMS_PER_FEED} entries each; of a source all fields that polling fills: both validators, body hash, two hints, rhythm, eight guids, title, site, ledger of 8,760 polls, marks of the ${ITEMS_PER_FEED} entries it carries and of ${LEFT} that have left it; no error, no move; Redis' own limits of packed hashes; differences of used_memory without the buffers of connections`,
    figures: sheet.figures(),
    checks: [`${entries} entries stored`],
  }
}

/** Of a source that brings an entry a day: so many have left it lately enough to be remembered. */
const LEFT = 4

function seenOf(carried: readonly Mark[], now: number) {
  const held = (marks: readonly Mark[]) => new Map<Mark, Standing>(marks.map((mark) => [mark, 'held']))
  const left = Array.from({ length: LEFT }, (_, n) => entryMark(`guid:left ${n}`, `${n}`))
  return seenAfter(seenAfter(undefined, held(left), now - DAY), held(carried), now)
}

/** After a year of polls each hour. */
function knownState(source: Source, feed: ParsedFeed, now: number): SourceState {
  const guids = observeGuids(undefined, feed.entries)
  const rhythm = observeRhythm(undefined, feed.entries, now)
  check(guids !== undefined && rhythm !== undefined, 'guids and rhythm are known')
  return {
    validators: {
      url: source.url,
      etag: `"${createHash('md5').update(source.id).digest('hex')}"`,
      lastModified: new Date(now - HOUR).toUTCString(),
    },
    bodyHash: createHash('sha256').update(source.id).digest('base64url').slice(0, 8),
    hints: { maxAgeMs: 900_000, ttlMs: 3_600_000 },
    lastPolledAt: now,
    lastSucceededAt: now,
    lastBodyAt: now - 2 * HOUR,
    lastOutcome: 'changed',
    nextPollReason: 'ttl 3600 s → jitter +143 s',
    ...(feed.title !== undefined && { feedTitle: feed.title }),
    ...(feed.siteUrl !== undefined && { siteUrl: feed.siteUrl }),
    ...(guids && { guids }),
    ...(rhythm && { rhythm }),
    failureCount: 0,
    pollCount: 8_760,
    notModifiedCount: 7_900,
    ledger: writeLedger({
      since: Math.floor((now - 365 * DAY) / 60_000) * 60_000,
      polls: 8_760,
      redirects: 0,
      notModified: 7_900,
      unchanged: 0,
      changed: 860,
      throttled: 0,
      refused: 0,
      unreadable: 0,
      unreachable: 0,
      wireBytes: 17_200_000,
      savedBytes: 158_000_000,
      refreshes: 0,
      byOperator: 0,
      lost: 0,
      violations: {},
      heard: {
        url: markOf(source.url),
        etag: markOf(source.id),
        lastModified: markOf(`${now}`),
        fullBytes: 20_000,
        fullAt: Math.floor(now / 60_000) * 60_000,
        goneInRow: 0,
        notBefore: now + HOUR,
        wish: 'ttl' as const,
      },
    }),
  }
}
