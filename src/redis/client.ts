import { Cluster, Redis, type RedisOptions } from 'ioredis'
import type { ConnectionLog } from './connection-log.ts'
import { writeTogether } from './write-together.ts'

export type RedisClient = Redis | Cluster

export interface RedisConfig {
  /**
   * `redis://[user:password@]host:port[/db]`, `rediss://…` for TLS; with `cluster`, several separated by commas.
   * `sentinel://[user:password@]host:port,host:port/<master name>[/db]` asks sentinels for the master.
   */
  readonly url: string
  readonly cluster?: boolean
}

/**
 * `commands`: short reads and scripts; an outage is an error within seconds, so that whoever asks can answer.
 * `queue`: adding jobs; fails at once while the connection is away.
 * `blocking`: waits for work and survives any outage; blocks at most `MAX_BLOCK_MS`.
 * `pages`: for readers, who are waiting: of a server that has gone silent it hears within two seconds, and as long as
 * none is there everything fails at once.
 */
export type RedisRole = 'commands' | 'blocking' | 'queue' | 'pages'

/** Longest wait of a blocking command: below the socket time-out, else a quiet stream looks like a dead one. */
export const MAX_BLOCK_MS = 10_000

/** A half-open connection sends no error: without this a worker waits on it for ever (`research/delivery.md` §0). */
const SOCKET_TIMEOUT_MS = 20_000
/** Longer than the server is ever busy with one command, short enough for somebody who looks at an empty page. */
const READER_TIMEOUT_MS = 2_000
const RETRY_CAP_MS = 2_000
/** A server that has just begun to load estimates days; ioredis would then ask again only after ten seconds. */
const MAX_LOADING_RETRY_MS = 1_000

/** Opens a connection that reconnects by itself. The caller closes it. */
export function createRedis(config: RedisConfig, role: RedisRole, log?: ConnectionLog): RedisClient {
  const client: RedisClient = config.cluster ? openCluster(config.url, role) : openSingle(config.url, role)
  // Without a listener ioredis throws the error into the process.
  client.on('error', (error: Error) => log?.failed(client, role, error))
  client.on('ready', () => log?.ready(client))
  return client
}

/** Ends a connection without waiting longer than `timeoutMs` for replies on their way. */
export async function closeRedis(client: RedisClient, timeoutMs = 1_000): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  })
  if (client.status === 'ready') await Promise.race([client.quit().catch(() => undefined), late])
  clearTimeout(timer)
  client.disconnect()
}

export function optionsOf(url: string, role: RedisRole): Omit<RedisOptions, 'replyMapping'> {
  return { ...addressOf(url), ...roleOptions(role) }
}

function openSingle(url: string, role: RedisRole): Redis {
  const client = new Redis(optionsOf(url, role))
  writeTogether(client)
  return client
}

function roleOptions(role: RedisRole) {
  const common = {
    connectionName: `tidewire:${role}`,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    socketTimeout: SOCKET_TIMEOUT_MS,
    maxLoadingRetryTime: MAX_LOADING_RETRY_MS,
    retryStrategy: retryDelayMs,
    reconnectOnError: findNewMaster(),
  } satisfies RedisOptions
  if (role === 'blocking') return { ...common, maxRetriesPerRequest: null, enableOfflineQueue: true }
  if (role === 'queue') return { ...common, maxRetriesPerRequest: 1, enableOfflineQueue: false }
  if (role === 'pages')
    return {
      ...common,
      connectTimeout: READER_TIMEOUT_MS,
      socketTimeout: READER_TIMEOUT_MS,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
    }
  return { ...common, maxRetriesPerRequest: 3, enableOfflineQueue: true }
}

/** So long after it looked for the new master a connection takes the old one's answer for what it is. */
const LOOKED_LATELY_MS = 2_000

/**
 * A demoted master answers READONLY until somebody reconnects and finds the new one, where there is one: the command is
 * sent again to whoever answers then. A replica that stays one would have every connection try a dozen times a second.
 */
function findNewMaster(): (error: Error) => 2 | false {
  let lookedAt = Number.NEGATIVE_INFINITY
  return ({ message }) => {
    const now = performance.now()
    if (!message.startsWith('READONLY') || now - lookedAt < LOOKED_LATELY_MS) return false
    lookedAt = now
    return 2
  }
}

/** 50, 100, 200 … 2,000 ms: the fourth try of a `commands` request ends after about a second. */
export function retryDelayMs(times: number): number {
  return Math.min(50 * 2 ** (times - 1), RETRY_CAP_MS)
}

function openCluster(urls: string, role: RedisRole): Cluster {
  const nodes = urls.split(',').map((url) => parseUrl(url.trim()))
  const [first] = nodes
  if (!first) throw new Error(`redis.url names no cluster node: "${urls}"`)
  const { username, password, tls } = first
  // Nodes are reconnected by the cluster client, which also knows when they have left.
  const { retryStrategy: _, enableOfflineQueue, ...redisOptions } = roleOptions(role)
  const cluster = new Cluster(
    nodes.map((node) => ({ host: node.host, port: node.port })),
    {
      redisOptions: {
        ...redisOptions,
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password }),
        ...(tls !== undefined && { tls }),
      },
      enableOfflineQueue,
      clusterRetryStrategy: retryDelayMs,
      slotsRefreshTimeout: 3_000,
      slotsRefreshInterval: 10_000,
    },
  )
  cluster.on('+node', writeTogether)
  return cluster
}

function addressOf(url: string): RedisOptions {
  return url.startsWith('sentinel://') ? sentinelAddress(url) : parseUrl(url)
}

function parseUrl(text: string) {
  let url: URL
  try {
    url = new URL(text.includes('://') ? text : `redis://${text}`)
  } catch (cause) {
    throw new Error('redis.url is not a URL such as redis://127.0.0.1:6379/0', { cause })
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw new Error(`redis.url starts with ${url.protocol}//, expected redis://, rediss:// or sentinel://`)
  }
  if (!url.hostname) throw new Error('redis.url names no host, expected one such as redis://127.0.0.1:6379/0')
  const db = Number(url.pathname.slice(1) || 0)
  if (!Number.isInteger(db) || db < 0)
    throw new Error(`redis.url ends in ${url.pathname}, expected a database number`)
  return {
    host: hostOf(url),
    port: Number(url.port || 6379),
    ...credentialsOf(url),
    ...(db > 0 && { db }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
  }
}

/** Without the brackets of an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function credentialsOf(url: URL): Pick<RedisOptions, 'username' | 'password'> {
  return {
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
  }
}

function sentinelAddress(text: string): RedisOptions {
  const match = /^sentinel:\/\/(?:([^@/]*)@)?([^/]+)\/([^/]+)(?:\/(\d+))?$/.exec(text)
  const [, user, hosts = '', name = '', db] = match ?? []
  if (!match) throw new Error('redis.url is not of the form sentinel://host:port,host:port/master-name[/db]')
  const credentials = user === undefined ? {} : credentialsOf(new URL(`redis://${user}@sentinel`))
  return {
    sentinels: hosts.split(',').map((host) => {
      const url = new URL(`redis://${host}`)
      return { host: hostOf(url), port: Number(url.port || 26_379) }
    }),
    name,
    ...credentials,
    ...(db !== undefined && { db: Number(db) }),
  }
}
