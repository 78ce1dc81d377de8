import type { LiveEdition, LiveEditions } from '../http/deps.ts'
import type { Context } from './context.ts'
import { tellFailure } from './tell-failure.ts'

/** A subscriber sends nothing by itself, so that nothing would notice a connection that has gone silent. */
const PING_EVERY_MS = 5_000

/**
 * New editions as they are published, over Redis pub/sub. Lossy by design: a page that missed one shows the next, and a
 * reader that polls misses nothing.
 */
export function createLiveEditions(context: Context): LiveEditions & { close(): void } {
  const listeners = new Set<(edition: LiveEdition) => void>()
  const channel = context.storage.keys.live()
  const connection = context.connect('blocking')
  connection.on('message', (_channel: string, message: string) => {
    const [listId, number] = message.split(' ')
    if (!listId || !number) return
    for (const listener of listeners) listener({ listId, number: Number(number) })
  })
  connection.subscribe(channel).catch((error: unknown) => {
    tellFailure(context.log, 'live editions are not heard of', error)
  })
  const pinging = setInterval(() => void connection.ping().catch(() => undefined), PING_EVERY_MS)
  pinging.unref()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      clearInterval(pinging)
      listeners.clear()
    },
  }
}
