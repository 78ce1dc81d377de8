import { parseFeed as readWithFeedsmith } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'

/** What both parsers are asked for; dates in epoch ms. */
interface Reading {
  readonly title: string | undefined
  readonly url: string | undefined
  readonly guid: string | undefined
  readonly date: number | undefined
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly enclosures: readonly string[]
}

const NAMESPACES =
  'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:georss="http://www.georss.org/georss" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:podcast="https://podcastindex.org/namespace/1.0"'
const DATE = 'Mon, 06 Oct 2025 00:05:03 GMT'

const rss = (items: string, version = '2.0') =>
  `<?xml version="1.0"?><rss version="${version}" ${NAMESPACES}><channel><title>Harbour news</title><link>https://e.com/</link><description>About boats</description>${items}</channel></rss>`
const atom = (entries: string, attributes = 'xmlns="http://www.w3.org/2005/Atom"') =>
  `<feed ${attributes}><title>Harbour news</title><id>urn:harbour</id><link href="https://e.com/"/><updated>2025-10-06T00:05:03Z</updated>${entries}</feed>`

const DOCUMENTS: Readonly<Record<string, string>> = {
  'RSS 2.0 with all its own fields': rss(
    `<item><title>Ferry late</title><link>https://e.com/1</link><guid isPermaLink="false">g1</guid><pubDate>${DATE}</pubDate><author>ann@e.com (Ann)</author><category domain="d">sea</category><category>port</category><enclosure url="https://e.com/a.mp3" length="5" type="audio/mpeg"/><description>Two hours</description><comments>https://e.com/1#c</comments><source url="https://w.com/rss">Wire</source></item><item><title>Second</title><link>https://e.com/2</link><guid>https://e.com/2</guid></item>`,
  ),
  'RSS 0.91': rss('<item><title>Old</title><link>https://e.com/1</link></item>', '0.91'),
  'RSS 0.92 with an enclosure and a category': rss(
    '<item><title>Old</title><link>https://e.com/1</link><category domain="d">sea</category><enclosure url="https://e.com/a.ogg" length="1" type="audio/ogg"/></item>',
    '0.92',
  ),
  'RSS 2.0 with Dublin Core': rss(
    '<item><title>Core</title><link>https://e.com/1</link><dc:creator>Ann</dc:creator><dc:date>2025-10-06T00:05:03Z</dc:date><dc:subject>sea</dc:subject></item>',
  ),
  'RSS 2.0 with Media RSS in a group': rss(
    '<item><title>Film</title><guid isPermaLink="false">m</guid><media:group><media:content url="https://e.com/a.mp4" type="video/mp4"/><media:content url="https://e.com/b.mp4" type="video/mp4"/><media:thumbnail url="https://e.com/t.jpg"/></media:group></item>',
  ),
  'a podcast': rss(
    `<itunes:author>Show</itunes:author><item><title>Episode 1</title><itunes:title>Pilot</itunes:title><itunes:author>Ann</itunes:author><itunes:duration>61</itunes:duration><podcast:transcript url="https://e.com/t.vtt" type="text/vtt"/><guid isPermaLink="false">e1</guid><pubDate>${DATE}</pubDate><enclosure url="https://e.com/1.mp3" length="9" type="audio/mpeg"/></item>`,
  ),
  'namespaces that are none of ours': rss(
    '<item><title>Where</title><link>https://e.com/1</link><georss:point>45 13</georss:point><slash:comments>3</slash:comments><wfw:commentRss>https://e.com/1/feed</wfw:commentRss></item>',
  ),
  'RSS 2.0 with Atom inside': rss(
    '<item><title>Mixed</title><atom:link rel="alternate" href="https://e.com/1"/><atom:id>urn:1</atom:id></item>',
  ),
  'relative links of RSS': rss('<item><title>Here</title><link>p/1</link></item>'),
  'a guid that is the permalink': rss('<item><title>Perma</title><guid>https://e.com/1</guid></item>'),
  RDF: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://e.com/"><title>Harbour</title><link>https://e.com/</link><description>d</description></channel><item rdf:about="urn:1"><title>One</title><link>https://e.com/1</link><dc:creator>Ann</dc:creator><dc:date>2025-10-06T00:05:03Z</dc:date></item></rdf:RDF>`,
  'Atom 1.0 with all its fields': atom(
    '<entry><title type="html">Fish &amp;amp; chips</title><id>urn:1</id><link rel="self" href="https://e.com/self"/><link href="https://e.com/1"/><link rel="enclosure" type="audio/mpeg" href="https://e.com/a.mp3"/><published>2025-10-06T00:05:03Z</published><updated>2025-10-07T00:05:03Z</updated><author><name>Ann</name><email>a@e.com</email></author><author><name>Bob</name></author><category term="sea" scheme="https://e.com/tags" label="Sea"/><summary>s</summary></entry>',
  ),
  'Atom whose author is the feed’s': atom(
    '<author><name>Ann</name></author><entry><title>a</title><id>urn:1</id></entry>',
  ),
  'Atom 0.3': atom(
    '<entry><title mode="escaped" type="text/html">Old &amp;lt;b&amp;gt;</title><id>urn:1</id><link rel="alternate" type="text/html" href="https://e.com/1"/><issued>2025-10-06T00:05:03Z</issued><modified>2025-10-06T00:05:03Z</modified><author><name>Ann</name></author></entry>',
    'version="0.3" xmlns="http://purl.org/atom/ns#"',
  ),
  'Atom with xml:base': atom(
    '<entry><title>a</title><id>urn:1</id><link href="p/1"/></entry>',
    'xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.com/blog/"',
  ),
  'Atom XHTML title': atom(
    '<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b> c</div></title><id>urn:1</id></entry>',
  ),
  'JSON Feed 1.1': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Harbour',
    items: [
      {
        id: '1',
        url: 'https://e.com/1',
        title: 'One',
        date_published: '2025-10-06T00:05:03Z',
        authors: [{ name: 'Ann' }],
        tags: ['sea'],
        attachments: [{ url: 'https://e.com/a.mp3', mime_type: 'audio/mpeg' }],
      },
    ],
  }),
  'JSON Feed 1.0': JSON.stringify({
    version: 'https://jsonfeed.org/version/1',
    title: 'Harbour',
    items: [{ id: 7, title: 'One', author: { name: 'Ann' } }],
  }),
}

/** Where the two differ, ours first, and why ours is meant. Nothing else may differ. */
const EXPLAINED: readonly [document: string, field: string, why: string][] = [
  ['relative links of RSS', 'url', 'a reader is sent to an address, so it is resolved against the site'],
  ['Atom with xml:base', 'url', 'XML Base resolves it; feedsmith hands out what is written'],
  ['a guid that is the permalink', 'url', 'RSS 2.0: without isPermaLink="false" the guid is the address'],
  ['Atom 1.0 with all its fields', 'title', 'RFC 4287 §3.1: type html is markup; a title here is plain text'],
  ['Atom 0.3', 'title', 'the same, declared by mode and media type'],
  ['Atom XHTML title', 'title', 'the same, as inline markup'],
  ['Atom whose author is the feed’s', 'authors', 'RFC 4287 §4.1.2: the entry has the feed’s author'],
]

// biome-ignore lint/suspicious/noExplicitAny: feedsmith's types differ for each of four formats; here it is only read.
type Loose = any

function withFeedsmith(document: string): Reading[] {
  const { feed } = readWithFeedsmith(document) as Loose
  const items: Loose[] = feed.items ?? feed.entries ?? []
  const names = (people: Loose[] | undefined) =>
    (people ?? []).map((person) => (typeof person === 'string' ? person : (person.name ?? person.email)))
  return items.map((item) => {
    const links: Loose[] = item.links ?? item.atom?.links ?? []
    const alternate = links.find(({ rel }) => rel === undefined || rel === 'alternate')?.href
    const creators = item.dc?.creators ?? item.dc?.creator
    const media: Loose[] = [
      ...(item.media?.contents ?? []),
      ...(item.media?.groups ?? [item.media?.group]).flatMap((group: Loose) => group?.contents ?? []),
    ]
    const date =
      item.pubDate ??
      item.published ??
      item.date_published ??
      item.issued ??
      item.dc?.dates?.[0] ??
      item.dc?.date
    const attached: Loose[] = [
      ...(item.enclosures ?? []),
      ...(item.attachments ?? []),
      ...links.filter(({ rel }) => rel === 'enclosure'),
      ...media,
    ]
    return {
      title: item.title?.value ?? item.title,
      url: item.link ?? item.url ?? alternate,
      guid: item.guid?.value ?? item.id ?? item.atom?.id ?? item.rdf?.about,
      date: date === undefined ? undefined : Date.parse(date),
      authors: names(item.authors ?? [creators ?? item.itunes?.author ?? []].flat()),
      categories: [
        ...(item.categories ?? []).map((one: Loose) => one.name ?? one.term),
        ...(item.tags ?? []),
        ...[item.dc?.subjects ?? item.dc?.subject ?? []].flat(),
      ],
      enclosures: attached.map(({ url, href }) => url ?? href),
    }
  })
}

async function withOurs(document: string): Promise<Reading[]> {
  const { entries } = await parseFeed(Buffer.from(document), { baseUrl: 'https://e.com/feed' })
  return entries.map(({ title, url, guid, publishedAt, authors, categories, enclosures }) => ({
    title,
    url,
    guid,
    date: publishedAt,
    authors,
    categories,
    enclosures: enclosures.map((enclosure) => enclosure.url),
  }))
}

describe('two parsers that share no code', () => {
  test.each(Object.entries(DOCUMENTS))('agree on %s, but where it is explained', async (name, document) => {
    const [ours, theirs] = [await withOurs(document), withFeedsmith(document)]

    const differing = new Set<string>()
    for (const [n, reading] of ours.entries()) {
      for (const [field, value] of Object.entries(reading)) {
        const other = theirs[n]?.[field as keyof Reading]
        if (JSON.stringify(value) !== JSON.stringify(other)) differing.add(field)
      }
    }
    expect(ours).toHaveLength(theirs.length)
    expect([...differing].sort()).toEqual(
      EXPLAINED.filter(([document]) => document === name)
        .map(([, field]) => field)
        .sort(),
    )
  })
})
