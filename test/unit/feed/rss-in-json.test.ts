import { expect, test } from 'vitest'
import { parse } from './documents.ts'

const parseJson = (document: object) => parse(JSON.stringify(document))

test('RSS in JSON is read like the RSS it stands for', async () => {
  const feed = await parseJson({
    rss: {
      version: '2.0',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      channel: {
        title: 'Harbour & Sea',
        link: 'https://e.com/',
        description: 'All of it',
        language: 'en-gb',
        ttl: 30,
        image: { url: 'https://e.com/i.png', title: 'Not the title', link: 'https://elsewhere.example/' },
        item: [
          {
            title: 'Ferry < late',
            link: 'https://e.com/1',
            guid: { isPermaLink: false, '#value': 'g1' },
            pubDate: 'Mon, 06 Oct 2025 00:05:03 GMT',
            description: '<p>Two <b>hours</b></p>',
            enclosure: { url: 'https://e.com/1.mp3', type: 'audio/mpeg', length: 123 },
            category: ['sea', { domain: 'd', '#text': 'port' }],
            'dc:creator': ['Ann', 'Bob'],
            comments: null,
          },
          { guid: 'https://e.com/2', title: 7 },
        ],
      },
    },
  })

  expect(feed).toMatchObject({
    format: 'rss',
    title: 'Harbour & Sea',
    siteUrl: 'https://e.com/',
    description: 'All of it',
    language: 'en-gb',
    ttlMinutes: 30,
    logoUrl: 'https://e.com/i.png',
    warnings: [],
  })
  expect(feed.entries).toEqual([
    {
      guid: 'g1',
      url: 'https://e.com/1',
      title: 'Ferry < late',
      summary: 'Two hours',
      contentHtml: '<p>Two <b>hours</b></p>',
      publishedAt: Date.UTC(2025, 9, 6, 0, 5, 3),
      authors: ['Ann', 'Bob'],
      categories: ['sea', 'port'],
      enclosures: [{ url: 'https://e.com/1.mp3', type: 'audio/mpeg', sizeBytes: 123 }],
    },
    {
      guid: 'https://e.com/2',
      url: 'https://e.com/2',
      title: '7',
      authors: [],
      categories: [],
      enclosures: [],
    },
  ])
})

test('so is what converters from XML write: marked attributes, a single item, undeclared prefixes', async () => {
  const feed = await parseJson({
    rss: {
      '@version': '2.0',
      channel: {
        title: 'T',
        'atom:link': { '@href': 'https://e.com/rss.json', '@rel': 'self' },
        item: {
          title: { __text: 'One' },
          'media:thumbnail': { _url: 'https://e.com/t.jpg' },
          'itunes:image': { '-href': 'https://e.com/c.jpg' },
          author: { name: 'Ann' },
        },
      },
    },
  })

  expect(feed.feedUrl).toBe('https://e.com/rss.json')
  expect(feed.entries).toMatchObject([{ title: 'One', imageUrl: 'https://e.com/t.jpg', authors: ['Ann'] }])
})

test('members that could be no elements are left out', async () => {
  const feed = await parseJson({
    rss: {
      channel: {
        title: 'T',
        'a b': 'x',
        '<x>': { y: 'z' },
        '': 1,
        item: [{ title: 'One', '1a': 'x' }, null, 'x'],
      },
    },
  })

  expect(feed.title).toBe('T')
  expect(feed.entries[0]?.title).toBe('One')
})

test.each([
  ['no channel', { rss: { version: '2.0' } }],
  ['a channel that is a list', { rss: { channel: [] } }],
  ['a name alone', { rss: 'https://e.com/rss' }],
])('JSON with %s is no feed', async (_, document) => {
  await expect(parseJson(document)).rejects.toMatchObject({ code: 'parse_json' })
})

test('RSS that is too long once it is written out is refused', async () => {
  const document = { rss: { channel: { title: '&'.repeat(5 * 1024 * 1024) } } }

  await expect(parseJson(document)).rejects.toMatchObject({ code: 'parse_too_large' })
})
