import { isTracker } from './tracking-parameters.ts'
import { unwrapUrl } from './unwrap-url.ts'

/** Hosts of one site for other devices. */
const DEVICE_LABEL = /^(?:www\d{0,2}|amp|m|mobile|wap|3g|4g|h5|touch|pda|lite)$/u

/**
 * One form for all addresses of a page, to compare by, not to open: scheme, device host, tracking and AMP forms
 * are gone, the query is sorted. Undefined for anything but http and https. Applying it twice changes nothing.
 */
export function canonicalUrl(url: string): string | undefined {
  const plain = plainAddress(url)
  if (plain !== undefined) return canonicalForm(plain)
  let current = onePass(url)
  // Unwrapping uncovers further wrapping (an AMP address inside a cache address); each pass only shortens.
  for (let pass = 0; pass < 8 && current !== undefined; pass++) {
    const next = onePass(current)
    if (next === current) break
    current = next
  }
  return current
}

/** Whether a canonical URL names a site rather than a page: no identity for an entry. */
export function isSiteRoot(canonical: string): boolean {
  return /^https:\/\/[^/?]+\/?$/u.test(canonical)
}

function onePass(url: string): string | undefined {
  const parsed = URL.parse(url.trim())
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return undefined
  const wrapped = unwrapUrl(parsed)
  return wrapped === undefined ? canonicalForm(parsed) : onePass(wrapped)
}

type Address = Pick<URL, 'hostname' | 'port' | 'pathname' | 'search' | 'hash'>

function canonicalForm({ hostname, port, pathname, search, hash }: Address): string {
  const shownPort = isDefaultPort(port) ? '' : `:${port}`
  // A route within a page that scripts fill; any other fragment is a place on the page.
  const route = /^#!|^#\/./u.test(hash) ? hash : ''
  const host = canonicalHost(hostname)
  return `https://${host}${shownPort}${canonicalPath(pathname)}${canonicalQuery(search, host)}${route}`
}

/** What parsing leaves as it stands: lower case, no port, no escapes. */
const PLAIN =
  /^https?:\/\/((?:[a-z\d-]+\.)+[a-z]{2,})(\/[\w\-.~!$&'()*+,;=:@/]*)?(\?[\w\-.~!$&()*+,;=:@/?]*)?(?:#(?![!/])[\w\-.~!$&()*+,;=:@/?]*)?$/u
/** Hosts in punycode, and those that `unwrapUrl` looks into. */
const KNOWN_HOST = /xn--|google|bing|ampproject|theregister\.com|web\.archive\.org|search\.yahoo/u

/** The parts of an address that is as simple as most: parsing it, and looking whether it leads elsewhere, would be dear. */
function plainAddress(url: string): Address | undefined {
  const match = PLAIN.exec(url)
  if (match === null) return undefined
  const [, hostname = '', pathname = '/', search = ''] = match
  // Dot segments are resolved; an address in a parameter may be where it leads.
  if (KNOWN_HOST.test(hostname) || pathname.includes('/.') || /=http/iu.test(search)) return undefined
  return { hostname, port: '', pathname, search: search === '?' ? '' : search, hash: '' }
}

function isDefaultPort(port: string): boolean {
  return port === '' || port === '80' || port === '443'
}

function canonicalHost(hostname: string): string {
  const labels = hostname.split('.')
  while (labels.length > 1 && labels.at(-1) === '') labels.pop()
  if (/^[\d.]+$/u.test(hostname)) return hostname
  while (labels.length > 2 && DEVICE_LABEL.test(labels[0] ?? '')) labels.shift()
  // `en.m.wikipedia.org`
  while (labels.length > 3 && labels[1] === 'm') labels.splice(1, 1)
  return labels.join('.')
}

function canonicalPath(pathname: string): string {
  let path = canonicalEscapes(pathname)
  // Most paths hold nothing of it.
  if (!/amp|index\.|default\.|;j|\/\//iu.test(path)) return path === '/' ? path : path.replace(/\/$/u, '')
  for (let before = ''; before !== path; ) {
    before = path
    path = path
      .replace(/\/{2,}/gu, '/')
      .replace(/;jsessionid=[^/;]*/giu, '')
      .replace(/\/$/u, '')
      .replace(/\/(?:index|default)\.(?:s?html?|php\d?|aspx?|jsp)$/iu, '')
      // A row of them at once, and looked at from its beginning alone: a hostile address is nothing else.
      .replace(/(?<!\/amp(?:\.html?)?)(?:\/amp(?:\.html?)?)+$/u, '')
      .replace(/^(?:\/amp)+(?=\/.)/u, '')
      .replace(/(?<!\.amp)(?:\.amp)+$/u, '')
      .replace(/(?<![.-]amp)(?:[.-]amp)+(?=\.html?$)/u, '')
  }
  return path === '' ? '/' : path
}

function canonicalQuery(search: string, host: string): string {
  if (search === '') return ''
  const pairs = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      const name = at < 0 ? pair : pair.slice(0, at)
      const value = at < 0 ? '' : pair.slice(at + 1)
      return { name: canonicalEscapes(name), value: canonicalEscapes(value.replaceAll('+', '%20')) }
    })
    .filter(({ name, value }) => !isTracker(host, name, value))
    .map(({ name, value }) => (value === '' ? name : `${name}=${value}`))
    .filter((pair) => pair !== '')
    .sort()
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** RFC 3986 §6.2.2: unreserved characters unescaped, hexadecimal digits in upper case. */
function canonicalEscapes(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/%[0-9a-f]{2}/giu, (escaped) => {
    const char = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[A-Za-z0-9\-._~]/u.test(char) ? char : escaped.toUpperCase()
  })
}
