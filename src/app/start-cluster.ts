import { createDays } from '../rules/days.ts'
import { createCluster } from '../stages/cluster.ts'
import type { Context } from './context.ts'
import type { RunningStage } from './running-stage.ts'
import { workerOf } from './worker-of.ts'

export function startCluster(context: Context): RunningStage {
  const { config, storage, queues, log, metrics } = context
  const cluster = createCluster({
    loadEntries: storage.entries.get,
    findCandidates: storage.stories.findCandidates,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    join: (plan) => storage.stories.join({ ...plan, ttlMs: storyTtl(config) }),
    merge: (plan) => storage.stories.merge({ ...plan, ttlMs: storyTtl(config) }),
    enqueueRank: queues.addRank,
    deferUpdate: (id) => storage.storyUpdates.defer(id, context.now() + config.stories.updateDelayMs),
    report(line) {
      metrics.storiesTotal.inc({ event: line.outcome })
      log.debug(
        {
          entry_id: line.entryId,
          story_id: line.storyId,
          outcome: line.outcome,
          rule: line.rule,
          reason: line.reason,
          rereads: line.rereads,
        },
        'entry placed',
      )
    },
    now: context.now,
    lists: config.lists,
    siteUrl: config.site.url,
    hourOf: createDays(config.site.timeZone).hourOf,
    sameStory: config.stories.threshold === undefined ? {} : { threshold: config.stories.threshold },
  })
  const worker = workerOf(context, 'cluster', {
    concurrency: 4,
    handle: async ({ entryIds }, { signal }) => {
      const reports = await cluster(entryIds, signal)
      const count = (outcome: string) => reports.filter((report) => report.outcome === outcome).length
      return {
        kind: 'done',
        fields: {
          entries: entryIds.length,
          founded: count('founded'),
          joined: count('joined'),
          changed: count('changed'),
          merged: reports.reduce((sum, report) => sum + report.merged, 0),
          rereads: reports.reduce((sum, report) => sum + report.rereads, 0),
        },
      }
    },
  })
  return { stop: (graceMs) => worker.close(graceMs) }
}

function storyTtl(config: Context['config']) {
  return {
    story: config.retention.storiesMs,
    // A posting is of use while something may still join: the window, to both sides of its bucket.
    index: 3 * config.stories.windowMs,
    event: config.retention.eventsMs,
    publisher: config.retention.dailyEditionsMs,
  }
}
