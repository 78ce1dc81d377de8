import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'
import { atom, parse, rss } from './documents.ts'

/** What publishers write beside the specifications, or deep inside of them. */

const item = (inside: string, attributes = ''): string => rss(`<item>${inside}</item>`, { attributes })
const first = async (document: string) => (await parse(document)).entries[0]

describe('names', () => {
  test.each(['http://example.com/a-draft', 'http://purl.org/atom/ns#', 'urn:nobody-knows'])(
    'a prefixed feed of the namespace %s has all its fields',
    async (namespace) => {
      const feed = await parse(
        `<n:feed xmlns:n="${namespace}"><n:title>T</n:title><n:entry><n:id>i</n:id><n:title>t</n:title><n:link rel="alternate" href="https://e.com/1"/></n:entry></n:feed>`,
      )

      expect(feed.title).toBe('T')
      expect(feed.entries).toMatchObject([{ guid: 'i', title: 't', url: 'https://e.com/1' }])
    },
  )

  test('RSS whose prefix nobody declared is RSS', async () => {
    const feed = await parse(
      '<rss rss:version=2.0><rss:channel><rss:title>T</rss:title><rss:item><rss:title>t</rss:title><rss:pubDate>Mon, 06 Oct 2025 00:05:03 GMT</rss:pubDate></rss:item></rss:channel></rss>',
    )

    expect(feed.title).toBe('T')
    expect(feed.entries).toMatchObject([{ title: 't', publishedAt: Date.parse('2025-10-06T00:05:03Z') }])
  })

  test('RSS’s own prefix, declared to be something else, is something else', async () => {
    const feed = await parse(
      '<rss version="2.0" xmlns:rss="urn:extension"><channel><rss:title>no</rss:title><title>T</title><item><rss:title>no</rss:title><title>t</title></item></channel></rss>',
    )

    expect([feed.title, feed.entries[0]?.title]).toEqual(['T', 't'])
  })
})

describe('authors', () => {
  const MANY =
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0"'

  test.each([
    ['<dc:creator>Ann</dc:creator><managingEditor>b@e.com (Bob)</managingEditor>', ['Ann']],
    ['<itunes:author>Ann</itunes:author><managingEditor>b@e.com (Bob)</managingEditor>', ['Ann']],
    ['<googleplay:author>Ann</googleplay:author>', ['Ann']],
    ['<managingEditor>b@e.com (Bob)</managingEditor><webMaster>c@e.com (Cy)</webMaster>', ['Bob']],
    ['<managingEditor>office@e.com</managingEditor>', []],
    [
      '<itunes:owner><itunes:email>c@e.com</itunes:email><itunes:name>Cy</itunes:name></itunes:owner>',
      ['Cy'],
    ],
    [
      '<itunes:owner><itunes:name>Cy</itunes:name></itunes:owner><managingEditor>Bob</managingEditor>',
      ['Bob'],
    ],
    ['<itunes:owner><itunes:email>c@e.com</itunes:email></itunes:owner>', []],
    ['<webMaster>c@e.com (Cy)</webMaster>', []],
  ])('of a channel are its silent items’: %s', async (said, expected) => {
    const feed = await parse(
      rss(`${said}<item><title>a</title></item><item><author>Eve</author></item>`, { attributes: MANY }),
    )

    expect(feed.entries.map((entry) => entry.authors)).toEqual([expected, ['Eve']])
  })

  test('are named without the addresses beside their names', async () => {
    const two = await first(
      item('<author>ann@e.com</author><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>', MANY),
    )
    const one = await first(item('<author>ann@e.com</author>'))

    expect(two?.authors).toEqual(['Ann', 'Bob'])
    expect(one?.authors).toEqual(['ann@e.com'])
  })

  test('keep the part of their name that is marked up', async () => {
    const entry = await first(
      item('<author>by <a href="/ann" rel="author">Ann <b>Lee</b></a></author><title>t</title>'),
    )

    expect(entry).toMatchObject({ authors: ['by Ann Lee'], title: 't' })
  })

  test('keep their name from titles and companies beside it', async () => {
    const entry = await first(
      item('<author><name>Ann</name><title>Editor</title><company>E Ltd</company></author><title>t</title>'),
    )

    expect(entry).toMatchObject({ authors: ['Ann'], title: 't' })
  })

  test.each([
    ['{"name":"Ann"}', ['Ann']],
    ['[{"name":"Ann"},{"name":"Bob"}]', ['Ann', 'Bob']],
    ['"Ann"', []],
  ])('of JSON Feed may stand alone: %s', async (authors, expected) => {
    const entry = await first(
      `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","authors":${authors}}]}`,
    )

    expect(entry?.authors).toEqual(expected)
  })
})

describe('CDATA', () => {
  test.each([
    ['escaped', '&lt;![CDATA[a &lt;b&gt;word&lt;/b&gt;]]&gt;'],
    ['inside CDATA', '<![CDATA[<![CDATA[a <b>word</b>]]]]>'],
    ['escaped without an end', '&lt;![CDATA[a &lt;b&gt;word&lt;/b&gt;'],
  ])('%s leaves its text', async (_, description) => {
    const entry = await first(item(`<title>t</title><description>${description}</description>`))

    expect(entry).toMatchObject({ summary: 'a word', contentHtml: 'a <b>word</b>' })
  })

  const quoted = '<item><title>quoted</title></item>'
  test.each([
    ['a title', '<title><![CDATA[t1</title><link>https://e.com/1</link>'],
    ['a link', '<title>t1</title><link><![CDATA[https://e.com/1</link>'],
  ])('that never ends in %s takes no entries along', async (_, inside) => {
    const feed = await parse(
      rss(
        `<item><title>t0</title></item><item>${inside}</item><item><title>t2</title><description><![CDATA[<p>${quoted}</p>]]></description></item><item><title>t3</title></item>`,
      ),
    )

    expect(feed.entries.map((entry) => entry.title)).toEqual(['t0', 't1', 't2', 't3'])
    expect(feed.entries[1]?.url).toBe('https://e.com/1')
  })

  test('may quote entries, and CDATA as far as it can', async () => {
    const feed = await parse(
      rss(
        `<item><title>t0</title><description><![CDATA[<p>${quoted}${quoted}</p>]]></description></item><item><title><![CDATA[t1]]></title></item>`,
      ),
    )

    expect(feed.entries.map((entry) => entry.title)).toEqual(['t0', 't1'])
  })
})

describe('a comment that never ends', () => {
  const whole = (before: string, inside: string) =>
    `${before}<rss version="2.0"><channel><title>F</title>${inside}<item><title>t2</title></item></channel></rss>`

  test.each([
    ['before the root', whole('<!-- made by <b>hand</b> ', '<item><title>t1</title></item>')],
    ['among the fields of the feed', whole('', '<!-- ads -- ><item><title>t1</title></item>')],
    ['in an entry', whole('', '<item><!-- ads <title>t1</title></item>')],
    ['in a link', whole('', '<item><title>t1</title><link>https://e.com/<!-- ads</link></item>')],
  ])('%s takes no entries along', async (_, document) => {
    const feed = await parse(document)

    expect(feed.title).toBe('F')
    expect(feed.entries.map((entry) => entry.title)).toEqual(['t1', 't2'])
  })

  test('hides what is left of a document that was cut', async () => {
    const document = whole('', '<item><title>t1</title></item><!-- withdrawn: ').slice(0, -3)

    expect((await parse(document)).entries.map((entry) => entry.title)).toEqual(['t1'])
  })
})

describe('an element of which nothing is read, and that never ends,', () => {
  test.each([
    ['an unknown one', '<br>'],
    ['one with a text', '<geo:lat>45.1'],
    ['one that others end', '<views>', '<item><title>t2</title><views>2</views></item>'],
    ['a field of something else', '<ttl>'],
    ['one inside a group', '<media:group><media:rights>'],
  ])('%s hides no fields', async (_, element, more = '<item><title>t2</title></item>') => {
    const fields = `${element}<title>t1</title><link>https://e.com/1</link>`
    const feed = await parse(rss(`<item>${fields}</item>${more}`))

    expect(feed.entries.map((entry) => entry.title)).toEqual(['t1', 't2'])
    expect(feed.entries[0]?.url).toBe('https://e.com/1')
  })

  test('hides no title of the feed', async () => {
    const document =
      '<rss version="2.0"><br><channel><hr><title>F</title><item><title>t</title></item></channel></rss>'

    expect(await parse(document)).toMatchObject({ title: 'F', entries: [{ title: 't' }] })
  })

  test('is no list of other entries, which ends after they do', async () => {
    const related = '<related><item><title>other</title></item></related>'
    const feed = await parse(rss(`<item>${related}<title>t1</title></item><item><title>t2</title></item>`))

    expect(feed.entries.map((entry) => entry.title)).toEqual(['t1', 't2'])
  })
})

test('a group whose end tag is misspelt keeps what it holds, and what follows it', async () => {
  const feed = await parse(
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${[1, 2]
      .map(
        (id) =>
          `<entry><source><title>S</title><id>urn:s</id></sources><id>${id}</id><title>t${id}</title><author><name>Ann</name></authorx><link href="/${id}"/></entry>`,
      )
      .join('')}</feed>`,
  )

  expect(feed.entries).toMatchObject([
    { guid: '1', title: 't1', authors: ['Ann'], url: 'https://e.com/1', source: { name: 'S' } },
    { guid: '2', title: 't2', authors: ['Ann'], url: 'https://e.com/2', source: { name: 'S' } },
  ])
})

test('an end tag that lost its bracket ends its text', async () => {
  const feed = await parse(rss('<item><title>t1</title<link>https://e.com/1</link></item>'))

  expect(feed.entries[0]).toMatchObject({ title: 't1', url: 'https://e.com/1' })
})

test('an end tag that lost its bracket to the end of the document ends the feed', async () => {
  const feed = await parse(
    '<rss version="2.0"><channel><title>T</title><item><title>t</title></item></channel></rss\n',
  )

  expect(feed).toMatchObject({ entries: [{ title: 't' }], warnings: [] })
})

describe('control characters', () => {
  test.each([
    ['in the name of an element', '<ti\u0001tle>t</title><link>https://e.com/1</link>'],
    ['in the name of an end tag', '<title>t</title\u0002><link>https://e.com/1</link>'],
    ['before a name', '<\u0001title>t</\u0000title><link>https://e.com/1</link>'],
    ['in the name of an attribute', '<title>t</title><link hr\u001bef="https://e.com/1"/>'],
  ])('%s are nothing', async (_, inside) => {
    const feed = await parse(rss(`<item>${inside}</item><item><title>u</title></item>`))

    expect(feed.entries).toMatchObject([{ title: 't', url: 'https://e.com/1' }, { title: 'u' }])
  })
})

describe('addresses', () => {
  const relative =
    '<link>/news</link><atom:link rel="self" href="https://e.org/news/rss"/><item><link>/news/1</link></item>'
  const document = `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>${relative}</channel></rss>`

  test('of a document from nowhere are resolved against what it says it is', async () => {
    const feed = await parseFeed(Buffer.from(document))

    expect(feed).toMatchObject({ siteUrl: 'https://e.org/news', entries: [{ url: 'https://e.org/news/1' }] })
  })

  test('of a document that was fetched are resolved against where it was fetched', async () => {
    const feed = await parseFeed(Buffer.from(document), { baseUrl: 'https://mirror.example/rss' })

    expect(feed).toMatchObject({ siteUrl: 'https://mirror.example/news' })
  })

  test('of JSON Feed are resolved likewise', async () => {
    const feed = await parseFeed(
      Buffer.from(
        '{"version":"https://jsonfeed.org/version/1.1","title":"T","feed_url":"https://e.org/feed.json","home_page_url":"/news","items":[{"external_url":"/1"}]}',
      ),
    )

    expect(feed).toMatchObject({
      siteUrl: 'https://e.org/news',
      entries: [{ url: 'https://e.org/1', guid: '/1' }],
    })
  })
})

describe('what stands where a link should,', () => {
  const linkOf = async (link: string) => {
    const document = `<rss version="2.0"><channel><link>https://e.com/</link><item><title>t</title><link>${link}</link></item></channel></rss>`
    return (await first(document))?.url
  }

  test.each(['|date &gt;/tmp/out', '"quoted"', '&lt;a href=x&gt;'])('%s, is no address', async (link) => {
    expect(await linkOf(link)).toBeUndefined()
  })

  test('is one with signs that browsers bear with, where it is whole or a path', async () => {
    expect(await linkOf('https://e.com/a"b')).toBe('https://e.com/a"b')
    expect(await linkOf('a page.html')).toBe('https://e.com/a%20page.html')
  })
})

describe('the link of an entry', () => {
  test.each([
    ['its self link, when it has no other', '<link rel="self" href="https://e.com/1"/>', 'https://e.com/1'],
    [
      'not a self link that is Atom again',
      '<link rel="self" type="application/atom+xml" href="https://e.com/1.atom"/>',
      undefined,
    ],
    [
      'an id that is an address before its self link',
      '<link rel="self" href="https://e.com/1"/><id>https://e.com/id</id>',
      'https://e.com/id',
    ],
    [
      'the alternate that says it is HTML',
      '<link href="https://e.com/1"/><link rel="alternate" type="application/pdf" href="https://e.com/1.pdf"/><link rel="alternate" type="text/html" href="https://e.com/1.html"/>',
      'https://e.com/1.html',
    ],
    [
      'else the one that does not say what it is',
      '<link rel="alternate" type="application/pdf" href="https://e.com/1.pdf"/><link href="https://e.com/1"/>',
      'https://e.com/1',
    ],
  ])('is %s', async (_, inside, expected) => {
    const entry = await first(atom(`<title>t</title>${inside}`))

    expect(entry?.url).toBe(expected)
  })

  test.each([
    ['a path that is called a permalink', ' isPermaLink="true"', '/2025/ferry', 'https://e.com/2025/ferry'],
    ['no path that is called nothing', '', '/2025/ferry', undefined],
    ['no number that is called a permalink', ' isPermaLink="true"', '1203', undefined],
    ['no name that is called a permalink', ' isPermaLink="true"', 'tag:e.com/1', undefined],
  ])('is, of a guid, %s', async (_, attributes, guid, expected) => {
    const entry = await first(item(`<title>t</title><guid${attributes}>${guid}</guid>`))

    expect(entry).toMatchObject({ guid })
    expect(entry?.url).toBe(expected)
  })
})

test('of two titles the first is the title, whatever the second is made of', async () => {
  const entry = await first(atom('<title>first</title><title type="html">&lt;b&gt;second&lt;/b&gt;</title>'))

  expect(entry?.title).toBe('first')
})

test('Atom’s own authors come before Dublin Core’s, in RSS after them', async () => {
  const both =
    '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Dee</dc:creator><author><name>Ann</name></author>'

  expect((await first(atom(both)))?.authors).toEqual(['Ann', 'Dee'])
  expect((await first(item(both)))?.authors).toEqual(['Dee', 'Ann'])
})

test('contributors are named where no author is', async () => {
  const said = (author: string) =>
    first(
      rss(`<item><title>t</title>${author}<dc:contributor>Bob</dc:contributor></item>`, {
        attributes: ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
      }),
    )

  expect((await said('<dc:creator>Ann</dc:creator>'))?.authors).toEqual(['Ann'])
  expect((await said(''))?.authors).toEqual(['Bob'])
})

test.each([
  '<time datetime="2026-03-01T12:00:00Z">Sun, 03/01/2026 - 07:00</time>',
  '\n <time class="datetime" datetime="2026-03-01T12:00:00Z"/>\n',
  '&lt;time datetime="2026-03-01T12:00:00Z" class="datetime"&gt;1 March&lt;/time&gt;',
  '<![CDATA[<time datetime=2026-03-01T12:00:00Z>yesterday</time>]]>',
  '<span>2026-03-01</span> <b>12:00:00Z</b>',
  '&lt;span&gt;2026-03-01&lt;/span&gt; 12:00:00Z',
])('a date is read out of its HTML: %s', async (written) => {
  const entry = await first(item(`<title>a <time datetime="x">b</time></title><pubDate>${written}</pubDate>`))

  expect(entry?.publishedAt).toBe(Date.UTC(2026, 2, 1, 12))
  expect(entry?.title).toBe('a b')
})

test('a CDF channel has its base in an attribute', async () => {
  const feed = await parse(
    '<CHANNEL BASE="https://base.example/" HREF="https://e.com/"><TITLE>T</TITLE><ITEM HREF="/item/1"><TITLE>t</TITLE></ITEM></CHANNEL>',
  )

  expect(feed).toMatchObject({ siteUrl: 'https://e.com/', entries: [{ url: 'https://base.example/item/1' }] })
})

describe('media', () => {
  const MEDIA = ' xmlns:media="http://search.yahoo.com/mrss/"'

  test('titles, texts and players are found in groups of contents', async () => {
    const entry = await first(
      item(
        '<media:group><media:content><media:title>t</media:title><media:description>d</media:description><media:player url="https://e.com/play"/></media:content></media:group>',
        MEDIA,
      ),
    )

    expect(entry).toMatchObject({ title: 't', summary: 'd', url: 'https://e.com/play' })
  })

  test('what is heard or seen in an entry says what it is about, what a picture beside it shows does not', async () => {
    const song = '<media:category>music/band</media:category><media:keywords>blue, slow</media:keywords>'
    const entry = await first(
      item(
        `<media:content url="https://e.com/a.mp3" type="audio/mpeg">${song}</media:content>` +
          '<media:content url="https://e.com/b.jpg"><media:category>faces</media:category></media:content>',
        MEDIA,
      ),
    )

    expect(entry?.categories).toEqual(['music/band', 'blue', 'slow'])
  })

  test('the caption of a picture is no title of a text, but of an entry that says nothing else', async () => {
    const picture =
      '<media:content url="https://e.com/face" medium="image"><media:title>ann</media:title></media:content>'

    const text = await first(item(`<description>Two hours late</description>${picture}`, MEDIA))
    const alone = await first(item(picture, MEDIA))

    expect(text).toMatchObject({ summary: 'Two hours late' })
    expect(text?.title).toBeUndefined()
    expect(alone?.title).toBe('ann')
  })

  test('a player is no link where there is one', async () => {
    const entry = await first(
      item('<media:player url="https://e.com/play"/><link>https://e.com/1</link>', MEDIA),
    )

    expect(entry?.url).toBe('https://e.com/1')
  })

  test('peer links are enclosures', async () => {
    const entry = await first(
      item('<media:peerLink type="application/x-bittorrent" href="https://e.com/a.torrent"/>', MEDIA),
    )

    expect(entry?.enclosures).toEqual([{ url: 'https://e.com/a.torrent', type: 'application/x-bittorrent' }])
  })

  test('an enclosure is where the publisher put it, not where FeedBurner counts it', async () => {
    const enclosure = '<enclosure url="https://feedproxy.example/a.mp3" type="audio/mpeg" length="7"/>'
    const original =
      '<feedburner:origEnclosureLink>https://e.com/a.mp3</feedburner:origEnclosureLink><title>t</title>'
    const attributes = ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'

    const one = await first(item(enclosure + original, attributes))
    const two = await first(item(enclosure + enclosure.replace('a.mp3', 'b.mp3') + original, attributes))

    expect(one?.enclosures).toEqual([{ url: 'https://e.com/a.mp3', type: 'audio/mpeg', sizeBytes: 7 }])
    // Of several nobody knows which is meant.
    expect(two?.enclosures.map(({ url }) => url)).toEqual([
      'https://feedproxy.example/a.mp3',
      'https://feedproxy.example/b.mp3',
    ])
  })

  test('RSS 1.0 has enclosures in a module of its own', async () => {
    const feed = await parse(
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:enc="http://purl.oclc.org/net/rss_2.0/enc#"><item rdf:about="https://e.com/1"><title>t</title><enc:enclosure rdf:resource="https://e.com/a.mp3" enc:type="audio/mpeg" enc:length="7"/></item></rdf:RDF>',
    )

    expect(feed.entries[0]?.enclosures).toEqual([
      { url: 'https://e.com/a.mp3', type: 'audio/mpeg', sizeBytes: 7 },
    ])
  })

  test.each([
    '<itunes:image href="/a.jpg"/>',
    '<itunes:image>/a.jpg</itunes:image>',
    '<itunes:image> <url>/a.jpg</url> </itunes:image>',
    '<itunes:image/><itunes:image>/a.jpg</itunes:image>',
  ])('the picture of an episode is where %s has it', async (image) => {
    const entry = await first(
      item(`<title>t</title>${image}`, ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'),
    )

    expect(entry?.imageUrl).toBe('https://e.com/a.jpg')
  })
})

describe('texts', () => {
  test('of a summary and a description the first sums up, the second is the content', async () => {
    const entry = await first(item('<summary>short</summary><description>a longer text</description>'))

    expect(entry).toMatchObject({ summary: 'short', contentHtml: 'a longer text' })
  })

  test('the same text twice is no content', async () => {
    const entry = await first(item('<summary>same</summary><description>same</description>'))

    expect(entry?.summary).toBe('same')
    expect(entry?.contentHtml).toBeUndefined()
  })

  test('tags in a list of their own are categories', async () => {
    const entry = await first(item('<category>One</category><tags>Two, Three,One</tags>'))

    expect(entry?.categories).toEqual(['One', 'Two', 'Three'])
  })

  test('the words of Google Play stand for missing ones', async () => {
    const entry = await first(
      atom(
        '<googleplay:description>d</googleplay:description><googleplay:author>Ann</googleplay:author>',
        ' xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0"',
      ),
    )

    expect(entry).toMatchObject({ summary: 'd', authors: ['Ann'] })
  })
})

test.each([
  ['<feed xmlns="http://www.w3.org/2005/Atom"/>', 'atom'],
  ['<?xml version="1.0"?>\n<rss version="2.0" />', 'rss'],
  ['<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', 'rdf'],
  ['<channel/>', 'rss'],
])('%s is a feed without entries, as with an end tag', async (document, format) => {
  const feed = await parse(document)

  expect(feed).toMatchObject({ format, entries: [], warnings: [] })
  expect(feed.isCut).toBeUndefined()
})

describe('a document that ends too early', () => {
  const start = '<rss version="2.0"><channel><title>T</title><item><title>a</title></item>'
  const cut = 'the document ends before its root element does'
  const half = 'the document ends in the middle of an entry; that entry is left out'

  test.each([
    ['without its last end tags', '<item><title>b</title><link>https://e.com/b</link>', ['a', 'b'], cut],
    ['between two entries', '', ['a'], cut],
    ['in a text', '<item><title>b</title><link>https://e', ['a'], half],
    ['in a tag', '<item><title>b</title><lin', ['a'], half],
    ['in what is not read', '<item><title>b</title><x><y>1</y>', ['a'], half],
    ['before an entry says anything', '<item>\n', ['a'], half],
  ])('%s', async (_, rest, titles, warning) => {
    const feed = await parse(start + rest)

    expect(feed.entries.map((entry) => entry.title)).toEqual(titles)
    expect(feed).toMatchObject({ isCut: true, warnings: [warning] })
  })

  test('is no single Atom entry, which has no feed to close', async () => {
    const feed = await parse('<entry xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>t</title></entry>')

    expect(feed.isCut).toBeUndefined()
    expect(feed.warnings).toEqual([])
  })
})

test('formulas are text: their letters stay, how they are written for machines does not', async () => {
  const formula =
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>p</mi><mo>=</mo><mn>2</mn></mrow><annotation encoding="application/x-tex">p=2</annotation></semantics></math>'
  const entry = await first(
    atom(
      `<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The case ${formula} at last</div></title><content type="html">&lt;p>If ${formula.replaceAll('<', '&lt;')}&lt;/p></content>`,
    ),
  )

  expect(entry).toMatchObject({
    title: 'The case p=2 at last',
    summary: 'If p=2',
    contentHtml: '<p>If p=2</p>',
  })
})
