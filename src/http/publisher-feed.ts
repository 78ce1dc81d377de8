import { renderFeed } from '../feed/write/render.ts'
import type { Entry, FeedItem, PublisherProfile, RenderedFeed } from '../model/index.ts'
import { tagUri } from '../rules/identity/tag-uri.ts'
import { isChinese } from '../rules/site-language.ts'
import type { Site } from './deps.ts'
import { publisherIconPath, publisherPath, safeHref, storyPath } from './links.ts'

/** A publisher's newest reports as a feed; what has no address of its own leads to its story. */
export function publisherFeed(
  profile: PublisherProfile,
  entries: readonly Entry[],
  site: Site,
  format: RenderedFeed['format'],
): RenderedFeed {
  const home = `${site.url}${publisherPath(profile.id)}`
  const updatedAt = Math.max(0, ...entries.map(({ reportedAt }) => reportedAt))
  return renderFeed(
    {
      id: tagUri(site.url, `publisher/${profile.id}`),
      ...named(profile.title, site),
      language: site.language,
      homeUrl: home,
      ...(profile.hasIcon && { iconUrl: `${site.url}${publisherIconPath(profile.id)}` }),
      selfUrl: `${home}.${format}`,
      updatedAt,
      ttlMinutes: 15,
      items: entries.map((entry): FeedItem => itemOf(entry, site)),
    },
    format,
    entries.length,
  )
}

function named(publisher: string, { title, language }: Site): { title: string; description: string } {
  return isChinese(language)
    ? { title: `${title}：${publisher}`, description: `${publisher}的最新报道，从新到旧` }
    : { title: `${title}: ${publisher}`, description: `The newest reports of ${publisher}, newest first` }
}

function itemOf(entry: Entry, site: Site): FeedItem {
  const story = entry.storyId === undefined ? undefined : `${site.url}${storyPath(entry.storyId)}`
  return {
    id: tagUri(site.url, `entry/${entry.id}`),
    url: safeHref(entry.url) ?? story ?? `${site.url}${publisherPath(entry.publisherId)}`,
    title: entry.title,
    ...(entry.summary !== undefined && { summary: entry.summary }),
    publishedAt: entry.reportedAt,
    updatedAt: entry.reportedAt,
    authors: entry.authors.length > 0 ? entry.authors : [entry.publisherName],
    categories: entry.channels,
    language: entry.language,
  }
}
