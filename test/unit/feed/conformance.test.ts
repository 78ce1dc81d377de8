import { spawnSync } from 'node:child_process'
import { Ajv } from 'ajv'
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

/** What every reader has to see alike, in the order of rank. */
interface Seen {
  readonly id: string | undefined
  readonly link: string | undefined
  readonly published: string | undefined
}

const EXPECTED: Seen[] = ITEMS.map((item) => ({
  id: `tag:tide.example,2026-01-01:story/${item.storyId}`,
  link: `https://tide.example/stories/${item.storyId}`,
  published: new Date(item.firstReportedAt).toISOString(),
}))

const iso = (date: string | undefined) => date && new Date(date).toISOString()

describe('a list in three formats is one list', () => {
  test('to rss-parser, which has a strict XML reader', async () => {
    const read = async (format: 'rss' | 'atom') => (await new RssParser().parseString(bodyOf(format))).items
    const seen = (items: Awaited<ReturnType<typeof read>>): Seen[] =>
      items.map((item) => ({
        id: item.guid ?? (item as { id?: string }).id,
        link: item.link,
        published: iso(item.isoDate),
      }))

    expect(seen(await read('rss'))).toEqual(EXPECTED)
    expect(seen(await read('atom'))).toEqual(EXPECTED)
  })

  test('to feedsmith, RSS', () => {
    const { items = [], title, atom, link } = parseRssFeed(bodyOf('rss'))

    expect(
      items.map(({ guid, link: to, pubDate }) => ({ id: guid?.value, link: to, published: iso(pubDate) })),
    ).toEqual(EXPECTED)
    expect(items.every(({ guid }) => guid?.isPermaLink === false)).toBe(true)
    expect([title, link]).toEqual(['Tide & <Wire>: Top stories', 'https://tide.example/lists/top'])
    expect(atom?.links?.map(({ rel, href }) => [rel, href])).toEqual([
      ['self', 'https://tide.example/lists/top.rss'],
      ['hub', site.hubUrl],
    ])
  })

  test('to feedsmith, Atom', () => {
    const { entries = [], updated, authors } = parseAtomFeed(bodyOf('atom'))

    expect(
      entries.map(({ id, links, published }) => ({ id, link: links?.[0]?.href, published: iso(published) })),
    ).toEqual(EXPECTED)
    // RFC 4287 §4.1: each has a time, a title and an author.
    expect([iso(updated), authors?.length]).toEqual([new Date(NOW).toISOString(), 1])
    expect(entries.filter((entry) => !entry.updated || !entry.authors?.length)).toEqual([])
  })

  test('to feedsmith, JSON Feed, which is as its specification says', () => {
    const text = bodyOf('json')
    const feed = parseJsonFeed(text)
    const isValid = new Ajv({ allErrors: true }).compile(JSON_FEED_SCHEMA)

    expect([isValid(JSON.parse(text)), isValid.errors]).toEqual([true, null])
    expect(
      feed.items?.map(({ id, url, date_published }) => ({ id, link: url, published: iso(date_published) })),
    ).toEqual(EXPECTED)
    expect(isValid({ ...JSON.parse(text), items: [{ id: 1 }] })).toBe(false)
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
