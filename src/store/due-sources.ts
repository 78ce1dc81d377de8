import { hash } from 'node:crypto'
import type { LeasedSource, SourceId } from '../model/index.ts'
import { DUE_SLOT_MS, dueSlot, minuteOf, sourceBucket } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { chunksOf, numberOr, pairsOf, repliesOf, StoreError } from './replies.ts'
import { readStoredSource, restOf } from './source-records.ts'

export interface DueSourceDeps extends StoreDeps {
  /** Whose politeness limit a URL falls under; default: host and port. */
  readonly hostOf?: (url: string) => string
  /** Default: `Math.random`. */
  readonly random?: () => number
}

export interface DueStats {
  readonly sources: number
  readonly due: number
  readonly leased: number
  /** How long the source that waits longest has been due, ms; 0 when none is. */
  readonly oldestDueAgeMs: number
}

export interface ClaimOptions {
  readonly now: number
  readonly leaseMs: number
  readonly limit: number
  readonly perHost: number
  /** `gapMs` between two leases of a host in the long run, `burst` of them at once after a pause. */
  readonly pace?: { readonly gapMs: number; readonly burst: number }
}

/** Taken off the due time, to mark who asked for it: plans are in whole milliseconds. */
export const ASKED_BY = { operator: 0.5, hub: 0.25 }
/** Urgency that a claim never came to see. */
const URGENT_TTL_MS = 86_400_000
/** Slots that a claim looks at before all others. */
const URGENT_SLOTS = 10
/** Leases per call: with these a call takes Redis about a millisecond. */
const CLAIM_CHUNK = 200
/** Slots sent with a call at first; more when they hold little. */
const FEW_SLOTS = 10
/** Due sources looked at per call, and calls per claim: 10,000 sources of busy hosts are looked past. */
const CLAIM_WINDOW = 500
const CLAIM_CALLS = 20
const RELEASE_CHUNK = 500
const COUNT_CHUNK = 1_000
/** Changes of one source's place that overtake a call; so many in a row do not. */
const PLACE_ATTEMPTS = 20
/** Thirty bits: of the hosts leased at one time no two are likely to be taken for one. As `due-slots.lua` cuts it. */
const HOST_CHARS = 5

/**
 * When sources are due and who holds them. Sources due in the same half second lie in one small hash, which Redis packs:
 * a quarter of the memory of one large zset, and a claim finds what it takes side by side.
 */
export function createDueSources(deps: DueSourceDeps) {
  const { redis, keys } = deps
  const hostOf = deps.hostOf ?? ((url) => URL.parse(url)?.host ?? url)
  const { random = Math.random } = deps
  const chance = () => Math.floor(random() * 2 ** 31)
  const scripts = loadScripts(redis, ['claim-due-sources', 'pay-host', 'poll-now', 'release-sources'])
  const leaseKeys = () => [keys.due(), keys.leases(), keys.hostLoad()]
  const recordKey = (id: SourceId) => keys.sourcesIn(sourceBucket(id))
  const slotKey = (dueAt: number) => keys.dueIn(dueSlot(dueAt))
  /** Stands for the host that is asked at an address. */
  const hostCode = (address: string) => hash('sha256', hostOf(address), 'base64url').slice(0, HOST_CHARS)

  /**
   * Calls a script that needs to know where the source stands: its due time, and the keys that go with that. Read
   * before, since keys are named by the caller; repeated when it was moved meanwhile.
   */
  async function atPlace<Outcome extends string>(
    id: SourceId,
    commit: (place: { dueAt: number; placeKeys: string[] }) => Promise<unknown>,
  ): Promise<Outcome> {
    for (let attempt = 0; attempt < PLACE_ATTEMPTS; attempt++) {
      const dueAt = (await dueAtOf(id)) ?? 0
      const placeKeys = [...leaseKeys(), recordKey(id), slotKey(dueAt)]
      const outcome = (await commit({ dueAt, placeKeys })) as Outcome | 'stale'
      if (outcome !== 'stale') return outcome
    }
    throw new StoreError(
      'store_contended',
      `source ${id} was moved ${PLACE_ATTEMPTS} times while it was changed`,
      {
        retry: 'later',
      },
    )
  }

  async function dueAtOf(id: SourceId): Promise<number | undefined> {
    const bytes = await redis.hgetBuffer(recordKey(id), restOf(id))
    return readStoredSource(bytes, recordKey(id))?.dueAt
  }

  /** `done`: slots that were gone through; `left`: those of them in which something due was passed over. */
  async function claimFrom(slots: readonly string[], room: number, options: ClaimOptions) {
    const { now, leaseMs, perHost, pace } = options
    const minute = minuteOf(now)
    const leaseUntil = now + leaseMs
    const [done, left, ...flat] = (await scripts['claim-due-sources']({
      keys: [
        ...leaseKeys(),
        keys.hostPaid(minute),
        keys.hostPaid(minute + 1),
        keys.urgent(),
        ...slots.map((slot) => keys.dueIn(Number(slot))),
      ],
      args: [
        now,
        leaseUntil,
        room,
        perHost,
        CLAIM_WINDOW,
        pace?.gapMs ?? 0,
        pace?.burst ?? 1,
        chance(),
        ...slots,
      ],
    })) as [number, number, ...string[]]
    const leases = pairsOf(flat).map(([sourceId, dueAt]) => ({ sourceId, leaseUntil, dueAt: Number(dueAt) }))
    return { done, left, leases }
  }

  async function countDue(slots: readonly string[], now: number): Promise<number> {
    let due = 0
    for (const chunk of chunksOf(slots.map(Number), COUNT_CHUNK)) {
      const pipeline = redis.pipeline()
      for (const slot of chunk) {
        if (slot < dueSlot(now)) pipeline.hlen(keys.dueIn(slot))
        else pipeline.hvals(keys.dueIn(slot))
      }
      const replies = repliesOf(await pipeline.exec()) as (number | string[])[]
      for (const reply of replies) {
        due += Array.isArray(reply)
          ? reply.filter((value) => Number(value.slice(HOST_CHARS)) <= now - dueSlot(now) * DUE_SLOT_MS)
              .length
          : reply
      }
    }
    return due
  }

  return {
    leaseKeys,
    recordKey,
    slotKey,
    hostCode,
    atPlace,

    async pollNow(
      id: SourceId,
      now: number,
      by: keyof typeof ASKED_BY = 'operator',
    ): Promise<'due' | 'leased' | 'inactive'> {
      const asked = now - ASKED_BY[by]
      let at = asked
      const outcome = await atPlace<'due' | 'leased' | 'inactive'>(id, ({ dueAt, placeKeys }) => {
        at = Math.min(dueAt, asked)
        return scripts['poll-now']({ keys: [...placeKeys, slotKey(asked)], args: [id, dueAt, asked] })
      })
      // A push may be anybody's; only who runs this goes past those that have been due for longer.
      if (outcome === 'due' && by === 'operator')
        await redis.multi().zadd(keys.urgent(), now, dueSlot(at)).pexpire(keys.urgent(), URGENT_TTL_MS).exec()
      return outcome
    },

    /**
     * Leases at most `limit` due sources, at most `perHost` of one host at any time and no faster than `pace`, if there
     * is one; what an operator asked for comes first, then oldest due first, to half a second.
     */
    async claimDue(options: ClaimOptions): Promise<LeasedSource[]> {
      const { now, limit } = options
      const [urgent, first] = await Promise.all([
        redis.zrange(keys.urgent(), '0', String(URGENT_SLOTS - 1)),
        redis.zrangebyscore(keys.due(), '-inf', now, 'LIMIT', 0, FEW_SLOTS),
      ])
      // Slots that hold nothing any more are forgotten by the script itself: later, one filled anew might be, too.
      const asked =
        urgent.length > 0 ? (await claimFrom(urgent, Math.min(CLAIM_CHUNK, limit), options)).leases : []
      const leases: LeasedSource[] = []
      let slots = first
      let count = FEW_SLOTS
      // Emptied slots leave the front; those with sources that were passed over still stand there.
      let behind = 0
      for (let call = 0; call < CLAIM_CALLS && asked.length + leases.length < limit; call++) {
        if (slots.length === 0 && call > 0) {
          slots = await redis.zrangebyscore(keys.due(), '-inf', now, 'LIMIT', behind, count)
          count = CLAIM_CHUNK
        }
        if (slots.length === 0) break
        const room = Math.min(CLAIM_CHUNK, limit - asked.length - leases.length)
        const taken = await claimFrom(slots, room, options)
        leases.push(...taken.leases)
        slots = slots.slice(taken.done)
        behind += taken.left
      }
      return [...asked, ...leases.sort((one, other) => one.dueAt - other.dueAt)]
    },

    /** Takes the next turn of the host at `url` for a request that is no poll; false where it has none just now. */
    async payHost(
      url: string,
      { now, perHost, pace }: Pick<ClaimOptions, 'now' | 'perHost'> & Required<Pick<ClaimOptions, 'pace'>>,
    ): Promise<boolean> {
      const minute = minuteOf(now)
      const reply = await scripts['pay-host']({
        keys: [keys.hostLoad(), keys.hostPaid(minute), keys.hostPaid(minute + 1)],
        args: [now, hostCode(url), perHost, pace.gapMs, pace.burst],
      })
      return reply === 1
    },

    /** Hands sources back: due again at once. Returns how many were still held. */
    async release(leases: readonly LeasedSource[], now: number): Promise<number> {
      let released = 0
      for (const chunk of chunksOf(leases, RELEASE_CHUNK)) {
        const places = chunk.map((lease) => ({ ...lease, dueAt: Math.min(lease.dueAt, now) }))
        released += (await scripts['release-sources']({
          keys: [...leaseKeys(), ...places.flatMap((at) => [recordKey(at.sourceId), slotKey(at.dueAt)])],
          args: places.flatMap((at) => [at.sourceId, at.leaseUntil, at.dueAt]),
        })) as number
      }
      return released
    },

    async dueStats(now: number): Promise<DueStats> {
      const pipeline = redis
        .pipeline()
        .hget(keys.sources(), 'total')
        .zrangebyscore(keys.due(), '-inf', now)
        .zcount(keys.leases(), `(${now}`, '+inf')
        .zcount(keys.leases(), '-inf', now)
        .zrange(keys.due(), '0', '0', 'WITHSCORES')
        .zrange(keys.leases(), '0', '0', 'WITHSCORES')
      const replies = repliesOf(await pipeline.exec())
      const [total, slots, leased, expired] = replies as [string | null, string[], number, number]
      const oldest = (replies.slice(4) as string[][]).map(([, at]) => numberOr(at, keys.due(), now))
      const oldestDueAgeMs = Math.max(0, now - Math.min(...oldest))
      const sources = numberOr(total, keys.sources(), 0)
      return { sources, due: expired + (await countDue(slots, now)), leased, oldestDueAgeMs }
    },
  }
}
