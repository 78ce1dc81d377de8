import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Edition, Entry, List, PublisherProfile, RenderedFeed } from '../model/index.ts'
import { isNotModified } from './conditional.ts'
import { codedEtag, createFeedCoder } from './content-coding.ts'
import { editionOfDay } from './day-page.ts'
import type { ArchiveDay, HttpDeps } from './deps.ts'
import { type LastKnown, STALE_IF_ERROR_S } from './last-known.ts'
import { dayPath, editionPath, listPath, publisherPath } from './links.ts'
import { publisherFeed } from './publisher-feed.ts'

export const FEED_FRESH = `public, max-age=60, stale-while-revalidate=600, stale-if-error=${STALE_IF_ERROR_S}`
const FEED_FOREVER = 'public, max-age=31536000, immutable'

const FEED_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, last-modified, link',
  'cross-origin-resource-policy': 'cross-origin',
}

type Format = RenderedFeed['format']

interface Place {
  readonly path: string
  readonly cacheControl: string
  /** Sends it out whenever it changes; absent: nothing does. */
  readonly hubUrl?: string | undefined
}

/** Serves the stored bytes of lists and editions, with validators, codings and links. */
export function createFeeds(deps: HttpDeps, lastKnown: LastKnown) {
  const coder = createFeedCoder()

  function send(request: FastifyRequest, reply: FastifyReply, feed: RenderedFeed, place: Place) {
    lastKnown.keep(request, feed.body, (next, answer) => answerFeed(next, answer, feed, place))
    return answerFeed(request, reply, feed, place)
  }

  async function answerFeed(
    request: FastifyRequest,
    reply: FastifyReply,
    feed: RenderedFeed,
    { path, cacheControl, hubUrl }: Place,
  ): Promise<FastifyReply> {
    const coding = coder.coding(feed, request.headers['accept-encoding'])
    const etag = codedEtag(feed.etag, coding)
    const links = [`<${deps.site.url}${path}.${feed.format}>; rel="self"`]
    if (hubUrl !== undefined) links.push(`<${hubUrl}>; rel="hub"`)
    // An empty list has no edition, thus no time at which it changed.
    const lastModifiedAt = feed.editionNumber > 0 ? feed.lastModifiedAt : undefined
    reply.headers({
      ...FEED_HEADERS,
      etag,
      'cache-control': cacheControl,
      vary: 'accept-encoding',
      link: links.join(', '),
      'accept-ranges': 'none',
      ...(lastModifiedAt !== undefined && { 'last-modified': new Date(lastModifiedAt).toUTCString() }),
    })
    const representation = { etag, ...(lastModifiedAt !== undefined && { lastModifiedAt }) }
    if (isNotModified(request.headers, representation)) return reply.code(304).send()

    const body = await coder.encode(feed, coding)
    if (coding !== 'identity') reply.header('content-encoding', coding)
    return reply.type(feed.contentType).send(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
  }

  /** The newest edition of a list that has one; else a valid feed without items, so that readers can subscribe. */
  async function renderMissing(list: List, format: Format): Promise<RenderedFeed> {
    const edition = (await deps.editions.latest(list.id)) ?? emptyEdition(list, deps.now())
    return deps.feeds.render(edition, format, 'current')
  }

  return {
    async list(request: FastifyRequest, reply: FastifyReply, list: List, format: Format) {
      const feed = (await deps.feeds.get(list.id, format)) ?? (await renderMissing(list, format))
      const { hubUrl } = deps.site
      return send(request, reply, feed, { path: listPath(list.id), cacheControl: FEED_FRESH, hubUrl })
    },

    /** Undefined when the list has no such edition. */
    async edition(request: FastifyRequest, reply: FastifyReply, list: List, number: number, format: Format) {
      const edition = await deps.editions.get(list.id, number)
      if (edition === undefined) return undefined
      const feed = await deps.feeds.render(edition, format, 'archive')
      return send(request, reply, feed, { path: editionPath(list.id, number), cacheControl: FEED_FOREVER })
    },

    async day(request: FastifyRequest, reply: FastifyReply, list: List, found: ArchiveDay, format: Format) {
      const { date } = found.day
      const { isOver, previous } = found
      const feed = await deps.feeds.render(editionOfDay(found), format, {
        kind: 'day',
        date,
        isOver,
        previous,
      })
      const cacheControl = isOver ? FEED_FOREVER : FEED_FRESH
      return send(request, reply, feed, { path: dayPath(list.id, date), cacheControl })
    },

    publisher(
      request: FastifyRequest,
      reply: FastifyReply,
      profile: PublisherProfile,
      entries: readonly Entry[],
      format: Format,
    ) {
      const feed = publisherFeed(profile, entries, deps.site, format)
      return send(request, reply, feed, { path: publisherPath(profile.id), cacheControl: FEED_FRESH })
    },
  }
}

export type Feeds = ReturnType<typeof createFeeds>

const emptyEdition = (list: List, now: number): Edition => ({
  listId: list.id,
  number: 0,
  frozenAt: now,
  items: [],
  dropped: { diversity: 0, size: 0, window: 0, missing: 0 },
})

/** Conditional headers make a script's cross-origin GET ask first; the answer is always yes. */
export function addFeedPreflight(app: FastifyInstance): void {
  const answer = async (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .headers({
        ...FEED_HEADERS,
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'if-none-match, if-modified-since',
        'access-control-max-age': '86400',
        allow: 'GET, HEAD, OPTIONS',
      })
      .code(204)
      .send()
  for (const path of ['/lists/*', '/publishers/*']) app.options(path, answer)
}
