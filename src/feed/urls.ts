import { LIMITS } from './limits.ts'
import { type Attribute, attributeValue } from './xml/scan-tag.ts'

/** What a reader may be sent to. Everything else (javascript:, data:, file: …) is no link. */
const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'ftp', 'gemini', 'gopher', 'magnet', 'mailto'])
const PLAIN = /^https?:\/\/[!#-%'-;=?-~]+$/
/** Of these, those that nothing can be wrong with: a name that ends in letters, and is not in punycode. */
const SOUND = /^https?:\/\/(?:(?!xn--)[a-z\d-]+\.)+[a-z]{2,}(?:[/?#]|$)/
const SCHEME = /^([a-z][a-z0-9+.-]*):/i
/** What stands around addresses, and never in them (RFC 3986, appendix C). Browsers bear with it in whole ones. */
const DELIMITER = /[<>"]/
/** A host by its looks: no site has a folder of such a name. */
const BARE_HOST = /^www\.(?:[a-z\d-]+\.)+[a-z]{2,}(?:[/?#]|$)/i

/**
 * An absolute URL, otherwise as the publisher wrote it: query order and escapes stay. Relative ones are resolved
 * against `base`, and stay relative when there is none; hosts that lack the scheme get that of `base`, or https.
 * Undefined for what no reader should follow.
 */
export function absoluteUrl(written: string | undefined, base: string | undefined): string | undefined {
  // Most addresses are whole and hold nothing to mend.
  if (written === undefined) return undefined
  if (PLAIN.test(written) && written.length <= LIMITS.urlLength) {
    return SOUND.test(written) || URL.canParse(written) ? written : undefined
  }
  const url = written
    .replace(/[\u0000-\u001f\u007f]+/g, '')
    .trim()
    .replaceAll(' ', '%20')
    // Escaped once too often; no address means an entity.
    .replace(/&(?:amp|#0*38);/gi, '&')
  if (!url || url.length > LIMITS.urlLength) return undefined
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase()
  // `example.com:8080/x` has no scheme that anybody registered; a known one is followed by what it needs.
  if (scheme !== undefined) {
    if (!SCHEMES.has(scheme)) return undefined
    return URL.canParse(url) ? url : undefined
  }
  if (BARE_HOST.test(url))
    return absoluteUrl(`${base?.startsWith('http:') ? 'http' : 'https'}://${url}`, base)
  if (DELIMITER.test(url)) return undefined
  if (base === undefined) return url
  const resolved = URL.parse(url, base)
  return resolved && SCHEMES.has(resolved.protocol.slice(0, -1)) ? resolved.href : undefined
}

export function isWebUrl(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url)
}

/** The base an element sets for what is inside it (XML Base). */
export function baseWithin(attributes: readonly Attribute[], base: string | undefined): string | undefined {
  const own = attributeValue(attributes, 'xml:base')
  if (own === undefined) return base
  const resolved = absoluteUrl(own, base)
  return isWebUrl(resolved) ? resolved : base
}
