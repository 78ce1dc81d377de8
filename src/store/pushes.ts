import type { PushDocument } from '../model/index.ts'
import type { StoreDeps } from './deps.ts'

/** As long as its job is tried; after that only the source is polled. */
const TTL_MS = 24 * 60 * 60 * 1000

/** Documents that hubs sent, until a worker has read them. */
export function createPushStore({ redis, keys }: StoreDeps) {
  return {
    /** Saved before the hub hears that it was accepted. The same document under the same id is one. */
    async save(
      id: string,
      { token, body, contentType, contentEncoding, receivedAt }: PushDocument,
    ): Promise<void> {
      const key = keys.push(id)
      const results = await redis
        .multi()
        .hset(key, {
          token,
          body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
          receivedAt,
          ...(contentType !== undefined && { contentType }),
          ...(contentEncoding !== undefined && { contentEncoding }),
        })
        .pexpire(key, TTL_MS)
        .exec()
      for (const [error] of results ?? []) if (error) throw error
    },

    async get(id: string): Promise<PushDocument | undefined> {
      const fields = ['token', 'body', 'receivedAt', 'contentType', 'contentEncoding'] as const
      const [token, body, receivedAt, contentType, contentEncoding] = await redis.hmgetBuffer(
        keys.push(id),
        ...fields,
      )
      if (!token || !body) return undefined
      return {
        token: token.toString('utf8'),
        body,
        receivedAt: Number(receivedAt),
        ...(contentType && { contentType: contentType.toString('utf8') }),
        ...(contentEncoding && { contentEncoding: contentEncoding.toString('utf8') }),
      }
    },

    async remove(id: string): Promise<void> {
      await redis.unlink(keys.push(id))
    },
  }
}
