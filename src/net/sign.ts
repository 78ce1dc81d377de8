import { createHmac } from 'node:crypto'
import { type Secret, TidewireError } from '../model/index.ts'

const PREFIX = 'whsec_'
/** Standard Webhooks 1.0.0: between 24 and 64 bytes. */
const MIN_SECRET_BYTES = 24
const MAX_SECRET_BYTES = 64

export interface Signing {
  /** Sent as `webhook-id`. */
  readonly id: string
  /** Epoch seconds, sent as `webhook-timestamp`. */
  readonly timestamp: number
  /** The very bytes that are sent; text is signed as UTF-8. */
  readonly body: string | Uint8Array
  readonly secrets: readonly Secret[]
  /** Epoch ms; secrets that expired by then do not sign. */
  readonly now: number
}

/**
 * Value of the `webhook-signature` header (Standard Webhooks 1.0.0): one `v1,…` per unexpired secret, in their
 * order. Throws a TidewireError when no secret can sign.
 */
export function signPayload({ id, timestamp, body, secrets, now }: Signing): string {
  const valid = secrets.filter((secret) => secret.expiresAt === undefined || secret.expiresAt > now)
  if (valid.length === 0) {
    throw new TidewireError('sign_no_secret', 'subscription has no secret that still signs; rotate it', {
      retry: 'never',
    })
  }
  return valid.map((secret) => `v1,${signature(secretKey(secret.value), id, timestamp, body)}`).join(' ')
}

/** `whsec_` and 32 random bytes in base64. */
export function newSecret(randomBytes: (size: number) => Uint8Array): string {
  return PREFIX + Buffer.from(randomBytes(32)).toString('base64')
}

/** The bytes of a `whsec_…` secret. Throws a TidewireError that does not quote it. */
export function secretKey(value: string): Buffer {
  const text = value.startsWith(PREFIX) ? value.slice(PREFIX.length) : ''
  const key = Buffer.from(text, 'base64')
  // Buffer.from skips what is not base64; encoding it again shows whether anything was skipped.
  const whole = key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  if (!whole || key.length < MIN_SECRET_BYTES || key.length > MAX_SECRET_BYTES) {
    throw new TidewireError(
      'sign_bad_secret',
      `webhook secret is malformed; expected ${PREFIX} and ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes in base64`,
      { retry: 'never' },
    )
  }
  return key
}

function signature(key: Buffer, id: string, timestamp: number, body: string | Uint8Array): string {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
}
