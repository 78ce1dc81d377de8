import { type Secret, TidewireError } from '../model/index.ts'
import { type CallAnswer, callBack, isSuccess } from './call-back.ts'
import type { FailureClass } from './errors.ts'
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
export interface WebhookAnswer extends Omit<CallAnswer, 'error'> {
  /** `status` and `redirect` come with a status code; `secret`: nothing was sent, no secret can sign. */
  readonly error?: FailureClass | 'status' | 'secret'
}

export type WebhookPoster = (delivery: WebhookDelivery, signal?: AbortSignal) => Promise<WebhookAnswer>

/**
 * Makes one signed attempt (Standard Webhooks 1.0.0). Follows no redirect and keeps nothing of the answer's body.
 * Never throws for what a receiver does; when `signal` aborts, its reason.
 */
export function createWebhookPoster(client: Pick<HttpClient, 'request'>): WebhookPoster {
  return async function postWebhook(delivery, signal) {
    const { url, now } = delivery
    const body = typeof delivery.body === 'string' ? Buffer.from(delivery.body, 'utf8') : delivery.body
    const headers = headersOf(delivery, body)
    if (!headers) return { error: 'secret', durationMs: 0 }
    const request = { method: 'POST', url, headers, body, answer: 'drop' } as const
    const answer = await callBack(client, request, now, signal)
    const { statusCode } = answer
    if (statusCode === undefined || isSuccess(answer)) return answer
    return { ...answer, error: statusCode <= 399 ? 'redirect' : 'status' }
  }
}

/** Undefined: no secret can sign. */
function headersOf(
  { eventId, attemptNumber, secrets, now }: WebhookDelivery,
  body: Uint8Array,
): Record<string, string> | undefined {
  const timestamp = Math.floor(now / 1000)
  try {
    return {
      'content-type': 'application/json',
      'webhook-id': eventId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signPayload({ id: eventId, timestamp, body, secrets, now }),
      'webhook-attempt': String(attemptNumber),
    }
  } catch (error) {
    if (error instanceof TidewireError && error.code.startsWith('sign_')) return undefined
    throw error
  }
}
