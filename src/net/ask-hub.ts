import { BlockedError, FetchError } from './errors.ts'
import { headerOf, parseRetryAfter } from './http-headers.ts'
import { nextHop } from './redirects.ts'
import type { HttpClient } from './request.ts'
import { printUrl } from './urls.ts'

export interface HubRequest {
  readonly mode: 'subscribe' | 'unsubscribe'
  readonly hub: string
  readonly topic: string
  readonly callback: string
  readonly leaseMs: number
  readonly secret?: string
}

export type HubAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly message: string; readonly retryAfterMs?: number }

export type HubAsker = (request: HubRequest, signal?: AbortSignal) => Promise<HubAnswer>

/** A hub may move a subscriber on with 307 and 308 (W3C WebSub §5.1); more than this is a game. */
const MAX_HOPS = 3

/**
 * Asks a hub to begin or to stop pushing a topic. `clientFor` chooses who may connect there: a hub's address comes
 * from a publisher, and the operator's exemptions for feeds are not the publisher's to use.
 */
export function createHubAsker(deps: {
  clientFor(url: string, topic: string): Pick<HttpClient, 'request'>
  now(): number
}): HubAsker {
  return async function askHub(request, signal) {
    try {
      return await ask(deps, request, signal)
    } catch (error) {
      if (!(error instanceof FetchError) && !(error instanceof BlockedError)) throw error
      return { kind: 'refused', message: error.message }
    }
  }
}

async function ask(
  deps: Parameters<typeof createHubAsker>[0],
  request: HubRequest,
  signal: AbortSignal | undefined,
): Promise<HubAnswer> {
  const body = new URLSearchParams({
    'hub.mode': request.mode,
    'hub.topic': request.topic,
    'hub.callback': request.callback,
    ...(request.mode === 'subscribe' && {
      'hub.lease_seconds': String(Math.round(request.leaseMs / 1000)),
      ...(request.secret !== undefined && { 'hub.secret': request.secret }),
    }),
  })
  let url = request.hub
  for (let hop = 0; hop <= MAX_HOPS; hop++) {
    const { statusCode, headers } = await deps.clientFor(url, request.topic).request(
      {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(body.toString(), 'utf8'),
        redirects: 'refuse',
        answer: 'drop',
      },
      signal,
    )
    const what = `POST ${printUrl(url)} (${request.mode})`
    if (statusCode >= 200 && statusCode <= 299) return { kind: 'accepted' }
    if (statusCode !== 307 && statusCode !== 308) {
      const retryAfterMs = parseRetryAfter(headerOf(headers, 'retry-after'), deps.now())
      return {
        kind: 'refused',
        message: `${what} answered ${statusCode}`,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      }
    }
    const next = nextHop({ what, from: new URL(url), statusCode, location: headerOf(headers, 'location') })
    url = next?.url.href ?? url
  }
  return { kind: 'refused', message: `POST ${printUrl(request.hub)} redirects more than ${MAX_HOPS} times` }
}
