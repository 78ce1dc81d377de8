import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { closeServer, listenOn, portOf } from '../support/newsroom/loopback.ts'
import { answerCalls } from './child.ts'
import { createFeedRenderer, type FeedBytes, ITEMS_PER_FEED, mix } from './feeds.ts'

/**
 * The outside world, in a process of its own so that its CPU is nobody's figure: `/feeds/<set>/<n>` are feeds, and
 * `/hooks/<subscription>` receives webhooks. Many ports, since a port is a host to the politeness limit.
 */

interface Feed {
  readonly number: number
  total: number
  requests: number
  etag: string
  /** The newest document was answered by a request with its own tag: whoever polls has finished with it. */
  confirmed: boolean
  /** Of its first document, rendered before anybody asks. */
  first?: FeedBytes | undefined
  readonly render: (total: number) => FeedBytes
}

const NEW_ITEMS = 2
const baseTime = Date.now()
const secret = `whsec_${randomBytes(32).toString('base64')}`
const webhook = new Webhook(secret)
const servers: Server[] = []
const feeds = new Map<string, Feed>()
let share = 0
let closes = false
let counts = emptyCounts()

function emptyCounts() {
  return {
    full: 0,
    notModified: 0,
    entries: 0,
    confirmed: 0,
    connections: 0,
    hooks: 0,
    hooksUnverified: 0,
    hooksSeen: new Set<string>(),
  }
}

const calls = {
  async listen(ports: number): Promise<{ ports: number[]; secret: string }> {
    for (let n = 0; n < ports; n++) {
      const server = await listenOn('127.0.0.1', 0, handle)
      server.keepAliveTimeout = 120_000
      server.on('connection', () => counts.connections++)
      servers.push(server)
    }
    return { ports: servers.map(portOf), secret }
  },
  /** Renders the first documents of a set: who serves takes no time for it while others are measured. */
  prepare(set: string, count: number): void {
    for (let n = 0; n < count; n++) {
      const feed = feedAt(`/feeds/${set}/${n}`)
      feed.first = feed.render(feed.total)
    }
  },
  /** From now on this share of the conditional requests finds two new entries. */
  publish(of: number): void {
    share = of
  },
  /** Every answer to a feed's request ends its connection from now on, or none does. */
  close(always: boolean): void {
    closes = always
  },
  forget(): void {
    feeds.clear()
    counts = emptyCounts()
  },
  stats() {
    const { hooksSeen, ...rest } = counts
    const { user, system } = process.cpuUsage()
    return { ...rest, hooksDistinct: hooksSeen.size, feeds: feeds.size, servingMicros: user + system }
  },
}

export type FixtureCalls = typeof calls

function handle(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? ''
  if (path.startsWith('/feeds/')) answerFeed(path, request, response)
  else if (path.startsWith('/hooks/')) void receive(path, request, response)
  else response.writeHead(404).end()
}

function answerFeed(path: string, request: IncomingMessage, response: ServerResponse): void {
  if (closes) response.shouldKeepAlive = false
  const feed = feedAt(path)
  feed.requests++
  if (request.headers['if-none-match'] === feed.etag) {
    confirm(feed, true)
    if (mix(feed.number, feed.requests) % 1000 >= share * 1000) {
      counts.notModified++
      response.writeHead(304, { etag: feed.etag }).end()
      return
    }
    feed.total += NEW_ITEMS
    counts.entries += NEW_ITEMS
    feed.etag = tagOf(feed)
  }
  confirm(feed, false)
  counts.full++
  const { contentType, body } = feed.first ?? feed.render(feed.total)
  feed.first = undefined
  response
    .writeHead(200, { 'content-type': contentType, 'content-length': body.length, etag: feed.etag })
    .end(body)
}

function confirm(feed: Feed, confirmed: boolean): void {
  counts.confirmed += Number(confirmed) - Number(feed.confirmed)
  feed.confirmed = confirmed
}

function feedAt(path: string): Feed {
  const known = feeds.get(path)
  if (known) return known
  const number = Number(path.slice(path.lastIndexOf('/') + 1))
  const begun = { total: ITEMS_PER_FEED, requests: 0, confirmed: false }
  const feed: Feed = { number, ...begun, etag: '', render: createFeedRenderer(number, baseTime) }
  feed.etag = tagOf(feed)
  counts.entries += feed.total
  feeds.set(path, feed)
  return feed
}

function tagOf(feed: Pick<Feed, 'number' | 'total'>): string {
  return `"${createHash('sha1').update(`${feed.number} ${feed.total}`).digest('base64url')}"`
}

async function receive(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  response.writeHead(204).end()
  counts.hooks++
  counts.hooksSeen.add(`${path} ${request.headers['webhook-id']}`)
  try {
    webhook.verify(Buffer.concat(chunks).toString('utf8'), request.headers as Record<string, string>)
  } catch {
    counts.hooksUnverified++
  }
}

answerCalls(calls, async () => {
  await Promise.all(servers.map(closeServer))
})
