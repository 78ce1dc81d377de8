import { FetchError } from './errors.ts'

const TEMPORARY: readonly number[] = [302, 303, 307]
const PERMANENT: readonly number[] = [301, 308]

export interface Hop {
  readonly url: URL
  readonly permanent: boolean
}

/** Where a response sends a GET on to, or undefined when it is no redirect. Throws `fetch_redirect`. */
export function nextHop(response: {
  /** What was tried, for the message. */
  readonly what: string
  readonly from: URL
  readonly statusCode: number
  readonly location: string | undefined
}): Hop | undefined {
  const { what, from, statusCode, location } = response
  const permanent = PERMANENT.includes(statusCode)
  if (!permanent && !TEMPORARY.includes(statusCode)) return undefined
  // Headers arrive as Latin-1; a Location outside ASCII was UTF-8, as browsers read it.
  const target =
    location === undefined ? null : URL.parse(Buffer.from(location, 'latin1').toString('utf8'), from.href)
  if (target === null) {
    throw new FetchError('fetch_redirect', `${what} answered ${statusCode} without a usable Location`)
  }
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw new FetchError('fetch_redirect', `${what} redirects from https to http, which would expose it`)
  }
  // Credentials come from the operator, never from the server that redirects.
  target.username = ''
  target.password = ''
  return { url: target, permanent }
}
