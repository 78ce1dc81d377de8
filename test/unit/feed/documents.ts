import { parseFeed } from '../../../src/feed/parse.ts'
import type { ParseContext, ParsedFeed } from '../../../src/model/index.ts'

const FEED_URL = 'https://e.com/feed.xml'

export function rss(items: string, options: { before?: string; attributes?: string } = {}): string {
  const { before = '<?xml version="1.0"?>', attributes = '' } = options
  return `${before}<rss version="2.0"${attributes}><channel><title>T</title><link>https://e.com/</link>${items}</channel></rss>`
}

export function atom(entry: string, attributes = ''): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"${attributes}><title>T</title><entry>${entry}</entry></feed>`
}

export function parse(document: string, context: ParseContext = {}): Promise<ParsedFeed> {
  return parseFeed(Buffer.from(document), { baseUrl: FEED_URL, ...context })
}

/** Paths of fields whose value is neither text, number nor list where one of them is promised. */
export function wrongFields(feed: ParsedFeed): string[] {
  const wrong: string[] = []
  const scalars = (fields: object, path: string, lists: readonly string[]): void => {
    for (const [name, value] of Object.entries(fields)) {
      if (lists.includes(name)) {
        if (!Array.isArray(value)) wrong.push(`${path}.${name}`)
      } else if (typeof value !== 'string' && typeof value !== 'number' && name !== 'isCut')
        wrong.push(`${path}.${name}`)
    }
  }
  scalars(feed, 'feed', ['hubs', 'skipHours', 'skipDays', 'entries', 'warnings'])
  for (const entry of feed.entries) {
    const { source, ...fields } = entry
    scalars(fields, 'entry', ['authors', 'categories', 'enclosures'])
    if (source) scalars(source, 'source', [])
    for (const text of [...entry.authors, ...entry.categories])
      if (typeof text !== 'string') wrong.push('entry.names')
    for (const enclosure of entry.enclosures) scalars(enclosure, 'enclosure', [])
  }
  return wrong
}
