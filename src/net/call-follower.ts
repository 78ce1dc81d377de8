import { createHmac } from 'node:crypto'
import { BlockedError, type FailureClass, FetchError, failureClass } from './errors.ts'
import { headerOf, parseRetryAfter } from './http-headers.ts'
import type { HttpClient, HttpRequest, HttpResponse } from './request.ts'

export interface FollowerQuestion {
  readonly callback: string
  readonly mode: 'subscribe' | 'unsubscribe'
  readonly topicUrl: string
  /** Nobody can guess it, and it is used once. */
  readonly challenge: string
  readonly leaseMs: number
}

export interface FollowerDocument {
  readonly callback: string
  readonly topicUrl: string
  readonly hubUrl: string
  readonly contentType: string
  readonly body: Uint8Array
  readonly secret?: string
}

export interface CallAnswer {
  readonly statusCode?: number
  /** Class of what went wrong before an answer came. */
  readonly error?: FailureClass
  /** What a Retry-After asks for, at most 24 h. */
  readonly retryAfterMs?: number
  readonly durationMs: number
}

const LONGEST_PAUSE_MS = 86_400_000

/** Calls of our hub at its followers. No redirect is followed; none throws for what the other side does. */
export function createFollowerCaller(deps: { client: Pick<HttpClient, 'request'>; now(): number }) {
  async function call(
    request: HttpRequest,
    signal: AbortSignal,
  ): Promise<CallAnswer & { body?: Uint8Array }> {
    const startedAt = performance.now()
    let answer: Partial<CallAnswer> & { body?: Uint8Array }
    try {
      answer = answerOf(await deps.client.request(request, signal), deps.now())
    } catch (error) {
      if (!(error instanceof FetchError) && !(error instanceof BlockedError)) throw error
      answer = { error: failureClass(error) }
    }
    return { ...answer, durationMs: Math.round(performance.now() - startedAt) }
  }

  return {
    /** Asks whether the callback wants it (W3C WebSub §5.3): only the challenge itself, with a 2xx, means yes. */
    async ask(question: FollowerQuestion, signal: AbortSignal): Promise<CallAnswer & { confirms: boolean }> {
      const { body, ...answer } = await call(
        { method: 'GET', url: questionUrl(question), redirects: 'refuse', answer: 'read' },
        signal,
      )
      return {
        ...answer,
        confirms: isSuccess(answer) && body !== undefined && says(body, question.challenge),
      }
    },

    /** Sends a feed, byte for byte as it is served (W3C WebSub §7). */
    async send(document: FollowerDocument, signal: AbortSignal): Promise<CallAnswer> {
      const { callback, topicUrl, hubUrl, contentType, body, secret } = document
      const { body: _, ...answer } = await call(
        {
          method: 'POST',
          url: callback,
          headers: {
            'content-type': contentType,
            // The topic first: there are programs that read one link and no more.
            link: `<${topicUrl}>; rel="self", <${hubUrl}>; rel="hub"`,
            ...(secret !== undefined && { 'x-hub-signature': `sha256=${signatureOf(secret, body)}` }),
          },
          body,
          redirects: 'refuse',
          answer: 'drop',
        },
        signal,
      )
      return answer
    },
  }
}

/** The callback's own query stays as it is, to the byte. */
function questionUrl({ callback, mode, topicUrl, challenge, leaseMs }: FollowerQuestion): string {
  const url = new URL(callback)
  const question = new URLSearchParams({
    'hub.mode': mode,
    'hub.topic': topicUrl,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(Math.round(leaseMs / 1000)) }),
  })
  url.search = url.search === '' ? `?${question}` : `${url.search}&${question}`
  return url.href
}

function answerOf(response: HttpResponse, now: number): Partial<CallAnswer> & { body?: Uint8Array } {
  const { statusCode, headers, body } = response
  const retryAfterMs = parseRetryAfter(headerOf(headers, 'retry-after'), now, LONGEST_PAUSE_MS)
  return { statusCode, body, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

function isSuccess({ statusCode = 0 }: CallAnswer): boolean {
  return statusCode >= 200 && statusCode <= 299
}

function says(body: Uint8Array, challenge: string): boolean {
  return Buffer.from(body).equals(Buffer.from(challenge, 'utf8'))
}

function signatureOf(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}
