import type { Edition, FeedDocument, FeedItem, List } from '../model/index.ts'
import { tagUri } from '../rules/identity/tag-uri.ts'
import { isChinese } from '../rules/site-language.ts'

export interface SiteFacts {
  readonly title: string
  /** Public base URL without a trailing slash. */
  readonly url: string
  readonly language: string
}

/**
 * An edition as a feed. Ids and `publishedAt` belong to the story, so that a move in rank is no new item; the order of
 * the items is the rank.
 */
export function feedDocument(input: {
  list: List
  edition: Edition
  site: SiteFacts
  format: 'rss' | 'atom' | 'json'
  /** A page of the archive instead of the list as it is now: `editions/12`, or `archive/2026-11-24` and the day before. */
  archive?: { readonly path: string; readonly previousPath?: string | undefined }
}): FeedDocument {
  const { list, edition, site, format, archive } = input
  const home = `${site.url}/lists/${list.id}`
  const here = archive ? `${home}/${archive.path}` : home
  return {
    id: tagUri(site.url, `list/${list.id}${archive ? `/${archive.path.replace(/^editions\//u, '')}` : ''}`),
    title: `${site.title}${isChinese(site.language) ? '：' : ': '}${list.title}`,
    description: isChinese(site.language) ? describeInChinese(list) : describe(list),
    language: list.languages.length === 1 ? (list.languages[0] ?? site.language) : site.language,
    homeUrl: here,
    selfUrl: `${here}.${format}`,
    // Never earlier than an item's own `updated`; moves only with an edition.
    updatedAt: edition.frozenAt,
    ttlMinutes: 5,
    // RFC 5005 §2 and §4: a list is its whole content; a page of the archive never changes and names the one before.
    ...(!archive && { history: 'complete' as const }),
    ...(archive?.previousPath !== undefined && {
      history: 'archive' as const,
      previousArchiveUrl: `${home}/${archive.previousPath}.${format}`,
    }),
    items: edition.items.map(
      (item): FeedItem => ({
        id: tagUri(site.url, `story/${item.storyId}`),
        url: `${site.url}/stories/${item.storyId}`,
        title: item.title,
        ...(item.summary !== undefined && { summary: item.summary }),
        publishedAt: item.firstReportedAt,
        updatedAt: Math.max(item.updatedAt, item.firstReportedAt),
        authors: [item.publisherName],
        categories: item.channels,
        ...(item.imageUrl !== undefined && { imageUrl: item.imageUrl }),
        language: item.language,
      }),
    ),
  }
}

function describeInChinese(list: List): string {
  const corroborated = list.minOrigins > 1 ? `（至少有 ${list.minOrigins} 家媒体报道）` : ''
  const which = {
    hot: ['热度最高的', '按名次排列'],
    latest: ['最新的', '从新到旧'],
    rising: ['上升最快的', '从快到慢'],
  }[list.kind]
  return `${list.title}：${which[0]} ${list.size} 条新闻${corroborated}，${which[1]}`
}

function describe(list: List): string {
  const corroborated = list.minOrigins > 1 ? ` reported by at least ${list.minOrigins} publishers` : ''
  const which = {
    hot: [`The ${list.size} leading stories of`, 'in order of rank'],
    latest: [`The ${list.size} latest stories of`, 'newest first'],
    rising: [`The ${list.size} fastest rising stories of`, 'fastest first'],
  }[list.kind]
  return `${which[0]} ${list.title}${corroborated}, ${which[1]}`
}
