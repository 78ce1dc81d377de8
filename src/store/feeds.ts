import type { ListId, RenderedFeed } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { numberOr } from './replies.ts'

type Format = RenderedFeed['format']

/** The bytes that the web serves: the newest edition of each list in each format. */
export function createFeedStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['put-feeds'])

  return {
    /** Stores the formats of one edition together; never replaces a newer one. */
    async put(listId: ListId, feeds: readonly RenderedFeed[]): Promise<'stored' | 'older'> {
      const [first] = feeds
      if (!first) return 'stored'
      const outcome = await scripts['put-feeds']({
        keys: feeds.map((feed) => keys.feed(listId, feed.format)),
        args: [
          first.editionNumber,
          ...feeds.flatMap((feed) => [feed.contentType, feed.etag, feed.lastModifiedAt, feed.body]),
        ],
      })
      return outcome as 'stored' | 'older'
    },

    async get(listId: ListId, format: Format): Promise<RenderedFeed | undefined> {
      const key = keys.feed(listId, format)
      const [body, contentType, etag, lastModifiedAt, editionNumber] = await redis.hmgetBuffer(
        key,
        'body',
        'contentType',
        'etag',
        'lastModifiedAt',
        'editionNumber',
      )
      if (!body || !contentType || !etag) return undefined
      return {
        format,
        body,
        contentType: contentType.toString(),
        etag: etag.toString(),
        lastModifiedAt: numberOr(lastModifiedAt?.toString(), key, 0),
        editionNumber: numberOr(editionNumber?.toString(), key, 0),
      }
    },

    /** Number of the edition whose feeds are stored; 0 when none are. */
    async number(listId: ListId, format: Format = 'rss'): Promise<number> {
      const key = keys.feed(listId, format)
      return numberOr(await redis.hget(key, 'editionNumber'), key, 0)
    },
  }
}
