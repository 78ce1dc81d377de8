import type { Edition, FeedDocument, FeedItem, List } from '../model/index.ts'
import { tagUri } from '../rules/identity/tag-uri.ts'
import { isChinese } from '../rules/site-language.ts'

export interface SiteFacts {
  readonly title: string
  /** Public base URL without a trailing slash. */
  readonly url: string
  readonly language: string
  /** Sends out lists' feeds; absent: nothing does. */
  readonly hubUrl?: string
}

/** A page of the archive instead of the list as it is now. */
export type Archived =
  | { readonly kind: 'edition'; readonly number: number }
  | {
      readonly kind: 'day'
      readonly date: string
      readonly isOver: boolean
      readonly previous?: string | undefined
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
  archived?: Archived
}): FeedDocument {
  const { list, edition, site, format, archived } = input
  const home = `${site.url}/lists/${list.id}`
  const here = `${home}${pathOf(archived)}`
  return {
    id: tagUri(site.url, `list/${list.id}${pathOf(archived).replace(/^\/editions/u, '')}`),
    ...(isChinese(site.language)
      ? named(site, list, archived, IN_CHINESE)
      : named(site, list, archived, IN_ENGLISH)),
    language: list.languages.length === 1 ? (list.languages[0] ?? site.language) : site.language,
    homeUrl: here,
    selfUrl: `${here}.${format}`,
    // Never earlier than an item's own `updated`; moves only with an edition.
    updatedAt: edition.frozenAt,
    ttlMinutes: 5,
    ...historyOf(archived, (date) => `${home}${dayPath(date)}.${format}`),
    ...(!archived && site.hubUrl && { hubUrl: site.hubUrl }),
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

const dayPath = (date: string) => `/archive/${date}`

function pathOf(archived: Archived | undefined): string {
  if (archived === undefined) return ''
  return archived.kind === 'day' ? dayPath(archived.date) : `/editions/${archived.number}`
}

/** RFC 5005 §2 and §4: a list is its whole content; a day that is over never changes and names the one before. */
function historyOf(
  archived: Archived | undefined,
  addressOf: (date: string) => string,
): Pick<FeedDocument, 'history' | 'previousArchiveUrl'> {
  if (archived === undefined) return { history: 'complete' }
  if (archived.kind === 'edition') return {}
  return {
    ...(archived.isOver && { history: 'archive' }),
    ...(archived.previous !== undefined && { previousArchiveUrl: addressOf(archived.previous) }),
  }
}

interface Wording {
  readonly colon: string
  readonly comma: string
  edition(number: number): string
  list(list: List): string
  ofEdition(list: List, number: number): string
  ofDay(list: List, date: string): string
}

function named(
  site: SiteFacts,
  list: List,
  archived: Archived | undefined,
  words: Wording,
): Pick<FeedDocument, 'title' | 'description'> {
  const title = `${site.title}${words.colon}${list.title}`
  if (archived === undefined) return { title, description: words.list(list) }
  const { comma } = words
  return archived.kind === 'day'
    ? { title: `${title}${comma}${archived.date}`, description: words.ofDay(list, archived.date) }
    : {
        title: `${title}${comma}${words.edition(archived.number)}`,
        description: words.ofEdition(list, archived.number),
      }
}

const IN_ENGLISH: Wording = {
  colon: ': ',
  comma: ', ',
  edition: (number) => `edition ${number}`,
  list(list) {
    const corroborated = list.minOrigins > 1 ? ` reported by at least ${list.minOrigins} publishers` : ''
    const which = {
      hot: [`The ${list.size} leading stories of`, 'in order of rank'],
      latest: [`The ${list.size} latest stories of`, 'newest first'],
      rising: [`The ${list.size} fastest rising stories of`, 'fastest first'],
    }[list.kind]
    return `${which[0]} ${list.title}${corroborated}, ${which[1]}`
  },
  ofEdition: (list, number) => `${list.title} as it stood in edition ${number}; it never changes`,
  ofDay: (list, date) => `Every story that was in ${list.title} on ${date}, by the best rank it had`,
}

const IN_CHINESE: Wording = {
  colon: '：',
  comma: '，',
  edition: (number) => `第 ${number} 版`,
  list(list) {
    const corroborated = list.minOrigins > 1 ? `（至少有 ${list.minOrigins} 家媒体报道）` : ''
    const which = {
      hot: ['热度最高的', '按名次排列'],
      latest: ['最新的', '从新到旧'],
      rising: ['上升最快的', '从快到慢'],
    }[list.kind]
    return `${list.title}：${which[0]} ${list.size} 条新闻${corroborated}，${which[1]}`
  },
  ofEdition: (list, number) => `${list.title}第 ${number} 版，内容不再变化`,
  ofDay: (list, date) => `${list.title} ${date} 的所有上榜新闻，按最高名次排列`,
}
