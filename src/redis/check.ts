import { Cluster, type Redis } from 'ioredis'
import type { RedisClient } from './client.ts'
import { REFUSALS } from './refusals.ts'

/** One word for each way in which a server can be unfit; a label of metrics. */
export const REDIS_PROBLEMS = [
  'version',
  'role',
  'eviction',
  'evicted',
  'persistence',
  'memory',
  'full',
  'disk',
  'clock',
] as const
export type RedisProblemKind = (typeof REDIS_PROBLEMS)[number]

export interface RedisProblem {
  readonly kind: RedisProblemKind
  /** `refuse`: starting would lose data or not work. */
  readonly level: 'refuse' | 'warn'
  readonly message: string
  readonly remedy: string
}

export interface RedisCheck {
  /** Such as `redis 7.0.15` or `valkey 8.1.0`. */
  readonly version: string
  /** `maxmemory-policy`; `unknown` when the server does not tell. */
  readonly policy: string
  readonly aof: 'on' | 'off' | 'unknown'
  /** Server's clock minus ours, ms. */
  readonly clockSkewMs: number
  /** Of the node that is the fullest; absent: the server does not tell. */
  readonly usedBytes?: number | undefined
  /** Its `maxmemory`; 0: no limit. */
  readonly maxBytes?: number | undefined
  readonly problems: readonly RedisProblem[]
}

export interface RedisCheckOptions {
  /** Refuse, rather than warn, without an append-only file; default false. */
  readonly requireAof?: boolean
  readonly now?: () => number
}

const OLDEST_MAJOR = 7
const FULL = REFUSALS.OOM
const MAX_SKEW_MS = 2_000

/** Looks at the server (every master of a cluster) before work starts. Throws only when it cannot be reached. */
export async function checkRedis(redis: RedisClient, options: RedisCheckOptions = {}): Promise<RedisCheck> {
  const now = options.now ?? Date.now
  // A cluster client knows no node before its first reply.
  await redis.ping()
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis]
  const checks = await Promise.all(nodes.map((node) => checkNode(node, options.requireAof ?? false, now)))
  const [first] = checks
  if (!first) throw new Error('the Redis cluster names no master')
  const problems = checks.flatMap((check) => check.problems)
  const distinct = problems.filter(
    (problem, index) => problems.findIndex((other) => other.message === problem.message) === index,
  )
  const farthest = checks.reduce((a, b) => (Math.abs(b.clockSkewMs) > Math.abs(a.clockSkewMs) ? b : a))
  const fullest = checks.reduce((a, b) => (fullness(b) > fullness(a) ? b : a))
  const { usedBytes, maxBytes } = fullest
  return { ...first, clockSkewMs: farthest.clockSkewMs, usedBytes, maxBytes, problems: distinct }
}

const fullness = ({ usedBytes = 0, maxBytes = 0 }: RedisCheck) => (maxBytes > 0 ? usedBytes / maxBytes : 0)

async function checkNode(node: Redis, requireAof: boolean, now: () => number): Promise<RedisCheck> {
  const info = await infoOf(node)
  const policy = info.maxmemory_policy ?? (await configOf(node, 'maxmemory-policy')) ?? 'unknown'
  const aof = aofOf(info.aof_enabled ?? (await configOf(node, 'appendonly')))
  const clockSkewMs = await skewOf(node, now)
  const version = info.valkey_version
    ? `valkey ${info.valkey_version}`
    : `redis ${info.redis_version ?? 'unknown'}`
  const problems = [
    ...versionProblems(version, info),
    ...roleProblems(info),
    ...policyProblems(policy),
    ...evictedProblems(info),
    ...aofProblems(aof, requireAof),
    ...roomProblems(info),
    ...diskProblems(info),
    ...skewProblems(clockSkewMs),
  ]
  const [usedBytes, maxBytes] = [numberOf(info.used_memory), numberOf(info.maxmemory)]
  return { version, policy, aof, clockSkewMs, usedBytes, maxBytes, problems }
}

const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text))

function roleProblems({ role }: Readonly<Record<string, string>>): RedisProblem[] {
  return role === 'slave' ? [{ kind: 'role', level: 'refuse', ...REFUSALS.READONLY }] : []
}

/** It counts since the server was started, or told to forget. */
function evictedProblems(info: Readonly<Record<string, string>>): RedisProblem[] {
  if (!(Number(info.evicted_keys) > 0)) return []
  return [
    {
      kind: 'evicted',
      level: 'warn',
      message: `Redis has thrown out ${info.evicted_keys} keys to make room`,
      remedy:
        'Stories, entries or jobs may be missing. Set maxmemory-policy noeviction and raise maxmemory; CONFIG RESETSTAT when it is seen to.',
    },
  ]
}

function versionProblems(version: string, info: Readonly<Record<string, string>>): RedisProblem[] {
  // Valkey answers with the Redis version it is compatible with; both have what the scripts need from 7 on.
  const major = Number.parseInt(info.redis_version ?? '', 10)
  if (major >= OLDEST_MAJOR) return []
  return [
    {
      kind: 'version',
      level: Number.isNaN(major) ? 'warn' : 'refuse',
      message: `the server is ${version}`,
      remedy: 'Use Redis 7 or newer, or Valkey 8 or newer.',
    },
  ]
}

function policyProblems(policy: string): RedisProblem[] {
  if (policy === 'noeviction') return []
  if (policy === 'unknown') {
    return [
      {
        kind: 'eviction',
        level: 'warn',
        message: 'the server does not tell its maxmemory-policy',
        remedy:
          'Make sure that it is noeviction: with any other, stories and jobs disappear when memory is short.',
      },
    ]
  }
  return [
    {
      kind: 'eviction',
      level: 'refuse',
      message: `maxmemory-policy is ${policy}`,
      remedy:
        'CONFIG SET maxmemory-policy noeviction (and in redis.conf): any other deletes stories and jobs.',
    },
  ]
}

function aofProblems(aof: RedisCheck['aof'], requireAof: boolean): RedisProblem[] {
  if (aof === 'on') return []
  return [
    {
      kind: 'persistence',
      level: requireAof && aof === 'off' ? 'refuse' : 'warn',
      message:
        aof === 'off'
          ? 'the append-only file is off'
          : 'the server does not tell whether it keeps an append-only file',
      remedy:
        'CONFIG SET appendonly yes (and in redis.conf): without it a crash of Redis loses what it held.',
    },
  ]
}

/** From this share on a burst of news may fill it. */
const NEARLY_FULL = 0.9

function roomProblems(info: Readonly<Record<string, string>>): RedisProblem[] {
  const [used, most] = [Number(info.used_memory), Number(info.maxmemory)]
  if (!(most > 0 && used > NEARLY_FULL * most)) return []
  const share = Math.floor((100 * used) / most)
  return [
    {
      kind: share >= 100 ? 'full' : 'memory',
      level: 'warn',
      message: share >= 100 ? FULL.message : `${share} % of Redis' maxmemory are used`,
      remedy: FULL.remedy,
    },
  ]
}

function diskProblems(info: Readonly<Record<string, string>>): RedisProblem[] {
  const failed = ['aof_last_write_status', 'aof_last_bgrewrite_status', 'rdb_last_bgsave_status'].filter(
    (name) => info[name] === 'err',
  )
  if (failed.length === 0) return []
  return [
    {
      kind: 'disk',
      level: 'warn',
      message: `the last write of Redis to its disk failed (${failed.join(', ')})`,
      remedy: 'Make room or mend the disk; the log of Redis says more.',
    },
  ]
}

function skewProblems(skewMs: number): RedisProblem[] {
  if (Math.abs(skewMs) <= MAX_SKEW_MS) return []
  const side = skewMs > 0 ? 'ahead of' : 'behind'
  return [
    {
      kind: 'clock',
      level: 'warn',
      message: `the clock of Redis is ${Math.round(Math.abs(skewMs) / 1_000)} s ${side} this machine's`,
      remedy:
        'Run NTP on both: leases and times of reports depend on it, and receivers refuse webhooks that are signed five minutes off.',
    },
  ]
}

/** Server's clock minus ours, ms. */
async function skewOf(node: Redis, now: () => number): Promise<number> {
  const before = now()
  const [seconds, microseconds] = await node.time()
  const after = now()
  const skewMs = Math.round(Number(seconds) * 1_000 + Number(microseconds) / 1_000 - (before + after) / 2)
  // The server may have read its clock at any time between: a process that was stopped meanwhile knows nothing.
  return Math.abs(skewMs) <= (after - before) / 2 ? 0 : skewMs
}

/** Empty when an ACL forbids INFO. */
async function infoOf(node: Redis): Promise<Readonly<Record<string, string>>> {
  try {
    return parseInfo(await node.info())
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('NOPERM')) return {}
    throw error
  }
}

/** Undefined when an ACL or a hosting service forbids CONFIG. */
async function configOf(node: Redis, name: string): Promise<string | undefined> {
  try {
    const reply = (await node.config('GET', name)) as string[]
    return reply[1]
  } catch {
    return undefined
  }
}

function aofOf(value: string | undefined): RedisCheck['aof'] {
  if (value === undefined) return 'unknown'
  return value === '1' || value === 'yes' ? 'on' : 'off'
}

function parseInfo(text: string): Readonly<Record<string, string>> {
  const pairs = text.split('\r\n').flatMap((line) => {
    const at = line.indexOf(':')
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : []
  })
  return Object.fromEntries(pairs)
}
