import type { ParsedEntry } from '../../model/index.ts'
import { languageTag } from '../language-tag.ts'

/** What was found of an entry, whatever the format; blank texts say nothing. */
export interface FoundFields extends Pick<ParsedEntry, 'authors' | 'categories' | 'enclosures'> {
  readonly guid: string | undefined
  readonly url: string | undefined
  readonly title: string | undefined
  readonly summary: string | undefined
  readonly contentHtml: string | undefined
  readonly publishedAt: number | undefined
  readonly updatedAt: number | undefined
  readonly imageUrl: string | undefined
  readonly source?: ParsedEntry['source'] | undefined
  /** As written. */
  readonly language: string | undefined
}

/** The entry, without the fields that are not there. */
export function entryOfFields(found: FoundFields): ParsedEntry {
  const { guid, url, title, summary, contentHtml, publishedAt, updatedAt, imageUrl, source } = found
  const language = languageTag(found.language)
  return {
    ...(guid ? { guid } : {}),
    ...(url ? { url } : {}),
    ...(title ? { title } : {}),
    ...(summary ? { summary } : {}),
    ...(contentHtml ? { contentHtml } : {}),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    authors: found.authors,
    categories: found.categories,
    enclosures: found.enclosures,
    ...(imageUrl ? { imageUrl } : {}),
    ...(source ? { source } : {}),
    ...(language ? { language } : {}),
  }
}
