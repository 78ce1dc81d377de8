import { TidewireError } from '../model/errors.ts'
import { checkRedis, type RedisProblem } from '../redis/check.ts'
import { bareUrl } from '../rules/deliver/events.ts'
import type { Context } from './context.ts'
import { createDesks } from './desks.ts'
import { reachRedis } from './reach-redis.ts'
import { declareSources } from './source-desk.ts'
import { AN_ENCODING } from './source-words.ts'

/** Workers start many at once, on a machine that is busy with them: one that gave up would only be started again. */
const STARTING_MS = 15_000

/** Writes what every process finds there when it works; returns the id of the data. Safe to do from all of them. */
export async function prepare(context: Context): Promise<string> {
  const dataId = await context.storage.format.claim()
  await context.storage.outbox.ensureGroup()
  await declare(context)
  return dataId
}

/** The same when Redis has lost all that it held, under work that goes on. */
export async function prepareAnew(context: Context): Promise<string> {
  const remedy =
    'Sources and webhooks of tidewire.yaml are declared again and polled as new ones. What was added while it ran, stories and deliveries are gone unless you stop all processes and bring back the append-only file of Redis.'
  context.log.error({ remedy }, 'Redis has lost what it held: beginning anew')
  // What is remembered of the data is forgotten, as after any lost connection.
  context.redis.disconnect(true)
  return prepare(context)
}

/** Returns what is odd about a Redis that can be worked with, and has told of it. Throws when it cannot. */
export async function refuseUnsafeRedis({ redis, config, log }: Context): Promise<readonly RedisProblem[]> {
  await reachRedis(redis, config.redis.url, STARTING_MS)
  const { problems } = await checkRedis(redis, { requireAof: config.redis.requireAof })
  const refused = problems.filter((problem) => problem.level === 'refuse')
  for (const problem of problems) {
    if (problem.level === 'warn') log.warn({ problem: problem.kind, remedy: problem.remedy }, problem.message)
  }
  if (refused.length === 0) return problems
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
