import type {
  Attempt,
  Delivery,
  DeliveryId,
  DeliveryStatus,
  Event,
  Secret,
  Subscription,
} from '../model/index.ts'
import { exhaustedEvent, subscriptionEvent } from '../rules/deliver/events.ts'
import { nextAttempt, shouldDisable } from '../rules/deliver/retry.ts'

export interface PostResult {
  readonly statusCode?: number
  /** Class of what went wrong before an answer came: `timeout`, `blocked`, `dns` … */
  readonly error?: string
  readonly retryAfterMs?: number
  readonly durationMs: number
}

export interface DeliverDeps {
  /**
   * `over`: the ledger is settled. `wait`: until then the endpoint's lane is full, or that of the host it is aimed at
   * together with all other subscriptions there, or the endpoint asked for a pause.
   */
  takeLane(
    id: DeliveryId,
    url: string,
  ): Promise<
    | { kind: 'taken' }
    | { kind: 'wait'; until: number; why: 'lane' | 'target' | 'plan' }
    | { kind: 'over'; status: DeliveryStatus | 'unknown' }
  >
  loadDelivery(id: DeliveryId): Promise<Delivery | undefined>
  loadSubscription(id: string): Promise<Subscription | undefined>
  loadEvent(id: string): Promise<Event | undefined>
  post(
    request: {
      url: string
      body: string
      eventId: string
      attemptNumber: number
      secrets: readonly Secret[]
      now: number
    },
    signal: AbortSignal,
  ): Promise<PostResult>
  /** Settles the attempt, frees the lanes. Twice the same attempt number is once. */
  record(
    id: DeliveryId,
    url: string,
    result: {
      attempt: Attempt
      status: DeliveryStatus
      nextAttemptAt: number
      pausedUntil?: number
      disable?: 'gone' | 'failing'
    },
  ): Promise<unknown>
  /** Ends a delivery that cannot be tried any more: subscription gone or disabled, payload expired. */
  settle(id: DeliveryId, status: Exclude<DeliveryStatus, 'pending'>, reason: string): Promise<unknown>
  freeLane(id: DeliveryId, url: string): Promise<void>
  appendEvents(events: readonly Event[]): Promise<unknown>
  now(): number
  random(): number
  readonly retryScheduleMs: readonly number[]
}

export type DeliverResult =
  | { readonly kind: 'done'; readonly status: DeliveryStatus | 'unknown'; readonly attempt?: Attempt }
  | {
      readonly kind: 'again'
      readonly at: number
      readonly reason: 'lane' | 'target' | 'plan' | 'retry'
      readonly attempt?: Attempt
    }

/**
 * Makes one attempt at a delivery. The ledger, not the job, says whether something is still owed: a job that runs twice
 * finds the row settled. A crash between the answer and `record` sends again, with the same `webhook-id`.
 */
export function createDeliver(deps: DeliverDeps) {
  return async function deliver(id: DeliveryId, signal: AbortSignal): Promise<DeliverResult> {
    const delivery = await deps.loadDelivery(id)
    if (!delivery) return { kind: 'done', status: 'unknown' }
    if (delivery.status !== 'pending') return { kind: 'done', status: delivery.status }
    if (delivery.nextAttemptAt > deps.now()) {
      return { kind: 'again', at: delivery.nextAttemptAt, reason: 'retry' }
    }
    const [subscription, event] = await Promise.all([
      deps.loadSubscription(delivery.subscriptionId),
      deps.loadEvent(delivery.eventId),
    ])
    if (!subscription || subscription.status === 'disabled') {
      await deps.settle(id, 'disabled', subscription ? 'subscription disabled' : 'subscription removed')
      return { kind: 'done', status: 'disabled' }
    }
    if (!event) {
      await deps.settle(id, 'exhausted', 'event expired')
      return { kind: 'done', status: 'exhausted' }
    }
    const lane = await deps.takeLane(id, subscription.url)
    if (lane.kind === 'over') return { kind: 'done', status: lane.status }
    if (lane.kind === 'wait') return { kind: 'again', at: lane.until, reason: lane.why }
    return attempt(deps, delivery, subscription, event, signal)
  }
}

async function attempt(
  deps: DeliverDeps,
  delivery: Delivery,
  subscription: Subscription,
  event: Event,
  signal: AbortSignal,
): Promise<DeliverResult> {
  const startedAt = deps.now()
  const number = delivery.attemptCount + 1
  let result: PostResult
  try {
    result = await deps.post(
      {
        url: subscription.url,
        body: event.payload,
        eventId: event.id,
        attemptNumber: number,
        secrets: subscription.secrets.filter((secret) => (secret.expiresAt ?? Infinity) > startedAt),
        now: startedAt,
      },
      signal,
    )
  } catch (error) {
    await deps.freeLane(delivery.id, subscription.url)
    throw error
  }
  const now = deps.now()
  const outcome = outcomeOf(result)
  const plan = nextAttempt({
    attemptNumber: number,
    outcome,
    retryAfterMs: result.retryAfterMs,
    now,
    random: deps.random,
    scheduleMs: deps.retryScheduleMs,
  })
  const made: Attempt = {
    number,
    startedAt,
    durationMs: result.durationMs,
    outcome,
    ...(result.statusCode !== undefined && { statusCode: result.statusCode }),
    ...(result.error !== undefined && { error: result.error }),
  }
  const disable = disableReason(subscription, outcome, now)
  // Before the record: a crash in between tells it again under the same id; the other way round nobody would hear of it.
  const news: Event[] = []
  if (disable) {
    const occasion = disable === 'gone' ? delivery.id : (subscription.failingSince ?? now)
    news.push(subscriptionEvent({ subscription, reason: disable, occurredAt: now, occasion }))
  }
  // That one was given up is not told of itself: it would never end.
  if (plan.status === 'exhausted' && event.type !== 'delivery.exhausted')
    news.push(exhaustedEvent({ subscription, delivery, attempt: made, occurredAt: now }))
  if (news.length > 0) await deps.appendEvents(news)
  await deps.record(delivery.id, subscription.url, {
    attempt: made,
    status: plan.status,
    nextAttemptAt: plan.nextAttemptAt,
    // Retry-After speaks for the endpoint, not for one message: all its deliveries wait.
    ...(plan.pausedUntil !== undefined && { pausedUntil: plan.pausedUntil }),
    ...(disable && { disable }),
  })
  return plan.status === 'pending'
    ? { kind: 'again', at: plan.nextAttemptAt, reason: 'retry', attempt: made }
    : { kind: 'done', status: plan.status, attempt: made }
}

function outcomeOf(result: PostResult): Attempt['outcome'] {
  if (result.statusCode === undefined) return 'failed'
  if (result.statusCode >= 200 && result.statusCode < 300) return 'delivered'
  return result.statusCode === 410 ? 'gone' : 'failed'
}

function disableReason(
  subscription: Subscription,
  outcome: Attempt['outcome'],
  now: number,
): 'gone' | 'failing' | undefined {
  if (outcome === 'gone') return 'gone'
  if (outcome === 'delivered') return undefined
  return shouldDisable(subscription.failingSince, now) ? 'failing' : undefined
}
