/** Redirects that carry the address they lead to in a parameter: host and path, then its names. */
const REDIRECTS: readonly (readonly [where: RegExp, names: readonly string[]])[] = [
  [/^(?:www\.)?google\.[a-z.]+\/url$/u, ['url', 'q']],
  [/^news\.google\.[a-z.]+\/news\/url$/u, ['url']],
  [/^(?:www\.)?bing\.com\/(?:news\/apiclick\.aspx|ck\/a)$/u, ['url']],
  [/^lm?\.(?:facebook|instagram)\.com\/(?:l\.php)?$/u, ['u']],
  [/^(?:www\.)?facebook\.com\/(?:l\.php|flx\/warn\/)$/u, ['u']],
  [/^t\.umblr\.com\/redirect$/u, ['z']],
  [/^out\.reddit\.com\//u, ['url']],
  [/^(?:www\.)?youtube\.com\/redirect$/u, ['q']],
  [/^(?:www\.)?linkedin\.com\/(?:redir\/redirect|safety\/go)$/u, ['url']],
  [/^(?:www\.)?vk\.com\/away\.php$/u, ['to']],
  [/^(?:www\.)?duckduckgo\.com\/l\/?$/u, ['uddg']],
  [/^(?:www\.)?getpocket\.com\/redirect$/u, ['url']],
  [/^slack-redir\.net\/link$/u, ['url']],
  [/^steamcommunity\.com\/linkfilter\/?$/u, ['url', 'u']],
  [/safelinks\.protection\.outlook\.com\/$/u, ['url']],
  [/^link\.(?:zhihu\.com|csdn\.net|juejin\.cn)\/$/u, ['target']],
  [/^(?:www\.)?jianshu\.com\/go-wild$/u, ['url']],
  [/^weibo\.cn\/sinaurl$/u, ['u', 'toasturl']],
  [/^(?:www\.)?douban\.com\/link2\/$/u, ['url']],
  [/^c\.pc\.qq\.com\/(?:middlem|ios|pc)\.html$/u, ['pfurl', 'url']],
]

/** Redirects that only their server can resolve: shorteners, counters of clicks, one's own addresses for others' pages. */
const CLOSED =
  /^(?:(?:feedproxy|news)\.google\.com|apple\.news|bit\.ly|buff\.ly|dlvr\.it|goo\.gl|ift\.tt|is\.gd|lnkd\.in|ow\.ly|reut\.rs|t\.cn|t\.co|tinyurl\.com|trib\.al)$/u

/** Whether an address leads to another one, be it readable in it or not. */
export function isRedirect(url: string): boolean {
  const parsed = URL.parse(url)
  if (parsed === null) return false
  const where = `${parsed.hostname}${parsed.pathname}`
  return CLOSED.test(parsed.hostname) || REDIRECTS.some(([pattern]) => pattern.test(where))
}

/** The address inside a redirect, a cache or an archive, where it can be read off; undefined when there is none. */
export function unwrapUrl(url: URL): string | undefined {
  return fromCache(url) ?? fromParameter(url) ?? fromPath(url)
}

/** AMP pages as search engines keep them: `/c/s/host/path`. */
function fromCache({ hostname, pathname, search }: URL): string | undefined {
  const isCache =
    hostname.endsWith('.cdn.ampproject.org') ||
    (pathname.startsWith('/amp/') && /(?:^|\.)(?:google|bing)\.[a-z.]+$/u.test(hostname))
  const match = isCache ? /^\/(?:c|v|i|amp)\/(?:s\/)?([^/]+\.[^/]+)(\/.*)?$/u.exec(pathname) : null
  return match ? `https://${match[1]}${match[2] ?? '/'}${search}` : undefined
}

function fromParameter({ hostname, pathname, search, searchParams }: URL): string | undefined {
  if (!/=https?(?::|%3a)/iu.test(search)) return undefined
  const where = `${hostname}${pathname}`
  const names = REDIRECTS.find(([pattern]) => pattern.test(where))?.[1] ?? []
  return (
    names.map((name) => searchParams.get(name)).find((target) => target !== null && isWeb(target)) ??
    undefined
  )
}

function fromPath({ hostname, pathname, search }: URL): string | undefined {
  if (hostname === 'go.theregister.com') {
    const match = /^\/(?:feed|tl\/\d+\/-\d+)\/(.+\.com\/.+)$/u.exec(pathname)
    return match ? `https://${match[1]}` : undefined
  }
  if (hostname === 'web.archive.org') {
    return /^\/web\/\d{4,14}(?:[a-z]{2}_)?\/(https?:\/\/?.+)$/u
      .exec(pathname + search)?.[1]
      ?.replace(/^(https?:\/)(?=[^/])/u, '$1/')
  }
  if (hostname.startsWith('r.search.yahoo.')) {
    const escaped = /\/RU=([^/]+)\//u.exec(pathname)?.[1]
    const target = escaped === undefined ? '' : unescaped(escaped)
    return isWeb(target) ? target : undefined
  }
  if (hostname === 'news.google.com') return fromGoogleNews(pathname)
  return undefined
}

/** Ids of Google News were base64 of a message that holds the address; newer ones are only a number, and say nothing. */
function fromGoogleNews(pathname: string): string | undefined {
  const id = /^\/(?:rss\/|__i\/rss\/rd\/)?articles\/([A-Za-z0-9_-]{20,2000})$/u.exec(pathname)?.[1]
  if (id === undefined) return undefined
  const bytes = Buffer.from(id, 'base64url').toString('latin1')
  const target = /https?:\/\/[\x21-\x7e]+/u.exec(bytes)?.[0]
  return target !== undefined && URL.canParse(target) ? target : undefined
}

function isWeb(target: string): boolean {
  return /^https?:\/\/[^/]/iu.test(target) && URL.canParse(target)
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
