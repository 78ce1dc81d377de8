import type { ParsedEntry } from '../../model/index.ts'
import type { DateReader } from '../dates/dates.ts'
import { sanitiseHtml } from '../html/sanitise.ts'
import { lineOf, looksLikeHtml, oneLine } from '../html/text.ts'
import { LIMITS } from '../limits.ts'
import { absoluteUrl, baseWithin, isWebUrl } from '../urls.ts'
import { attributeOf, firstText, type RawElement } from '../xml/raw-element.ts'
import {
  type Construct,
  type ConstructContext,
  escapeHtml,
  firstConstruct,
  summaryText,
  titleText,
} from './constructs.ts'
import { entryOfFields } from './entry-fields.ts'
import { entrySourceOf } from './entry-source.ts'
import { linkFromIdentity, linksOf, linksWithRel, pageLink } from './links.ts'
import { allIn, enclosuresOf, firstImage, isPicture, type MediaPlaces, mediaPlaces } from './media.ts'
import { authorsOf } from './people.ts'

export interface EntryContext {
  /** Of the feed: of entries that name nobody. */
  readonly authors: readonly string[]
  readonly atom: boolean
  readonly base: string | undefined
  readonly readDate: DateReader
  readonly wantsContent: boolean
}

const TITLE = ['title', 'atom:title', 'dc:title', 'itunes:title', 'media:title']
const CONTENT = ['content:encoded', 'xhtml:body', 'body', 'fullitem', 'content', 'atom:content']
const SUMMARY = [
  'summary',
  'description',
  'atom:summary',
  'dc:description',
  'itunes:summary',
  'googleplay:description',
  'media:description',
  'itunes:subtitle',
  'abstract',
  'dcterms:abstract',
]
const PUBLISHED = [
  'published',
  'issued',
  'pubdate',
  'dc:date',
  'dcterms:created',
  'created',
  'dcterms:issued',
  'dcterms:date',
  'atom:published',
  'atom:issued',
  'atom:created',
  'dcterms:available',
]
const UPDATED = ['updated', 'modified', 'atom:updated', 'atom:modified', 'dcterms:modified']
const CATEGORY = ['category', 'atom:category', 'itunes:category']
const KEYWORDS = ['itunes:keywords', 'tags']
const MEDIA_CATEGORIES = ['media:category', 'media:keywords']
const FURTHER_CATEGORIES = ['dc:subject', ...KEYWORDS, ...MEDIA_CATEGORIES]
const CATEGORIES = [...CATEGORY, ...FURTHER_CATEGORIES]

/** When the publisher says the entry appeared. */
export function publishedAtOf(entry: RawElement, readDate: DateReader): number | undefined {
  return firstDate(entry, PUBLISHED, readDate) ?? readDate(attributeOf(entry, 'lastmod'))
}

export function updatedAtOf(entry: RawElement, readDate: DateReader): number | undefined {
  return firstDate(entry, UPDATED, readDate)
}

export function firstDate(
  element: RawElement,
  names: readonly string[],
  readDate: DateReader,
): number | undefined {
  for (const name of element.among(names)) {
    for (const child of element.all(name)) {
      const date = readDate(withoutMarkup(child.text).trim())
      if (date !== undefined) return date
    }
  }
  return undefined
}

/** Drupal writes dates as HTML `<time datetime="2026-03-01T12:00:00Z">`: what it holds is for people, and less exact. */
function withoutMarkup(written: string): string {
  if (!written.includes('<')) return written
  return (
    /<time\s[^<>]*?\bdatetime\s*=\s*["']?([^"'<>]+)/i.exec(written)?.[1] ?? written.replace(/<[^<>]*>/g, ' ')
  )
}

/** One entry as the program sees it. */
export function normaliseEntry(entry: RawElement, context: EntryContext): ParsedEntry {
  const base = baseWithin(entry.attributes, context.base)
  const constructs: ConstructContext = { atom: context.atom, base }
  const links = linksOf(entry, base)
  const media = mediaPlaces(entry)
  const content = firstConstruct(entry, CONTENT, constructs)
  const description = firstOver(media.places, SUMMARY, constructs)
  // The caption of a picture, which may be its author's, is no title of a text.
  const titled = content || description ? media.places.filter((place) => !isPicture(place)) : media.places
  const title = titleText(firstOver(titled, TITLE, constructs))
  const summary = summaryText(description) ?? summaryText(content)
  const body = content ?? bodyOf(entry, description, constructs)
  const contentHtml = context.wantsContent ? htmlOf(body) : undefined
  const guid = guidOf(entry)
  const url = urlOf(entry, links, base, media)
  const publishedAt = publishedAtOf(entry, context.readDate)
  const updatedAt = updatedAtOf(entry, context.readDate)
  const { enclosures, imageUrl: chosenImage } = enclosuresOf(entry, links, base, media)
  const imageUrl = chosenImage ?? (body?.html ? firstImage(body.value, body.base) : undefined)
  const own = authorsOf(entry, context.atom)
  return entryOfFields({
    guid,
    url,
    title,
    summary,
    contentHtml,
    publishedAt,
    updatedAt,
    authors: own.length > 0 ? own : context.authors,
    categories: categoriesOf(entry, media),
    enclosures,
    imageUrl,
    source: entrySourceOf(entry, constructs),
    language: firstText(entry, 'language', 'dc:language') ?? attributeOf(entry, 'xml:lang'),
  })
}

function firstOver(
  elements: readonly RawElement[],
  names: readonly string[],
  context: ConstructContext,
): Construct | undefined {
  for (const element of elements) {
    const construct = firstConstruct(element, names, context)
    if (construct) return construct
  }
  return undefined
}

/** What stands for the content where there is none: the longer of two descriptions, or one that loses by being a summary. */
function bodyOf(
  entry: RawElement,
  description: Construct | undefined,
  constructs: ConstructContext,
): Construct | undefined {
  const other = entry.all('summary').length > 0 && firstConstruct(entry, ['description'], constructs)
  if (other && other.value !== description?.value) return other
  return worthKeeping(description) ? description : undefined
}

/** A description with markup says more than its plain text. */
function worthKeeping(description: Construct | undefined): boolean {
  return (
    description !== undefined &&
    (description.value.length > LIMITS.summaryLength || (description.html && description.value.includes('<')))
  )
}

function htmlOf(construct: Construct | undefined): string | undefined {
  if (!construct) return undefined
  const html = construct.html ? construct.value : escapeHtml(construct.value).replaceAll('\n', '<br />')
  return sanitiseHtml(html, construct.base).trim() || undefined
}

/** Trimmed and otherwise untouched: identity must not change with our taste. */
function guidOf(entry: RawElement): string | undefined {
  const guid =
    firstText(entry, 'guid', 'id', 'atom:id') ??
    attributeOf(entry, 'rdf:about') ??
    attributeOf(entry, 'about') ??
    firstText(entry, 'dc:identifier')
  return guid?.slice(0, LIMITS.guidLength)
}

function urlOf(
  entry: RawElement,
  links: ReturnType<typeof linksOf>,
  base: string | undefined,
  { places }: MediaPlaces,
): string | undefined {
  // FeedBurner puts its own redirect into the link and keeps the publisher's here.
  const original = absoluteUrl(firstText(entry, 'feedburner:origlink'), base)
  return (
    original ??
    pageLink(links) ??
    linkFromIdentity(entry, base) ??
    absoluteUrl(
      entry
        .all('content')
        .map((content) => attributeOf(content, 'src'))
        .find(Boolean),
      base,
    ) ??
    linksWithRel(links, 'self').find(({ type }) => type === undefined || type.includes('html'))?.url ??
    linksWithRel(links, 'related')[0]?.url ??
    // The page a video plays on.
    allIn(places, 'media:player')
      .map((player) => absoluteUrl(attributeOf(player, 'url'), base))
      .find(isWebUrl)
  )
}

function categoriesOf(entry: RawElement, places: MediaPlaces): string[] {
  if (entry.among(CATEGORIES).length === 0) return []
  const found = new Set<string>()
  for (const written of categoryTexts(entry, places)) {
    if (found.size === LIMITS.categories) break
    const text = written.slice(0, LIMITS.nameLength * 10)
    const name = looksLikeHtml(text) ? lineOf(text, LIMITS.nameLength) : oneLine(text, LIMITS.nameLength)
    if (name) found.add(name)
  }
  return [...found]
}

function categoryTexts(entry: RawElement, { groups, contents }: MediaPlaces): string[] {
  const texts: string[] = []
  for (const name of entry.among(CATEGORY)) {
    for (const one of entry.all(name)) {
      texts.push(
        attributeOf(one, 'term') ?? attributeOf(one, 'label') ?? attributeOf(one, 'text') ?? one.text,
      )
    }
  }
  if (entry.among(FURTHER_CATEGORIES).length === 0) return texts
  const own = [entry, ...groups]
  const isSaid = MEDIA_CATEGORIES.some((name) => allIn(own, name).length > 0)
  // What single pictures are about says little about the entry; what is heard or seen in it is the entry.
  const places = isSaid ? own : contents.filter((content) => !isPicture(content))
  for (const one of entry.all('dc:subject')) texts.push(one.text)
  for (const one of allIn(places, 'media:category')) texts.push(one.text)
  const keywords = KEYWORDS.flatMap((name) => entry.all(name))
  for (const one of [...keywords, ...allIn(places, 'media:keywords')]) {
    texts.push(...one.text.slice(0, LIMITS.nameLength * 10).split(','))
  }
  return texts
}
