import type { PushTarget } from '../../model/enrolment.ts'
import { hashId } from '../ids.ts'

export interface PushLinks {
  readonly hubs: readonly string[]
  readonly self?: string
}

export interface PushDiscovery {
  /** As the operator declared it. */
  readonly sourceUrl: string
  /** The URL that answered, after redirects. */
  readonly answeredUrl: string
  /** Of the `Link` headers. */
  readonly header: PushLinks | undefined
  /** Of the document itself. */
  readonly body: PushLinks
}

const MAX_URL = 2_000

/**
 * The hub and topic of a source, or undefined when it has none that can be used. Headers go before the body
 * (W3C WebSub §4). The first https hub is chosen, else the first.
 *
 * A topic on a foreign host is refused: the feed would name somebody else's, whose reports would then come in under
 * this source's name. The host that was declared, the host that answered, and those above or below them are its own.
 */
export function pushTarget(found: PushDiscovery): PushTarget | undefined {
  const hubs = found.header?.hubs.length ? found.header.hubs : found.body.hubs
  const usable = hubs.flatMap((hub) => webUrl(hub)?.href ?? [])
  const hub = usable.find((url) => url.startsWith('https:')) ?? usable[0]
  const topic = webUrl(found.header?.self ?? found.body.self ?? found.answeredUrl)
  if (hub === undefined || topic === undefined) return undefined
  const own = [found.sourceUrl, found.answeredUrl].flatMap((url) => webUrl(url)?.hostname ?? [])
  return own.some((host) => areRelated(host, topic.hostname)) ? { hub, topic: topic.href } : undefined
}

export function targetId({ hub, topic }: PushTarget): string {
  return hashId('push-target', hub, topic)
}

/**
 * Whether a signed push may be read as the feed itself. A push must not be easier to forge than a poll: over plain http
 * the secret can be read on its way, so only a feed that is plain itself takes it.
 */
export function isTrusted({ hub, topic }: PushTarget): boolean {
  return hub.startsWith('https:') || topic.startsWith('http:')
}

function webUrl(text: string): URL | undefined {
  const url = text.length > MAX_URL ? null : URL.parse(text)
  if (!url || !/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  url.hash = ''
  return url
}

function areRelated(a: string, b: string): boolean {
  const isBelow = (lower: string, upper: string) =>
    upper.includes('.') && /[a-z]/u.test(upper) && lower.endsWith(`.${upper}`)
  return a === b || isBelow(a, b) || isBelow(b, a)
}
