import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { FeedState, Presses } from './presses.ts'
import type { Publisher, PublisherFeed } from './publishers.ts'
import { escapeXml } from './render.ts'

export interface DeskDeps {
  readonly presses: Presses
  rootUrl(publisher: Publisher): string
  now(): number
  /** Resolves early when the newsroom closes. */
  pause(ms: number): Promise<void>
  /** Called once per answered feed request. */
  record(publisher: Publisher, answer: { readonly status: number; readonly conditional: boolean }): void
}

/** Answers one request to one publisher; `path` is already relative to the publisher's root. */
export type Desk = (
  publisher: Publisher,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>

const RIGHT_TO_LEFT = new Set(['ar'])
/** A 429 comes at every fourth request, and at each one that does not wait as it was told. */
const THROTTLE_EVERY = 4

function page(publisher: Publisher, title: string, body: string, head = ''): string {
  const direction = RIGHT_TO_LEFT.has(publisher.language) ? ' dir="rtl"' : ''
  return `<!doctype html>
<html lang="${publisher.language}"${direction}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title>${head}
<style>body{font:18px/1.6 Georgia,serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#222}
h1{font-size:1.7rem;line-height:1.25}header,time{color:#777;font:14px system-ui,sans-serif}</style></head>
<body><header>${escapeXml(publisher.name)}</header>
${body}
</body></html>
`
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

/** RFC 9110 §13.1: an entity tag decides alone where there is one; compared weakly. */
function isFresh(request: IncomingMessage, publisher: Publisher, state: FeedState): boolean {
  const { validators } = publisher
  const given = request.headers['if-none-match']
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '')
  if (given !== undefined && (validators === 'both' || validators === 'etag' || validators === 'weak'))
    return given.trim() === '*' || given.split(',').some((tag) => bare(tag) === bare(state.etag))
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  if (Number.isNaN(since) || (validators !== 'both' && validators !== 'modified')) return false
  return Math.floor(state.lastModifiedAt / 1000) * 1000 <= since
}

function validatorsOf(publisher: Publisher, state: FeedState): Record<string, string> {
  const { validators } = publisher
  return {
    ...(validators !== 'none' && validators !== 'modified' && { etag: state.etag }),
    ...((validators === 'both' || validators === 'modified') && {
      'last-modified': new Date(state.lastModifiedAt).toUTCString(),
    }),
    ...(publisher.maxAgeSeconds !== undefined && { 'cache-control': `max-age=${publisher.maxAgeSeconds}` }),
  }
}

export function createDesk(deps: DeskDeps): Desk {
  const requests = new Map<string, number>()
  const closedUntil = new Map<string, number>()

  function serveFeed(
    publisher: Publisher,
    feed: PublisherFeed,
    request: IncomingMessage,
    response: ServerResponse,
  ): number {
    const state = deps.presses.feed(publisher, feed)
    const headers = validatorsOf(publisher, state)
    if (isFresh(request, publisher, state)) {
      response.writeHead(304, headers).end()
      return 304
    }
    const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const body = zipped ? gzipSync(state.rendered.body) : state.rendered.body
    response.writeHead(200, {
      ...headers,
      'content-type': state.rendered.contentType,
      'content-length': body.length,
      vary: 'accept-encoding',
      ...(zipped && { 'content-encoding': 'gzip' }),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
    return 200
  }

  /** The status it answered with, or undefined where the publisher answers properly this time. */
  function misbehave(
    publisher: Publisher,
    feed: PublisherFeed,
    count: number,
    moved: boolean,
    response: ServerResponse,
  ): number | undefined {
    const { manner } = publisher
    switch (manner?.kind) {
      case 'broken': {
        if (count % 4 === 2) {
          send(
            response,
            200,
            'text/html; charset=utf-8',
            page(publisher, 'Service interruption', '<h1>We will be right back</h1>'),
          )
          return 200
        }
        if (count % 4 !== 0) return undefined
        const { body, contentType } = deps.presses.feed(publisher, feed).rendered
        send(response, 200, contentType, body.subarray(0, Math.floor(body.length * 0.6)))
        return 200
      }
      case 'throttling': {
        const until = closedUntil.get(publisher.slug) ?? 0
        const early = deps.now() < until
        if (!early && count % THROTTLE_EVERY !== 0) return undefined
        if (!early) closedUntil.set(publisher.slug, deps.now() + manner.retryAfterSeconds * 1000)
        response.setHeader('retry-after', String(manner.retryAfterSeconds))
        send(response, 429, 'text/plain', 'Too many requests')
        return 429
      }
      case 'gone':
        if (count <= manner.afterRequests) return undefined
        send(response, 410, 'text/plain', 'This feed has been discontinued')
        return 410
      case 'moved':
        if (moved) return undefined
        response.setHeader('location', `${deps.rootUrl(publisher)}/v2${feed.path}`)
        send(response, 301, 'text/plain', 'Moved permanently')
        return 301
      default:
        return undefined
    }
  }

  function servePage(publisher: Publisher, path: string, response: ServerResponse): void {
    const root = deps.rootUrl(publisher)
    if (path === '/') {
      const type = {
        rss: 'application/rss+xml',
        rdf: 'application/rss+xml',
        atom: 'application/atom+xml',
        json: 'application/feed+json',
      }
      const head = publisher.feeds.map(
        (feed) => `<link rel="alternate" type="${type[publisher.format]}" href="${root}${feed.path}">`,
      )
      const list = deps.presses
        .latest(publisher)
        .map((a) => `<li><a href="${escapeXml(root + a.path)}">${escapeXml(a.title)}</a></li>`)
      send(
        response,
        200,
        'text/html; charset=utf-8',
        page(publisher, publisher.name, `<ul>${list.join('\n')}</ul>`, head.join('')),
      )
      return
    }
    const article = deps.presses.article(publisher, path)
    if (article === undefined) {
      send(response, 404, 'text/plain', 'No such page')
      return
    }
    const time = `<time>${new Date(article.publishedAt).toISOString()}</time>`
    const body = `<h1>${escapeXml(article.title)}</h1>${time}<p>${escapeXml(article.summary)}</p>`
    send(response, 200, 'text/html; charset=utf-8', page(publisher, article.title, body))
  }

  return async function answer(publisher, path, request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, 405, 'text/plain', 'GET or HEAD')
    const bare = path.split('?')[0] ?? path
    const moved = publisher.manner?.kind === 'moved' && bare.startsWith('/v2/')
    const feed = publisher.feeds.find(({ path: known }) => known === (moved ? bare.slice(3) : bare))
    if (feed === undefined) {
      const wanted = publisher.links === 'query' ? path : bare
      return servePage(publisher, wanted, response)
    }
    const count = (requests.get(publisher.slug) ?? 0) + 1
    requests.set(publisher.slug, count)
    if (publisher.manner?.kind === 'slow') await deps.pause(publisher.manner.delayMs)
    const conditional =
      request.headers['if-none-match'] !== undefined || request.headers['if-modified-since'] !== undefined
    const status =
      misbehave(publisher, feed, count, moved, response) ?? serveFeed(publisher, feed, request, response)
    deps.record(publisher, { status, conditional })
  }
}
