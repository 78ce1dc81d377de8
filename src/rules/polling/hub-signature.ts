import { createHmac, timingSafeEqual } from 'node:crypto'

const ALGORITHMS: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 }

/** Whether an `X-Hub-Signature` (`sha256=<hex>`, W3C WebSub §7.1) is the secret's over these very bytes. */
export function isSignedBy(secret: string, body: Uint8Array, header: string | undefined): boolean {
  const [, method = '', hex = ''] = /^\s*([a-z0-9]+)\s*=\s*([0-9a-f]+)\s*$/iu.exec(header ?? '') ?? []
  const algorithm = method.toLowerCase()
  const size = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined
  if (size === undefined || hex.length !== 2 * size) return false
  return timingSafeEqual(createHmac(algorithm, secret).update(body).digest(), Buffer.from(hex, 'hex'))
}
