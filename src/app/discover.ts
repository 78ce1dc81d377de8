import type { Config } from '../config.ts'
import { readLinkHeader, readPage } from '../feed/discover.ts'
import { createParsePool, type ParsePool } from '../feed/parse-pool.ts'
import { type FeedFormat, type ParsedFeed, TidewireError } from '../model/index.ts'
import type { HttpClient, HttpResponse } from '../net/request.ts'
import { knownLocations, likelyLocations } from '../rules/polling/feed-locations.ts'
import { createFeedClient } from './feed-client.ts'

export interface FoundFeed {
  readonly url: string
  readonly title?: string
  readonly type?: FeedFormat
  /** `itself`: the address asked for is the feed. `site`: a rule of that site. `path`: tried, and it was there. */
  readonly foundBy: 'itself' | 'link' | 'header' | 'site' | 'path'
  /** In words, for people. */
  readonly how: string
}

export interface Discovery {
  /** The address that was asked for. */
  readonly url: string
  readonly feeds: readonly FoundFeed[]
  /** What stood in the way, if anything did. */
  readonly warnings: readonly string[]
}

export interface DiscoverDeps {
  readonly client: Pick<HttpClient, 'request'>
  readonly parser: Pick<ParsePool, 'parse'>
}

export interface DiscoverOptions {
  readonly signal?: AbortSignal
  /** Before each usual address is tried. */
  readonly onTry?: (done: number, total: number) => void
}

const ACCEPT = [
  'text/html',
  'application/xhtml+xml',
  'application/rss+xml;q=0.9',
  'application/atom+xml;q=0.9',
  'application/feed+json;q=0.9',
  '*/*;q=0.1',
].join(', ')

/**
 * The feeds of a page. Asks for the page once; only when neither it nor its address names a feed, usual addresses are
 * asked for one after the other, up to the first that is a feed. Throws what the network throws when nothing is known
 * without an answer.
 */
export async function discoverFeeds(
  address: string,
  deps: DiscoverDeps,
  options: DiscoverOptions = {},
): Promise<Discovery> {
  // People write addresses as they say them; one that looks like `localhost:8080` has no scheme either.
  const url = /^[a-z][a-z\d+.-]*:(?!\d)/i.test(address) ? address : `https://${address}`
  const page = await ask(url, deps, options.signal).catch((error: unknown) =>
    asFailure(error, options.signal),
  )
  if (page instanceof TidewireError) {
    const feeds = fromSites([url])
    if (feeds.length === 0) throw page
    return { url, feeds, warnings: [page.message] }
  }
  const warnings = page.statusCode === 200 ? [] : [`GET ${page.url} answered ${page.statusCode}`]
  const feed = await parse(page, deps, options.signal)
  if (feed) {
    const own = { foundBy: 'itself', how: 'the address itself is a feed' } as const
    return { url, feeds: [found(page.permanentUrl ?? url, feed, own)], warnings }
  }
  const feeds = fromPage(url, page)
  if (feeds.length > 0) return { url, feeds, warnings }
  // A server in trouble or one that asks for patience is not asked sixteen times more.
  if (page.statusCode === 429 || page.statusCode >= 500) return { url, feeds, warnings }
  return { url, feeds: await tryLocations(page, deps, options, warnings), warnings }
}

function fromPage(url: string, page: HttpResponse): FoundFeed[] {
  const contentType = [page.headers['content-type'] ?? []].flat()[0]
  const { feeds, aliases } = readPage(page.body, { url: page.url, ...(contentType && { contentType }) })
  const inHeader = readLinkHeader(page.headers.link, page.url)
  return distinct([
    ...feeds.map((feed) => ({ ...feed, foundBy: 'link', how: '<link> of the page' }) as const),
    ...inHeader.map((feed) => ({ ...feed, foundBy: 'header', how: 'Link header' }) as const),
    ...fromSites([url, page.url, ...aliases]),
  ])
}

function fromSites(urls: readonly string[]): FoundFeed[] {
  return distinct(
    urls.flatMap((url) =>
      knownLocations(url).map(({ what, ...feed }) => ({ ...feed, foundBy: 'site', how: what }) as const),
    ),
  )
}

async function tryLocations(
  page: HttpResponse,
  deps: DiscoverDeps,
  { signal, onTry }: DiscoverOptions,
  warnings: string[],
): Promise<FoundFeed[]> {
  const locations = likelyLocations(page.url)
  const seen = new Set([page.url])
  for (const [index, location] of locations.entries()) {
    onTry?.(index, locations.length)
    if (seen.has(location)) continue
    const answer = await ask(location, deps, signal).catch((error: unknown) => asFailure(error, signal))
    if (answer instanceof TidewireError) {
      warnings.push(answer.message)
      // What ails the connection ails the rest too; a redirect into the woods is this address's own.
      if (answer.code === 'fetch_redirect' || answer.code === 'fetch_too_large') continue
      return []
    }
    if (answer.statusCode === 429 || answer.statusCode === 503) {
      warnings.push(`GET ${location} answered ${answer.statusCode}; the remaining addresses were not tried`)
      return []
    }
    // Sites that send every unknown address to one page.
    if (seen.has(answer.url)) continue
    seen.add(answer.url).add(location)
    const feed = await parse(answer, deps, signal)
    const how = `tried ${URL.parse(location)?.pathname}`
    if (feed) return [found(answer.permanentUrl ?? location, feed, { foundBy: 'path', how })]
  }
  return []
}

function ask(url: string, { client }: DiscoverDeps, signal: AbortSignal | undefined): Promise<HttpResponse> {
  return client.request(
    { method: 'GET', url, headers: { accept: ACCEPT }, redirects: 'follow', answer: 'read' },
    signal,
  )
}

/** The feed an answer is; undefined when it is anything else. */
async function parse(
  answer: HttpResponse,
  { parser }: DiscoverDeps,
  signal: AbortSignal | undefined,
): Promise<ParsedFeed | undefined> {
  if (answer.statusCode !== 200 || answer.body.length === 0) return undefined
  const contentType = [answer.headers['content-type'] ?? []].flat()[0]
  try {
    return await parser.parse(
      answer.body,
      { baseUrl: answer.url, ...(contentType && { contentType }) },
      signal,
    )
  } catch (error) {
    asFailure(error, signal)
    return undefined
  }
}

function asFailure(error: unknown, signal: AbortSignal | undefined): TidewireError {
  if (signal?.aborted || !(error instanceof TidewireError)) throw error
  return error
}

function found(url: string, feed: ParsedFeed, by: Pick<FoundFeed, 'foundBy' | 'how'>): FoundFeed {
  return { url, ...(feed.title && { title: feed.title }), type: feed.format, ...by }
}

/** What is found twice keeps its first place: links know titles. */
function distinct(feeds: readonly FoundFeed[]): FoundFeed[] {
  return [...Map.groupBy(feeds, ({ url }) => url.replace(/\/$/, '')).values()].map(([first]) => first!)
}

/** Runs `work` with a client and a parser of its own: discovering needs no Redis. */
export async function withDiscovery<T>(config: Config, work: (deps: DiscoverDeps) => Promise<T>): Promise<T> {
  const parser = createParsePool(config.parsing)
  const client = createFeedClient(config)
  try {
    return await work({ client, parser })
  } finally {
    await Promise.all([parser.close(), client.close()])
  }
}
