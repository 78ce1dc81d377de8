import type { Enclosure, ParseContext, ParsedEntry, ParsedFeed } from '../../model/index.ts'
import type { DateReader } from '../dates/dates.ts'
import { closeEmptyElements } from '../html/empty-elements.ts'
import { sanitiseHtml } from '../html/sanitise.ts'
import { looksLikeHtml, oneLine } from '../html/text.ts'
import { languageTag } from '../language-tag.ts'
import { LIMITS } from '../limits.ts'
import { ParseError } from '../parse-error.ts'
import { absoluteUrl, isWebUrl } from '../urls.ts'
import { escapeHtml, summaryText, titleText } from './constructs.ts'
import { entryOfFields } from './entry-fields.ts'
import { isJsonFeed } from './is-json-feed.ts'
import { countOf } from './links.ts'
import { firstImage } from './media.ts'
import { keepNewest } from './newest.ts'
import { entryWarnings } from './normalise.ts'
import { nameOnly } from './people.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads JSON Feed 1.0 and 1.1 (jsonfeed.org); unknown and wrongly typed fields are ignored. */
export function parseJsonFeed(document: unknown, context: ParseContext, readDate: DateReader): ParsedFeed {
  if (!isFields(document) || !isJsonFeed(document, context.contentType)) {
    throw new ParseError(
      'parse_json',
      'the document is JSON but no JSON Feed: it has neither the version of one nor its words',
    )
  }
  const written = textIn(document, 'feed_url')
  // A document from a file knows at most from itself where it belongs.
  const ownBase = context.baseUrl ?? (isWebUrl(written) ? written : undefined)
  const siteUrl = absoluteUrl(textIn(document, 'home_page_url'), ownBase)
  const base = isWebUrl(siteUrl) ? siteUrl : ownBase
  const items = listIn(document, 'items').filter((item) => Object.keys(item).length > 0)
  const { kept, droppedCount } = keepNewest(items, (item) => publishedAtOf(item, readDate), LIMITS.entries)
  const authors = authorsIn(document)
  const wantsContent = context.content !== 'left_out'
  const entries = kept.map((item) => entryOf(item, { base, authors, readDate, wantsContent }))

  const title = lineIn(document, 'title')
  const description = summaryIn(document, 'description')
  const feedUrl = absoluteUrl(written, context.baseUrl)
  const language = languageTag(textIn(document, 'language'))
  const [iconUrl, logoUrl] = ['favicon', 'icon']
    .map((name) => absoluteUrl(textIn(document, name), base))
    .filter(isWebUrl)
  return {
    format: 'json',
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...(siteUrl ? { siteUrl } : {}),
    ...(feedUrl ? { feedUrl } : {}),
    ...(language ? { language } : {}),
    ...(iconUrl ? { iconUrl } : {}),
    ...(logoUrl ? { logoUrl } : {}),
    hubs: hubsIn(document, base),
    entries,
    warnings: entryWarnings(entries, droppedCount),
  }
}

interface ItemContext {
  readonly base: string | undefined
  readonly authors: readonly string[]
  readonly readDate: DateReader
  readonly wantsContent: boolean
}

function entryOf(item: Fields, context: ItemContext): ParsedEntry {
  const { base, authors, readDate } = context
  const url = absoluteUrl(textIn(item, 'url') ?? textIn(item, 'external_url'), base)
  const guid = (idIn(item) ?? textIn(item, 'url') ?? textIn(item, 'external_url'))?.slice(
    0,
    LIMITS.guidLength,
  )
  const title = lineIn(item, 'title')
  const written = textIn(item, 'content_html')
  const html = written === undefined ? undefined : closeEmptyElements(written, 'html')
  const plain = textIn(item, 'content_text')
  const summary =
    summaryIn(item, 'summary') ??
    (plain === undefined
      ? summaryText(html === undefined ? undefined : { value: html, html: true, base })
      : summaryText({ value: plain, html: false, base }))
  const contentHtml = context.wantsContent ? contentOf(html, plain, base) : undefined
  const publishedAt = readDate(textIn(item, 'date_published'))
  const updatedAt = readDate(textIn(item, 'date_modified'))
  const enclosures = listIn(item, 'attachments')
    .flatMap((attachment) => enclosureOf(attachment, base))
    .slice(0, LIMITS.enclosures)
  const image = absoluteUrl(textIn(item, 'image') ?? textIn(item, 'banner_image'), base)
  const imageUrl = isWebUrl(image) ? image : firstImage(html ?? '', base)
  const own = authorsIn(item)
  return entryOfFields({
    guid,
    url,
    title,
    summary,
    contentHtml,
    publishedAt,
    updatedAt,
    authors: own.length > 0 ? own : [...authors],
    categories: tagsIn(item),
    enclosures,
    imageUrl,
    language: textIn(item, 'language'),
  })
}

function contentOf(
  html: string | undefined,
  plain: string | undefined,
  base: string | undefined,
): string | undefined {
  if (html !== undefined) return sanitiseHtml(html, base).trim() || undefined
  if (plain === undefined) return undefined
  return (
    sanitiseHtml(escapeHtml(plain.slice(0, LIMITS.contentLength)).replaceAll('\n', '<br />')).trim() ||
    undefined
  )
}

function publishedAtOf(item: Fields, readDate: DateReader): number | undefined {
  return readDate(textIn(item, 'date_published')) ?? readDate(textIn(item, 'date_modified'))
}

function enclosureOf(attachment: Fields, base: string | undefined): Enclosure[] {
  const url = absoluteUrl(textIn(attachment, 'url'), base)
  if (url === undefined) return []
  const type = textIn(attachment, 'mime_type')?.toLowerCase()
  const sizeBytes = countOf(textIn(attachment, 'size_in_bytes'))
  return [
    {
      url,
      ...(type ? { type } : {}),
      ...(sizeBytes ? { sizeBytes } : {}),
    },
  ]
}

/** Of WebSub, whatever it is called; rssCloud speaks another protocol. */
function hubsIn(document: Fields, base: string | undefined): string[] {
  const hubs = listIn(document, 'hubs').filter((hub) => textIn(hub, 'type')?.toLowerCase() !== 'rsscloud')
  const urls = hubs.flatMap((hub) => absoluteUrl(textIn(hub, 'url'), base) ?? [])
  return [...new Set(urls)].slice(0, LIMITS.hubs)
}

/** `authors` of 1.1, `author` of 1.0. */
function authorsIn(fields: Fields): string[] {
  // One author is often written without the list.
  const people = [...listIn(fields, 'authors'), ...[fields.authors, fields.author].filter(isFields)]
  const names = people.flatMap(
    (person) => nameOnly(textIn(person, 'name') ?? textIn(person, 'url') ?? '') ?? [],
  )
  return [...new Set(names)].slice(0, LIMITS.authors)
}

function tagsIn(item: Fields): string[] {
  const tags = Array.isArray(item.tags) ? item.tags : []
  const plain = tags.flatMap((tag) =>
    typeof tag === 'string' ? oneLine(tag.slice(0, 2000), LIMITS.nameLength) : [],
  )
  return [...new Set(plain.filter(Boolean))].slice(0, LIMITS.categories)
}

/** Ids of other types are read as text (JSON Feed 1.1, `id`). */
function idIn(item: Fields): string | undefined {
  return typeof item.id === 'boolean' ? String(item.id) : textIn(item, 'id')
}

/** Text of a field; ids are often numbers. */
function textIn(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' ? value.trim() || undefined : undefined
}

function lineIn(fields: Fields, name: string): string | undefined {
  const value = textIn(fields, name)
  return value === undefined ? undefined : titleText({ value, html: looksLikeHtml(value), base: undefined })
}

function summaryIn(fields: Fields, name: string): string | undefined {
  const value = textIn(fields, name)
  return value === undefined ? undefined : summaryText({ value, html: looksLikeHtml(value), base: undefined })
}

function listIn(fields: Fields, name: string): Fields[] {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  return Array.isArray(value) ? value.filter(isFields) : []
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
