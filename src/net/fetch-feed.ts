import { createHash } from 'node:crypto'
import type { Exchange, PollHints, PollOutcome, Validators } from '../model/index.ts'
import { BlockedError, FetchError, failureClass } from './errors.ts'
import { headerOf, lastModifiedOf, parseRetryAfter, pollHints, type ResponseHeaders } from './http-headers.ts'
import { type HubLinks, hubLinks } from './link-header.ts'
import type { HttpClient, HttpResponse } from './request.ts'
import { printUrl } from './urls.ts'

/** Of a SHA-256 in base64url: 48 bits. Another body is taken for the last one once in 2^48 times, and a million sources keep it. */
const BODY_HASH_CHARS = 8

export interface FeedRequest {
  readonly url: string
  /** What the previous answer left; sent only to the URL they came from. */
  readonly validators?: Validators
  /** Of the previous body, as the answer to it gave it. */
  readonly bodyHash?: string
  /** Hears of each hop once it is on its way. */
  readonly onSent?: (exchange: Exchange) => void
}

interface Answered {
  /** The URL that answered, after redirects: base of relative links. */
  readonly url: string
  /** Where the source has moved to, when every redirect was permanent (301, 308). */
  readonly permanentUrl?: string
  /** To be stored in place of the old ones; absent when the server gave none. */
  readonly validators?: Validators
  readonly hints: PollHints
  readonly statusCode: number
  readonly wireBytes: number
  readonly durationMs: number
}

/** Whatever comes of it, each hop as it was sent. */
export type FeedResponse = FeedResult & { readonly exchanges: readonly Exchange[] }

type FeedResult =
  | (Answered & { readonly kind: 'not_modified' })
  | (Answered & {
      readonly kind: 'unchanged'
      readonly bodyHash: string
      readonly contentType?: string
      readonly contentLanguage?: string
    })
  | (Answered & {
      readonly kind: 'changed'
      readonly body: Uint8Array
      readonly bodyHash: string
      readonly contentType?: string
      readonly contentLanguage?: string
      /** What its headers say of a hub. */
      readonly links?: HubLinks
    })
  | FeedFailure

export interface FeedFailure {
  readonly kind: 'failed'
  readonly outcome: PollOutcome
  readonly statusCode?: number
  /** What a Retry-After asks for, at most 7 days. */
  readonly retryAfterMs?: number
  /** One sentence for the operator: no credentials, no query, no address, no body. */
  readonly message: string
  readonly durationMs: number
}

export type FeedFetcher = (request: FeedRequest, signal?: AbortSignal) => Promise<FeedResponse>

const ACCEPT = [
  'application/atom+xml',
  'application/rss+xml',
  'application/feed+json',
  'application/rdf+xml',
  'application/xml;q=0.9',
  'text/xml;q=0.9',
  'application/json;q=0.8',
  '*/*;q=0.1',
].join(', ')

/**
 * Makes one conditional GET per call. Never throws for what a server does; when `signal` aborts, its reason.
 * `now` serves Retry-After dates and Expires.
 */
export function createFeedFetcher(
  client: Pick<HttpClient, 'request'>,
  now: () => number = Date.now,
): FeedFetcher {
  return async function fetchFeed(request, signal) {
    const startedAt = performance.now()
    const elapsed = () => Math.round(performance.now() - startedAt)
    const exchanges: Exchange[] = []
    try {
      const response = await client.request(
        {
          method: 'GET',
          url: request.url,
          headers: { accept: ACCEPT },
          ...(request.validators !== undefined && { validators: request.validators }),
          redirects: 'follow',
          answer: 'read',
          onSent: request.onSent,
          onExchange: (exchange) => exchanges.push(exchange),
        },
        signal,
      )
      return { ...read(request, response, now(), elapsed()), exchanges }
    } catch (error) {
      if (!(error instanceof FetchError) && !(error instanceof BlockedError)) throw error
      return {
        kind: 'failed',
        outcome: outcomeOf(error),
        message: error.message,
        durationMs: elapsed(),
        exchanges,
      }
    }
  }
}

function read(request: FeedRequest, response: HttpResponse, now: number, durationMs: number): FeedResult {
  const { statusCode, headers, body } = response
  const answered = {
    url: response.url,
    ...(response.permanentUrl !== undefined && { permanentUrl: response.permanentUrl }),
    hints: pollHints(headers, now),
    statusCode,
    wireBytes: response.wireBytes,
    durationMs,
  }
  if (statusCode === 304 && response.conditional) {
    // RFC 9111 §4.3.4: what the 304 carries replaces, what it leaves out stays.
    const validators = newValidators(response, request.validators)
    return { kind: 'not_modified', ...answered, ...(validators && { validators }) }
  }
  if (statusCode !== 200 && statusCode !== 203) return failure(request, response, now, durationMs)
  if (isBlank(body)) {
    const message = `${tried(request, response)} answered ${statusCode} with an empty body`
    return { kind: 'failed', outcome: 'not_a_feed', statusCode, message, durationMs }
  }

  const bodyHash = createHash('sha256').update(body).digest('base64url').slice(0, BODY_HASH_CHARS)
  const contentType = headerOf(headers, 'content-type')
  const contentLanguage = headerOf(headers, 'content-language')
  const validators = newValidators(response, undefined)
  const document = {
    ...answered,
    ...(validators && { validators }),
    ...(contentType !== undefined && { contentType }),
    ...(contentLanguage !== undefined && { contentLanguage }),
    bodyHash,
  }
  if (bodyHash === request.bodyHash) return { kind: 'unchanged', ...document }
  const links = hubLinks(headers, response.url)
  return { kind: 'changed', ...document, body, ...(links && { links }) }
}

function failure(request: FeedRequest, response: HttpResponse, now: number, durationMs: number): FeedFailure {
  const { statusCode, headers } = response
  const retryAfterMs = parseRetryAfter(headerOf(headers, 'retry-after'), now)
  const throttled = statusCode === 429 || (statusCode === 503 && retryAfterMs !== undefined)
  const outcome = throttled
    ? 'throttled'
    : statusCode === 410
      ? 'gone'
      : statusCode === 404
        ? 'not_found'
        : 'failed'
  return {
    kind: 'failed',
    outcome,
    statusCode,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    message: `${tried(request, response)} answered ${statusCode}${explained(statusCode, headers)}`,
    durationMs,
  }
}

function explained(statusCode: number, headers: ResponseHeaders): string {
  // https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
  if (headerOf(headers, 'cf-mitigated') === 'challenge') return ': blocked by a challenge meant for browsers'
  if (statusCode === 304) return ' though nothing was asked conditionally'
  return ''
}

function tried(request: FeedRequest, { redirectCount }: HttpResponse): string {
  const after = redirectCount === 0 ? '' : ` after ${redirectCount} redirect${redirectCount === 1 ? '' : 's'}`
  return `GET ${printUrl(request.url)}${after}`
}

function newValidators(
  { url, headers }: HttpResponse,
  previous: Validators | undefined,
): Validators | undefined {
  const etag = opaque(headerOf(headers, 'etag')) ?? previous?.etag
  const lastModified = opaque(lastModifiedOf(headers)) ?? previous?.lastModified
  if (etag === undefined && lastModified === undefined) return undefined
  const isSame = etag === previous?.etag && lastModified === previous?.lastModified && url === previous?.url
  if (previous && isSame) return previous
  return { url, ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) }
}

/** Byte for byte what the server sent, if it can be sent back and is not absurdly long. */
function opaque(value: string | undefined): string | undefined {
  if (value === undefined || value === '' || value.length > 1024) return undefined
  return /[^\t\x20-\x7e\x80-\xff]/.test(value) ? undefined : value
}

function outcomeOf(error: FetchError | BlockedError): PollOutcome {
  const failed = failureClass(error)
  switch (failed) {
    case 'blocked':
    case 'dns':
    case 'timeout':
    case 'tls':
    case 'too_large':
      return failed
    default:
      return 'failed'
  }
}

const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d])

function isBlank(body: Uint8Array): boolean {
  return body.every((byte) => BLANK.has(byte))
}
