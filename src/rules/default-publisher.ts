/** Hosts that serve feeds of many publishers: their name says nothing of who stands behind one. */
const SHARED_HOSTS: ReadonlySet<string> = new Set([
  'feedburner.com',
  'feedburner.google.com',
  'feedblitz.com',
  'feedpress.me',
  'feedsportal.com',
  'github.com',
  'gitlab.com',
  'kill-the-newsletter.com',
  'mastodon.social',
  'medium.com',
  'news.google.com',
  'openrss.org',
  'politepol.com',
  'reddit.com',
  'rss.app',
  'rsshub.app',
  'vimeo.com',
  'youtube.com',
])

const MAX_LENGTH = 200

/**
 * The publisher of a feed nobody has named one for: the host of its site, else of the feed, so that feeds of one
 * publisher count once in a story; on hosts of many publishers its title.
 */
export function defaultPublisher(feed: {
  readonly url: string
  readonly siteUrl?: string
  readonly title?: string
}): string {
  const hosts = [feed.siteUrl, feed.url].map(hostOf).filter((host) => host !== undefined)
  const own = hosts.find((host) => !isShared(host))
  return (own ?? feed.title ?? hosts[0] ?? feed.url).slice(0, MAX_LENGTH)
}

function hostOf(url: string | undefined): string | undefined {
  const host = URL.parse(url ?? '')?.hostname.replace(/^www\./u, '')
  return host === '' ? undefined : host
}

function isShared(host: string): boolean {
  const labels = host.split('.')
  return labels.some((_, index) => SHARED_HOSTS.has(labels.slice(index).join('.')))
}
