import { spawnSync } from 'node:child_process'
import { Readable } from 'node:stream'
import { Ajv } from 'ajv'
import FeedParser, { type Item } from 'feedparser'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import { renderFeed } from '../../../src/feed/write/render.ts'
import type { EditionItem } from '../../../src/model/index.ts'
import { feedDocument } from '../../../src/stages/feed-document.ts'
import { JSON_FEED_SCHEMA } from '../../support/json-feed-schema.ts'
import { HOSTILE_URLS, XSS_PAYLOADS } from '../../support/xss-payloads.ts'
import { aList, anEdition, anEditionItem, HOUR, MINUTE, NOW } from '../stages/given.ts'

const site = {
  title: 'Tide & <Wire>',
  url: 'https://tide.example',
  language: 'en',
  hubUrl: 'https://tide.example/hub',
}
const TEXTS = ['Plain', '港口大桥 ]]> 通车', 'ends\u0003 here \ud800', 'عاجل: اتفاق', ...XSS_PAYLOADS]
const ITEMS: EditionItem[] = TEXTS.map((text, index) =>
  anEditionItem(index + 1, `story${index}`, {
    title: text,
    summary: text,
    publisherName: text,
    channels: ['world', 'a & b'],
    firstReportedAt: NOW - HOUR - index * MINUTE,
    updatedAt: NOW - index * MINUTE,
    ...(index % 3 === 0 && { imageUrl: 'https://img.example/1.jpg?w=1&h=2' }),
  }),
)

function bodyOf(format: 'rss' | 'atom' | 'json', items = ITEMS): string {
  const document = feedDocument({ list: aList(), edition: anEdition(7, items), site, format })
  return Buffer.from(renderFeed(document, format, 7).body).toString('utf8')
}

/** What XML 1.0 cannot say is left out in all three; some readers trim. */
const shown = (text: string) => text.replaceAll(/[\0\u0003\ud800]/gu, '').trim()

/** What every reader has to see alike, in the order of rank. */
const EXPECTED = ITEMS.map((item) => ({
  id: `tag:tide.example,2026-01-01:story/${item.storyId}`,
  link: `https://tide.example/stories/${item.storyId}`,
  title: shown(item.title),
  author: shown(item.publisherName),
  at: new Date(item.firstReportedAt).toISOString(),
}))

const iso = (date: string | undefined) => date && new Date(date).toISOString()

/** Address by relation. */
const linksOf = (links: readonly { rel?: string; href?: string }[] = []) =>
  Object.fromEntries(links.map(({ rel, href }) => [rel, href]))

describe('a list in three formats is one list', () => {
  test.each(['rss', 'atom'] as const)('to rss-parser, which has a strict XML reader: %s', async (format) => {
    const { items } = await new RssParser().parseString(bodyOf(format))
    const seen = (items as (RssParser.Item & { id?: string; author?: string })[]).map((item) => ({
      id: item.guid ?? item.id,
      link: item.link,
      title: item.title?.trim(),
      author: (item.creator ?? item.author)?.trim(),
      at: item.isoDate,
    }))

    expect(seen).toEqual(EXPECTED)
  })

  test.each(['rss', 'atom'] as const)('to feedparser, which reads as a stream: %s', async (format) => {
    const feedurl = `https://tide.example/lists/top.${format}`
    const parser = Readable.from([bodyOf(format)]).pipe(new FeedParser({ feedurl }))
    const items: Item[] = []
    for await (const item of parser) items.push(item)
    const seen = items.map((item) => ({
      id: item.guid,
      link: item.link,
      title: item.title?.trim() ?? '',
      author: item.author?.trim(),
      at: item.pubdate?.toISOString(),
    }))

    // It takes the HTML that it knows out of titles.
    const expected = EXPECTED.map((item) =>
      /[<&]/.test(item.title) ? { ...item, title: expect.any(String) } : item,
    )
    expect(seen).toEqual(expected)
    expect(parser.meta).toMatchObject({
      title: 'Tide & <Wire>: Top stories',
      link: 'https://tide.example/lists/top',
      xmlurl: feedurl,
      cloud: { type: 'hub', href: site.hubUrl },
    })
  })

  test('to feedsmith, RSS', () => {
    const { items = [], title, atom, link } = parseRssFeed(bodyOf('rss'))
    const seen = items.map((item) => ({
      id: item.guid?.value,
      link: item.link,
      title: item.title,
      author: item.dc?.creators?.[0],
      at: iso(item.pubDate),
    }))

    expect(seen).toEqual(EXPECTED)
    expect(items.every(({ guid }) => guid?.isPermaLink === false)).toBe(true)
    expect([title, link]).toEqual(['Tide & <Wire>: Top stories', 'https://tide.example/lists/top'])
    expect(linksOf(atom?.links)).toEqual({ self: 'https://tide.example/lists/top.rss', hub: site.hubUrl })
  })

  test('to feedsmith, Atom', () => {
    const { entries = [], updated, authors, links } = parseAtomFeed(bodyOf('atom'))
    const seen = entries.map((entry) => ({
      id: entry.id,
      link: entry.links?.[0]?.href,
      title: entry.title?.value,
      author: entry.authors?.[0]?.name,
      at: iso(entry.published),
    }))

    expect(seen).toEqual(EXPECTED)
    // RFC 4287 §4.1: each has a time, a title and an author.
    expect([iso(updated), authors?.length]).toEqual([new Date(NOW).toISOString(), 1])
    expect(entries.filter((entry) => !entry.updated || !entry.authors?.length)).toEqual([])
    expect(linksOf(links)).toEqual({
      alternate: 'https://tide.example/lists/top',
      self: 'https://tide.example/lists/top.atom',
      hub: site.hubUrl,
    })
  })

  test('to feedsmith, JSON Feed, which is as its specification says', () => {
    const text = bodyOf('json')
    const feed = parseJsonFeed(text)
    const isValid = new Ajv({ allErrors: true }).compile(JSON_FEED_SCHEMA)
    const seen = feed.items?.map((item) => ({
      id: item.id,
      link: item.url,
      title: item.title,
      author: item.authors?.[0]?.name,
      at: iso(item.date_published),
    }))

    expect([isValid(JSON.parse(text)), isValid.errors]).toEqual([true, null])
    expect(seen).toEqual(EXPECTED)
    expect(isValid({ ...JSON.parse(text), items: [{ id: 1 }] })).toBe(false)
    expect(JSON.parse(text)).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: 'https://tide.example/lists/top',
      feed_url: 'https://tide.example/lists/top.json',
      hubs: [{ type: 'WebSub', url: site.hubUrl }],
    })
  })

  const xmllint = spawnSync('xmllint', ['--version'])
  test.skipIf(xmllint.error).each(['rss', 'atom'] as const)('%s is well-formed to xmllint', (format) => {
    const { status, stderr } = spawnSync('xmllint', ['--noout', '-'], { input: bodyOf(format) })

    expect([status, String(stderr)]).toEqual([0, ''])
  })
})

describe.each(['rss', 'atom', 'json'] as const)('D19: nothing hostile is in our %s', (format) => {
  const hostile = HOSTILE_URLS.map((url, index) =>
    anEditionItem(index + 1, `story${index}`, { url, title: url, summary: url }),
  )

  test('links are our own or of the web: no reader follows one into a script', () => {
    const body = bodyOf(format, [...hostile, ...ITEMS])
    const addresses =
      format === 'json'
        ? [...body.matchAll(/"(?:url|image|icon|home_page_url|feed_url)": "([^"]*)"/g)]
        : // Within tags: what stands in a text is escaped, and no address.
          [...body.matchAll(/<[^<>]*?\b(?:href|url|src)="([^"]*)"|<link>([^<]*)<\/link>/g)]
    const found = addresses.map(([, a, b]) => a ?? b ?? '')

    expect(found.length).toBeGreaterThan(ITEMS.length)
    expect(found.filter((address) => !/^https?:\/\//.test(address))).toEqual([])
  })

  test('texts hold no markup for those who take them as HTML', async () => {
    const body = bodyOf(format)
    if (format === 'json') {
      const { items } = JSON.parse(body) as { items: object[] }
      expect(items.filter((item) => 'content_html' in item)).toEqual([])
      return
    }
    // Of an element that readers take for HTML nothing but text is left, once XML is undone.
    const markup = format === 'rss' ? parseRssFeed(body).items?.map(({ description }) => description) : []
    for (const description of markup ?? []) expect(description ?? '').not.toMatch(/<[a-z!/]/i)
    if (format === 'atom') {
      expect(body).not.toContain('type="html"')
      expect(body).not.toContain('type="xhtml"')
    }
  })
})
