import { type Context, createContext } from './app/context.ts'
import { keepWatch } from './app/keep-watch.ts'
import { prepare, prepareAnew, refuseUnsafeRedis } from './app/prepare.ts'
import type { RunningStage } from './app/running-stage.ts'
import { inStartOrder, STARTERS, type StageName } from './app/stages.ts'
import { startOps } from './app/start-ops.ts'
import { superseded } from './app/superseded.ts'
import { type Config, ConfigError, loadConfig, pollingOddities } from './config.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createShutdown } from './shutdown.ts'

export type { Context } from './app/context.ts'
export { createDesks } from './app/desks.ts'
export { diagnose, type Finding } from './app/diagnose.ts'
export { discoverFeeds, withDiscovery } from './app/discover.ts'
export { explainStory } from './app/explain.ts'
export { explainTwo } from './app/explain-two.ts'
export { exportOpml } from './app/export-opml.ts'
export { type ImportReport, importOpml } from './app/import-opml.ts'
export { parseDocuments } from './app/parse-documents.ts'
export { type PolitenessAnswer, politenessLine, readPoliteness } from './app/politeness.ts'
export { reachRedis } from './app/reach-redis.ts'
export { InputError, readInput } from './app/read-input.ts'
export { type Replayed, type ReplaySummary, replay } from './app/replay.ts'
export { type ReplayLine, readReplayLines } from './app/replay-lines.ts'
export { withReplayRedis } from './app/replay-redis.ts'
export { sendTest } from './app/send-test.ts'
export { ALL_STAGES, type StageName } from './app/stages.ts'
export { openStoryEditor } from './app/story-editor.ts'
export { translationsOf } from './app/translations-of.ts'
export { isTimeZone } from './feed/dates/time-zone.ts'
export {
  type Delivery,
  type Edition,
  EVENT_TYPES,
  type EventType,
  type Explanation,
  type HostPatience,
  type PendingMove,
  type StoryComparison,
  TidewireError,
} from './model/index.ts'
export { refusalOf } from './redis/refusals.ts'
export { countSeen } from './rules/identity/seen-marks.ts'
export { defaultPublisher } from './rules/polling/default-publisher.ts'
export { shownAddress } from './rules/polling/shown-address.ts'
export { compareEditions } from './rules/rank/archive.ts'
export { comparePlacings, type PlacingDifference } from './rules/story/compare-placings.ts'
export { type Evaluation, evaluateStories } from './rules/story/evaluate-stories.ts'

/** Time kept back from the grace period for closing connections. */
const CLOSING_MS = 2_500

/**
 * Runs stages in this process until `signal` aborts; returns when all they held is finished or handed back. Throws after
 * that when a program of a newer format works on the same Redis.
 */
export async function runStages(
  stages: readonly StageName[],
  config: Config,
  io: { log: ReturnType<typeof createLog>; signal: AbortSignal; onReady?: () => void },
): Promise<void> {
  const { log, signal } = io
  const oddities = stages.includes('poll') ? pollingOddities(config) : []
  for (const warning of [...config.warnings, ...oddities]) log.warn(warning)
  const context = createContext(config, { log, metrics: createMetrics() })
  // Of what runs beside the stages: watched and asked until the last of them has stopped, or one could not start.
  const ended = new AbortController()
  try {
    const known = await refuseUnsafeRedis(context)
    const dataId = await prepare(context)
    await startOps(context, ended.signal)
    const refusal = await whileRunning(stages, context, async () => {
      log.info({ stages, lists: config.lists.length, sources: config.sources.length }, 'started')
      io.onReady?.()
      keepWatch(context, known, ended.signal)
      const beginAnew = () => prepareAnew(context)
      const found = await superseded({ storage: context.storage, dataId, beginAnew }, signal)
      if (found) log.error({ err: found }, 'superseded by a newer program, stopping')
      return found
    })
    log.info({ stages }, 'stopped')
    if (refusal) throw refusal
  } finally {
    ended.abort()
    await context.close()
  }
}

/** Starts stages, awaits what is done beside them and stops them; where one cannot start, too, those before it. */
async function whileRunning<Value>(
  stages: readonly StageName[],
  context: Context,
  beside: () => Promise<Value>,
): Promise<Value> {
  const running: RunningStage[] = []
  try {
    for (const stage of inStartOrder(stages)) running.push(await STARTERS[stage](context))
    return await beside()
  } finally {
    const graceMs = Math.max(0, context.config.shutdown.graceMs - CLOSING_MS)
    await Promise.all(running.map((stage) => stage.stop(graceMs)))
  }
}

/** Entry of the processes under `workers/`: configuration from the environment, signals, exit code. */
export async function runWorkers(stages: readonly StageName[]): Promise<void> {
  let config: Config
  try {
    config = loadConfig({ env: process.env, cwd: process.cwd() })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.problems.join('\n')}\n`)
    process.exit(2)
  }
  const log = createLog(config, { name: stages.length === 1 ? (stages[0] ?? 'all') : 'all' })
  const shutdown = createShutdown({ graceMs: config.shutdown.graceMs, log })
  await shutdown.run((signal) => runStages(stages, config, { log, signal }))
}

/** The parts of the program over one configuration, for a command that ends soon; quiet unless something breaks. */
export function openContext(config: Config): Context {
  const log = createLog({ log: { ...config.log, level: 'error' } }, { name: 'cli', to: 'stderr' })
  return createContext(config, { log, metrics: createMetrics({ process: false }) })
}
