import { Agent } from 'undici'
import type { Exchange as SentExchange, Validators } from '../model/index.ts'
import { createDeadlines } from './deadlines.ts'
import { FetchError, toFetchError } from './errors.ts'
import { follow, startJourney } from './follow.ts'
import type { Guard } from './guard.ts'
import type { ResponseHeaders } from './http-headers.ts'

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
  /** Hears of every hop that is on its way, before anything came back. */
  readonly onSent?: ((exchange: SentExchange) => void) | undefined
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

  const deadlines = createDeadlines(limits.totalMs)

  return {
    async request(request, signal) {
      signal?.throwIfAborted()
      const journey = startJourney(request)
      const abort = () => journey.end(signal?.reason)
      signal?.addEventListener('abort', abort, { once: true })
      const arrived = deadlines.start(() => {
        const message = `${journey.what()} took longer than ${limits.totalMs} ms`
        journey.end(new FetchError('fetch_timeout', message))
      })
      try {
        return await follow({ agent, deps, limits, journey, request })
      } catch (error) {
        signal?.throwIfAborted()
        throw toFetchError(journey.what(), error)
      } finally {
        arrived()
        signal?.removeEventListener('abort', abort)
      }
    },
    close: () => agent.destroy(),
  }
}
