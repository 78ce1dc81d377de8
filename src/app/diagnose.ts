import { type Config, pollingOddities } from '../config.ts'
import { TidewireError } from '../model/errors.ts'
import { listeningRefused } from '../net/listening-refused.ts'
import { checkRedis } from '../redis/check.ts'
import { closeRedis, createRedis, type RedisClient } from '../redis/client.ts'
import { createKeys } from '../redis/keys.ts'
import { createDataFormat, FormatError } from '../store/data-format.ts'
import { openFilesLimit, openFilesNeeded } from './open-files.ts'
import { reachRedis } from './reach-redis.ts'

export interface Finding {
  readonly subject: 'node' | 'files' | 'config' | 'redis' | 'port'
  readonly level: 'ok' | 'warn' | 'fail'
  readonly message: string
  /** How to mend it. */
  readonly remedy?: string
}

const MIN_NODE = 24

/** What an operator would check before starting: Node, configuration, Redis, ports. */
export async function diagnose(config: Config, nodeVersion: string): Promise<Finding[]> {
  return [
    checkNode(nodeVersion),
    ...checkOpenFiles(config),
    ...checkConfig(config),
    ...(await checkRedisOf(config)),
    await checkPort(config),
  ]
}

function checkNode(version: string): Finding {
  const major = Number(/^v?(\d+)/.exec(version)?.[1])
  if (major >= MIN_NODE) return { subject: 'node', level: 'ok', message: `Node ${version}` }
  return {
    subject: 'node',
    level: 'fail',
    message: `Node ${version}, ${MIN_NODE} or newer is needed`,
    remedy:
      'run bin/tidewire or npm run …, which use the pinned Node of node_modules, or install a newer Node',
  }
}

/** Nothing is said where there is enough, or nobody knows. */
function checkOpenFiles(config: Config): Finding[] {
  const [limit, needed] = [openFilesLimit(), openFilesNeeded(config)]
  if (limit === undefined || limit >= needed) return []
  return [
    {
      subject: 'files',
      level: 'warn',
      message: `a process may have ${limit} files and sockets open, and may come to need ${needed}`,
      remedy: 'raise it (ulimit -n, LimitNOFILE=), or lower polling.concurrency and delivery.concurrency',
    },
  ]
}

function checkConfig(config: Config): Finding[] {
  const file = config.file ?? 'no tidewire.yaml, defaults and environment only'
  const sources = config.sources.length
  const counts = `${sources} ${sources === 1 ? 'source' : 'sources'}, ${config.channels.length} channels, ${config.lists.length} lists`
  const warnings = [...config.warnings, ...pollingOddities(config)]
  return [
    { subject: 'config', level: 'ok', message: `${file}: ${counts}` },
    ...warnings.map((message): Finding => ({ subject: 'config', level: 'warn', message })),
  ]
}

async function checkRedisOf(config: Config): Promise<Finding[]> {
  const redis = createRedis(config.redis, 'commands')
  try {
    await reachRedis(redis, config.redis.url)
    const check = await checkRedis(redis, { requireAof: config.redis.requireAof })
    const summary = `${check.version}, maxmemory-policy ${check.policy}, AOF ${check.aof}, clock ${check.clockSkewMs} ms off`
    return [
      { subject: 'redis', level: 'ok', message: summary },
      ...(await checkFormat(config, redis)),
      ...check.problems.map(
        (problem): Finding => ({
          subject: 'redis',
          level: problem.level === 'refuse' ? 'fail' : 'warn',
          message: problem.message,
          remedy: problem.remedy,
        }),
      ),
    ]
  } catch (error) {
    return [
      {
        subject: 'redis',
        level: 'fail',
        message: (error as Error).message,
        // One that is there and refuses says what to do.
        ...(!isRefused(error) && {
          remedy: 'start Redis (make start brings its own), or set TIDEWIRE_REDIS_URL',
        }),
      },
    ]
  } finally {
    await closeRedis(redis)
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof TidewireError && error.code === 'redis_refuses'
}

async function checkFormat(config: Config, redis: RedisClient): Promise<Finding[]> {
  try {
    await createDataFormat({ redis, keys: createKeys(config.redis.prefix) }).check()
    return []
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return [{ subject: 'redis', level: 'fail', message: error.fact, remedy: error.remedy }]
  }
}

async function checkPort({ http }: Config): Promise<Finding> {
  const refusal = await listeningRefused(http.host, http.port)
  if (refusal === undefined) {
    return { subject: 'port', level: 'ok', message: `${http.host}:${http.port} is free` }
  }
  const { fact, remedy, isTaken } = refusal
  return { subject: 'port', level: isTaken ? 'warn' : 'fail', message: fact, remedy }
}
