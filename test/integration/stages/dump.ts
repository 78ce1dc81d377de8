import type { RedisClient } from '../../../src/redis/client.ts'
import { keysOf } from '../../support/redis.ts'

/**
 * Everything a prefix holds, with the prefix taken out: two runs can be held against each other. But for queues and
 * witnesses, which have no name of their own and say nothing, and for marks of entries to be asked again: a run that is
 * repeated finds what it has placed, and does not know that nobody came too late for it.
 */
export async function dumpKeys(redis: RedisClient, prefix: string): Promise<Record<string, unknown>> {
  const root = `{${prefix}}`
  const dump: Record<string, unknown> = {}
  for (const key of await keysOf(redis, prefix)) {
    if (key.startsWith(`${root}:sources:witness:`) || key === `${root}:unsettled`) continue
    if (key.startsWith(`${root}:`)) dump[key.slice(root.length + 1)] = await read(redis, key)
  }
  return dump
}

async function read(redis: RedisClient, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return (await redis.getBuffer(key))?.toString('latin1')
    case 'hash':
      return sorted((await redis.callBuffer('HGETALL', key)) as Buffer[])
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

/** By names; as bytes, which what is packed is not always text of. */
function sorted(fieldsAndValues: readonly Buffer[]): Record<string, string> {
  const texts = fieldsAndValues.map((bytes) => bytes.toString('latin1'))
  const pairs = texts.flatMap((text, at) => (at % 2 === 0 ? [[text, texts[at + 1] ?? ''] as const] : []))
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}
