/** Hosts that serve feeds or pages of many publishers: their name says nothing of who stands behind one. */
const SHARED_HOSTS: ReadonlySet<string> = new Set(
  `acast.com anchor.fm art19.com bilibili.com bsky.app buzzsprout.com cnblogs.com csdn.net douban.com
  feedblitz.com feedburner.com feedburner.google.com feedly.com feedpress.it feedpress.me feedsportal.com feedx.net
  fivefilters.org flipboard.com github.com gitlab.com inoreader.com jianshu.com juejin.cn kill-the-newsletter.com
  mastodon.social medium.com megaphone.fm morss.it news.google.com note.com omnycontent.com openrss.org politepol.com
  reddit.com rss.app rss.com rssbridge.org rsshub.app rssing.com soundcloud.com spreaker.com toutiao.com vimeo.com
  wechat2rss.xlab.app weibo.com xiaohongshu.com youtube.com zhihu.com`.split(/\s+/u),
)

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

/** Of a URL, without `www.`. */
export function hostOf(url: string | undefined): string | undefined {
  const host = URL.parse(url ?? '')?.hostname.replace(/^www\./u, '')
  return host === '' ? undefined : host
}

/** Whether feeds of many publishers come from a host. */
export function isShared(host: string): boolean {
  const labels = host.split('.')
  // Generators of feeds that people run themselves.
  if (/^(?:rsshub|rss-bridge|rssbridge|freshrss|miniflux|morss|openrss|fullfeed)/u.test(host)) return true
  return labels.some((_, index) => SHARED_HOSTS.has(labels.slice(index).join('.')))
}
