/** Names of parameters that follow a reader and never choose what is shown. */
const TRACKERS = new Set(
  `fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid mkt_tok _hsenc _hsmi
  vero_id oly_anon_id oly_enc_id wickedid cmpid cmp ocid ncid icid s_cid sr_share smid smtyp partner taid ito xtor
  ns_mchannel ns_source ns_campaign ns_linkname ns_fee cvid ref_src ref_url referrer feedtype spm scm share_token
  share_from sharefrom weibo_id wx_fmt from_source amp outputtype __twitter_impression guccounter guce_referrer
  guce_referrer_sig syclid srsltid _ga _gl rss_id ftcamp mbid sref traffic_source assetType`
    .toLowerCase()
    .split(/\s+/u),
)
const TRACKER_PREFIXES = [
  'utm_',
  'mtm_',
  'matomo_',
  'pk_',
  'piwik_',
  'hsa_',
  'at_',
  'spss',
  'stm_',
  'itm_',
  'wt.',
]
/** These carry a referrer in some places and an id in others: left out only while their value is a word. */
const REFERRER_NAMES = new Set(['ref', 'from', 'source', 'src', 'via', 'feature', 'f', 'campaign', 'medium'])
const REFERRER_VALUE =
  /^(?:rss\w*|feed\w*|atom|twitter|facebook|fb|weibo|wechat|wx|email|newsletter|home\w*|share\w*|social|mobile|app|push|post\d*_\w+)$/iu
/** Hosts of one site for other devices. */
const DEVICE_LABELS = new Set(['www', 'amp', 'm', 'mobile', 'wap', '3g', 'touch'])

/**
 * One form for all addresses of a page, to compare by, not to open: scheme, device host, tracking and AMP forms
 * are gone, the query is sorted. Undefined for anything but http and https. Applying it twice changes nothing.
 */
export function canonicalUrl(url: string): string | undefined {
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
  const wrapped = unwrap(parsed)
  if (wrapped !== undefined) return onePass(wrapped)
  const port = isDefaultPort(parsed.port) ? '' : `:${parsed.port}`
  const hashbang = parsed.hash.startsWith('#!') ? parsed.hash : ''
  return `https://${canonicalHost(parsed.hostname)}${port}${canonicalPath(parsed.pathname)}${canonicalQuery(parsed)}${hashbang}`
}

/** The address inside an AMP cache or a search engine's redirect. */
function unwrap(url: URL): string | undefined {
  const host = url.hostname
  if (
    host.endsWith('.cdn.ampproject.org') ||
    (/(?:^|\.)google\.[a-z.]+$/u.test(host) && url.pathname.startsWith('/amp/'))
  ) {
    const match = /^\/(?:(?:c|v|i|amp)\/)(?:s\/)?([^/]+\.[^/]+)(\/.*)?$/u.exec(url.pathname)
    if (match) return `https://${match[1]}${match[2] ?? '/'}${url.search}`
  }
  if (/^(?:www\.)?google\.[a-z.]+$/u.test(host) && url.pathname === '/url') {
    const target = url.searchParams.get('url') ?? url.searchParams.get('q')
    if (target !== null && /^https?:\/\//iu.test(target)) return target
  }
  return undefined
}

function isDefaultPort(port: string): boolean {
  return port === '' || port === '80' || port === '443'
}

function canonicalHost(hostname: string): string {
  const labels = hostname.replace(/\.+$/u, '').split('.')
  if (/^[\d.]+$/u.test(hostname)) return hostname
  while (labels.length > 2 && DEVICE_LABELS.has(labels[0] ?? '')) labels.shift()
  return labels.join('.')
}

function canonicalPath(pathname: string): string {
  let path = canonicalEscapes(pathname)
  for (let before = ''; before !== path; ) {
    before = path
    path = path
      .replace(/\/+$/u, '')
      .replace(/\/amp$/u, '')
      .replace(/\.amp$/u, '')
      .replace(/\.amp(?=\.html?$)/u, '')
  }
  return path === '' ? '/' : path
}

function canonicalQuery(url: URL): string {
  const pairs = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      const name = at < 0 ? pair : pair.slice(0, at)
      const value = at < 0 ? '' : pair.slice(at + 1)
      return { name: canonicalEscapes(name), value: canonicalEscapes(value) }
    })
    .filter(({ name, value }) => !isTracker(name.toLowerCase(), value))
    .map(({ name, value }) => (value === '' ? name : `${name}=${value}`))
    .sort()
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function isTracker(name: string, value: string): boolean {
  if (TRACKERS.has(name) || TRACKER_PREFIXES.some((prefix) => name.startsWith(prefix))) return true
  return REFERRER_NAMES.has(name) && (value === '' || REFERRER_VALUE.test(value))
}

/** RFC 3986 §6.2.2: unreserved characters unescaped, hexadecimal digits in upper case. */
function canonicalEscapes(text: string): string {
  return text.replace(/%[0-9a-f]{2}/giu, (escaped) => {
    const char = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[A-Za-z0-9\-._~]/u.test(char) ? char : escaped.toUpperCase()
  })
}
