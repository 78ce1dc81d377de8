import RssParser from 'rss-parser'
import { elementOf, type RawElement } from './raw-element.ts'
import type { RepairedXml } from './repair.ts'
import { ENTRY_FIELDS, FEED_FIELDS } from './vocabulary.ts'

export interface RawFeed {
  readonly feed: RawElement
  readonly entries: readonly RawElement[]
}

/**
 * rss-parser runs a quadratic regular expression over these (100 KB of `<` stop the loop for 6.5 s), turns bad dates
 * into exceptions and reads `.$.rel` of links that are strings. It never sees them under their names; every field
 * comes back whole through `customFields` instead.
 */
const HIDDEN: ReadonlySet<string> = new Set([
  'description',
  'content',
  'content:encoded',
  'summary',
  'link',
  'published',
  'updated',
  'category',
  'enclosure',
])

const hide = (name: string): string => (HIDDEN.has(name) ? `hidden-${name}` : name)

type CustomField = [string, string, { keepArray: boolean }]

/** Only of what the document holds: rss-parser looks for every field in every entry. */
function customFields(names: readonly string[], present: ReadonlySet<string>): CustomField[] {
  const fields = names.filter((name) => present.has(name))
  return ['$', ...fields].map((name) => [hide(name), `~${name}`, { keepArray: true }])
}

/** Elements of what `repairXml` wrote. Throws what the XML reader throws. */
export async function readXml({ xml, names }: Pick<RepairedXml, 'xml' | 'names'>): Promise<RawFeed> {
  // One instance a document: after an error xml2js leaks state into what the same instance reads next.
  const parser = new RssParser<Record<string, unknown>, Record<string, unknown>>({
    defaultRSS: 2,
    customFields: {
      feed: customFields(FEED_FIELDS, names) as never,
      item: customFields(ENTRY_FIELDS, names) as never,
    },
    xml2js: { tagNameProcessors: [hide], async: false },
  })
  const feed = await parser.parseString(xml)
  const entries = Array.isArray(feed.items) ? feed.items : []
  return { feed: elementOf(feed), entries: entries.map(elementOf) }
}
