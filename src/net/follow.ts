import type { Agent } from 'undici'
import type { Exchange as SentExchange, Validators } from '../model/index.ts'
import { BlockedError, FetchError } from './errors.ts'
import { exchange, type Hop, type HopAnswer, type RunningHop } from './exchange.ts'
import type { Guard } from './guard.ts'
import { headerOf, lastModifiedOf } from './http-headers.ts'
import { ACCEPT_ENCODING, inflateBody } from './inflate.ts'
import { type Hop as NextHop, nextHop } from './redirects.ts'
import type { HttpClientDeps, HttpLimits, HttpRequest, HttpResponse } from './request.ts'
import { basicAuthorization, plainUrl, printUrl, withCredentialsOf } from './urls.ts'

/** A request with all its hops, which can be ended from outside at any time. */
interface Journey {
  /** What is tried, for messages. */
  what(): string
  send(hop: () => RunningHop): Promise<HopAnswer>
  end(reason: unknown): void
}

export function startJourney({ method, url }: HttpRequest): Journey {
  let running: RunningHop | undefined
  let ended: { readonly reason: unknown } | undefined
  return {
    what: () => `${method} ${printUrl(url)}`,
    send(hop) {
      if (ended) return Promise.reject(ended.reason)
      running = hop()
      return running.answer
    },
    end(reason) {
      ended = { reason }
      running?.abort(reason)
    },
  }
}

interface Following {
  readonly agent: Agent
  readonly deps: HttpClientDeps
  readonly limits: HttpLimits
  readonly journey: Journey
  readonly request: HttpRequest
}

/** Sends a request from hop to hop, each of them past the guard, and reads the last answer. */
export async function follow({ agent, deps, limits, journey, request }: Following): Promise<HttpResponse> {
  const { what } = journey
  const first = deps.guard.checkUrl(request.url)
  const authorization = basicAuthorization(first)
  const visited: string[] = []
  let permanent = true
  for (let url = first, plain = plainUrl(first); ; plain = plainUrl(url)) {
    visited.push(plain)
    const conditional = request.validators?.url === plain
    const headers: Record<string, string> = { 'user-agent': deps.userAgent }
    if (request.answer === 'read') headers['accept-encoding'] = ACCEPT_ENCODING
    Object.assign(headers, request.headers, conditional && validatorHeaders(request.validators))
    if (authorization !== undefined && url.origin === first.origin) headers.authorization = authorization
    const told = { method: request.method, url: plain, headers }
    const hop: Hop = {
      what,
      url,
      headers,
      method: request.method,
      body: request.body,
      answer: request.answer,
      maxWireBytes: limits.maxWireBytes,
      onSent: request.onSent && (() => request.onSent?.(told)),
    }
    let answer: HopAnswer
    try {
      answer = await journey.send(() => exchange(agent, hop))
    } catch (error) {
      request.onExchange?.(told)
      throw error
    }
    request.onExchange?.({ ...told, ...answeredTo(url, answer) })
    const next = request.redirects === 'follow' ? nextOf(what, url, answer) : undefined
    if (next === undefined) {
      return {
        statusCode: answer.statusCode,
        headers: answer.headers,
        url: plain,
        ...(permanent && visited.length > 1 && { permanentUrl: withCredentialsOf(first, url) }),
        redirectCount: visited.length - 1,
        conditional,
        body: await bodyOf(what, answer, limits),
        wireBytes: answer.wireBytes,
      }
    }
    if (visited.includes(plainUrl(next.url))) {
      throw new FetchError('fetch_redirect', `${what()} redirects in a circle`)
    }
    if (visited.length > limits.maxRedirects) {
      throw new FetchError('fetch_redirect', `${what()} redirects more than ${limits.maxRedirects} times`)
    }
    permanent &&= next.permanent
    url = guardHop(deps.guard, what, next.url)
  }
}

function nextOf(what: () => string, from: URL, { statusCode, headers }: HopAnswer): NextHop | undefined {
  if (statusCode < 300 || statusCode === 304) return undefined
  return nextHop({ what: what(), from, statusCode, location: headerOf(headers, 'location') })
}

async function bodyOf(
  what: () => string,
  { body, coding }: HopAnswer,
  limits: HttpLimits,
): Promise<Uint8Array> {
  if (coding === undefined && body.length <= limits.maxBodyBytes) return body
  return inflateBody(what(), body, coding, limits.maxBodyBytes)
}

/** What of an answer the next request is judged by. */
function answeredTo(url: URL, { statusCode, headers }: HopAnswer): Partial<SentExchange> {
  const etag = headerOf(headers, 'etag')
  const lastModified = lastModifiedOf(headers)
  const location = headerOf(headers, 'location')
  const next =
    location === undefined ? null : URL.parse(Buffer.from(location, 'latin1').toString('utf8'), url.href)
  return {
    statusCode,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    ...(next && { location: plainUrl(next) }),
  }
}

/** Says that it was a redirect that led to the refused place. */
function guardHop(guard: Pick<Guard, 'checkUrl'>, what: () => string, url: URL): URL {
  try {
    return guard.checkUrl(url)
  } catch (error) {
    if (!(error instanceof BlockedError)) throw error
    throw new BlockedError(error.code, `${what()} redirects to a refused place: ${error.message}`)
  }
}

function validatorHeaders(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag !== undefined && { 'if-none-match': validators.etag }),
    ...(validators?.lastModified !== undefined && { 'if-modified-since': validators.lastModified }),
  }
}
