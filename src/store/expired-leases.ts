import type { LeasedSource, SourceId, SourceState } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { packState } from './pack-source.ts'
import { pairsOf, repliesOf } from './replies.ts'
import type { ReadSource } from './source-reader.ts'
import { restOf } from './source-records.ts'

export interface ExpiredLease {
  readonly lease: LeasedSource
  /** Absent where the source is not declared any more. */
  readonly source?: { readonly url: string; readonly state: SourceState }
}

export interface ExpiredEnd extends ExpiredLease {
  /** What the source knows from now on, and when it is due; absent: only its lease is freed. */
  readonly result?: { readonly state: SourceState; readonly nextPollAt: number }
}

export interface ExpiredLeaseDeps extends StoreDeps {
  leaseKeys(): string[]
  recordKey(id: SourceId): string
  slotKey(dueAt: number): string
  read(id: SourceId, bytes: Buffer | null | undefined): ReadSource | undefined
  /** Undefined for a source that cannot be read. */
  readable<Value>(read: () => Value): Value | undefined
}

const CHUNK = 250
/** Leases looked past, 10,000 of them, where none of a chunk can be read: each claim asks, and reads their records. */
const CHUNKS = 40

/** What workers held that died without a word. */
export function createExpiredLeases(deps: ExpiredLeaseDeps) {
  const { redis, keys, leaseKeys, recordKey, slotKey } = deps
  const scripts = loadScripts(redis, ['return-expired-leases'])

  async function readExpired(held: readonly (readonly [string, string])[]): Promise<ExpiredLease[]> {
    const pipeline = redis.pipeline()
    for (const [id] of held) pipeline.hgetBuffer(recordKey(id), restOf(id))
    const records = repliesOf(await pipeline.exec()) as (Buffer | null)[]
    return held.flatMap(([sourceId, end], index) => {
      const read = deps.readable(() => ({ found: deps.read(sourceId, records[index]) }))
      if (!read) return []
      const { found } = read
      const leaseUntil = Number(end)
      return {
        lease: { sourceId, leaseUntil, dueAt: found?.stored.dueAt ?? leaseUntil },
        ...(found && { source: { url: found.source.url, state: found.state } }),
      }
    })
  }

  return {
    /**
     * Some of the leases that have run out, longest ago first. Those of sources that cannot be read stay: whoever repairs
     * them, or a newer program, ends them.
     */
    async expiredLeases(now: number): Promise<ExpiredLease[]> {
      for (let chunk = 0; chunk < CHUNKS; chunk++) {
        const range = ['WITHSCORES', 'LIMIT', chunk * CHUNK, CHUNK] as const
        const held = pairsOf(await redis.zrangebyscore(keys.leases(), '-inf', now, ...range))
        if (held.length === 0) break
        const expired = await readExpired(held)
        if (expired.length > 0) return expired
      }
      return []
    },

    /** Ends them; tells of each whether it was still to be ended. */
    async endExpired(ends: readonly ExpiredEnd[]): Promise<boolean[]> {
      const places = ends.map(({ lease, source, result }) => ({
        id: lease.sourceId,
        leaseUntil: lease.leaseUntil,
        state: source && result ? packState(result.state, source.url, result.nextPollAt) : '',
        dueAt: result?.nextPollAt ?? lease.leaseUntil,
      }))
      const replies = (await scripts['return-expired-leases']({
        keys: [...leaseKeys(), ...places.flatMap(({ id, dueAt }) => [recordKey(id), slotKey(dueAt)])],
        args: places.flatMap(({ id, leaseUntil, state, dueAt }) => [id, leaseUntil, state, dueAt]),
      })) as number[]
      return replies.map((reply) => reply === 1)
    },
  }
}
