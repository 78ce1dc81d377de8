import type { Attempt, DeliveryId, DeliveryStatus } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import { subscriptionOf } from './delivery-rows.ts'
import type { StoreDeps } from './deps.ts'
import { repliesOf } from './replies.ts'

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

/** An attempt at a delivery: how many may run at once, and what came of each. */
export function createDeliveryAttempts({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['record-attempt', 'take-lane'])

  /** What an attempt begins and ends with: the first keys of take-lane.lua and record-attempt.lua. */
  function attemptKeys(id: DeliveryId): string[] {
    const subscriptionId = subscriptionOf(id)
    return [
      ...[keys.delivery(id), keys.subscription(subscriptionId), keys.lane(subscriptionId)],
      ...[keys.deliveriesDue(), keys.counters()],
    ]
  }

  return {
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
  }
}
