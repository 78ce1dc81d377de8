import { createWebhookPoster } from '../net/post-webhook.ts'
import { politenessGroup } from '../rules/polling/politeness-group.ts'
import { createDeliver } from '../stages/deliver.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { reconcileOf } from './reconcile-of.ts'
import { type RunningStage, SECOND } from './running-stage.ts'
import { startFollowers } from './start-followers.ts'
import { tellFailure } from './tell-failure.ts'
import { workerOf } from './worker-of.ts'

const RECONCILE_EVERY_MS = 10 * SECOND

export function startDeliver(context: Context): RunningStage {
  const { config, storage, metrics, log } = context
  const { delivery } = config
  const deliver = createDeliver({
    takeLane: (id, url) =>
      storage.deliveries.takeLane(id, {
        now: context.now(),
        leaseMs: 2 * delivery.timeoutMs,
        concurrency: delivery.perSubscription,
        target: {
          id: politenessGroup(url).id,
          concurrency: delivery.perTarget,
          perMinute: delivery.perTargetMinute,
        },
      }),
    loadDelivery: storage.deliveries.get,
    loadSubscription: storage.subscriptions.get,
    loadEvent: storage.outbox.payload,
    post: createWebhookPoster(context.clients.callbacks),
    record: (id, url, result) => storage.deliveries.record(id, politenessGroup(url).id, result),
    settle: (id, status, reason) => storage.deliveries.settle(id, { status, reason, now: context.now() }),
    freeLane: (id, url) => storage.deliveries.freeLane(id, politenessGroup(url).id),
    appendEvents: (events) =>
      storage.outbox.append(events, { now: context.now(), ttlMs: config.retention.eventsMs }),
    now: context.now,
    random: context.random,
    retryScheduleMs: delivery.retryScheduleMs,
  })
  const worker = workerOf(context, 'deliver', {
    concurrency: delivery.concurrency,
    handle: async ({ deliveryId }, { signal }) => {
      const result = await deliver(deliveryId, signal)
      if (result.attempt) {
        metrics.deliveriesTotal.inc({ outcome: result.attempt.outcome })
        metrics.deliveryDuration.observe(result.attempt.durationMs / SECOND)
      }
      if (result.kind === 'again') metrics.deliveryWaitsTotal.inc({ reason: result.reason })
      const fields = {
        delivery_id: deliveryId,
        delivery: result.kind === 'done' ? result.status : result.reason,
        delivery_attempt: result.attempt?.number,
        status_code: result.attempt?.statusCode,
        error: result.attempt?.error,
      }
      return result.kind === 'done' ? { kind: 'done', fields } : { kind: 'again', at: result.at, fields }
    },
  })
  const followers = startFollowers(context)
  const reconcile = reconcileOf(context)
  const stopping = new AbortController()
  const reconciling = loop(
    async () => {
      const { overdue, restored } = await reconcile.deliveries()
      if (restored > 0) log.warn({ overdue, restored }, 'lost deliveries restored')
      return false
    },
    {
      idleMs: RECONCILE_EVERY_MS,
      signal: stopping.signal,
      onError: (error) => tellFailure(log, 'reconcile failed', error),
    },
  )
  return {
    async stop(graceMs) {
      stopping.abort()
      await Promise.all([reconciling, followers.stop(graceMs), worker.close(graceMs)])
    },
  }
}
