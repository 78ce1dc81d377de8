import { expect, test } from 'vitest'
import { printParsed, printParseError } from '../../../src/feed/print-parsed.ts'
import { atom, parse, rss } from './documents.ts'

test('a feed says how often and when to ask, and where its hub is', async () => {
  const feed = await parse(
    rss(
      '<ttl>15</ttl><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency><skipHours><hour>24</hour><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays><atom:link rel="hub" href="https://hub.e.com/"/><atom:link rel="self" href="https://e.com/rss"/><language>en-us</language><lastBuildDate>Mon, 06 Oct 2025 00:05:03 GMT</lastBuildDate><description>About</description>',
    ),
  )

  expect(feed).toMatchObject({
    ttlMinutes: 15,
    updatePeriodMinutes: 360,
    skipHours: [0, 3],
    skipDays: [0],
    hubs: ['https://hub.e.com/'],
    feedUrl: 'https://e.com/rss',
    siteUrl: 'https://e.com/',
    language: 'en-us',
    description: 'About',
    updatedAt: Date.parse('2025-10-06T00:05:03Z'),
  })
})

test('an entry without an author has its source’s, then its feed’s', async () => {
  const inherited = await parse(
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><author><name>Ann</name></author><entry><id>1</id></entry><entry><id>2</id><source><author><name>Bob</name></author></source></entry></feed>',
  )

  expect(inherited.entries.map((entry) => entry.authors)).toEqual([['Ann'], ['Bob']])
})

test('Atom text is literal when it says it is text, HTML when it says so', async () => {
  const titles = await Promise.all(
    [
      '<title type="text">a &amp;lt;b&gt; c</title>',
      '<title type="html">a &amp;lt;b&gt; c</title>',
      '<title>it&amp;#8217;s</title>',
    ].map(async (title) => (await parse(atom(`<id>1</id>${title}`))).entries[0]?.title),
  )

  expect(titles).toEqual(['a &lt;b> c', 'a <b> c', 'it’s'])
})

test('xml:base of feed, entry and content add up', async () => {
  const feed = await parse(
    atom(
      '<id>1</id><link href="x"/><content type="html" xml:base="pics/">&lt;img src="a.png"&gt;</content>',
      ' xml:base="https://b.com/blog/"',
    ),
  )

  expect(feed.entries[0]).toMatchObject({
    url: 'https://b.com/blog/x',
    imageUrl: 'https://b.com/blog/pics/a.png',
  })
})

test('relative links of RSS are meant from the site, not from where the feed is served', async () => {
  const feed = await parse(rss('<item><title>t</title><link>p/1</link></item>'), {
    baseUrl: 'https://feeds.cdn.net/x/feed.xml',
  })

  expect(feed.entries[0]?.url).toBe('https://e.com/p/1')
})

test('what is printed has ISO times and no absent fields', async () => {
  const feed = await parse(
    rss('<item><title>t</title><pubDate>Mon, 06 Oct 2025 00:05:03 GMT</pubDate></item>'),
  )

  expect(JSON.parse(JSON.stringify(printParsed('a.xml', feed)))).toEqual({
    source: 'a.xml',
    format: 'rss',
    title: 'T',
    siteUrl: 'https://e.com/',
    hubs: [],
    entries: [
      { title: 't', publishedAt: '2025-10-06T00:05:03.000Z', authors: [], categories: [], enclosures: [] },
    ],
    warnings: [],
  })
  expect(printParseError('a.xml', { code: 'parse_html', message: 'm' })).toEqual({
    source: 'a.xml',
    error: { code: 'parse_html', message: 'm' },
  })
})

test('an entry of nothing we read does not cost the feed its other entries', async () => {
  const feed = await parse(
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><contributor><uri>u</uri></contributor></entry><entry><id>2</id></entry></feed>',
  )

  expect(feed.entries.map(({ guid }) => guid)).toEqual([undefined, '2'])
  expect(feed.warnings).toEqual(['1 entries have neither id, link, title nor text'])
})

test('a feed whose only entry has nothing we read is no broken feed', async () => {
  const empty = await Promise.all(
    [
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><source><title>s</title></source></entry></feed>',
      '<rss version="2.0"><channel><item><comments>c</comments></item></channel></rss>',
    ].map((document) => parse(document)),
  )

  expect(empty.map(({ entries }) => entries.length)).toEqual([1, 1])
})

test('every entry that holds anything is told, and has the feed’s author', async () => {
  const feed = await parse(
    '<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Ann</name></author><entry><author><name>Bob</name></author></entry><entry><category term="c"/></entry><entry><updated>2025-10-06T00:05:03Z</updated></entry><entry><rights>r</rights></entry></feed>',
  )

  expect(feed.entries).toMatchObject([
    { authors: ['Bob'] },
    { authors: ['Ann'], categories: ['c'] },
    { authors: ['Ann'], updatedAt: Date.parse('2025-10-06T00:05:03Z') },
    { authors: ['Ann'], categories: [], enclosures: [] },
  ])
})

test('without content an entry is the same but for its HTML, in every format', async () => {
  const html = '<p>Hello <b>there</b></p><img src="/a.png">'
  const escaped = html.replaceAll('<', '&lt;')
  const documents = [
    rss(`<item><title>t</title><guid>1</guid><description>${escaped}</description></item>`),
    atom(`<id>1</id><title>t</title><content type="html">${escaped}</content>`),
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ id: '1', content_html: html }],
    }),
  ]

  for (const document of documents) {
    const [whole] = (await parse(document)).entries
    const [lean] = (await parse(document, { content: 'left_out' })).entries

    const { contentHtml, ...rest } = whole!
    expect(contentHtml).toContain('<b>there</b>')
    expect(lean).toEqual(rest)
    expect(lean).toMatchObject({ summary: 'Hello there', imageUrl: 'https://e.com/a.png' })
  }
})

test('the picture of an entry is the first of its HTML that is neither a pixel nor a stand-in', async () => {
  const feed = await parse(
    rss(
      `<item><title>t</title><description><![CDATA[<IMG width="1" height="1" src="https://count.e.com/p.gif"><img src="data:image/gif;base64,R0lGOD"><noscript><img alt='>' src='pics/real.jpg?a=1&amp;b=2'></noscript>]]></description></item><item><title>none</title><description>&lt;img&gt; &lt;image src="x"></description></item>`,
    ),
  )

  expect(feed.entries.map(({ imageUrl }) => imageUrl)).toEqual([
    'https://e.com/pics/real.jpg?a=1&b=2',
    undefined,
  ])
})

test('categories come from every vocabulary that has them, each once', async () => {
  const feed = await parse(
    rss(
      '<item><title>t</title><category>Sea</category><dc:subject>Port</dc:subject><media:category scheme="urn:s">Film</media:category><itunes:keywords>Sea, boats,,harbour</itunes:keywords><media:keywords>, boats, nets</media:keywords>' +
        '<media:group><media:category>Reel</media:category><media:keywords>gulls</media:keywords><media:content url="https://e.com/a.mp4"><media:keywords>one frame</media:keywords></media:content></media:group></item>',
    ),
  )

  expect(feed.entries[0]?.categories).toEqual([
    ...['Sea', 'Port', 'Film', 'Reel', 'boats', 'harbour', 'nets', 'gulls'],
  ])
})

test.each([
  ['', 'de', 'de'],
  ['', ' pt_BR ', 'pt-BR'],
  ['<language>fr</language>', 'de', 'fr'],
  ['<language>?</language>', 'de', 'de'],
  ['', 'de, en', undefined],
])(
  'the language of a channel that holds "%s" and came with Content-Language "%s" is %s',
  async (written, header, language) => {
    const feed = await parse(rss(`${written}<item><title>t</title></item>`), { contentLanguage: header })

    expect(feed.language).toBe(language)
  },
)

test.each([
  ['www.e.org', 'https://feeds.e.com/a.xml', 'https://www.e.org'],
  ['WWW.e.org/a?b=1', 'http://feeds.e.com/a.xml', 'http://WWW.e.org/a?b=1'],
  ['www.e.org/a', undefined, 'https://www.e.org/a'],
  ['www.html', 'https://e.com/a/', 'https://e.com/a/www.html'],
  ['www/e.org', 'https://e.com/a/', 'https://e.com/a/www/e.org'],
  ['news.e.org/a', 'https://e.com/', 'https://e.com/news.e.org/a'],
])('the address %s, seen at %s, is %s', async (written, baseUrl, expected) => {
  const document = `<rss version="2.0"><channel><item><title>t</title><link>${written}</link></item></channel></rss>`
  const feed = await parse(document, baseUrl === undefined ? {} : { baseUrl })

  expect(feed.entries[0]?.url).toBe(expected)
})

test.each([
  ['RSS', rss('<subtitle>s</subtitle><description>d</description>'), 'd'],
  [
    'Atom',
    '<feed xmlns="http://www.w3.org/2005/Atom"><description>d</description><subtitle>s</subtitle></feed>',
    's',
  ],
])('of a description and a subtitle %s takes the one it knows', async (_, document, expected) => {
  const feed = await parse(document)

  expect(feed.description).toBe(expected)
})

test.each([
  ['5', 5],
  [' 1,234,567 ', 1_234_567],
  ['123 bytes', 123],
  ['1,234B', 1234],
  ['4.5 MB', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['12,34', undefined],
  ['unknown', undefined],
])('an enclosure of length "%s" has %s bytes', async (length, sizeBytes) => {
  const feed = await parse(
    rss(`<item><title>t</title><enclosure url="https://e.com/a.mp3" length="${length}"/></item>`),
  )

  expect(feed.entries[0]?.enclosures[0]?.sizeBytes).toBe(sizeBytes)
})

test('a channel definition (CDF) is read like the RSS it preceded', async () => {
  const feed = await parse(
    '<?xml version="1.0"?><CHANNEL HREF="https://e.com/"><TITLE>News</TITLE><ABSTRACT>All of it</ABSTRACT><ITEM HREF="https://e.com/1" LASTMOD="2003-12-13T18:30"><TITLE>One</TITLE><ABSTRACT>About one</ABSTRACT></ITEM></CHANNEL>',
  )

  expect(feed).toMatchObject({ title: 'News', description: 'All of it' })
  expect(feed.entries[0]).toMatchObject({
    title: 'One',
    url: 'https://e.com/1',
    summary: 'About one',
    publishedAt: Date.UTC(2003, 11, 13, 18, 30),
  })
})

test('an address that was escaped once too often is mended', async () => {
  const feed = await parse(rss('<item><title>a</title><link>https://e.com/?a=1&amp;amp;b=2</link></item>'))

  expect(feed.entries[0]?.url).toBe('https://e.com/?a=1&b=2')
})

test('a CDF channel names its page in an attribute', async () => {
  const feed = await parse(
    '<CHANNEL HREF="https://e.com/" BASE="https://e.com/"><TITLE>T</TITLE><ITEM HREF="https://e.com/1"><TITLE>a</TITLE></ITEM></CHANNEL>',
  )

  expect(feed).toMatchObject({ siteUrl: 'https://e.com/', entries: [{ url: 'https://e.com/1', title: 'a' }] })
})

test.each([
  ['a feed without its last end tags', '<rss><channel><title>T</title><item><title>t</title></item>', true],
  ['a feed cut within an entry', '<feed><title>T</title><entry><title>t</title></entry><entry><ti', true],
  ['a whole feed', '<rss><channel><title>T</title></channel></rss>', undefined],
  [
    'a channel without its rss',
    '<channel><title>T</title><item><title>t</title></item></channel>',
    undefined,
  ],
  ['an entry as a document', '<entry><title>t</title></entry>', undefined],
])('%s is told apart from one that was cut off', async (_, document, isCut) => {
  expect((await parse(document)).isCut).toBe(isCut)
})
