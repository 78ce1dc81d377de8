import type { FeedFormat } from '../../model/index.ts'

/** Where a known site has the feed of a page, as its address alone tells. */
export interface FeedLocation {
  readonly url: string
  /** What it holds: `YouTube channel`. */
  readonly what: string
  readonly type: FeedFormat
}

interface Place {
  readonly url: URL
  /** Without `www.` and `m.`. */
  readonly host: string
  /** Parts of the path, as written. */
  readonly path: readonly string[]
}

type Site = (place: Place) => readonly FeedLocation[]

/** Feeds of a page on a site whose addresses follow a rule. Nothing is asked of the site. */
export function knownLocations(pageUrl: string): FeedLocation[] {
  const place = placeOf(pageUrl)
  return place === undefined ? [] : SITES.flatMap((site) => site(place))
}

/** Names under which sites have their feed, most usual first; `feeds/posts/default` is Blogger's. */
const USUAL_NAMES = [
  'feed',
  'rss',
  'rss.xml',
  'atom.xml',
  'feed.xml',
  'index.xml',
  'feed.json',
  'feeds/posts/default',
] as const

/** Addresses worth trying, one after the other, for a page that names no feed: in its own folder, then at the root. */
export function likelyLocations(pageUrl: string): string[] {
  const place = placeOf(pageUrl)
  if (place === undefined) return []
  const { url, path } = place
  const last = path.at(-1) ?? ''
  // `/blog` is a folder as `/blog/` is; `/blog/post.html` is a page in one.
  const folder = url.pathname.endsWith('/') || !last.includes('.') ? path : path.slice(0, -1)
  const folders = new Set([['', ...folder, ''].join('/'), '/'])
  return [
    ...new Set([
      // Mastodon, Misskey, Pixelfed and others under hosts of their own.
      ...(/^@[\w.-]+$/.test(last) ? [`${url.origin}/${path.join('/')}.rss`] : []),
      ...[...folders].flatMap((base) => USUAL_NAMES.map((name) => `${url.origin}${base}${name}`)),
    ]),
  ]
}

function placeOf(pageUrl: string): Place | undefined {
  const url = URL.parse(pageUrl)
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  return {
    url,
    host: url.hostname.replace(/^(?:www|m)\./, ''),
    path: url.pathname.split('/').filter(Boolean),
  }
}

const youtube: Site = ({ host, path: [kind, name], url }) => {
  if (host !== 'youtube.com' && host !== 'music.youtube.com') return []
  const feed = (key: string, value: string, what: string): FeedLocation => ({
    url: `https://www.youtube.com/feeds/videos.xml?${new URLSearchParams({ [key]: value })}`,
    what,
    type: 'atom',
  })
  if (kind === 'channel' && name) return [feed('channel_id', name, 'YouTube channel')]
  if (kind === 'user' && name) return [feed('user', name, 'YouTube user')]
  const list = url.searchParams.get('list')
  return list && (kind === 'playlist' || kind === 'watch')
    ? [feed('playlist_id', list, 'YouTube playlist')]
    : []
}

/** First parts of GitHub's paths that are nobody's name. */
const GITHUB_PAGES: ReadonlySet<string> = new Set(
  'about apps collections contact customer-stories enterprise events explore features issues login marketplace new notifications orgs organizations pricing pulls readme search security sessions settings signup site sponsors stars team topics trending users'.split(
    ' ',
  ),
)

const github: Site = ({ host, path: [owner, repository, kind, ...branch] }) => {
  if (host !== 'github.com' || !owner || GITHUB_PAGES.has(owner)) return []
  const feed = (path: string, what: string): FeedLocation => ({
    url: `https://github.com/${path}.atom`,
    what,
    type: 'atom',
  })
  if (!repository) return [feed(owner, 'GitHub activity')]
  const home = `${owner}/${repository.replace(/\.git$/, '')}`
  const isBranch = (kind === 'tree' || kind === 'commits') && branch.length > 0
  return [
    feed(`${home}/releases`, 'GitHub releases'),
    feed(`${home}/commits${isBranch ? `/${branch.join('/')}` : ''}`, 'GitHub commits'),
    feed(`${home}/tags`, 'GitHub tags'),
  ]
}

const reddit: Site = ({ host, path, url }) => {
  if (!/^(?:(?:old|new|np)\.)?reddit\.com$/.test(host)) return []
  const [kind, name, ...rest] = path
  const isBoard = kind === 'r' || kind === 'user' || kind === 'u'
  if (path.length > 0 && !(isBoard && name)) return []
  const parts = kind === 'u' ? ['user', name, ...rest] : path
  const what = { r: 'Reddit community', u: 'Reddit user', user: 'Reddit user' }[kind ?? ''] ?? 'Reddit'
  return [{ url: `${url.origin}/${[...parts, '.rss'].join('/')}`, what, type: 'atom' }]
}

const MASTODON_HOSTS: ReadonlySet<string> = new Set(
  'fosstodon.org hachyderm.io infosec.exchange mas.to masto.ai mastodon.online mastodon.social mstdn.jp mstdn.social techhub.social'.split(
    ' ',
  ),
)

const mastodon: Site = ({ host, path: [name = ''], url }) => {
  // An account of another server is shown as `@name@its.host`; its feed is at home.
  const [, user, home] = /^@(\w[\w.-]*)(?:@([\w-]+(?:\.[\w-]+)+))?$/.exec(name) ?? []
  if (user === undefined || (home === undefined && !MASTODON_HOSTS.has(host))) return []
  const origin = home === undefined ? url.origin : `https://${home}`
  return [{ url: `${origin}/@${user}.rss`, what: 'Mastodon account', type: 'rss' }]
}

const medium: Site = ({ host, path }) => {
  const feed = (url: string): FeedLocation[] => [{ url, what: 'Medium', type: 'rss' }]
  if (host.endsWith('.medium.com')) return feed(`https://${host}/feed`)
  if (host !== 'medium.com') return []
  const [first, second] = path
  if (first === 'tag' && second) return feed(`https://medium.com/feed/tag/${second}`)
  if (!first || /^(?:m|me|tag|topics|p|feed|search)$/.test(first)) return []
  return feed(`https://medium.com/feed/${first}`)
}

const tumblr: Site = ({ host, path: [first, second] }) => {
  const feed = (blog: string): FeedLocation[] => [
    { url: `https://${blog}.tumblr.com/rss`, what: 'Tumblr', type: 'rss' },
  ]
  const blog = /^([\w-]+)\.tumblr\.com$/.exec(host)?.[1]
  if (blog !== undefined) return feed(blog)
  if (host !== 'tumblr.com') return []
  const name = first === 'blog' ? second : first
  const isName = name && /^[\w-]+$/.test(name) && !/^(?:explore|tagged|search|login|dashboard)$/.test(name)
  return isName ? feed(name) : []
}

/** Blogs that each have a host of their own below the service's. */
const hosted: Site = ({ host, path, url }) => {
  const feed = (feedPath: string, what: string, type: FeedFormat): FeedLocation[] => [
    { url: `${url.origin}${feedPath}`, what, type },
  ]
  if (/^[\w-]+\.substack\.com$/.test(host)) return feed('/feed', 'Substack', 'rss')
  if (/^[\w-]+\.wordpress\.com$/.test(host)) {
    const isSection = /^(?:category|tag|author)$/.test(path[0] ?? '') && path.length > 1
    return feed(`${isSection ? `/${path.join('/')}` : ''}/feed/`, 'WordPress', 'rss')
  }
  if (/^[\w-]+\.blogspot\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/.test(host)) {
    const label = path[0] === 'search' && path[1] === 'label' ? path[2] : undefined
    return feed(`/feeds/posts/default${label ? `/-/${label}` : ''}`, 'Blogger', 'atom')
  }
  return []
}

const SITES: readonly Site[] = [youtube, github, reddit, mastodon, medium, tumblr, hosted]
