import RssParser from 'rss-parser'
import { ATTRIBUTES_KEY, createElements, type RawElement } from './raw-element.ts'
import type { StandIns } from './stand-ins.ts'
import { ENTRY_FIELDS, FEED_FIELDS } from './vocabulary.ts'

export interface RawFeed {
  readonly feed: RawElement
  readonly entries: readonly RawElement[]
}

type CustomField = [string, string, { keepArray: boolean }]

/**
 * Every field comes back whole through `customFields`, and only of what the document holds: rss-parser looks for each
 * in each entry. It knows none by its name: over a description it runs a quadratic regular expression (100 KB of `<` stop
 * the loop for 6.5 s), a bad date is an exception to it, and of links that are strings it reads `.$.rel`.
 */
function customFields(names: readonly string[], { codes, nested }: StandIns): CustomField[] {
  const fields = names.flatMap((name): CustomField[] => {
    const code = codes.get(name)
    return code === undefined || !nested.has(code) ? [] : [[code, code, { keepArray: true }]]
  })
  return [['$', ATTRIBUTES_KEY, { keepArray: true }], ...fields]
}

/** Elements of what `repairXml` wrote. Throws what the XML reader throws. */
export async function readXml(repaired: { readonly xml: string } & StandIns): Promise<RawFeed> {
  // One instance a document: after an error xml2js leaks state into what the same instance reads next.
  const parser = new RssParser<Record<string, unknown>, Record<string, unknown>>({
    defaultRSS: 2,
    customFields: {
      feed: customFields(FEED_FIELDS, repaired) as never,
      item: customFields(ENTRY_FIELDS, repaired) as never,
    },
    xml2js: { async: false },
  })
  const feed = await parser.parseString(repaired.xml)
  const entries = Array.isArray(feed.items) ? feed.items : []
  const elementOf = createElements(repaired)
  return { feed: elementOf(feed), entries: entries.map(elementOf) }
}
