import type { RedisClient } from '../../../src/redis/client.ts'
import { keysOf } from '../../support/redis.ts'

/**
 * Everything a prefix holds, with the prefix taken out: two runs can be held against each other. But for queues and
 * witnesses, which have no name of their own and say nothing.
 */
export async function dumpKeys(redis: RedisClient, prefix: string): Promise<Record<string, unknown>> {
  const root = `{${prefix}}`
  const dump: Record<string, unknown> = {}
  for (const key of await keysOf(redis, prefix)) {
    if (key.startsWith(`${root}:sources:witness:`)) continue
    if (key.startsWith(`${root}:`)) dump[key.slice(root.length + 1)] = await read(redis, key)
  }
  return dump
}

async function read(redis: RedisClient, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key)
    case 'hash':
      return sorted(await redis.hgetall(key))
    case 'set':
      return (await redis.smembers(key)).sort()
    case 'zset':
      return redis.zrange(key, 0, '-1', 'WITHSCORES')
    case 'stream':
      // Positions carry the server's time.
      return (await redis.xrange(key, '-', '+')).map(([, fields]) => fields)
    default:
      throw new Error(`${key} is of an unexpected type`)
  }
}

function sorted(hash: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(hash).sort(([a], [b]) => (a < b ? -1 : 1)))
}
