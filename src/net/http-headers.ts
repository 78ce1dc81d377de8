import type { PollHints } from '../model/index.ts'

/** Response headers as undici gives them: lower-case names, bytes as Latin-1. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

const SECOND = 1000
const DAY = 86_400 * SECOND
const CLOCKS_DIFFER_MS = 60 * SECOND

/** Longest wait a server may ask for. Also keeps timers below 2^31 ms, past which Node fires at once. */
export const LONGEST_WAIT_MS = 7 * DAY

/** First value of a header that may have been sent twice. */
export function headerOf(headers: ResponseHeaders, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

/**
 * Retry-After (RFC 9110 §10.2.3) as a wait from `now`: at most `maxMs`; undefined for a time already past and
 * for anything that is neither whole seconds nor an HTTP date.
 */
export function parseRetryAfter(
  value: string | undefined,
  now: number,
  maxMs = LONGEST_WAIT_MS,
): number | undefined {
  const text = value?.trim() ?? ''
  const waitMs = /^\d+$/.test(text) ? Number(text) * SECOND : (parseHttpDate(text) ?? Number.NaN) - now
  return waitMs > 0 ? Math.min(waitMs, maxMs) : undefined
}

/** Epoch ms of an HTTP date in any of its three forms (RFC 9110 §5.6.7), undefined for anything else. */
export function parseHttpDate(text: string): number | undefined {
  const form = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w :-]+?( GMT| UTC)?$/.exec(text)
  if (form === null) return undefined
  // asctime names no zone; it is GMT all the same.
  const time = Date.parse(form[2] === undefined ? `${text} GMT` : text)
  return Number.isNaN(time) ? undefined : time
}

/**
 * Last-Modified as it was sent, where it can tell this document from the next one. It counts whole seconds: of a document
 * that was sent within the second it was changed in, another change may bear the same time, and would be answered with
 * 304 for ever (RFC 9110 §8.8.2.2). An entity tag, where there is one, decides in its place. A time further ahead than
 * clocks differ is a mistake, and as good as a tag.
 */
export function lastModifiedOf(headers: ResponseHeaders): string | undefined {
  const value = headerOf(headers, 'last-modified')
  if (value === undefined || headerOf(headers, 'etag') !== undefined) return value
  const agoMs =
    (parseHttpDate(headerOf(headers, 'date') ?? '') ?? Number.NaN) - (parseHttpDate(value) ?? Number.NaN)
  return agoMs > -CLOCKS_DIFFER_MS && agoMs < SECOND ? undefined : value
}

/**
 * How long the server says the document stays fresh, at most seven days; empty when it says nothing or zero.
 *
 * `s-maxage` is for shared caches. `Age` is left aside: the hint is a period to keep between polls, not the rest
 * of one cached copy's life, and asking later than a cache would need is never impolite. Expires counts against
 * the server's own Date, so that its clock may be wrong.
 */
export function pollHints(headers: ResponseHeaders, now: number): PollHints {
  const control = [headers['cache-control'] ?? []].flat().join(',')
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)"?\s*(?:$|[,;])/i.exec(control)?.[1]
  const isExpiry = maxAge === undefined
  const freshMs = isExpiry ? expiryMs(headers, control, now) : Number(maxAge) * SECOND
  if (!(freshMs > 0)) return {}
  return { maxAgeMs: Math.min(freshMs, LONGEST_WAIT_MS), ...(isExpiry && { isExpiry }) }
}

function expiryMs(headers: ResponseHeaders, control: string, now: number): number {
  if (/\bno-(cache|store)\b/i.test(control)) return 0
  const expires = parseHttpDate(headerOf(headers, 'expires') ?? '')
  const date = parseHttpDate(headerOf(headers, 'date') ?? '') ?? now
  return expires === undefined ? 0 : expires - date
}
