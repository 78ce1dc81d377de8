import { Agent, type Dispatcher } from 'undici'
import type { Exchange as SentExchange, Validators } from '../model/index.ts'
import { BlockedError, FetchError, toFetchError } from './errors.ts'
import type { Guard } from './guard.ts'
import { headerOf, type ResponseHeaders } from './http-headers.ts'
import { ACCEPT_ENCODING, contentCoding, inflateBody } from './inflate.ts'
import { nextHop } from './redirects.ts'
import { discardBody, drainBody, readBody } from './response-body.ts'
import { basicAuthorization, plainUrl, printUrl, withCredentialsOf } from './urls.ts'

export interface HttpLimits {
  /** From the first name lookup to the last byte, redirects included. Default 30,000. */
  readonly totalMs: number
  /** Until the headers are complete, per hop. Default 10,000. */
  readonly headersMs: number
  /** Between two pieces of the body. Default 10,000. */
  readonly idleMs: number
  /** Of the body as it comes over the wire. Default 2 MB. */
  readonly maxWireBytes: number
  /** Of the body after decompression. Default 10 MB. */
  readonly maxBodyBytes: number
  /** Default 16 KiB. */
  readonly maxHeaderBytes: number
  /** Default 5. */
  readonly maxRedirects: number
  /** Sockets per origin. Default 2. */
  readonly connections: number
  /** How long an idle socket is kept, whatever the server offers. Default 2,000. */
  readonly keepAliveMs: number
}

const DEFAULT_LIMITS: HttpLimits = {
  totalMs: 30_000,
  headersMs: 10_000,
  idleMs: 10_000,
  maxWireBytes: 2_000_000,
  maxBodyBytes: 10_000_000,
  maxHeaderBytes: 16_384,
  maxRedirects: 5,
  connections: 2,
  keepAliveMs: 2000,
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** User name and password become an Authorization header for this origin alone. */
  readonly url: string | URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** Sent on the hop to the very URL they came from, and on no other. */
  readonly validators?: Validators
  /** `follow`: GET only. `refuse`: a 3xx is the answer. */
  readonly redirects: 'follow' | 'refuse'
  /** `read`: the body of a 2xx, decompressed. `drop`: no body; up to 4 KiB are drained to keep the connection. */
  readonly answer: 'read' | 'drop'
  /** Hears of every hop as it was sent, with what came back; also when the request fails later. */
  readonly onExchange?: (exchange: SentExchange) => void
}

export interface HttpResponse {
  readonly statusCode: number
  readonly headers: ResponseHeaders
  /** The URL that answered, without user name, password and fragment. */
  readonly url: string
  /** The URL that answered, when every redirect on the way was permanent (301, 308). Keeps credentials on the same origin. */
  readonly permanentUrl?: string
  readonly redirectCount: number
  /** Whether the hop that answered was asked with validators: only then is a 304 an answer. */
  readonly conditional: boolean
  /** Empty unless `answer` is `read` and the status a 2xx. */
  readonly body: Uint8Array
  readonly wireBytes: number
}

export interface HttpClientDeps {
  readonly guard: Pick<Guard, 'checkUrl' | 'connector'>
  /** Names the product and a contact. */
  readonly userAgent: string
  readonly limits?: Partial<HttpLimits>
}

export interface HttpClient {
  /**
   * Throws a FetchError or BlockedError for whatever the other side does; when `signal` aborts, its reason.
   * Any status is an answer.
   */
  request(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse>
  /** Cuts what is under way. */
  close(): Promise<void>
}

/**
 * The one way out of this process over HTTP. Sends no cookies and no referrer, knows no proxy (environment
 * variables included), speaks HTTP/1.1 so that the header and connection limits hold.
 */
export function createHttpClient(deps: HttpClientDeps): HttpClient {
  const limits: HttpLimits = { ...DEFAULT_LIMITS, ...deps.limits }
  const agent = new Agent({
    connect: deps.guard.connector,
    connections: limits.connections,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.idleMs,
    keepAliveTimeout: limits.keepAliveMs,
    keepAliveMaxTimeout: limits.keepAliveMs,
  })

  return {
    async request(request, signal) {
      signal?.throwIfAborted()
      const what = `${request.method} ${printUrl(request.url)}`
      const deadline = new AbortController()
      const abort = () => deadline.abort(signal?.reason)
      signal?.addEventListener('abort', abort, { once: true })
      const timer = setTimeout(() => {
        deadline.abort(new FetchError('fetch_timeout', `${what} took longer than ${limits.totalMs} ms`))
      }, limits.totalMs)
      try {
        return await follow({ agent, deps, limits, what, request, signal: deadline.signal })
      } catch (error) {
        signal?.throwIfAborted()
        throw toFetchError(what, error)
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
      }
    },
    close: () => agent.destroy(),
  }
}

interface Exchange {
  readonly agent: Agent
  readonly deps: HttpClientDeps
  readonly limits: HttpLimits
  readonly what: string
  readonly request: HttpRequest
  readonly signal: AbortSignal
}

async function follow(exchange: Exchange): Promise<HttpResponse> {
  const { deps, limits, what, request } = exchange
  const first = deps.guard.checkUrl(request.url)
  const authorization = basicAuthorization(first)
  const visited = new Set<string>()
  let permanent = true
  for (let url = first; ; ) {
    visited.add(plainUrl(url))
    const sameOrigin = url.origin === first.origin
    const conditional = request.validators?.url === plainUrl(url)
    const sent = {
      'user-agent': deps.userAgent,
      ...(request.answer === 'read' && { 'accept-encoding': ACCEPT_ENCODING }),
      ...request.headers,
      ...(conditional && validatorHeaders(request.validators)),
      ...(sameOrigin && authorization !== undefined && { authorization }),
    }
    const told = { method: request.method, url: plainUrl(url), headers: sent }
    const answer = await send(exchange, url, sent).catch((error: unknown) => {
      request.onExchange?.(told)
      throw error
    })
    request.onExchange?.({ ...told, ...answeredTo(url, answer) })
    const next =
      request.redirects === 'follow'
        ? nextHop({
            what,
            from: url,
            statusCode: answer.statusCode,
            location: headerOf(answer.headers, 'location'),
          })
        : undefined
    if (next === undefined) {
      const settled = permanent && visited.size > 1 ? { permanentUrl: withCredentialsOf(first, url) } : {}
      const { body, wireBytes } = await receive(exchange, answer)
      return {
        statusCode: answer.statusCode,
        headers: answer.headers,
        url: plainUrl(url),
        ...settled,
        redirectCount: visited.size - 1,
        conditional,
        body,
        wireBytes,
      }
    }
    discardBody(answer.statusCode, answer.headers, answer.body)
    if (visited.has(plainUrl(next.url))) {
      throw new FetchError('fetch_redirect', `${what} redirects in a circle`)
    }
    if (visited.size > limits.maxRedirects) {
      throw new FetchError('fetch_redirect', `${what} redirects more than ${limits.maxRedirects} times`)
    }
    permanent &&= next.permanent
    url = guardHop(deps.guard, what, next.url)
  }
}

/** What of an answer the next request is judged by. */
function answeredTo(url: URL, { statusCode, headers }: Dispatcher.ResponseData): Partial<SentExchange> {
  const etag = headerOf(headers, 'etag')
  const lastModified = headerOf(headers, 'last-modified')
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
function guardHop(guard: Pick<Guard, 'checkUrl'>, what: string, url: URL): URL {
  try {
    return guard.checkUrl(url)
  } catch (error) {
    if (!(error instanceof BlockedError)) throw error
    throw new BlockedError(error.code, `${what} redirects to a refused place: ${error.message}`)
  }
}

async function send(
  exchange: Exchange,
  url: URL,
  headers: Record<string, string>,
): Promise<Dispatcher.ResponseData> {
  return exchange.agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: exchange.request.method,
    headers,
    body: exchange.request.body ?? null,
    signal: exchange.signal,
  })
}

async function receive(
  { limits, what, request }: Exchange,
  { statusCode, headers, body }: Dispatcher.ResponseData,
): Promise<{ body: Uint8Array; wireBytes: number }> {
  if (request.answer === 'drop') return { body: EMPTY, wireBytes: await drainBody(body) }
  if (statusCode < 200 || statusCode > 299) {
    discardBody(statusCode, headers, body)
    return { body: EMPTY, wireBytes: 0 }
  }
  try {
    const coding = contentCoding(what, [headers['content-encoding'] ?? []].flat().join(','))
    const bytes = await readBody(what, headers, body, limits.maxWireBytes)
    return { body: await inflateBody(what, bytes, coding, limits.maxBodyBytes), wireBytes: bytes.length }
  } catch (error) {
    discardBody(statusCode, headers, body)
    throw error
  }
}

const EMPTY = new Uint8Array()

function validatorHeaders(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag !== undefined && { 'if-none-match': validators.etag }),
    ...(validators?.lastModified !== undefined && { 'if-modified-since': validators.lastModified }),
  }
}
