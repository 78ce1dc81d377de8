import type {
  Attempt,
  Delivery,
  DeliveryId,
  DeliveryStatus,
  EventId,
  SubscriptionId,
} from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import { deliveryId, eventOf, readDelivery, subscriptionOf } from './delivery-rows.ts'
import type { StoreDeps } from './deps.ts'
import { chunksOf, repliesOf } from './replies.ts'

export interface LaneOptions {
  readonly now: number
  /** Longer than an attempt can take: a place that returns early lets one attempt too many run. */
  readonly leaseMs: number
  /** Attempts that may run against the subscription at once. */
  readonly concurrency: number
  /** The host it is aimed at, which all subscriptions there share. */
  readonly target: TargetBudget
}

export interface TargetBudget {
  /** Of its politeness group. */
  readonly id: string
  /** Attempts that may run against it at once. */
  readonly concurrency: number
  /** Attempts a minute; endpoints that have never accepted anything get a twentieth of it in all. */
  readonly perMinute: number
}

export type LaneAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'wait'; readonly until: number; readonly why: 'lane' | 'target' | 'plan' }
  | { readonly kind: 'over'; readonly status: DeliveryStatus | 'unknown' }

export interface AttemptRecord {
  readonly attempt: Attempt
  /** Status of the delivery after the attempt. */
  readonly status: DeliveryStatus
  readonly nextAttemptAt: number
  /** The endpoint asked for a pause: all its deliveries wait until then. */
  readonly pausedUntil?: number
  /** Disables the subscription for that reason. */
  readonly disable?: 'gone' | 'failing'
}

const ATTEMPTS_KEPT = 20
const OPEN_CHUNK = 200
const LIST_PAGE = 200
const STATUSES = ['delivered', 'exhausted', 'gone', 'disabled'] as const

/** The ledger: what is owed to whom, what was tried, and how many attempts may run at once. */
export function createDeliveryStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, [
    'open-deliveries',
    'record-attempt',
    'reopen-deliveries',
    'settle-delivery',
    'take-lane',
  ])

  async function load(ids: readonly DeliveryId[]): Promise<(Delivery | undefined)[]> {
    const pipeline = redis.pipeline()
    for (const id of ids) pipeline.hgetall(keys.delivery(id))
    const rows = repliesOf(await pipeline.exec()) as Record<string, string>[]
    return ids.map((id, index) => readDelivery(id, keys.delivery(id), rows[index] ?? {}))
  }

  /** What an attempt begins and ends with: the first keys of take-lane.lua and record-attempt.lua. */
  function attemptKeys(id: DeliveryId): string[] {
    const subscriptionId = subscriptionOf(id)
    return [
      ...[keys.delivery(id), keys.subscription(subscriptionId), keys.lane(subscriptionId)],
      ...[keys.deliveriesDue(), keys.counters()],
    ]
  }

  return {
    /** Writes a row where none is; returns the ids still owed, new or not. */
    async open(
      items: readonly { readonly eventId: EventId; readonly subscriptionId: SubscriptionId }[],
      options: { readonly now: number; readonly ttlMs: number },
    ): Promise<DeliveryId[]> {
      const owed: DeliveryId[] = []
      for (const chunk of chunksOf(items, OPEN_CHUNK)) {
        const rows = chunk.map((item) => ({ ...item, id: deliveryId(item.eventId, item.subscriptionId) }))
        const reply = await scripts['open-deliveries']({
          keys: [
            keys.deliveriesDue(),
            ...rows.flatMap((row) => [
              keys.delivery(row.id),
              keys.subscription(row.subscriptionId),
              keys.subscriptionDeliveries(row.subscriptionId),
            ]),
          ],
          args: [
            options.now,
            options.ttlMs,
            ...rows.flatMap((row) => [row.id, row.eventId, row.subscriptionId]),
          ],
        })
        owed.push(...(reply as DeliveryId[]))
      }
      return owed
    },

    async get(id: DeliveryId): Promise<Delivery | undefined> {
      const [delivery] = await load([id])
      return delivery
    },

    /** A place in the lanes of the subscription and of its target; whoever holds one gets it again with a new lease. */
    async takeLane(id: DeliveryId, options: LaneOptions): Promise<LaneAnswer> {
      const { target } = options
      const [kind, fact, why] = (await scripts['take-lane']({
        keys: [...attemptKeys(id), keys.target(target.id), keys.targetLane(target.id)],
        args: [
          ...[id, options.now, options.now + options.leaseMs, options.concurrency],
          ...[target.concurrency, target.perMinute],
        ],
      })) as [string, string?, string?]
      if (kind === 'taken') return { kind }
      if (kind === 'wait') return { kind, until: Number(fact), why: why as 'lane' | 'target' | 'plan' }
      return { kind: 'over', status: fact as DeliveryStatus | 'unknown' }
    },

    async freeLane(id: DeliveryId, targetId: string): Promise<void> {
      const lanes = [keys.lane(subscriptionOf(id)), keys.targetLane(targetId)]
      const pipeline = redis.pipeline()
      for (const lane of lanes) pipeline.zrem(lane, id)
      repliesOf(await pipeline.exec())
    },

    /** Settles an attempt; the same attempt number twice is once. Frees the lanes. */
    async record(id: DeliveryId, targetId: string, result: AttemptRecord): Promise<'recorded' | 'repeated'> {
      const { attempt } = result
      const outcome = await scripts['record-attempt']({
        keys: [...attemptKeys(id), keys.targetLane(targetId)],
        args: [
          id,
          attempt.number,
          JSON.stringify(attempt),
          attempt.outcome,
          result.status,
          result.nextAttemptAt,
          attempt.startedAt + Math.round(attempt.durationMs),
          attempt.statusCode ?? '',
          attempt.error ?? '',
          result.pausedUntil ?? '',
          result.disable ?? '',
          attempt.startedAt,
          ATTEMPTS_KEPT,
        ],
      })
      return outcome as 'recorded' | 'repeated'
    },

    /** Ends a delivery that cannot be attempted any more. */
    async settle(
      id: DeliveryId,
      options: {
        readonly status: Exclude<DeliveryStatus, 'pending'>
        readonly reason: string
        readonly now: number
      },
    ): Promise<'settled' | 'repeated'> {
      const outcome = await scripts['settle-delivery']({
        keys: [keys.delivery(id), keys.deliveriesDue(), keys.counters()],
        args: [id, options.status, options.reason, options.now],
      })
      return outcome as 'settled' | 'repeated'
    },

    /** Owes deliveries again from now on; returns those that were not owed, and of which row and event are still there. */
    async reopen(
      ids: readonly DeliveryId[],
      options: { readonly now: number; readonly ttlMs: number },
    ): Promise<DeliveryId[]> {
      const owed: DeliveryId[] = []
      for (const chunk of chunksOf(ids, OPEN_CHUNK)) {
        const reply = await scripts['reopen-deliveries']({
          keys: [
            keys.deliveriesDue(),
            ...chunk.flatMap((id) => [
              keys.delivery(id),
              keys.event(eventOf(id)),
              keys.subscriptionDeliveries(subscriptionOf(id)),
            ]),
          ],
          args: [options.now, options.ttlMs, ...chunk],
        })
        owed.push(...(reply as DeliveryId[]))
      }
      return owed
    },

    /** Owed deliveries whose attempt was planned for `before` or earlier, longest overdue first. */
    async overdue(before: number, limit: number): Promise<DeliveryId[]> {
      const ids = await redis.zrangebyscore(keys.deliveriesDue(), '-inf', before, 'LIMIT', 0, limit)
      const pipeline = redis.pipeline()
      for (const id of ids) pipeline.exists(keys.delivery(id))
      const present = repliesOf(await pipeline.exec())
      const expired = ids.filter((_, index) => present[index] === 0)
      // Rows go by TTL and cannot take their place in the index along.
      if (expired.length > 0) await redis.zrem(keys.deliveriesDue(), ...expired)
      return ids.filter((_, index) => present[index] === 1)
    },

    /** What was owed last is first; `since`, epoch ms: only what was owed for the first time then or later. */
    async list(
      subscriptionId: SubscriptionId,
      options: {
        readonly limit: number
        readonly statuses?: readonly DeliveryStatus[]
        readonly since?: number
      },
    ): Promise<Delivery[]> {
      const { since = 0, statuses } = options
      const key = keys.subscriptionDeliveries(subscriptionId)
      const found: Delivery[] = []
      for (let at = 0; found.length < options.limit; at += LIST_PAGE) {
        // A row stands where it was owed last, which is never before it was owed first.
        const ids = await redis.zrevrangebyscore(key, '+inf', since, 'LIMIT', at, LIST_PAGE)
        for (const delivery of await load(ids)) {
          if (!delivery || delivery.createdAt < since) continue
          if (statuses?.includes(delivery.status) ?? true) found.push(delivery)
        }
        if (ids.length < LIST_PAGE) break
      }
      return found.slice(0, options.limit)
    },

    /** `pending` now; the others, and how often a delivery waited for its target, since the counters began. */
    async counts(): Promise<Record<DeliveryStatus | 'heldForTarget', number>> {
      const fields = [...STATUSES.map((status) => `deliveries:${status}`), 'waits:target']
      const pipeline = redis
        .pipeline()
        .zcard(keys.deliveriesDue())
        .hmget(keys.counters(), ...fields)
      const [pending, totals] = repliesOf(await pipeline.exec()) as [number, (string | null)[]]
      const [delivered, exhausted, gone, disabled, heldForTarget] = totals.map((total) => Number(total ?? 0))
      return {
        pending,
        delivered: delivered ?? 0,
        exhausted: exhausted ?? 0,
        gone: gone ?? 0,
        disabled: disabled ?? 0,
        heldForTarget: heldForTarget ?? 0,
      }
    },
  }
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>
