import { parseFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { expect, test } from 'vitest'
import { renderFeed } from '../../../src/feed/write/render.ts'
import type { RenderedFeed } from '../../../src/model/index.ts'
import { feedDocument } from '../../../src/stages/feed-document.ts'
import { fakeEdition, fakeItem, fakeList } from '../../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../../support/front-page-stories.ts'

const SITE = {
  title: 'Tide & “Co” <news>',
  url: 'https://tide.example',
  language: 'en',
  hubUrl: 'https://tide.example/hub',
}
const EDITION = fakeEdition(
  'top',
  7,
  FRONT_PAGE_STORIES.map((story, index) => fakeItem(story, index)),
)
/** What every reader has to see of each story, in this order. */
const EXPECTED = EDITION.items.map(({ storyId, title, publisherName, firstReportedAt }) => ({
  id: `tag:tide.example,2026-01-01:story/${storyId}`,
  link: `https://tide.example/stories/${storyId}`,
  title,
  author: publisherName,
  at: new Date(firstReportedAt).toISOString(),
}))

function bodyOf(format: RenderedFeed['format']): string {
  const document = feedDocument({
    list: fakeList('top', 'Top stories'),
    edition: EDITION,
    site: SITE,
    format,
  })
  return Buffer.from(renderFeed(document, format, 7).body).toString()
}

// biome-ignore lint/suspicious/noExplicitAny: what readers hand out differs for each of three formats; here it is only read.
type Loose = any

const READERS: Readonly<Record<string, (format: RenderedFeed['format']) => Promise<typeof EXPECTED>>> = {
  'feedsmith, of RSS': async (format) => {
    const { feed } = parseFeed(bodyOf(format)) as Loose
    return feed.items.map((item: Loose) => ({
      id: item.guid.value,
      link: item.link,
      title: item.title,
      author: item.dc.creators[0],
      at: new Date(item.pubDate).toISOString(),
    }))
  },
  'feedsmith, of Atom': async () => {
    const { feed } = parseFeed(bodyOf('atom')) as Loose
    return feed.entries.map((entry: Loose) => ({
      id: entry.id,
      link: entry.links[0].href,
      title: entry.title.value ?? entry.title,
      author: entry.authors[0].name,
      at: new Date(entry.published).toISOString(),
    }))
  },
  'feedsmith, of JSON Feed': async () => {
    const { feed } = parseFeed(bodyOf('json')) as Loose
    return feed.items.map((item: Loose) => ({
      id: item.id,
      link: item.url,
      title: item.title,
      author: item.authors[0].name,
      at: new Date(item.date_published).toISOString(),
    }))
  },
  'rss-parser, of RSS': () => withRssParser('rss'),
  'rss-parser, of Atom': () => withRssParser('atom'),
}

async function withRssParser(format: 'rss' | 'atom'): Promise<typeof EXPECTED> {
  const { items } = await new RssParser().parseString(bodyOf(format))
  return items.map((item: Loose) => ({
    id: item.guid ?? item.id,
    link: item.link,
    title: item.title,
    author: item.creator ?? item.author,
    at: item.isoDate,
  }))
}

test.each(Object.entries(READERS))('%s: the same stories in the same order', async (_name, read) => {
  expect(await read('rss')).toEqual(EXPECTED)
})

test('each format names itself, its page and its hub', () => {
  const rss = (parseFeed(bodyOf('rss')) as Loose).feed
  const atom = (parseFeed(bodyOf('atom')) as Loose).feed
  const json = JSON.parse(bodyOf('json'))

  const linksOf = (links: Loose[]) => Object.fromEntries(links.map(({ rel, href }) => [rel, href]))
  expect(linksOf(rss.atom.links)).toEqual({
    self: 'https://tide.example/lists/top.rss',
    hub: SITE.hubUrl,
  })
  expect(rss.link).toBe('https://tide.example/lists/top')
  expect(linksOf(atom.links)).toEqual({
    alternate: 'https://tide.example/lists/top',
    self: 'https://tide.example/lists/top.atom',
    hub: SITE.hubUrl,
  })
  expect(json).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    home_page_url: 'https://tide.example/lists/top',
    feed_url: 'https://tide.example/lists/top.json',
    hubs: [{ type: 'WebSub', url: SITE.hubUrl }],
  })
})
