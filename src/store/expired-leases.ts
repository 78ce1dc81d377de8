import type { LeasedSource, SourceId, SourceState } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { packState } from './pack-source.ts'
import { pairsOf, repliesOf } from './replies.ts'

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
  readStored(
    id: SourceId,
    bytes: Buffer | null | undefined,
  ): { readonly url: string; readonly state: SourceState; readonly dueAt: number } | undefined
  /** Undefined for a source that cannot be read. */
  readable<Value>(read: () => Value): Value | undefined
  restOf(id: SourceId): string
}

const CHUNK = 250

/** What workers held that died without a word. */
export function createExpiredLeases(deps: ExpiredLeaseDeps) {
  const { redis, keys, leaseKeys, recordKey, slotKey } = deps
  const scripts = loadScripts(redis, ['return-expired-leases'])
  return {
    /**
     * Some of the leases that have run out, longest ago first. Those of sources that cannot be read stay: whoever repairs
     * them, or a newer program, ends them.
     */
    async expiredLeases(now: number): Promise<ExpiredLease[]> {
      const flat = await redis.zrangebyscore(keys.leases(), '-inf', now, 'WITHSCORES', 'LIMIT', 0, CHUNK)
      const held = pairsOf(flat)
      if (held.length === 0) return []
      const pipeline = redis.pipeline()
      for (const [id] of held) pipeline.hgetBuffer(recordKey(id), deps.restOf(id))
      const records = repliesOf(await pipeline.exec()) as (Buffer | null)[]
      return held.flatMap(([sourceId, end], index) => {
        const read = deps.readable(() => ({ stored: deps.readStored(sourceId, records[index]) }))
        if (!read) return []
        const { stored } = read
        const leaseUntil = Number(end)
        return {
          lease: { sourceId, leaseUntil, dueAt: stored?.dueAt ?? leaseUntil },
          ...(stored && { source: { url: stored.url, state: stored.state } }),
        }
      })
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
