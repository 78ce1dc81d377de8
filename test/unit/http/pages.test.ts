import { describe, expect, test } from 'vitest'
import { createHttpServer } from '../../../src/http/server.ts'
import { createWords } from '../../../src/http/words.ts'
import { createFrontPage, type FrontPage, fakeEdition, fakeItem, NOW } from '../../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../../support/front-page-stories.ts'

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

  test('with more than a hundred stories is pages of a hundred, each of which leads to all others', async () => {
    const front = createFrontPage()
    const items = Array.from({ length: 250 }, (_, index) => fakeItem(FRONT_PAGE_STORIES[0]!, index))
    front.editions.set('top', [fakeEdition('top', 1284, items)])
    const server = open(front)
    const address = `/lists/top/archive/${date}`
    const ranksOf = (body: string) => [...body.matchAll(/data-rank="(\d+)"/g)].map(([, rank]) => Number(rank))

    const bodies = await Promise.all(
      ['', '/2', '/3'].map(async (page) => (await server.inject(`${address}${page}`)).body),
    )

    expect(bodies.map((body) => ranksOf(body).length)).toEqual([100, 100, 50])
    expect(bodies.flatMap(ranksOf)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1))
    for (const [index, page] of ['', '/2', '/3'].entries()) {
      const body = bodies[index] ?? ''
      expect(body).toContain(`<link rel="canonical" href="https://tide.example${address}${page}">`)
      expect(body).toContain(`href="${address}${page}" aria-current="page">`)
      for (const link of [`${address}"`, `${address}/2"`, `${address}/3"`])
        expect(body).toContain(`<a href="${link}`)
    }
    expect(bodies[1]).toContain('No. 101–200</a>')
    expect(bodies[1]).toMatch(/<title>Top stories, [^<]+, No\. 101–200 · The Tide<\/title>/)
    for (const page of ['/1', '/4', '/0', '/02', '/x', '.rss/2']) {
      expect([page, (await server.inject(`${address}${page}`)).statusCode]).toEqual([page, 404])
    }
  })

  test('with a hundred stories or fewer is one page', async () => {
    const front = createFrontPage()
    const items = Array.from({ length: 100 }, (_, index) => fakeItem(FRONT_PAGE_STORIES[0]!, index))
    front.editions.set('top', [fakeEdition('top', 1284, items)])

    const { body } = await open(front).inject(`/lists/top/archive/${date}`)

    expect(body.match(/data-rank="/g)).toHaveLength(100)
    expect(body).not.toContain('Stories of the day')
    expect((await open(front).inject(`/lists/top/archive/${date}/2`)).statusCode).toBe(404)
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
