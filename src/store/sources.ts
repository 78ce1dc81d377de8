import type { LeasedSource, Source, SourceId, SourceState, SourceStatus } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { gather } from './gather.ts'
import { chunksOf, numberOr, pairsOf, parseStored, repliesOf } from './replies.ts'

export interface SourceRecord {
  readonly source: Source
  readonly state: SourceState
}

export interface SourceStoreDeps extends StoreDeps {
  /** Whose politeness limit a URL falls under; default: host and port. */
  readonly hostOf?: (url: string) => string
}

export interface DueStats {
  readonly sources: number
  readonly due: number
  readonly leased: number
  /** How long the source that waits longest has been due, ms; 0 when none is. */
  readonly oldestDueAgeMs: number
}

export interface PollResult {
  readonly state: SourceState
  /** Retires an active source. */
  readonly status?: SourceStatus
  readonly nextPollAt: number
}

const NEW_STATE: SourceState = { failureCount: 0, pollCount: 0, notModifiedCount: 0 }
/** Taken off the due time, to mark who asked for it: plans are in whole milliseconds. */
const ASKED_BY = { operator: 0.5, hub: 0.25 }
const LOAD_CHUNK = 500
/** Sources that merge into one at the same time overtake each other; so many in a row do not. */
const REPLACE_ATTEMPTS = 20
/** Leases per call: with these a call takes Redis about half a millisecond. */
const CLAIM_CHUNK = 100
/** Due sources looked at per call, and calls per claim: 10,000 sources of busy hosts are looked past. */
const CLAIM_WINDOW = 500
const CLAIM_CALLS = 20
/** A finished poll waits so long for others, to be saved with them; it holds its host's place until then. */
const FINISH_WAIT_MS = 5
const FINISH_CHUNK = 50

/** Declared sources, what polling learned about them, when they are due and who holds them. */
export function createSourceStore(deps: SourceStoreDeps) {
  const { redis, keys } = deps
  const hostOf = deps.hostOf ?? ((url) => URL.parse(url)?.host ?? url)
  const scripts = loadScripts(redis, [
    'claim-due-sources',
    'declare-source',
    'finish-polls',
    'poll-now',
    'release-sources',
    'replace-declaration',
    'remove-source',
    'set-source-status',
  ])
  const finish = gather(finishPolls, { waitMs: FINISH_WAIT_MS, most: FINISH_CHUNK })
  const leaseKeys = () => [keys.due(), keys.leases(), keys.hosts(), keys.hostLoad()]

  async function load(ids: readonly SourceId[]): Promise<(SourceRecord | undefined)[]> {
    const records: (SourceRecord | undefined)[] = []
    for (const chunk of chunksOf(ids, LOAD_CHUNK)) {
      const pipeline = redis.pipeline()
      for (const id of chunk) pipeline.hmget(keys.source(id), 'declaration', 'status', 'state')
      const replies = repliesOf(await pipeline.exec()) as (string | null)[][]
      records.push(...chunk.map((id, index) => readRecord(keys.source(id), replies[index] ?? [])))
    }
    return records
  }

  async function finishPolls(
    polls: readonly { readonly lease: LeasedSource; readonly result: PollResult }[],
  ): Promise<('finished' | 'lease_lost')[]> {
    const replies = (await scripts['finish-polls']({
      keys: [...leaseKeys(), ...polls.map(({ lease }) => keys.source(lease.sourceId))],
      args: polls.flatMap(({ lease, result }) => [
        lease.sourceId,
        lease.leaseUntil,
        JSON.stringify(result.state),
        result.status ?? '',
        result.nextPollAt,
      ]),
    })) as number[]
    return replies.map((reply) => (reply === 1 ? 'finished' : 'lease_lost'))
  }

  async function remove(id: SourceId): Promise<boolean> {
    const removed = await scripts['remove-source']({
      keys: [keys.sources(), ...leaseKeys(), keys.source(id), keys.seen(id)],
      args: [id],
    })
    return removed === 1
  }

  return {
    load,
    remove,

    /** Adds or updates a declaration; state, status and next poll of a known source stay. */
    async declare(
      source: Source,
      _now: number,
      firstPollAt: number,
    ): Promise<'added' | 'updated' | 'unchanged'> {
      const { status, ...declaration } = source
      const outcome = await scripts['declare-source']({
        keys: [keys.sources(), keys.due(), keys.hosts(), keys.source(source.id)],
        args: [source.id, JSON.stringify(declaration), status, hostOf(source.url), firstPollAt],
      })
      return outcome as 'added' | 'updated' | 'unchanged'
    },

    async get(id: SourceId): Promise<SourceRecord | undefined> {
      const [record] = await load([id])
      return record
    },

    async list(): Promise<SourceRecord[]> {
      const ids = (await redis.smembers(keys.sources())).sort()
      return (await load(ids)).filter((record) => record !== undefined)
    },

    async ids(): Promise<SourceId[]> {
      return (await redis.smembers(keys.sources())).sort()
    },

    async count(): Promise<number> {
      return redis.scard(keys.sources())
    },

    /** Active sources are due at once; paused and gone ones are never. */
    async setStatus(
      id: SourceId,
      status: SourceStatus,
      now: number,
    ): Promise<'set' | 'unchanged' | 'unknown'> {
      const outcome = await scripts['set-source-status']({
        keys: [keys.due(), keys.leases(), keys.source(id)],
        args: [id, status, now - ASKED_BY.operator],
      })
      return outcome as 'set' | 'unchanged' | 'unknown'
    },

    async pollNow(
      id: SourceId,
      now: number,
      by: keyof typeof ASKED_BY = 'operator',
    ): Promise<'due' | 'leased' | 'inactive'> {
      const outcome = await scripts['poll-now']({
        keys: [keys.due(), keys.leases()],
        args: [id, now - ASKED_BY[by]],
      })
      return outcome as 'due' | 'leased' | 'inactive'
    },

    /** Leases at most `limit` due sources, at most `perHost` of one host at any time; oldest due first. */
    async claimDue(options: {
      readonly now: number
      readonly leaseMs: number
      readonly limit: number
      readonly perHost: number
    }): Promise<LeasedSource[]> {
      const leaseUntil = options.now + options.leaseMs
      const leases: LeasedSource[] = []
      let offset = 0
      for (let call = 0; call < CLAIM_CALLS && leases.length < options.limit; call++) {
        const room = Math.min(CLAIM_CHUNK, options.limit - leases.length)
        const [next, ...flat] = (await scripts['claim-due-sources']({
          keys: leaseKeys(),
          args: [options.now, leaseUntil, room, options.perHost, offset, CLAIM_WINDOW],
        })) as [number, ...string[]]
        for (const [sourceId, dueAt] of pairsOf(flat))
          leases.push({ sourceId, leaseUntil, dueAt: Number(dueAt) })
        if (next < 0) break
        offset = next
      }
      return leases
    },

    /** Saves state and next poll while the lease is held. Polls that end together are saved in one call. */
    finishPoll: (lease: LeasedSource, result: PollResult) => finish({ lease, result }),

    /** Hands sources back: due again at once. Returns how many were still held. */
    async release(leases: readonly LeasedSource[], now: number): Promise<number> {
      let released = 0
      for (const chunk of chunksOf(leases, LOAD_CHUNK)) {
        const args = chunk.flatMap((lease) => [lease.sourceId, lease.leaseUntil, Math.min(lease.dueAt, now)])
        released += (await scripts['release-sources']({ keys: leaseKeys(), args })) as number
      }
      return released
    },

    /**
     * Puts a source into the politeness group of the address it has moved to. A source that is declared there takes
     * over its channels and the larger weight.
     */
    async moved(
      source: Source,
      to: { readonly address: string; readonly targetId: SourceId },
      unite: (target: Source, source: Source) => Source,
    ): Promise<'regrouped' | 'merged'> {
      const { address, targetId } = to
      for (let attempt = 0; attempt < REPLACE_ATTEMPTS && targetId !== source.id; attempt++) {
        const key = keys.source(targetId)
        const before = await redis.hget(key, 'declaration')
        if (!before) break
        const united = unite(parseStored<Source>(before, key), source)
        const outcome = await scripts['replace-declaration']({
          keys: [key],
          args: [before, JSON.stringify(united)],
        })
        if (outcome === 'replaced') return 'merged'
      }
      await redis.hset(keys.hosts(), source.id, hostOf(address))
      return 'regrouped'
    },

    async dueStats(now: number): Promise<DueStats> {
      const pipeline = redis
        .pipeline()
        .scard(keys.sources())
        .zcount(keys.due(), '-inf', now)
        .zcount(keys.leases(), `(${now}`, '+inf')
        .zrange(keys.due(), '0', '0', 'WITHSCORES')
      const [sources, due, leased, oldest] = repliesOf(await pipeline.exec())
      const oldestDueAt = numberOr((oldest as string[])[1], keys.due(), now)
      return {
        sources: sources as number,
        due: due as number,
        leased: leased as number,
        oldestDueAgeMs: Math.max(0, now - oldestDueAt),
      }
    },
  }
}

function readRecord(key: string, reply: readonly (string | null)[]): SourceRecord | undefined {
  const [declaration, status, state] = reply
  if (!declaration) return undefined
  return {
    source: {
      ...parseStored<Omit<Source, 'status'>>(declaration, key),
      status: (status ?? 'active') as SourceStatus,
    },
    state: state ? parseStored<SourceState>(state, key) : NEW_STATE,
  }
}

export type SourceStore = ReturnType<typeof createSourceStore>
