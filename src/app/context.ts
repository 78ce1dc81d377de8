import { once } from 'node:events'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Metrics } from '../metrics.ts'
import { createGuard } from '../net/guard.ts'
import { createOwnAddresses } from '../net/own-addresses.ts'
import { createHttpClient } from '../net/request.ts'
import { createQueues, type Queues } from '../queue/queues.ts'
import { closeRedis, createRedis, type RedisClient, type RedisRole } from '../redis/client.ts'
import { createConnectionLog } from '../redis/connection-log.ts'
import { whenLost } from '../redis/lost-connections.ts'
import { createFeedClient } from './feed-client.ts'
import { createSteadyClock, type SteadyClock } from './steady-clock.ts'
import { createStorage, type Storage } from './storage.ts'
import { tellFailure } from './tell-failure.ts'

/** What every part of one process shares. Made once, closed once. */
export interface Context {
  readonly config: Config
  readonly log: Logger
  readonly metrics: Metrics
  readonly redis: RedisClient
  readonly storage: Storage
  readonly queues: Queues
  readonly guards: {
    readonly feeds: ReturnType<typeof createGuard>
    readonly callbacks: ReturnType<typeof createGuard>
  }
  readonly clients: { readonly feeds: HttpClient; readonly callbacks: HttpClient }
  /** A connection of its own for who blocks on it; closed with the context. */
  connect(role: RedisRole): RedisClient
  /** Epoch ms, without the jumps of this machine's clock. */
  now(): number
  readonly clock: SteadyClock
  random(): number
  close(): Promise<void>
}

type HttpClient = ReturnType<typeof createHttpClient>

export function createContext(config: Config, io: { log: Logger; metrics: Metrics }): Context {
  const connections: RedisClient[] = []
  const clock = createSteadyClock()
  const told = createConnectionLog(io.log)
  const connect = (role: RedisRole) => {
    const client = createRedis(config.redis, role, told)
    connections.push(client)
    return client
  }
  const redis = connect('commands')
  const storage = storageOn(redis, config, io.log)
  let queues: Queues | undefined
  const guards = guardsOf(config)
  const clients = {
    feeds: createFeedClient(config, guards.feeds),
    callbacks: createHttpClient({
      guard: guards.callbacks,
      userAgent: config.polling.userAgent,
      limits: {
        totalMs: config.delivery.timeoutMs,
        // A receiver answers when it is done: all the time there is may pass before its first byte.
        headersMs: config.delivery.timeoutMs,
        // As many as may be under way there: one that waited for a connection would use up its time without being sent.
        connections: config.delivery.perTarget,
      },
    }),
  }
  return {
    config,
    ...io,
    redis,
    storage,
    // Opened when first used: `tidewire parse` or the web need no queue.
    get queues() {
      if (queues) return queues
      const connection = connect('queue')
      queues = createQueues({
        connection,
        whenLost: (listener) => whenLost(connection, listener),
        prefixOf: storage.keys.queuePrefix,
        rankDebounceMs: config.ranking.debounceMs,
        onError: (queue, error) => tellFailure(io.log, 'queue connection failed', error, { queue }),
      })
      return queues
    },
    guards,
    clients,
    connect,
    now: clock.now,
    clock,
    random: Math.random,
    async close() {
      await queues?.close()
      await Promise.all([clients.feeds.close(), clients.callbacks.close()])
      await Promise.all(connections.map((client) => closeRedis(client)))
    },
  }
}

function storageOn(redis: RedisClient, config: Config, log: Logger): Storage {
  return createStorage(redis, config.redis.prefix, {
    onUnreadable: (error) => log.error({ err: error }, 'a source cannot be read, and is not polled'),
  })
}

const OPENING_MS = 5_000

/** The same over a connection for readers: what the stages of this process can wait out, they cannot. */
export async function forReaders(context: Context): Promise<Context> {
  const redis = context.connect('pages')
  // Whoever asks before it is open is told that the store is away; a Redis that is away just now keeps nobody from starting.
  await once(redis, 'ready', { signal: AbortSignal.timeout(OPENING_MS) }).catch(() => undefined)
  const own = { redis, storage: storageOn(redis, context.config, context.log) }
  // Not copied: that would open the queues.
  return Object.assign(Object.create(context) as Context, own)
}

function guardsOf({ http, network }: Config): Context['guards'] {
  const ports = [http.port, ...(http.metricsPort === undefined ? [] : [http.metricsPort])]
  const isOwn = createOwnAddresses(ports.map((port) => ({ host: http.host, port })))
  return {
    feeds: createGuard({ purpose: 'feeds', ...network.feeds, isOwn }),
    callbacks: createGuard({ purpose: 'callbacks', ...network.callbacks, isOwn }),
  }
}
