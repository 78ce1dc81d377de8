import { parseFeed as feedsmithParse } from 'feedsmith'
import RssParser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'
import { renderFeed } from '../../../src/feed/write/render.ts'
import { writeAtom } from '../../../src/feed/write/write-atom.ts'
import { writeJson } from '../../../src/feed/write/write-json.ts'
import { writeRss } from '../../../src/feed/write/write-rss.ts'
import type { FeedDocument, FeedItem, RenderedFeed } from '../../../src/model/index.ts'

const FORMATS: RenderedFeed['format'][] = ['rss', 'atom', 'json']
const WRITERS = { rss: writeRss, atom: writeAtom, json: writeJson }

const EVIL = [
  ['plain', 'A quiet day', 'A quiet day'],
  ['markup', 'A & B <script>alert(1)</script> "q" \'s\'', 'A & B <script>alert(1)</script> "q" \'s\''],
  ['the end of a CDATA section', 'a ]]> b <![CDATA[ c', 'a ]]> b <![CDATA[ c'],
  ['emoji and Chinese', '🚄 高铁 👩‍👩‍👧 头条', '🚄 高铁 👩‍👩‍👧 头条'],
  ['a lone surrogate', 'lone \ud800 end', 'lone end'],
  ['control characters', 'a\u0003b\u000bc\u0000d\ufffe', 'abcd'],
  ['a bare entity', 'AT&T; R&D', 'AT&T; R&D'],
] as const

function item(fields: Partial<FeedItem> = {}): FeedItem {
  return {
    id: 'tag:news.example,2025:story/01?a=1&b=2',
    url: 'https://news.example/stories/01?a=1&b=2',
    title: 'Title',
    summary: 'Summary',
    publishedAt: Date.parse('2025-10-06T00:05:03Z'),
    updatedAt: Date.parse('2025-10-06T01:05:03Z'),
    authors: ['王小明'],
    categories: ['sports & more'],
    imageUrl: 'https://img.example/1.jpg?w=1&h=2',
    language: 'en',
    ...fields,
  }
}

function feedDocument(items: FeedItem[], fields: Partial<FeedDocument> = {}): FeedDocument {
  return {
    id: 'tag:news.example,2025:lists/top',
    title: 'Top & more',
    description: 'What is reported now',
    language: 'en',
    homeUrl: 'https://news.example/lists/top',
    selfUrl: 'https://news.example/lists/top.rss',
    hubUrl: 'https://news.example/hub',
    updatedAt: Date.parse('2025-10-06T02:00:00Z'),
    ttlMinutes: 15,
    history: 'complete',
    items,
    ...fields,
  }
}

describe.each(FORMATS)('a feed written as %s', (format) => {
  const write = WRITERS[format]

  test.each(EVIL)('comes back equal from our own parser: %s', async (_name, text, expected) => {
    const document = feedDocument([
      item({ title: text, summary: text, contentHtml: `<p>${text.replace(/[<&]/g, '')}</p>` }),
    ])

    const feed = await parseFeed(Buffer.from(write(document)))

    expect(feed.title).toBe('Top & more')
    expect(feed.siteUrl).toBe(document.homeUrl)
    expect(feed.feedUrl).toBe(document.selfUrl)
    expect(feed.hubs).toEqual([document.hubUrl])
    expect(feed.entries).toEqual([
      expect.objectContaining({
        guid: document.items[0]?.id,
        url: document.items[0]?.url,
        title: expected,
        summary: expected,
        publishedAt: document.items[0]?.publishedAt,
        authors: ['王小明'],
        categories: ['sports & more'],
        imageUrl: document.items[0]?.imageUrl,
      }),
    ])
    expect(feed.warnings).toEqual([])
  })

  test.each(EVIL)('is read by feedsmith: %s', (_name, text, expected) => {
    const { feed } = feedsmithParse(write(feedDocument([item({ title: text })])))

    const entries = 'entries' in feed ? feed.entries : 'items' in feed ? feed.items : []
    const title: unknown = entries?.[0]?.title
    const plain = typeof title === 'object' && title !== null && 'value' in title ? title.value : title

    expect(String(plain).replace(/\s+/g, ' ')).toBe(expected)
  })

  test('is the same bytes for the same document', () => {
    expect(write(feedDocument([item()]))).toBe(write(feedDocument([item()])))
  })

  test('has the same tag when only the clock moved on, and another one when the order changed', () => {
    const [first, second] = [item(), item({ id: 'tag:news.example,2025:story/02', title: 'Other' })]
    const before = renderFeed(feedDocument([first, second]), format, 1)

    const later = renderFeed(
      feedDocument([first, second], { updatedAt: Date.parse('2025-10-07T00:00:00Z') }),
      format,
      2,
    )
    const swapped = renderFeed(feedDocument([second, first]), format, 2)

    expect(later.etag).toBe(before.etag)
    expect(swapped.etag).not.toBe(before.etag)
    expect(before.etag).toMatch(/^"[\w-]{43}"$/)
    expect(later.lastModifiedAt).toBe(Date.parse('2025-10-07T00:00:00Z'))
  })
})

describe.each(['rss', 'atom'] as const)('plain rss-parser reads our %s', (format) => {
  test.each(EVIL)('%s', async (_name, text, expected) => {
    const document = feedDocument([item({ title: text })])

    const feed = await new RssParser().parseString(WRITERS[format](document))

    expect(feed.items[0]?.title?.replace(/\s+/g, ' ')).toBe(expected)
    expect(feed.items[0]?.link).toBe(document.items[0]?.url)
    expect(feed.items[0]?.isoDate).toBe('2025-10-06T00:05:03.000Z')
  })
})

test('RSS names its topic, its hub, a guid that is no link and that it is complete', () => {
  const xml = writeRss(feedDocument([item({ contentHtml: '<p>x ]]> y</p>' })]))

  expect(xml).toContain(
    '<atom:link rel="self" type="application/rss+xml" href="https://news.example/lists/top.rss"/>',
  )
  expect(xml).toContain('<atom:link rel="hub" href="https://news.example/hub"/>')
  expect(xml).toContain('<guid isPermaLink="false">tag:news.example,2025:story/01?a=1&amp;b=2</guid>')
  expect(xml).toContain('<fh:complete/>')
  expect(xml).toContain('<dc:creator>王小明</dc:creator>')
  expect(xml).toContain('<content:encoded>&lt;p&gt;x ]]&gt; y&lt;/p&gt;</content:encoded>')
  expect(xml).toContain('<pubDate>Mon, 06 Oct 2025 00:05:03 GMT</pubDate>')
})

test('a plain summary never becomes markup in a reader of RSS', () => {
  const xml = writeRss(feedDocument([item({ summary: '<img src=x onerror=alert(1)>' })]))

  expect(xml).toContain('<description>&amp;lt;img src=x onerror=alert(1)&amp;gt;</description>')
})

test('an archive says so and names the one before it', () => {
  const document = feedDocument([], {
    history: 'archive',
    previousArchiveUrl: 'https://news.example/a/1.atom',
  })

  expect(writeAtom(document)).toContain('<fh:archive/>')
  expect(writeAtom(document)).toContain('<link rel="prev-archive" href="https://news.example/a/1.atom"/>')
  expect(writeRss(document)).toContain('<atom:link rel="prev-archive" href="https://news.example/a/1.atom"/>')
})

test('JSON Feed items always have a content', () => {
  const { summary: _summary, ...bare } = item()

  const feed = JSON.parse(writeJson(feedDocument([bare])))

  expect(feed.version).toBe('https://jsonfeed.org/version/1.1')
  expect(feed.items[0].content_text).toBe('Title')
})
