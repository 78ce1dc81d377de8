import type { PushDocument } from '../model/index.ts'
import type { StoreDeps } from './deps.ts'

/** As long as its job is tried; after that only the source is polled. */
const TTL_MS = 24 * 60 * 60 * 1000
/** What it was sent with. */
const HEADERS = ['contentType', 'contentEncoding', 'contentLanguage'] as const

/** Documents that hubs sent, until a worker has read them. */
export function createPushStore({ redis, keys }: StoreDeps) {
  return {
    /** Saved before the hub hears that it was accepted. The same document under the same id is one. */
    async save(id: string, { token, body, receivedAt, ...headers }: PushDocument): Promise<void> {
      const key = keys.push(id)
      const results = await redis
        .multi()
        .hset(key, {
          token,
          body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
          receivedAt,
          ...headersOf((name) => headers[name]),
        })
        .pexpire(key, TTL_MS)
        .exec()
      for (const [error] of results ?? []) if (error) throw error
    },

    async get(id: string): Promise<PushDocument | undefined> {
      const [token, body, receivedAt, ...headers] = await redis.hmgetBuffer(
        keys.push(id),
        ...['token', 'body', 'receivedAt', ...HEADERS],
      )
      if (!token || !body) return undefined
      return {
        token: token.toString('utf8'),
        body,
        receivedAt: Number(receivedAt),
        ...headersOf((_, index) => headers[index]?.toString('utf8')),
      }
    },

    async remove(id: string): Promise<void> {
      await redis.unlink(keys.push(id))
    },
  }
}

/** Those that `read` knows; the others are left out. */
function headersOf(
  read: (name: (typeof HEADERS)[number], index: number) => string | undefined,
): Pick<PushDocument, (typeof HEADERS)[number]> {
  const known = HEADERS.map((name, index) => [name, read(name, index)] as const)
  return Object.fromEntries(known.filter(([, value]) => value !== undefined))
}
