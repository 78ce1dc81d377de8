import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** What the caller holds of a representation: its tag, quotes included, and when it last changed. */
export interface Representation {
  readonly etag: string
  readonly lastModifiedAt?: number
}

/**
 * Whether the caller's copy is still good (RFC 9110 §13.1.2, §13.1.3, §13.2.2): `If-None-Match` by weak comparison,
 * as a list or `*`; `If-Modified-Since` counts only without it.
 */
export function isNotModified(
  headers: IncomingHttpHeaders,
  { etag, lastModifiedAt }: Representation,
): boolean {
  const noneMatch = headers['if-none-match']
  if (noneMatch !== undefined) {
    if (noneMatch.trim() === '*') return true
    const tags = noneMatch.match(/(?:W\/)?"[^"]*"/g) ?? []
    return tags.some((tag) => opaque(tag) === opaque(etag))
  }

  const since = Date.parse(headers['if-modified-since'] ?? '')
  if (Number.isNaN(since) || lastModifiedAt === undefined) return false
  // An HTTP date has whole seconds; a change within the same second would otherwise never look old enough.
  return Math.floor(lastModifiedAt / 1000) * 1000 <= since
}

const opaque = (tag: string) => tag.replace(/^W\//, '')

/** Weak, since the bytes differ per content coding. */
export function weakEtag(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
}
