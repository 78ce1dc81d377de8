import { type Context, createContext } from '../../../src/app/context.ts'
import { createFirstPolls } from '../../../src/app/first-polls.ts'
import { readPoliteness } from '../../../src/app/politeness.ts'
import { createReadPool } from '../../../src/app/read-pool.ts'
import { endLostPollsOf, pollOf } from '../../../src/app/start-poll.ts'
import { type Config, loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import { createMetrics } from '../../../src/metrics.ts'
import type { LeasedSource, Source } from '../../../src/model/index.ts'
import type { HttpRequest } from '../../../src/net/request.ts'
import { publisherId, sourceId } from '../../../src/rules/ids.ts'
import { paceWithin } from '../../../src/rules/polling/host-pace.ts'
import type { PolitenessReport } from '../../../src/rules/polling/politeness-report.ts'
import { createMortal } from './mortal.ts'
import { findCrowds, findRushes, judgeFeed, type Verdict } from './score.ts'
import { startJudgeServer } from './server.ts'

export interface SimulationOptions {
  readonly redisUrl: string
  readonly prefix: string
  readonly sources: number
  readonly hours: number
  /** Called now and then with the hours that have passed and the polls so far. */
  readonly onProgress?: (hours: number, polls: number) => void
  /** Makes a rude reader of the program: changes what is about to be asked. */
  readonly spoil?: (request: HttpRequest) => HttpRequest
  /** Other intervals than the program's own. */
  readonly intervals?: Partial<Config['polling']>
  /** Sources that start and stay in step, without jitter, and so many of a host claimed at once, whatever is configured. */
  readonly stampede?: number
  /** In so many batches on average the worker is killed in the middle; every other time its job dies with it. */
  readonly killEvery?: number
}

export interface SimulatedSource {
  readonly id: string
  readonly kind: string
  readonly own: number
  readonly verdict: Verdict
  /** The same log, judged by what a living worker has heard of it. */
  readonly heard: Verdict
}

export interface Simulation {
  readonly report: PolitenessReport
  /** Workers that were killed in the middle of a batch, and requests that nobody heard the answer of. */
  readonly killed: number
  readonly unheard: number
  readonly judged: readonly SimulatedSource[]
  readonly judgeScore: number
  readonly requests: number
  readonly polls: number
}

const HOUR = 3_600_000
const START = Date.UTC(2026, 0, 5)
const SECOND = 1_000
/** Until another worker finds the job of a dead one: its lock, and the time between two looks. */
const STALLED_MS = 35 * SECOND

/**
 * The real claim, poll stage, client and store against a server of publishers, on a clock that jumps to the next due
 * source. What the program says of itself and what the server's log says of it come out side by side.
 */
export async function simulate(options: SimulationOptions): Promise<Simulation> {
  let clock = START
  const end = START + options.hours * HOUR
  const now = () => clock
  const server = await startJudgeServer({ feeds: options.sources, start: START, now })
  const env = {
    TIDEWIRE_REDIS_URL: options.redisUrl,
    TIDEWIRE_REDIS_PREFIX: options.prefix,
    TIDEWIRE_LOG_LEVEL: 'silent',
  }
  const loaded = loadConfig({ env, cwd: import.meta.dirname })
  const feeds = { allow: ['127.0.0.0/8'], ports: server.ports }
  const config = {
    ...loaded,
    network: { ...loaded.network, feeds },
    polling: { ...loaded.polling, ...options.intervals },
  }
  const real = createContext(config, { log: createLog(config, { name: 'week' }), metrics: createMetrics() })
  let state = 42
  const random = () => {
    if (options.stampede !== undefined) return 0
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  // What is found is counted, not clustered: this is about asking, not about stories.
  const context: Context = Object.create(real, {
    now: { value: now },
    random: { value: random },
    queues: { value: { addCluster: async () => undefined } },
    clients: {
      value: {
        ...real.clients,
        feeds: {
          request: (request: HttpRequest, signal?: AbortSignal) =>
            real.clients.feeds.request(options.spoil?.(request) ?? request, signal),
        },
      },
    },
  })
  const pool = createReadPool(config.parsing)
  try {
    const { sources: store, keys } = real.storage
    const poll = pollOf(context, pool)
    const sources = Array.from({ length: options.sources }, (_, feed) => sourceOf(server.urlOf(feed)))
    const firstPollAt = createFirstPolls({ count: sources.length, now: clock, random })
    for (const [index, source] of sources.entries()) {
      await store.declare(source, clock, options.stampede === undefined ? firstPollAt(index) : clock)
    }

    const endLostPolls = endLostPollsOf(context)
    const jobsAgain: { readonly at: number; readonly leases: readonly LeasedSource[] }[] = []
    let polls = 0
    let killed = 0
    let toldAt = clock
    /** A worker that dies on its way through a batch; its job is found stalled by another, or lost with it. */
    const dieOver = async (leases: readonly LeasedSource[]) => {
      const before = new Set(leases.map(({ sourceId }) => sourceId))
      const mortal = createMortal()
      const { feeds } = context.clients
      const request = mortal.lastCall(feeds.request, 1 + Math.floor(random() * leases.length))
      const doomed: Context = Object.create(context, {
        storage: { value: mortal.wrap(context.storage) },
        clients: { value: { ...context.clients, feeds: { request } } },
      })
      const ended = pollOf(doomed, pool)(leases, new AbortController().signal)
      const died = await Promise.race([mortal.death.then(() => true), ended.then(() => false)])
      await mortal.settled()
      if (!died) return
      killed++
      if (killed % 2 === 0) jobsAgain.push({ at: clock + STALLED_MS, leases })
      const kept = await store.load([...before])
      for (const record of kept) {
        const { source, state } = record ?? {}
        if (source && state?.lastPolledAt !== clock) server.forget(source.url, clock)
      }
    }
    for (;;) {
      const next = await nextEvent()
      if (next === undefined || next > end) break
      // A claim a second, as a worker makes them.
      clock = Math.max(clock + SECOND, Math.ceil(next))
      const { leaseMs, perHost } = config.polling
      const atOnce = options.stampede ?? perHost
      const pace = options.stampede === undefined ? { pace: paceWithin(config.polling) } : {}
      for (const job of jobsAgain.splice(0)) {
        if (job.at > clock) jobsAgain.push(job)
        else await poll(job.leases, new AbortController().signal, 2)
      }
      await endLostPolls()
      const leases = await store.claimDue({ now: clock, leaseMs, limit: 25, perHost: atOnce, ...pace })
      const isKilled = options.killEvery !== undefined && random() * options.killEvery < 1
      if (isKilled && leases.length > 0) await dieOver(leases)
      else polls += await poll(leases, new AbortController().signal)
      if (clock - toldAt >= 6 * HOUR) {
        toldAt = clock
        options.onProgress?.((clock - START) / HOUR, polls)
      }
    }
    async function nextEvent(): Promise<number | undefined> {
      const replies = await Promise.all([
        real.redis.zrange(keys.due(), '0', '0', 'WITHSCORES'),
        real.redis.zrange(keys.leases(), '0', '0', 'WITHSCORES'),
      ])
      const times = [
        ...replies.flatMap(([, at]) => (at === undefined ? [] : [Number(at)])),
        ...jobsAgain.map(({ at }) => at),
      ]
      return times.length === 0 ? undefined : Math.min(...times)
    }

    const { report } = await readPoliteness(real, { ids: [], threshold: 95 })
    const own = new Map(report.sources.map((source) => [source.id, source.score]))
    const crowds = findCrowds(server.log.values(), config.polling.perHost)
    const rushes = findRushes(server.log.values(), config.polling.perHostMinute)
    const judged = sources.map((source, feed) => ({
      id: source.id,
      kind: server.kindOf(feed),
      own: own.get(source.id) ?? Number.NaN,
      verdict: judgeFeed(server.log.get(String(feed)) ?? [], crowds, rushes),
      heard: judgeFeed(server.log.get(String(feed)) ?? [], crowds, rushes, server.unheard),
    }))
    return {
      report,
      judged,
      polls,
      killed,
      unheard: server.unheard.size,
      judgeScore: judged.reduce((sum, { verdict }) => sum + verdict.score, 0) / judged.length,
      requests: [...server.log.values()].reduce((sum, accesses) => sum + accesses.length, 0),
    }
  } finally {
    await pool.close()
    await real.storage.drop()
    await real.close()
    await server.close()
  }
}

function sourceOf(url: string): Source {
  return {
    id: sourceId(url),
    url,
    publisherId: publisherId(url),
    publisherName: url,
    channels: ['world'],
    weight: 1,
    status: 'active',
    declaredBy: 'runtime',
  }
}
