import { describe, expect, test } from 'vitest'
import { safeHref, safeLanguage } from '../../../src/http/links.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import { createWords } from '../../../src/http/words.ts'
import {
  createFrontPage,
  type FrontPage,
  fakeEdition,
  fakeEntry,
  fakeItem,
  fakeList,
  fakeProfile,
  fakeStory,
  NOW,
} from '../../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../../support/front-page-stories.ts'
import { HOSTILE_URLS, XSS_PAYLOADS } from '../../support/xss-payloads.ts'

const open = (front: FrontPage = createFrontPage()) => createHttpServer(front.deps)
const STORY = fakeItem(FRONT_PAGE_STORIES[0]!, 0).storyId

describe('the board', () => {
  test('shows the hot list with ranks, moves, publishers and one card per channel', async () => {
    const { body, headers } = await open().inject('/')

    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body).toContain('Edition 1,284')
    expect(body).toContain('▲3')
    expect(body).toContain('14 publishers')
    expect(body).toContain('lang="ar"')
    expect(body.match(/<section class="card"/g)).toHaveLength(7)
    for (const type of ['rss', 'atom', 'json']) expect(body).toContain(`href="/lists/top.${type}"`)
    expect(body.match(/<link rel="alternate"/g)).toHaveLength(3)
  })

  test('allows no code but its own files, and no frame around it', async () => {
    const { headers, body } = await open().inject('/')

    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin')
    expect(body).not.toMatch(/ style=| on\w+=|<script(?! type="module" src="\/assets\/)/)
  })

  test('its files are served under the names the page gives, to keep for ever', async () => {
    const server = open()
    const { body } = await server.inject('/')

    for (const [path = ''] of body.matchAll(/\/assets\/[^"]+/g)) {
      const file = await server.inject(path)
      expect(file.statusCode).toBe(200)
      expect(file.headers['cache-control']).toContain('immutable')
    }
  })

  test('answers 304 to the tag it gave, also when the page was sent compressed', async () => {
    const server = open()
    const first = await server.inject({ url: '/', headers: { 'accept-encoding': 'br' } })

    const again = await server.inject({ url: '/', headers: { 'if-none-match': String(first.headers.etag) } })

    expect(first.headers['content-encoding']).toBe('br')
    expect(String(first.headers.vary).toLowerCase()).toBe('accept-encoding')
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
    expect(again.headers).toMatchObject({ etag: first.headers.etag, vary: 'accept-encoding' })
  })

  test('says how many sources are polled while there are no stories', async () => {
    const front = createFrontPage()
    front.editions.clear()

    const { body } = await open(front).inject('/')

    expect(body).toContain('No stories yet')
    expect(body).toContain('42 sources are being polled')
  })

  test('is new the moment an edition is announced, though it was just rendered', async () => {
    const front = createFrontPage()
    const server = open(front)
    await server.inject('/')

    front.publish(fakeEdition('top', 1285, [fakeItem(FRONT_PAGE_STORIES[9]!, 9)]))

    expect((await server.inject('/')).body).toContain('Edition 1,285')
  })

  test('speaks Chinese on a Chinese site', async () => {
    const front = createFrontPage({
      site: { title: '潮汐', url: 'https://tide.example', language: 'zh-CN', timeZone: 'Asia/Shanghai' },
    })

    const { body } = await open(front).inject('/')

    expect(body).toContain('<html lang="zh-CN">')
    expect(body).toContain('14 家媒体')
    expect(body).toContain('41分钟前')
  })

  test('parts names in other letters from the Chinese around them', async () => {
    const site = { title: '潮汐', url: 'https://tide.example', language: 'zh', timeZone: 'Asia/Shanghai' }
    const front = createFrontPage({ site })

    const story = (await open(front).inject(`/stories/${STORY}`)).body
    const board = (await open(front).inject('/')).body

    expect(story).toContain('Top stories 第 1 位')
    expect(board).toContain('查看全部 Top stories')
    expect(createWords('zh', 'UTC').words.all('体育')).toBe('查看全部体育')
    for (const body of [story, board]) expect(body).not.toMatch(/\p{Script=Han}[A-Za-z]|[A-Za-z]第/u)
  })

  test('writes Chinese with its own punctuation, where nothing is ranked and of coverage', async () => {
    const site = { title: '潮汐', url: 'https://tide.example', language: 'zh', timeZone: 'Asia/Shanghai' }
    const front = createFrontPage({ site })
    const { stories } = front.deps
    const few: typeof stories.get = async (id) => {
      const story = await stories.get(id)
      return story && { ...story, originCount: 1 }
    }
    const story = await open({ ...front, deps: { ...front.deps, stories: { ...stories, get: few } } }).inject(
      `/stories/${STORY}`,
    )
    front.editions.clear()
    const list = await open(front).inject('/lists/top')

    expect(story.body).toMatch(/<dd>\d+ 家媒体（其中 1 家独立报道），\d+ 篇报道<\/dd>/)
    expect(list.body).toMatch(/<p>暂无新闻。/)
    for (const { body } of [story, list]) expect(body).not.toMatch(/\p{Script=Han} ?[.,(]/u)
  })
})

describe('a story', () => {
  test('shows its coverage by publisher, the first one first', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)

    expect(body).toContain('No. 1 in Top stories')
    expect(body.match(/<li class="voice/g)).toHaveLength(6)
    expect(body.indexOf('Harbour Gazette</bdi>')).toBeLessThan(body.indexOf('Northern Courier</bdi>'))
    expect(body).toContain('+14 min')
  })

  test('names its authors, but not a publisher once more', async () => {
    const front = createFrontPage()
    const { stories } = front.deps
    const entries: typeof stories.entries = async (...of) =>
      (await stories.entries(...of)).map((entry) => ({
        ...entry,
        authors: [entry.publisherName, `Reporter of ${entry.publisherName}`],
      }))

    const { body } = await open({
      ...front,
      deps: { ...front.deps, stories: { ...stories, entries } },
    }).inject(`/stories/${STORY}`)

    expect(body).toContain('<bdi>Reporter of Harbour Gazette</bdi>')
    expect(body).not.toContain('Harbour Gazette, Reporter')
  })

  test('names the aggregator that a report came by, as text', async () => {
    const carriedBy = 'Front <b>Pages</b>'
    const front = createFrontPage({
      stories: {
        ...createFrontPage().deps.stories,
        entries: async () => [fakeEntry('e1', { carriedBy }), fakeEntry('e2', { publisherId: 'p2' })],
      },
    })
    const { body } = await open(front).inject(`/stories/${STORY}`)
    const json = (await open(front).inject(`/stories/${STORY}.json`)).json()

    expect(body.match(/<bdi>via [^<]*<\/bdi>/g)).toEqual(['<bdi>via Front &lt;b&gt;Pages&lt;/b&gt;</bdi>'])
    expect(json.entries[0]).toMatchObject({ publisher: { name: 'Harbour Gazette' }, carriedBy })
    expect(json.entries[1]).not.toHaveProperty('carriedBy')
  })

  test('says of which zone its first hour is, on a clock of 24 hours', async () => {
    const site = { title: 'The Tide', url: 'https://tide.example', language: 'en', timeZone: 'Asia/Tokyo' }

    const { body } = await createHttpServer(createFrontPage({ site }).deps).inject(`/stories/${STORY}`)

    expect(body).toContain('>November 23, 2026 at 21:06 GMT+9</time>')
  })

  test('says what it is of to whom it is sent, without a site’s name in its title', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)

    const told = [...body.matchAll(/<meta (?:name|property)="(description|og:[a-z_]+)" content="([^"]*)">/g)]
    expect(Object.fromEntries(told.map(([, name, text]) => [name, text]))).toEqual({
      description: FRONT_PAGE_STORIES[0]?.summary,
      'og:description': FRONT_PAGE_STORIES[0]?.summary,
      'og:title': FRONT_PAGE_STORIES[0]?.title,
      'og:type': 'article',
      'og:url': `https://tide.example/stories/${STORY}`,
      'og:site_name': 'The Tide',
    })
  })

  test('leads to stories like it', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)
    const json = (await open().inject(`/stories/${STORY}.json`)).json()

    expect(body).toContain('<h2 id="related-title">Related</h2>')
    expect(json.related).toHaveLength(2)
    for (const { id, page } of json.related) {
      expect(id).not.toBe(STORY)
      expect(page).toBe(`https://tide.example/stories/${id}`)
      expect(body).toContain(`href="/stories/${id}"`)
    }
  })

  test.each([
    ['en-us-gb', 'English'],
    ['zh-abcde-abcde', '中文'],
    ['xx-us-gb', undefined],
  ])(
    'a publisher’s tag that no language has, %s, breaks no page that leads there',
    async (language, name) => {
      const item = fakeItem(FRONT_PAGE_STORIES[0]!, 0)
      const story = fakeStory(item)
      const other = fakeStory(item, { id: 'other1', title: 'Elsewhere', language })
      const { deps } = createFrontPage()
      const stories = {
        ...deps.stories,
        translations: async () => [{ story: other, reason: 'the same event' }],
      }

      const { statusCode, body } = await createHttpServer({ ...deps, stories }).inject(`/stories/${story.id}`)

      expect(statusCode).toBe(200)
      expect(/<bdi lang="[^"]*">([^<]*)<\/bdi>/.exec(body)?.[1]).toBe(name)
    },
  )

  test('leads to the same event in other languages, named as their readers name them', async () => {
    const item = fakeItem(FRONT_PAGE_STORIES[0]!, 0)
    const other = fakeStory(item, { id: 'zh1', title: '台风登陆福建', language: 'zh' })
    const front = createFrontPage({
      stories: {
        ...createFrontPage().deps.stories,
        translations: async () => [{ story: other, reason: 'both have event:storm' }],
      },
    })
    const { body } = await open(front).inject(`/stories/${STORY}`)
    const json = (await open(front).inject(`/stories/${STORY}.json`)).json()

    expect(body).toContain('<h2 id="translations-title">In other languages</h2>')
    expect(body).toContain('<a href="/stories/zh1" rel="alternate" hreflang="zh">台风登陆福建</a>')
    expect(body).toContain('<bdi lang="zh">中文</bdi>')
    expect(json.translations).toEqual([
      expect.objectContaining({ id: 'zh1', language: 'zh', page: 'https://tide.example/stories/zh1' }),
    ])
  })

  test('of traditional Chinese is shown in glyphs of its own, though its publisher says no more than zh', async () => {
    const item = fakeItem(FRONT_PAGE_STORIES[0]!, 0)
    const plain = fakeStory(item, { id: 'hant', title: '颱風登陸臺灣東部', language: 'zh' })
    const declared = fakeStory(item, { id: 'cn', title: '颱風登陸花蓮', language: 'zh-CN' })
    const { stories, editions } = createFrontPage().deps
    const front = createFrontPage({
      editions: {
        ...editions,
        latest: async (listId) => {
          const edition = await editions.latest(listId)
          const { title, language } = plain
          return edition && { ...edition, items: edition.items.map((item) => ({ ...item, title, language })) }
        },
      },
      stories: {
        ...stories,
        get: async () => plain,
        related: async () => [declared],
        translations: async () => [{ story: plain, reason: 'one event' }],
      },
    })

    const list = (await open(front).inject('/lists/top')).body
    const story = (await open(front).inject('/stories/hant')).body

    expect(list).toMatch(/<h\d class="headline" lang="zh-Hant"><a [^>]*>颱風登陸臺灣東部/)
    expect(story).toContain('<h1 dir="auto" lang="zh-Hant">颱風登陸臺灣東部</h1>')
    expect(story).toContain('<p class="report" lang="zh-Hant"><a href="/stories/hant" rel="alternate"')
    expect(story).toContain('<bdi lang="zh-Hant">繁體中文</bdi>')
    // What a publisher says of itself is taken at its word.
    expect(story).toContain('<p class="report" lang="zh-CN"><a href="/stories/cn">')
  })

  test('leads from each publisher to its record', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)

    expect(body).toMatch(/<a href="\/publishers\/[^"]+"><bdi>Harbour Gazette<\/bdi><\/a>/)
  })

  test('names a publisher that has no record, as an aggregator may bring too many, and leads nowhere', async () => {
    const { publishers } = createFrontPage().deps
    const known: typeof publishers.known = async (ids) => new Map([...ids].slice(1).map((id) => [id, {}]))
    const front = createFrontPage({ publishers: { ...publishers, known } })
    const { body } = await open(front).inject(`/stories/${STORY}`)

    expect(body).toMatch(/<h3><bdi>[^<]+<\/bdi>/)
    expect(body.match(/<h3><a href="\/publishers\//g)).toHaveLength(5)
    expect(body.match(/<li class="voice/g)).toHaveLength(6)
  })

  test('draws its ranks over time, and says them in words', async () => {
    const { body } = await open().inject(`/stories/${STORY}`)

    expect(body).toMatch(/<path class="line line-1" d="M34 [\d.]+H630"\/>/)
    expect(body).toMatch(/No\. 3 at best \([^)]+\), no longer in the list/)
  })

  test('is JSON too', async () => {
    const answer = await open().inject(`/stories/${STORY}.json`)

    expect(answer.json()).toMatchObject({
      id: STORY,
      originCount: 14,
      standings: [{ list: 'top', rank: 1 }, {}],
    })
    expect(answer.json().entries).toHaveLength(7)
  })

  test.each(['', '.json'])('that was merged leads to the one that stayed (%s)', async (suffix) => {
    const front = createFrontPage()
    const survivor = fakeStory(fakeItem(FRONT_PAGE_STORIES[0]!, 0), { id: 'survivor' })
    const deps = { ...front.deps, stories: { ...front.deps.stories, get: async () => survivor } }

    const answer = await createHttpServer(deps).inject(`/stories/mergedaway${suffix}`)

    expect(answer.statusCode).toBe(301)
    expect(answer.headers.location).toBe(`/stories/survivor${suffix}`)
  })

  test.each(['/stories/unknown', '/stories/a%3Ab', '/stories/%7B%7D', '/stories/..%2f..%2fetc'])(
    '%s is not found',
    async (url) => {
      expect((await open().inject(url)).statusCode).toBe(404)
    },
  )
})

test.each(['/', '/lists/top', '/lists/top/editions/1284', `/stories/${STORY}`, '/publishers/p1'])(
  '%s has one first heading, and no level is left out below it',
  async (url) => {
    const { body, statusCode } = await open().inject(url)

    expect(statusCode).toBe(200)
    const levels = [...body.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([])
  },
)

describe('what is not there', () => {
  test('an unknown list names the lists that exist', async () => {
    const answer = await open().inject('/lists/sprots')

    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('There is no list “sprots”')
    expect(answer.body).toContain('href="/lists/sports"')
  })

  test.each([
    '/nowhere',
    '/lists/top.xml',
    '/lists/top.rss.rss',
    '/lists/%00',
    '/%ff',
    `/lists/${'x'.repeat(300)}`,
  ])('%s answers 4xx', async (url) => {
    const { statusCode } = await open().inject(url)
    expect(statusCode).toBeGreaterThanOrEqual(400)
    expect(statusCode).toBeLessThan(500)
  })

  test('a fault of ours shows a friendly page and neither message nor stack', async () => {
    const front = createFrontPage()
    const editions = {
      ...front.deps.editions,
      latest: () => Promise.reject(new Error('ECONNREFUSED 10.1.2.3')),
    }

    const answer = await createHttpServer({ ...front.deps, editions }).inject('/')

    expect(answer.statusCode).toBe(500)
    expect(answer.body).toContain('Something went wrong')
    expect(answer.body).not.toMatch(/10\.1\.2\.3|\.ts:\d/)
  })
})

test('while Redis is away pages and API say that a later try may succeed, and hide why', async () => {
  const front = createFrontPage()
  const away = () => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:6379'))
  const editions = { ...front.deps.editions, latest: away }
  const sources = { ...front.deps.sources, page: away }
  const isOutage = (error: unknown) => String(error).includes('ECONNREFUSED')
  const server = createHttpServer({ ...front.deps, editions, sources, isOutage })

  const page = await server.inject('/')
  const api = await server.inject({
    url: '/api/v1/sources',
    headers: { authorization: `Bearer ${front.deps.apiKeys[0]?.key}` },
  })

  for (const { statusCode, headers, body } of [page, api]) {
    expect([statusCode, headers['retry-after'], headers['cache-control']]).toEqual([503, '30', 'no-store'])
    expect(body).not.toContain('10.1.2.3')
  }
  expect(page.body).toContain('Out of service for a moment')
  expect(api.json()).toMatchObject({ status: 503, code: 'unavailable' })
})

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

  test.each(XSS_PAYLOADS)('%s stays text on every page', async (payload) => {
    const server = open(hostile(payload))

    for (const url of PAGES) {
      const { body } = await server.inject(url)
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
      const { body } = await server.inject(page)
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

describe('a day of the archive', () => {
  const date = new Date(NOW).toISOString().slice(0, 10)

  test('shows its stories, its editions and the way to its neighbours', async () => {
    const answer = await createHttpServer(createFrontPage().deps).inject(`/lists/top/archive/${date}`)

    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('/lists/top/editions/1284')
    expect(answer.body).toMatch(/rel="prev" href="\/lists\/top\/archive\/\d{4}-\d\d-\d\d"/)
    expect(answer.body).toContain(`/lists/top/archive/${date}.atom`)
    // It still grows.
    expect(answer.headers['cache-control']).toContain('max-age=60')
  })

  test('is a feed in every format', async () => {
    const answer = await createHttpServer(createFrontPage().deps).inject(`/lists/top/archive/${date}.rss`)

    expect(answer.statusCode).toBe(200)
    expect(answer.body).toMatch(new RegExp(`^${date} after \\d{4}-\\d\\d-\\d\\d top$`))
  })

  test.each(['2001-01-01', '2026-02-30', 'today', '2026-1-1.rss', '..%2f'])('%s is no day', async (name) => {
    const answer = await createHttpServer(createFrontPage().deps).inject(`/lists/top/archive/${name}`)

    expect(answer.statusCode).toBe(404)
  })
})
