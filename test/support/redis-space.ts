import { afterAll } from 'vitest'
import { closeRedis, createRedis, type RedisClient, type RedisConfig } from '../../src/redis/client.ts'
import { createKeys, type Keys } from '../../src/redis/keys.ts'
import { assertBoundedKeys, removeKeys, uniquePrefix } from './redis.ts'

export interface RedisSpace {
  readonly redis: RedisClient
  readonly keys: Keys
  readonly prefix: string
  /** Another connection, for a second worker. */
  connect(): RedisClient
  /** A key space within this one that nobody has used: for a test that cannot share. */
  innerPrefix(): string
}

/** A key space of one test file; at its end every key has a TTL or an owner, and all are removed. */
export function openSpace(config: RedisConfig, name: string): RedisSpace {
  const clients: RedisClient[] = []
  const connect = () => {
    const client = createRedis(config, 'commands')
    clients.push(client)
    return client
  }
  const redis = connect()
  const prefix = uniquePrefix(name)
  afterAll(async () => {
    try {
      await assertBoundedKeys(redis, prefix)
    } finally {
      await removeKeys(redis, prefix)
      await Promise.all(clients.map((client) => closeRedis(client)))
    }
  })
  return { redis, keys: createKeys(prefix), prefix, connect, innerPrefix: () => uniquePrefix(prefix) }
}
