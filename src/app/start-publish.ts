import { hostname } from 'node:os'
import { lostConnections } from '../redis/lost-connections.ts'
import { createFanOut } from '../stages/fan-out.ts'
import { createPublish } from '../stages/publish.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { type RunningStage, SECOND } from './running-stage.ts'
import { tellFailure } from './tell-failure.ts'
import { workerOf } from './worker-of.ts'

const FAN_OUT_BLOCK_MS = 2 * SECOND
/** An item that a fan-out worker has held for so long belongs to a dead one. */
const FAN_OUT_IDLE_MS = 15 * SECOND
/** A consumer without items that has not read for so long belonged to a process that is gone. */
const CONSUMER_IDLE_MS = 600 * SECOND

export function startPublish(context: Context): RunningStage {
  const { config, storage, queues, log } = context
  const publish = createPublish({
    readLatest: storage.editions.latest,
    storeFeeds: storage.feeds.put,
    callFollowers: (listId) => storage.followers.call(listId, context.now()),
    lists: config.lists,
    site: config.site,
  })
  const worker = workerOf(context, 'publish', {
    concurrency: 2,
    handle: async ({ listId }) => {
      const report = await publish(listId)
      return {
        kind: 'done',
        fields: {
          list_id: listId,
          publishing: report.outcome,
          edition: report.editionNumber,
          size_bytes: report.sizeBytes,
        },
      }
    },
  })
  const stream = storage.outboxOn(context.connect('blocking'))
  const consumer = `${hostname()}-${process.pid}`
  const fanOut = createFanOut({
    async readOutbox(blockMs) {
      const left = await stream.reclaim(consumer, { minIdleMs: FAN_OUT_IDLE_MS, count: 100 })
      return left.length > 0 ? left : stream.read(consumer, { count: 100, blockMs })
    },
    listSubscriptions: storage.subscriptions.list,
    openDeliveries: (items) =>
      storage.deliveries.open(items, { now: context.now(), ttlMs: config.retention.eventsMs }),
    enqueueDeliveries: queues.addDeliveries,
    acknowledge: storage.outbox.acknowledge,
    lostConnections: lostConnections(context.redis),
  })
  const stopping = new AbortController()
  const fanning = loop(
    async () => {
      const done = await fanOut(FAN_OUT_BLOCK_MS)
      if (done.events > 0) log.info({ events: done.events, deliveries: done.deliveries }, 'fan-out done')
      return true
    },
    {
      idleMs: 0,
      signal: stopping.signal,
      onError: (error) => tellFailure(log, 'fan-out failed', error),
    },
  )
  const retiring = loop(
    async () => {
      await storage.outbox.retireConsumers(CONSUMER_IDLE_MS)
      return false
    },
    {
      idleMs: CONSUMER_IDLE_MS / 10,
      signal: stopping.signal,
      onError: (error) => tellFailure(log, 'retiring of dead consumers failed', error),
    },
  )
  return {
    async stop(graceMs) {
      stopping.abort()
      await Promise.all([fanning, retiring, worker.close(graceMs)])
    },
  }
}
