import { isTraditionalChinese } from '../rules/text/chinese-script.ts'

/** The address as an `href` for people, or undefined when it is not plain http(s): a `javascript:` link is never made. */
export function safeHref(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? href : undefined
}

/** The tag for a `lang` attribute; undefined when unknown or not shaped like BCP 47. */
export function safeLanguage(tag: string | undefined): string | undefined {
  if (tag === undefined || tag === 'und') return undefined
  return /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(tag) ? tag : undefined
}

/**
 * As `safeLanguage`, of a text: Chinese that says no more has the script that it is written in. Browsers take plain `zh` for
 * simplified, and show other glyphs.
 */
export function languageOf(tag: string | undefined, text: string): string | undefined {
  const safe = safeLanguage(tag)
  return safe?.toLowerCase() === 'zh' && isTraditionalChinese(text) ? 'zh-Hant' : safe
}

export const listPath = (listId: string): string => `/lists/${encodeURIComponent(listId)}`
export const editionPath = (listId: string, number: number): string =>
  `${listPath(listId)}/editions/${number}`
/** Its first page, to which its feeds belong, or a further one. */
export const dayPath = (listId: string, date: string, page = 1): string =>
  `${listPath(listId)}/archive/${date}${page === 1 ? '' : `/${page}`}`
export const storyPath = (storyId: string): string => `/stories/${encodeURIComponent(storyId)}`

export const publisherPath = (id: string): string => `/publishers/${encodeURIComponent(id)}`

export const publisherIconPath = (id: string): string => `${publisherPath(id)}/icon`

export const FEED_FORMATS = [
  { format: 'rss', label: 'RSS', type: 'application/rss+xml' },
  { format: 'atom', label: 'Atom', type: 'application/atom+xml' },
  { format: 'json', label: 'JSON', type: 'application/feed+json' },
] as const
