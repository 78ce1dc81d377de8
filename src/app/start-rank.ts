import { createDays } from '../rules/rank/days.ts'
import { createRank } from '../stages/rank.ts'
import { createTellUpdates } from '../stages/tell-updates.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { reconcileOf } from './reconcile-of.ts'
import { type RunningStage, SECOND } from './running-stage.ts'
import { tellFailure } from './tell-failure.ts'
import { workerOf } from './worker-of.ts'

/** Between two looks for titles that have changed for long enough. */
const UPDATE_PAUSE_MS = SECOND

export function startRank(context: Context): RunningStage {
  const { config, storage, queues, metrics } = context
  const rank = createRank({
    readTop: storage.lists.top,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    dropStories: storage.lists.remove,
    trim: storage.lists.trim,
    readHead: storage.editions.head,
    readLatest: storage.editions.latest,
    freeze: (step) =>
      storage.editions.freeze({
        ...step,
        keepMs: {
          editions: config.retention.editionsMs,
          hourly: config.retention.hourlyEditionsMs,
          daily: config.retention.dailyEditionsMs,
          ranks: config.retention.storiesMs,
          events: config.retention.eventsMs,
        },
      }),
    readDayItems: storage.listDays.items,
    closeDay: (listId, date, compose) =>
      storage.listDays.close(listId, date, compose, config.retention.dailyEditionsMs),
    days: createDays(config.site.timeZone),
    publishedNumber: (listId) => storage.feeds.number(listId),
    enqueuePublish: queues.addPublish,
    now: context.now,
    lists: config.lists,
    siteUrl: config.site.url,
  })
  const worker = workerOf(context, 'rank', {
    concurrency: 2,
    handle: async ({ listId }) => {
      const report = await rank(listId)
      if (report.outcome === 'frozen') metrics.editionsTotal.inc()
      return {
        kind: 'done',
        fields: {
          list_id: listId,
          ranking: report.outcome,
          edition: report.editionNumber,
          stories: report.stories,
          events: report.events,
        },
      }
    },
  })
  const tellUpdates = createTellUpdates({
    dueUpdates: storage.storyUpdates.due,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    appendEvents: (events) =>
      storage.outbox.append(events, { now: context.now(), ttlMs: config.retention.eventsMs }),
    settleUpdate: storage.storyUpdates.settle,
    now: context.now,
    siteUrl: config.site.url,
    delayMs: config.stories.updateDelayMs,
  })
  const reconcile = reconcileOf(context)
  const stopping = new AbortController()
  const sweeping = loop(
    async () => {
      await reconcile.lists()
      return false
    },
    {
      idleMs: config.ranking.sweepMs,
      signal: stopping.signal,
      onError: (error) => tellFailure(context.log, 'sweep failed', error),
    },
  )
  const telling = loop(tellUpdates, {
    idleMs: UPDATE_PAUSE_MS,
    signal: stopping.signal,
    onError: (error) => tellFailure(context.log, 'telling of changed titles failed', error),
  })
  return {
    async stop(graceMs) {
      stopping.abort()
      await Promise.all([sweeping, telling, worker.close(graceMs)])
    },
  }
}
