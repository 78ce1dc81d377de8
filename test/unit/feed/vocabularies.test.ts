import { expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'

/** Which words a field may have, in every format: publishers mix the vocabularies as they like. */

const NAMESPACES = {
  a3: 'http://purl.org/atom/ns#',
  a: 'http://www.w3.org/2005/Atom',
  dc0: 'http://purl.org/dc/elements/1.0/',
  dc: 'http://purl.org/dc/elements/1.1/',
  dct: 'http://purl.org/dc/terms/',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  media: 'http://search.yahoo.com/mrss/',
  content: 'http://purl.org/rss/1.0/modules/content/',
}
const DECLARED = Object.entries(NAMESPACES)
  .map(([prefix, name]) => ` xmlns:${prefix}="${name}"`)
  .join('')
const RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'

type Wrap = (feed: string, entry: string) => string
const rss =
  (version: string, before = ''): Wrap =>
  (feed, entry) =>
    `${before}<rss version="${version}"${DECLARED}><channel>${feed}<item>${entry}</item></channel></rss>`
const rdf =
  (namespace: string): Wrap =>
  (feed, entry) =>
    `<rdf:RDF ${RDF} xmlns="${namespace}"${DECLARED}><channel>${feed}</channel><item>${entry}</item></rdf:RDF>`
const atom =
  (namespace: string): Wrap =>
  (feed, entry) =>
    `<feed xmlns="${namespace}"${DECLARED}>${feed}<entry>${entry}</entry></feed>`

const FORMATS: Readonly<Record<string, Wrap>> = {
  'Atom 0.3': atom(NAMESPACES.a3),
  'Atom 1.0': atom(NAMESPACES.a),
  'RSS 0.90': rdf('http://my.netscape.com/rdf/simple/0.9/'),
  'RSS 0.91': rss('0.91', '<!DOCTYPE rss SYSTEM "http://my.netscape.com/publish/formats/rss-0.91.dtd">'),
  'RSS 0.92': rss('0.92'),
  'RSS 1.0': rdf('http://purl.org/rss/1.0/'),
  'RSS 1.1': (feed, entry) =>
    `<Channel xmlns="http://purl.org/net/rss1.1#" ${RDF}${DECLARED}>${feed}<items><item>${entry}</item></items></Channel>`,
  'RSS 2.0': rss('2.0'),
}

const DATE = '2026-03-01T12:00:00Z'
const AT = Date.parse(DATE)
const text = (...names: string[]) => names.map((name) => `<${name}>A harbour</${name}>`)
const dates = (...names: string[]) => names.map((name) => `<${name}>${DATE}</${name}>`)
const people = (...names: string[]) => names.map((name) => `<${name}>Ann</${name}>`)

const FEED_FIELDS: readonly [field: string, expected: unknown, written: readonly string[]][] = [
  ['title', 'A harbour', text('a3:title', 'a:title', 'dc0:title', 'dc:title', 'dct:title')],
  [
    'description',
    'A harbour',
    text(
      'a3:tagline',
      'a:subtitle',
      'dc0:description',
      'dc:description',
      'itunes:summary',
      'itunes:subtitle',
    ),
  ],
  [
    'siteUrl',
    'https://a.example/',
    ['<a:link href="https://a.example/"/>', '<a3:link rel="alternate" href="https://a.example/"/>'],
  ],
  ['language', 'fr', ['<dc0:language>fr</dc0:language>', '<dc:language>fr</dc:language>']],
  ['updatedAt', AT, dates('a:updated', 'a3:modified', 'dc:date', 'dct:modified')],
  ['hubs', ['https://hub.example/'], ['<a:link rel="hub" href="https://hub.example/"/>']],
]

const ENTRY_FIELDS: typeof FEED_FIELDS = [
  [
    'guid',
    'tag:1',
    ['a3:id', 'a:id', 'dc0:identifier', 'dc:identifier', 'dct:identifier'].map(
      (name) => `<${name}>tag:1</${name}>`,
    ),
  ],
  [
    'title',
    'A harbour',
    text('a3:title', 'a:title', 'dc0:title', 'dc:title', 'dct:title', 'itunes:title', 'media:title'),
  ],
  [
    'summary',
    'A harbour',
    [
      ...text('a3:content', 'a:content', 'a3:summary', 'a:summary', 'dc0:description', 'dc:description'),
      ...text('dct:description', 'dct:abstract', 'itunes:summary', 'itunes:subtitle', 'media:description'),
      '<content:encoded>&lt;p>A harbour&lt;/p></content:encoded>',
    ],
  ],
  [
    'url',
    'https://a.example/1',
    ['<a:link href="https://a.example/1"/>', '<a3:link rel="alternate" href="https://a.example/1"/>'],
  ],
  [
    'publishedAt',
    AT,
    dates(
      'a:published',
      'a3:issued',
      'a3:created',
      'dc0:date',
      'dc:date',
      'dct:created',
      'dct:issued',
      'dct:available',
    ),
  ],
  ['updatedAt', AT, dates('a:updated', 'a3:modified', 'dct:modified')],
  [
    'authors',
    ['Ann'],
    [
      ...people('dc0:creator', 'dc:creator', 'dct:creator', 'itunes:author'),
      '<a:author><a:name>Ann</a:name></a:author>',
    ],
  ],
  [
    'categories',
    ['Ports'],
    [
      ...['dc0:subject', 'dc:subject', 'dct:subject', 'media:category'].map(
        (name) => `<${name}>Ports</${name}>`,
      ),
      '<a:category term="Ports"/>',
      '<itunes:category text="Ports"/>',
    ],
  ],
  [
    'imageUrl',
    'https://a.example/1.jpg',
    [
      '<media:thumbnail url="https://a.example/1.jpg"/>',
      '<itunes:image href="https://a.example/1.jpg"/>',
      '<itunes:image url="https://a.example/1.jpg"/>',
      '<itunes:link rel="image" href="https://a.example/1.jpg"/>',
    ],
  ],
]

const cases = (fields: typeof FEED_FIELDS) =>
  Object.keys(FORMATS).flatMap((format) =>
    fields.flatMap(([field, expected, written]) => written.map((xml) => ({ format, field, expected, xml }))),
  )

test.each(cases(FEED_FIELDS))(
  '$format: $xml is the feed’s $field',
  async ({ format, field, expected, xml }) => {
    const feed = await parseFeed(Buffer.from(FORMATS[format]?.(xml, '<title>t</title>') ?? ''))

    expect(feed[field as keyof typeof feed]).toEqual(expected)
  },
)

test.each(cases(ENTRY_FIELDS))(
  '$format: $xml is the entry’s $field',
  async ({ format, field, expected, xml }) => {
    const feed = await parseFeed(Buffer.from(FORMATS[format]?.('<title>f</title>', xml) ?? ''))
    const [entry] = feed.entries

    expect(entry?.[field as keyof typeof entry]).toEqual(expected)
  },
)
