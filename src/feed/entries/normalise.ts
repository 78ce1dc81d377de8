import type { ParseContext, ParsedEntry, ParsedFeed } from '../../model/index.ts'
import type { DateReader } from '../dates/dates.ts'
import { languageTag } from '../language-tag.ts'
import { LIMITS } from '../limits.ts'
import { absoluteUrl, baseWithin, isWebUrl } from '../urls.ts'
import type { KnownItems } from '../xml/item-memo.ts'
import { attributeOf, firstText, type RawElement } from '../xml/raw-element.ts'
import type { RawFeed } from '../xml/read-xml.ts'
import type { RepairedXml } from '../xml/repair.ts'
import { attributeValue } from '../xml/scan-tag.ts'
import { firstConstruct, summaryText, titleText } from './constructs.ts'
import { hintsOf } from './hints.ts'
import { linksOf, linksWithRel, pageLink } from './links.ts'
import { keepNewest } from './newest.ts'
import {
  type EntryContext,
  firstDate,
  normaliseEntry,
  publishedAtOf,
  updatedAtOf,
} from './normalise-entry.ts'
import { feedAuthors } from './people.ts'

const UPDATED = [
  'updated',
  'modified',
  'lastbuilddate',
  'pubdate',
  'dc:date',
  'published',
  'dcterms:modified',
  'atom:updated',
  'atom:modified',
]
const FURTHER_DESCRIPTIONS = [
  'tagline',
  'info',
  'dc:description',
  'itunes:summary',
  'googleplay:description',
  'abstract',
  'dcterms:abstract',
  'atom:subtitle',
  'atom:tagline',
  'itunes:subtitle',
]

/** Each format's own before the other's. */
const DESCRIPTIONS = {
  atom: ['subtitle', 'description', ...FURTHER_DESCRIPTIONS],
  rss: ['description', 'subtitle', ...FURTHER_DESCRIPTIONS],
}

/** Items that were read before, and the reader of dates by which it is known which of the others may be remembered. */
export interface Remembered {
  readonly known: KnownItems
  /** Dates that count from now, read so far. */
  relativeCount(): number
}

/**
 * The XML reader's elements as the one model all formats share: plain text, absolute URLs, epoch ms. Throws
 * when what is remembered does not fit: the document must be read without.
 */
export function normaliseFeed(
  raw: RawFeed,
  repaired: RepairedXml,
  context: ParseContext,
  readDate: DateReader,
  remembered?: Remembered,
): ParsedFeed {
  const { feed } = raw
  const atom = repaired.format === 'atom'
  const { rootAttributes } = repaired
  // CDF has its base and its page in attributes of its own.
  const base = attributeValue(rootAttributes, 'base')
  const href = attributeValue(rootAttributes, 'href')
  const ofRoot = base === undefined ? rootAttributes : [['xml:base', base] as const]
  const saidBase = baseWithin(feed.attributes, baseWithin(ofRoot, context.baseUrl))
  // A document from a file knows at most from itself where it belongs.
  const feedBase = saidBase ?? ownAddress(feed)
  const links = linksOf(feed, feedBase)
  const siteUrl = pageLink(links) ?? absoluteUrl(href, feedBase)
  const saysBase = saidBase !== context.baseUrl
  // Relative links of entries are meant from the site, not from where the feed happens to be served.
  const entryBase = !saysBase && isWebUrl(siteUrl) ? siteUrl : feedBase

  const wantsContent = context.content !== 'left_out'
  const entryContext = { authors: feedAuthors(feed), atom, base: entryBase, readDate, wantsContent }
  const { entries, droppedCount } = remembered
    ? readRemembered(raw.entries, repaired, entryContext, remembered)
    : readNewest(raw.entries, repaired, entryContext)

  const constructs = { atom, base: feedBase }
  const title = titleText(firstConstruct(feed, ['title', 'atom:title', 'dc:title'], constructs))
  const description = summaryText(firstConstruct(feed, DESCRIPTIONS[atom ? 'atom' : 'rss'], constructs))
  const feedUrl = linksWithRel(links, 'self')[0]?.url
  const language = languageOf(feed, repaired)
  const updatedAt = firstDate(feed, UPDATED, readDate) ?? readDate(attributeOf(feed, 'lastmod'))
  return {
    format: repaired.format,
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...(siteUrl ? { siteUrl } : {}),
    ...(feedUrl ? { feedUrl } : {}),
    ...(language ? { language } : {}),
    ...picturesOf(feed, feedBase),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    hubs: [...new Set(linksWithRel(links, 'hub').map((link) => link.url))].slice(0, LIMITS.hubs),
    ...hintsOf(feed),
    entries,
    ...(repaired.isCut ? { isCut: true } : {}),
    warnings: [...repaired.warnings, ...entryWarnings(entries, droppedCount)],
  }
}

/** Icons are small and square by their names; `image`, `logo` and the covers of podcasts may be anything. */
function picturesOf(feed: RawElement, base: string | undefined): Pick<ParsedFeed, 'iconUrl' | 'logoUrl'> {
  const iconUrl = absoluteUrl(firstText(feed, 'icon', 'atom:icon', 'webfeeds:icon'), base)
  const images = feed.all('image').map((image) => firstText(image, 'url') ?? '')
  const covers = ['itunes:image', 'googleplay:image', 'media:thumbnail', 'media:content']
    .flatMap((name) => feed.all(name))
    .filter(
      (image) => !/^(audio|video)/i.test(attributeOf(image, 'medium') ?? attributeOf(image, 'type') ?? ''),
    )
    .map((image) => attributeOf(image, 'href') ?? attributeOf(image, 'url') ?? image.text.trim())
  const written =
    images.find((url) => url !== '') ?? firstText(feed, 'logo', 'atom:logo') ?? covers.find(Boolean)
  const logoUrl = absoluteUrl(written, base)
  return { ...(isWebUrl(iconUrl) && { iconUrl }), ...(isWebUrl(logoUrl) && { logoUrl }) }
}

function ownAddress(feed: RawElement): string | undefined {
  return linksWithRel(linksOf(feed, undefined), 'self').find((link) => isWebUrl(link.url))?.url
}

interface ReadEntries {
  readonly entries: readonly ParsedEntry[]
  readonly droppedCount: number
}

function readNewest(
  raw: RawFeed['entries'],
  { entryCount }: RepairedXml,
  context: EntryContext,
): ReadEntries {
  const { readDate } = context
  const { kept, droppedCount } = keepNewest(
    raw,
    (entry) => publishedAtOf(entry, readDate) ?? updatedAtOf(entry, readDate),
    LIMITS.entries,
  )
  return {
    entries: kept.map((entry) => normaliseEntry(entry, context)),
    droppedCount: droppedCount + Math.max(0, entryCount - raw.length),
  }
}

function readRemembered(
  raw: RawFeed['entries'],
  { items = [] }: RepairedXml,
  context: EntryContext,
  { known, relativeCount }: Remembered,
): ReadEntries {
  const isWhole = raw.length === items.filter((item) => !item.isKnown).length
  if (!isWhole || items.length > LIMITS.entries) throw new Error('the document is not as its items are')
  // Whatever else `normaliseEntry` looks at stands in the item or in the place.
  const setting = JSON.stringify([context.atom, context.base, context.authors])
  const next = raw[Symbol.iterator]()
  const entries = known.entriesOf(items, setting, () => {
    const before = relativeCount()
    const entry = normaliseEntry(next.next().value!, context)
    return { entry, isLasting: relativeCount() === before }
  })
  return { entries, droppedCount: 0 }
}

/** What was left out, or can become no story, in words for the operator. */
export function entryWarnings(entries: readonly ParsedEntry[], droppedCount: number): string[] {
  const namelessCount = entries.filter(
    ({ guid, url, title, summary, contentHtml }) => !(guid || url || title || summary || contentHtml),
  ).length
  return [
    ...(droppedCount > 0
      ? [`${droppedCount} older entries were left out; the newest ${LIMITS.entries} are kept`]
      : []),
    ...(namelessCount > 0 ? [`${namelessCount} entries have neither id, link, title nor text`] : []),
  ]
}

function languageOf(feed: RawElement, repaired: RepairedXml): string | undefined {
  const root = attributeValue(repaired.rootAttributes, 'xml:lang')
  return languageTag(firstText(feed, 'language', 'dc:language') ?? attributeOf(feed, 'xml:lang') ?? root)
}
