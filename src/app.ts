import { type Context, createContext } from './app/context.ts'
import { createDesks } from './app/desks.ts'
import { reachRedis } from './app/reach-redis.ts'
import { declareSources } from './app/source-desk.ts'
import { AN_ENCODING } from './app/source-words.ts'
import { inStartOrder, STARTERS, type StageName } from './app/stages.ts'
import { superseded } from './app/superseded.ts'
import { type Config, ConfigError, loadConfig } from './config.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { TidewireError } from './model/errors.ts'
import { checkRedis } from './redis/check.ts'
import { bareUrl } from './rules/deliver/events.ts'
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

/** Workers start many at once, on a machine that is busy with them: one that gave up would only be started again. */
const STARTING_MS = 15_000
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
  const context = createContext(config, { log, metrics: createMetrics() })
  try {
    await refuseUnsafeRedis(context)
    await context.storage.format.claim()
    await context.storage.outbox.ensureGroup()
    await declare(context)
    const running = []
    for (const stage of inStartOrder(stages)) running.push(await STARTERS[stage](context))
    log.info({ stages, lists: config.lists.length, sources: config.sources.length }, 'started')
    io.onReady?.()
    const refusal = await superseded(context, signal)
    if (refusal) log.error({ err: refusal }, 'superseded by a newer program, stopping')
    const graceMs = Math.max(0, config.shutdown.graceMs - CLOSING_MS)
    await Promise.all(running.map((stage) => stage.stop(graceMs)))
    log.info({ stages }, 'stopped')
    if (refusal) throw refusal
  } finally {
    await context.close()
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
  for (const warning of config.warnings) log.warn(warning)
  const shutdown = createShutdown({ graceMs: config.shutdown.graceMs, log })
  await shutdown.run((signal) => runStages(stages, config, { log, signal }))
}

async function refuseUnsafeRedis({ redis, config, log }: Context): Promise<void> {
  await reachRedis(redis, config.redis.url, STARTING_MS)
  const { problems } = await checkRedis(redis, { requireAof: config.redis.requireAof })
  const refused = problems.filter((problem) => problem.level === 'refuse')
  for (const problem of problems) {
    if (problem.level === 'warn') log.warn({ remedy: problem.remedy }, problem.message)
  }
  if (refused.length === 0) return
  throw new TidewireError(
    'redis_unsafe',
    refused.map((problem) => `${problem.message}; ${problem.remedy}`).join('\n'),
    { retry: 'never' },
  )
}

/** Lines about sources at a start, of each kind. */
const MOST_HINTS = 20

/** Every process declares what the configuration says: the same twice is once, and no process must come first. */
async function declare(context: Context): Promise<void> {
  const { config, storage, log } = context
  const report = await declareSources(config.sources, {
    store: storage.sources,
    enrolments: storage.enrolments,
    now: context.now,
    random: context.random,
  })
  const { subscriptions } = createDesks(context)
  for (const declared of config.subscriptions) await subscriptions.declare(declared)
  const { outdated, unknownEncodings, ...counts } = report
  if (counts.added + counts.updated + counts.removed > 0) log.info(counts, 'sources declared')
  for (const { url, movedTo } of outdated.slice(0, MOST_HINTS)) {
    const facts = { url: bareUrl(url), moved_to: bareUrl(movedTo), outdated: outdated.length }
    log.info(facts, 'source declared with an address it has left')
  }
  for (const { url, encoding } of unknownEncodings.slice(0, MOST_HINTS)) {
    const facts = { url: bareUrl(url), encoding, expected: AN_ENCODING, count: unknownEncodings.length }
    log.warn(facts, 'source declared with an unknown encoding, which is passed over')
  }
}

/** The parts of the program over one configuration, for a command that ends soon; quiet unless something breaks. */
export function openContext(config: Config): Context {
  const log = createLog({ log: { ...config.log, level: 'error' } }, { name: 'cli', to: 'stderr' })
  return createContext(config, { log, metrics: createMetrics({ process: false }) })
}
