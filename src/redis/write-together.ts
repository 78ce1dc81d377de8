import type { Redis } from 'ioredis'

/**
 * Sends what is written to a connection within one turn of the event loop in one go. ioredis hands each command to the
 * system by itself, which costs more than all else about a short one; a command that is alone waits for nobody, since
 * the turn ends with it.
 */
export function writeTogether(client: Redis): void {
  client.on('connect', () => {
    const { stream } = client
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
    let isCorked = false
    stream.write = (...args: unknown[]) => {
      if (!isCorked) {
        isCorked = true
        stream.cork()
        setImmediate(() => {
          isCorked = false
          stream.uncork()
        })
      }
      return write(...args)
    }
  })
}
