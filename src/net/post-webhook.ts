import { type Secret, TidewireError } from '../model/index.ts'
import { BlockedError, type FailureClass, FetchError, failureClass } from './errors.ts'
import { headerOf, parseRetryAfter } from './http-headers.ts'
import type { HttpClient } from './request.ts'
import { signPayload } from './sign.ts'

export interface WebhookDelivery {
  readonly url: string
  /** JSON; sent and signed byte for byte. */
  readonly body: string | Uint8Array
  /** Sent as `webhook-id`: the same for every attempt. */
  readonly eventId: string
  /** 1, 2, 3 … */
  readonly attemptNumber: number
  readonly secrets: readonly Secret[]
  /** Epoch ms of this attempt: receivers refuse old timestamps, so each attempt has its own. */
  readonly now: number
}

/** `error` is absent exactly when the receiver answered 2xx. */
export interface WebhookAnswer {
  readonly statusCode?: number
  /** `status` and `redirect` come with a status code; `secret`: nothing was sent, no secret can sign. */
  readonly error?: FailureClass | 'status' | 'secret'
  /** What a Retry-After asks for, at most 24 h. */
  readonly retryAfterMs?: number
  readonly durationMs: number
}

const LONGEST_PAUSE_MS = 86_400_000

export type WebhookPoster = (delivery: WebhookDelivery, signal?: AbortSignal) => Promise<WebhookAnswer>

/**
 * Makes one signed attempt (Standard Webhooks 1.0.0). Follows no redirect and keeps nothing of the answer's body.
 * Never throws for what a receiver does; when `signal` aborts, its reason.
 */
export function createWebhookPoster(client: Pick<HttpClient, 'request'>): WebhookPoster {
  return async function postWebhook(delivery, signal) {
    const startedAt = performance.now()
    const answer = await attempt(client, delivery, signal)
    return { ...answer, durationMs: Math.round(performance.now() - startedAt) }
  }
}

async function attempt(
  client: Pick<HttpClient, 'request'>,
  { url, body, eventId, attemptNumber, secrets, now }: WebhookDelivery,
  signal: AbortSignal | undefined,
): Promise<Omit<WebhookAnswer, 'durationMs'>> {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
  const timestamp = Math.floor(now / 1000)
  try {
    const response = await client.request(
      {
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          'webhook-id': eventId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signPayload({ id: eventId, timestamp, body: bytes, secrets, now }),
          'webhook-attempt': String(attemptNumber),
        },
        body: bytes,
        redirects: 'refuse',
        answer: 'drop',
      },
      signal,
    )
    const { statusCode } = response
    if (statusCode >= 200 && statusCode <= 299) return { statusCode }
    const retryAfterMs = parseRetryAfter(headerOf(response.headers, 'retry-after'), now, LONGEST_PAUSE_MS)
    return {
      statusCode,
      error: statusCode >= 300 && statusCode <= 399 ? 'redirect' : 'status',
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    }
  } catch (error) {
    if (error instanceof FetchError || error instanceof BlockedError) return { error: failureClass(error) }
    if (error instanceof TidewireError && error.code.startsWith('sign_')) return { error: 'secret' }
    throw error
  }
}
