import type { FeedFormat } from '../model/index.ts'
import { decodeBytes } from './encoding/decode.ts'
import { withoutFeedScheme } from './feed-scheme.ts'
import { oneLine } from './html/text.ts'
import { LIMITS } from './limits.ts'
import { absoluteUrl, isWebUrl } from './urls.ts'
import { type ElementAttributes, scanElements } from './xml/scan-elements.ts'

/** A feed that a page says it has; nobody has looked whether it is there. */
export interface LinkedFeed {
  readonly url: string
  readonly title?: string
  readonly type?: FeedFormat
}

export interface PageReading {
  /** In document order, each once. */
  readonly feeds: readonly LinkedFeed[]
  /** The page's own address as it wants to be known, or another page that names the same thing. */
  readonly aliases: readonly string[]
}

/** Pages offer two or three; archives with one per category offer dozens. */
const MAX_FEEDS = 100

const ELEMENTS: ReadonlySet<string> = new Set(['base', 'link', 'meta'])

/** Feeds named in the `<link>`s of an HTML page, wherever in it they stand. Never throws; linear in its length. */
export function readPage(bytes: Uint8Array, page: { url: string; contentType?: string }): PageReading {
  const { text } = decodeBytes(bytes, {
    ...(page.contentType !== undefined && { contentType: page.contentType }),
    guess: false,
  })
  const links: ElementAttributes[] = []
  const aliases: string[] = []
  let base: string | undefined
  scanElements(
    text,
    { xml: false, names: ELEMENTS },
    {
      open(name, attributes) {
        const href = attributes.get('href')
        if (name === 'base') base ??= href
        else if (name === 'meta') aliases.push(...channelPage(attributes))
        else if (relsOf(attributes.get('rel')).includes('canonical')) aliases.push(href ?? '')
        else if (links.length < MAX_FEEDS * 10) links.push(attributes)
      },
    },
  )
  const baseUrl = absoluteUrl(base, page.url) ?? page.url
  return {
    feeds: distinct(
      links.flatMap((attributes) =>
        feedOf({ href: attributes.get('href'), parameters: attributes, base: baseUrl }),
      ),
    ),
    aliases: aliases
      .slice(0, 10)
      .map((alias) => absoluteUrl(alias, baseUrl))
      .filter(isWebUrl),
  }
}

/** Feeds named in HTTP `Link` headers (RFC 8288). */
export function readLinkHeader(value: string | readonly string[] | undefined, pageUrl: string): LinkedFeed[] {
  const links = [value ?? []].flat().flatMap((line) => splitOutside(line, ','))
  return distinct(
    links.slice(0, MAX_FEEDS * 10).flatMap((link) => {
      const [target = '', ...rest] = splitOutside(link, ';')
      const href = /^<([^>]*)>$/.exec(target)?.[1]
      const parameters = new Map<string, string>()
      for (const parameter of rest) {
        const at = parameter.indexOf('=')
        const name = (at < 0 ? parameter : parameter.slice(0, at)).trim().toLowerCase()
        if (!parameters.has(name))
          parameters.set(name, at < 0 ? '' : unquoted(parameter.slice(at + 1).trim()))
      }
      return feedOf({ href, parameters, base: pageUrl })
    }),
  )
}

function feedOf(link: {
  readonly href: string | undefined
  readonly parameters: ReadonlyMap<string, string>
  readonly base: string
}): LinkedFeed[] {
  const rels = relsOf(link.parameters.get('rel'))
  const mime = link.parameters.get('type')?.trim().toLowerCase() ?? ''
  const url = absoluteUrl(withoutFeedScheme(link.href?.trim() ?? ''), link.base)
  if (!isWebUrl(url)) return []
  const type = formatOf(mime, url)
  // `rel=feed` needs no type; https://blog.whatwg.org/feed-autodiscovery
  const isFeed =
    (rels.includes('alternate') && type !== undefined) || (rels.includes('feed') && isTyped(mime))
  if (!isFeed) return []
  const title = oneLine(link.parameters.get('title') ?? '', LIMITS.titleLength)
  return [{ url, ...(title && { title }), ...(type && type !== 'xml' && { type }) }]
}

/** `xml`: some feed or other. Undefined: not a feed, among them single Atom entries, oEmbed and API documents. */
function formatOf(mime: string, url: string): FeedFormat | 'xml' | undefined {
  const [type = '', ...parameters] = mime.split(';').map((part) => part.trim())
  const name = /^(?:application|text)\/(?:x[-.])?(rss|atom|rdf)(?:[+ ]xml)?$/.exec(type)?.[1]
  if (name !== undefined) return parameters.includes('type=entry') ? undefined : (name as FeedFormat)
  if (type === 'application/feed+json') return 'json'
  // JSON Feed 1.0 said `application/json`; so do the links of every WordPress page to its API.
  if (type === 'application/json') return /feed/i.test(url) && !url.includes('/wp-json/') ? 'json' : undefined
  return type === 'application/xml' || type === 'text/xml' ? 'xml' : undefined
}

const isTyped = (mime: string): boolean => !/^text\/html\b|\+oembed\b/.test(mime)

const relsOf = (rel: string | undefined): string[] => rel?.toLowerCase().split(/\s+/) ?? []

/** YouTube names the channel of a video or handle in microdata only. */
function channelPage(attributes: ElementAttributes): string[] {
  const id = attributes.get('content') ?? ''
  const isChannel = /^(identifier|channelid)$/i.test(attributes.get('itemprop') ?? '')
  return isChannel && /^UC[\w-]{22}$/.test(id) ? [`https://www.youtube.com/channel/${id}`] : []
}

function distinct(feeds: readonly LinkedFeed[]): LinkedFeed[] {
  return [...Map.groupBy(feeds, ({ url }) => url).values()].map(([first]) => first!).slice(0, MAX_FEEDS)
}

/** Parts between delimiters that stand neither in quotes nor in angle brackets, trimmed. */
function splitOutside(text: string, delimiter: ',' | ';'): string[] {
  const parts: string[] = []
  let start = 0
  let closer = ''
  for (let at = 0; at <= text.length; at++) {
    const char = text[at]
    if (char === undefined || (closer === '' && char === delimiter)) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    } else if (closer !== '') {
      if (closer === '"' && char === '\\') at++
      else if (char === closer) closer = ''
    } else if (char === '"') closer = '"'
    else if (char === '<') closer = '>'
  }
  return parts.filter(Boolean)
}

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : value
