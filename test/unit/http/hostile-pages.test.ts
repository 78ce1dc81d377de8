import { describe, expect, test } from 'vitest'
import { safeHref, safeLanguage } from '../../../src/http/links.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import {
  createFrontPage,
  type FrontPage,
  fakeEdition,
  fakeEntry,
  fakeItem,
  fakeList,
  fakeProfile,
  fakeStory,
} from '../../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../../support/front-page-stories.ts'
import { HOSTILE_URLS, XSS_PAYLOADS } from '../../support/xss-payloads.ts'

const open = (front: FrontPage = createFrontPage()) => createHttpServer(front.deps)
const STORY = fakeItem(FRONT_PAGE_STORIES[0]!, 0).storyId

describe('hostile text', () => {
  const hostile = (payload: string): FrontPage => {
    const item = fakeItem(FRONT_PAGE_STORIES[0]!, 0, {
      title: payload,
      summary: payload,
      url: payload,
      language: payload,
      publisherName: payload,
      publisherId: payload,
    })
    const story = fakeStory(item, { channels: [payload] })
    const entry = fakeEntry('e1', {
      title: payload,
      url: payload,
      authors: [payload],
      publisherName: payload,
      language: payload,
    })
    const front = createFrontPage({
      site: { title: payload, url: 'https://tide.example', language: 'en', timeZone: 'UTC' },
      lists: () => [fakeList('top', payload), fakeList('world', payload)],
      stories: {
        get: async () => story,
        origins: async () => [],
        entries: async () => [entry],
        related: async () => [story],
        translations: async () => [
          { story: fakeStory(item, { id: 'other', title: payload }), reason: payload },
        ],
      },
      publishers: {
        get: async () =>
          fakeProfile({ name: payload, title: payload, channels: [{ channel: payload, count: 1 }] }),
        entries: async () => [entry],
        icon: async () => undefined,
        known: async (ids: ReadonlySet<string>) => new Map([...ids].map((id) => [id, { title: payload }])),
      },
    })
    front.editions.set('top', [fakeEdition('top', 3, [item])])
    front.editions.set('world', [fakeEdition('world', 3, [item])])
    return front
  }
  const PAGES = [
    '/',
    '/lists/top',
    '/lists/top/editions/3',
    `/stories/${STORY}`,
    '/lists/nope',
    '/publishers/p1',
    '/nowhere',
    '/lists.opml',
  ]
  const MISSING = ['/lists/nope', '/nowhere']

  test.each(XSS_PAYLOADS)('%s stays text on every page', async (payload) => {
    const server = open(hostile(payload))

    for (const url of PAGES) {
      const { body, statusCode } = await server.inject(url)
      expect(statusCode).toBe(MISSING.includes(url) ? 404 : 200)
      const foreign = body
        .replaceAll(/<script type="module" src="\/assets\/board\.js\?v=[\w-]+"><\/script>/g, '')
        // The curve of ranks, drawn by us.
        .replaceAll(/<svg viewBox="0 0 \d+ \d+"( class="key")? aria-hidden="true" focusable="false">/g, '')
      expect(foreign).not.toMatch(/<(script|img|svg|iframe|math|form|base|style|button)\b/i)
      expect(foreign.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+\s*=/i)
      // XML text may hold quotes as they are; HTML here never does.
      const special = url.endsWith('.opml') ? /</ : /[<>"']/
      if (special.test(payload)) expect(foreign).not.toContain(payload)
    }
  })

  test.each(HOSTILE_URLS)('%j never becomes a link', async (url) => {
    const server = open(hostile(url))

    for (const page of PAGES.slice(0, 4)) {
      const { body, statusCode } = await server.inject(page)
      expect(statusCode).toBe(200)
      const links = [...body.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, href = '']) => href)
      expect(links.filter((href) => !/^(\/(?!\/)|#|https:\/\/tide\.example\/)/.test(href))).toEqual([])
    }
    expect(safeHref(url)).toBeUndefined()
  })

  test('a language that is no tag never reaches an attribute', () => {
    expect(safeLanguage('zh-Hans')).toBe('zh-Hans')
    for (const tag of ['en" onload="x', '', 'und', '<b>', 'e']) expect(safeLanguage(tag)).toBeUndefined()
  })

  test('an address asked for is not repeated as markup', async () => {
    const { body } = await open().inject('/lists/%3Cscript%3Ealert(1)%3C%2Fscript%3E')

    expect(body).toContain('&lt;script&gt;')
    expect(body).not.toContain('<script>alert')
  })
})

test('the OPML names every list with its feed', async () => {
  const { body, headers } = await open().inject('/lists.opml')

  expect(headers['content-type']).toContain('text/x-opml')
  expect(body.match(/<outline /g)).toHaveLength(8)
  expect(body).toContain('xmlUrl="https://tide.example/lists/top.rss"')
})
