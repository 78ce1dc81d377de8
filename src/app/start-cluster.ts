import { createDays } from '../rules/rank/days.ts'
import { type ClusterDeps, createCluster } from '../stages/cluster.ts'
import { createPlaceApart } from '../stages/place-apart.ts'
import type { SettleDeps } from '../stages/settle.ts'
import { clusterReads } from './cluster-reads.ts'
import type { Context } from './context.ts'
import { createPreparePool } from './prepare-pool.ts'
import type { RunningStage } from './running-stage.ts'
import { secondOpinionOf } from './second-opinion.ts'
import { startSettling } from './start-settling.ts'
import { storyTtl } from './story-ttl.ts'
import { openTranslationDesk } from './translation-desk.ts'
import { workerOf } from './worker-of.ts'

export function startCluster(context: Context): RunningStage {
  const { config, storage, queues, log, metrics } = context
  const translations = openTranslationDesk({
    storage,
    ttlMs: storyTtl(config),
    opinion: secondOpinionOf(context),
    report({ storyIds, reason }) {
      metrics.storiesTotal.inc({ event: 'linked' })
      log.debug({ story_ids: storyIds, reason }, 'stories in two languages linked')
    },
    now: context.now,
  })
  const pool = createPreparePool(config.stories.threads)
  const deps: Omit<ClusterDeps & SettleDeps, 'takeUnsettled' | 'settled'> = {
    ...clusterReads(storage, config),
    prepare: pool.prepare,
    move: (plan) =>
      translations.splitting(plan, () => storage.stories.move({ ...plan, ttlMs: storyTtl(config) })),
    retell: (plan) => storage.stories.retell({ ...plan, ttlMs: storyTtl(config) }),
    unsettle: (entries) => storage.unsettled.add(entries, storyTtl(config).index),
    join: (plans) => storage.stories.joinAll(plans.map((plan) => ({ ...plan, ttlMs: storyTtl(config) }))),
    async merge(plan) {
      const { survivor, redirect } = plan
      const outcome = await translations.merging(plan, () =>
        storage.stories.merge({ ...plan, ttlMs: storyTtl(config) }),
      )
      if (outcome === 'merged') {
        log.debug(
          { story_id: survivor.id, merged_story_id: redirect.id, reason: redirect.mergedFor },
          'stories merged',
        )
      }
      return outcome
    },
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
    hourOf: createDays(config.site.timeZone).hourOf,
    asksAll: true,
  }
  const place = createPlaceApart(createCluster(deps))
  const settling = startSettling(context, deps)
  const worker = workerOf(context, 'cluster', {
    concurrency: 4,
    handle: async ({ entryIds }, { signal, attempt }) => {
      const { reports, failure } = await place(entryIds, signal, attempt)
      const linked = await translations.link(reports, signal)
      if (failure) throw failure.error
      const count = (outcome: string) => reports.filter((report) => report.outcome === outcome).length
      return {
        kind: 'done',
        fields: {
          entries: entryIds.length,
          founded: count('founded'),
          joined: count('joined'),
          changed: count('changed'),
          merged: reports.reduce((sum, report) => sum + report.merged, 0),
          linked,
          rereads: reports.reduce((sum, report) => sum + report.rereads, 0),
        },
      }
    },
  })
  return {
    async stop(graceMs) {
      await Promise.all([settling.stop(graceMs), worker.close(graceMs)])
      await pool.close()
    },
  }
}
