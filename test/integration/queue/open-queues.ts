import { inject } from 'vitest'
import { createQueues } from '../../../src/queue/queues.ts'
import { closeRedis, createRedis, type RedisClient } from '../../../src/redis/client.ts'
import { createKeys, type Keys } from '../../../src/redis/keys.ts'
import { whenLost } from '../../../src/redis/lost-connections.ts'
import { removeKeys, uniquePrefix } from '../../support/redis.ts'

/** As the program has them, over a connection that is the caller's to close. */
export function queuesOver(connection: RedisClient, keys: Keys) {
  return createQueues({
    connection,
    prefixOf: keys.queuePrefix,
    whenLost: (listener) => whenLost(connection, listener),
    rankDebounceMs: 50,
    onError: () => undefined,
  })
}

/** Queues of a key space of their own; `close` leaves nothing of it. */
export function openQueues(name: string) {
  const config = { url: inject('redisUrl') }
  const prefix = uniquePrefix(name)
  const keys = createKeys(prefix)
  const connection = createRedis(config, 'queue')
  /** For whoever looks into Redis. */
  const commands = createRedis(config, 'commands')
  const queues = queuesOver(connection, keys)
  return {
    config,
    keys,
    commands,
    queues,
    async close() {
      await queues.close()
      await removeKeys(commands, prefix)
      await Promise.all([connection, commands].map((client) => closeRedis(client)))
    },
  }
}
