import { createHash } from 'node:crypto'
import type { Publisher, PublisherFeed } from './publishers.ts'
import { channelTitle, type Item, type Rendered, renderNewsFeed } from './render.ts'
import type { Language } from './script.ts'
import type { Release } from './world.ts'

/** What one item is known to be about; the answer sheet for clustering. */
export interface TruthItem {
  readonly publisher: string
  /** URL of the feed the item stands in. */
  readonly source: string
  /** Absolute address of the article, without tracking parameters. */
  readonly url: string
  /** Absent where the publisher writes none. */
  readonly guid?: string
  /** As it stands now: a correction replaces it. */
  readonly title: string
  readonly event: string
  readonly language: Language
  readonly channel: string
  readonly publishedAt: number
  readonly corrected: boolean
  /** The agency's text, word for word. */
  readonly wire: boolean
}

export interface FeedState {
  readonly rendered: Rendered
  readonly etag: string
  readonly lastModifiedAt: number
}

interface Article {
  readonly title: string
  readonly summary: string
  readonly publishedAt: number
}

interface Held extends Item {
  readonly release: Release
}

interface Press {
  items: Held[]
  changedAt: number
  /** Rendered on demand, dropped when something is published. */
  state?: FeedState
}

/** Turns releases into items of feeds, and feeds into bytes. */
export interface Presses {
  publish(release: Release, publishedAt: number): void
  feed(publisher: Publisher, feed: PublisherFeed): FeedState
  article(publisher: Publisher, path: string): Article | undefined
  latest(publisher: Publisher): { readonly path: string; readonly title: string }[]
  truth(): TruthItem[]
}

/** Path of the article under the publisher's root, query included. */
function articlePath(release: Release): string {
  const number = 100_000 + release.item
  if (release.publisher.links === 'query') return `/view?id=${number}`
  const slug = release.title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, '')
    .trim()
    .split(/\s+/)
    .slice(0, 7)
    .join('-')
  return slug === '' || release.language === 'zh' || release.language === 'ar'
    ? `/a/${number}.html`
    : `/${release.channel}/${slug}-${number}`
}

/** `rootUrl` has no trailing slash: `http://127.0.0.5:9900`, or with the publisher's directory behind it. */
export function createPresses(
  rootUrl: (publisher: Publisher) => string,
  hubUrl?: (publisher: Publisher) => string,
): Presses {
  const presses = new Map<string, Press>()
  const articles = new Map<string, Held>()
  const byItem = new Map<number, Held>()
  const paths = new Map<number, string>()

  const keyOf = (publisher: Publisher, feed: PublisherFeed): string => `${publisher.slug} ${feed.path}`

  function pressOf(publisher: Publisher, feed: PublisherFeed): Press {
    const key = keyOf(publisher, feed)
    const known = presses.get(key)
    if (known !== undefined) return known
    const fresh: Press = { items: [], changedAt: 0 }
    presses.set(key, fresh)
    return fresh
  }

  function itemOf(release: Release, publishedAt: number): Held {
    const { publisher } = release
    const path = articlePath(release)
    paths.set(release.item, path)
    const url = rootUrl(publisher) + path
    const link =
      publisher.links === 'relative'
        ? path
        : publisher.links === 'tracked'
          ? `${url}?utm_source=rss&utm_medium=feed&at_campaign=${release.channel}`
          : url
    const guid =
      publisher.guids === 'none'
        ? undefined
        : publisher.guids === 'link'
          ? url
          : `tag:${publisher.slug}.example,2026:${release.item}`
    return {
      release,
      guid,
      url,
      link,
      title: release.title,
      summary: release.summary,
      publishedAt,
      updatedAt: publishedAt,
      category: channelTitle(release.channel, release.language),
    }
  }

  function publish(release: Release, publishedAt: number): void {
    const press = pressOf(release.publisher, release.feed)
    const before = byItem.get(release.item)
    const item =
      before === undefined
        ? itemOf(release, publishedAt)
        : { ...before, release, title: release.title, updatedAt: publishedAt }
    byItem.set(release.item, item)
    articles.set(`${release.publisher.slug} ${paths.get(release.item)}`, item)
    press.items =
      before === undefined
        ? [item, ...press.items].slice(0, release.publisher.size)
        : press.items.map((held) => (held.release.item === release.item ? item : held))
    press.changedAt = Math.max(press.changedAt, publishedAt)
    delete press.state
  }

  return {
    publish,
    feed(publisher, feed) {
      const press = pressOf(publisher, feed)
      if (press.state !== undefined) return press.state
      const root = rootUrl(publisher)
      const rendered = renderNewsFeed({
        publisher,
        feed,
        homeUrl: `${root}/`,
        selfUrl: root + feed.path,
        ...(hubUrl && publisher.pushed && { hubUrl: hubUrl(publisher) }),
        items: press.items,
      })
      const digest = createHash('sha256').update(rendered.body).digest('base64url').slice(0, 20)
      press.state = {
        rendered,
        etag: publisher.validators === 'weak' ? `W/"${digest}"` : `"${digest}"`,
        lastModifiedAt: press.changedAt,
      }
      return press.state
    },
    article: (publisher, path) => articles.get(`${publisher.slug} ${path}`),
    latest(publisher) {
      return publisher.feeds
        .flatMap((feed) => pressOf(publisher, feed).items)
        .sort((a, b) => b.publishedAt - a.publishedAt)
        .slice(0, 20)
        .map((item) => ({ path: paths.get(item.release.item) ?? '/', title: item.title }))
    },
    truth: () =>
      [...byItem.values()].map(({ release, guid, url, title, publishedAt }) => ({
        publisher: release.publisher.name,
        source: rootUrl(release.publisher) + release.feed.path,
        url,
        ...(guid !== undefined && { guid }),
        title,
        event: release.eventId,
        language: release.language,
        channel: release.channel,
        publishedAt,
        corrected: release.kind === 'correction',
        wire: release.wire,
      })),
  }
}
