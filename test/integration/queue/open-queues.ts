import { inject } from 'vitest'
import { createQueues } from '../../../src/queue/queues.ts'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { whenLost } from '../../../src/redis/lost-connections.ts'
import { removeKeys, uniquePrefix } from '../../support/redis.ts'

/** Queues of a key space of their own; `close` leaves nothing of it. */
export function openQueues(name: string) {
  const config = { url: inject('redisUrl') }
  const prefix = uniquePrefix(name)
  const keys = createKeys(prefix)
  const connection = createRedis(config, 'queue')
  /** For whoever looks into Redis. */
  const commands = createRedis(config, 'commands')
  const queues = createQueues({
    connection,
    prefixOf: keys.queuePrefix,
    whenLost: (listener) => whenLost(connection, listener),
    rankDebounceMs: 50,
    onError: () => undefined,
  })
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
