import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import { createFrontPage, fakeEntry, fakeProfile } from '../../support/front-page.ts'

const serve = (patch: Parameters<typeof createFrontPage>[0] = {}) =>
  createHttpServer(createFrontPage(patch).deps)

const noIcon = async () => undefined
const noneKnown = async () => new Map<string, object>()

describe('the page of a publisher', () => {
  test('shows its numbers, channels, hours and newest reports', async () => {
    const { body, statusCode } = await serve().inject('/publishers/p1')

    expect(statusCode).toBe(200)
    expect(body).toContain('<h1 dir="auto">Harbour Gazette</h1>')
    expect(body).toContain('<dd>1,240</dd>')
    // 1,116 of 1,240 are no copies, 1,178 had a date to rely on.
    expect(body).toContain('<dd>90%</dd>')
    expect(body).toContain('<dd>95%</dd>')
    // Called and led to as their lists are; a channel that has none is called by its id.
    expect(body).toContain('<a href="/lists/world">World</a> <b>800</b>')
    expect(body).toContain('军事 <b>440</b>')
    expect(body.match(/<rect /g)).toHaveLength(24)
    expect(body).toMatch(/Most reports come between \d\d and \d\d o’clock\./)
    for (const format of ['rss', 'atom', 'json']) expect(body).toContain(`href="/publishers/p1.${format}"`)
    expect(body).not.toMatch(/ style=/)
  })

  test('has no shares of nothing', async () => {
    const nothing = { entryCount: 0, copyCount: 0, datedCount: 0, channels: [], hours: Array(24).fill(0) }
    const publishers = {
      get: async () => fakeProfile(nothing),
      entries: async () => [],
      icon: noIcon,
      known: noneKnown,
    }

    const { body } = await serve({ publishers }).inject('/publishers/p1')

    expect(body).not.toMatch(/NaN|Infinity/)
    expect(body).toContain('Its reports are no longer kept.')
  })

  test.each(['/publishers/unknown', '/publishers/unknown.rss', '/publishers/a%3Ab', '/publishers/..%2fx'])(
    '%s is not there',
    async (path) => {
      expect((await serve().inject(path)).statusCode).toBe(404)
    },
  )
})

describe('the feeds of a publisher', () => {
  test.each(['rss', 'atom', 'json'] as const)('%s holds its newest reports', async (format) => {
    const answer = await serve().inject(`/publishers/p1.${format}`)

    expect(answer.headers.link).toContain(`/publishers/p1.${format}>; rel="self"`)
    const feed = await parseFeed(answer.rawPayload, {
      contentType: String(answer.headers['content-type']),
    })
    expect(feed.title).toContain('Harbour Gazette')
    expect(feed.entries.length).toBeGreaterThan(3)
    expect(new Set(feed.entries.map(({ guid }) => guid)).size).toBe(feed.entries.length)
    expect(feed.entries[0]).toMatchObject({ publishedAt: expect.any(Number), url: expect.any(String) })
  })

  test('answer 304 to the tag they gave', async () => {
    const server = serve()
    const first = await server.inject('/publishers/p1.atom')

    const again = await server.inject({
      url: '/publishers/p1.atom',
      headers: { 'if-none-match': String(first.headers.etag) },
    })

    expect(again.statusCode).toBe(304)
  })

  test('lead to the story where a report has no address that can be followed', async () => {
    const entry = fakeEntry('e1', { url: 'javascript:alert(1)', storyId: '01story' })
    const publishers = {
      get: async () => fakeProfile(),
      entries: async () => [entry],
      icon: noIcon,
      known: noneKnown,
    }

    const { body } = await serve({ publishers }).inject('/publishers/p1.json')

    expect(JSON.parse(body).items[0].url).toBe('https://tide.example/stories/01story')
  })

  test('are valid without any report', async () => {
    const publishers = {
      get: async () => fakeProfile(),
      entries: async () => [],
      icon: noIcon,
      known: noneKnown,
    }

    const { rawPayload, statusCode } = await serve({ publishers }).inject('/publishers/p1.rss')

    expect(statusCode).toBe(200)
    expect((await parseFeed(rawPayload)).entries).toEqual([])
  })
})

test('the API tells the same record', async () => {
  const front = createFrontPage()
  const answer = await createHttpServer(front.deps).inject({
    url: '/api/v1/publishers/p1',
    headers: { authorization: `Bearer ${front.deps.apiKeys[0]?.key}` },
  })

  expect(answer.json()).toMatchObject({
    id: 'p1',
    page: 'https://tide.example/publishers/p1',
    entries: 1240,
    firsts: 211,
    channels: [{ channel: 'world', entries: 800 }, {}],
  })
})

describe('a publisher that nobody has named', () => {
  const profile = fakeProfile({ name: 'harbour.example', title: 'The Harbour Gazette' })
  const publishers = { get: async () => profile, entries: async () => [], icon: noIcon, known: noneKnown }

  test('is shown as what its feed calls itself', async () => {
    const { body } = await serve({ publishers }).inject('/publishers/p1')
    expect(body).toContain('<h1 dir="auto">The Harbour Gazette</h1>')
    expect(body).not.toContain('harbour.example')
    const feed = await serve({ publishers }).inject('/publishers/p1.json')
    expect(feed.json().title).toContain('The Harbour Gazette')
  })

  test('is called so on the pages of lists, editions and stories', async () => {
    const front = createFrontPage()
    const [item] = (await front.deps.editions.latest('top'))?.items ?? []
    const known = async (ids: ReadonlySet<string>) =>
      new Map([...ids].map((id) => [id, { title: id === item?.publisherId ? 'The Retitled' : 'Another' }]))
    const server = createHttpServer({ ...front.deps, publishers: { ...front.deps.publishers, known } })
    for (const url of ['/', '/lists/top', `/stories/${item?.storyId}`])
      expect((await server.inject(url)).body).toContain('The Retitled')
    const plain = await createHttpServer(front.deps).inject('/lists/top')
    expect(plain.body).toContain(item?.publisherName)
  })

  test('keeps its name beside it in the API', async () => {
    const front = createFrontPage({ publishers })
    const answer = await createHttpServer(front.deps).inject({
      url: '/api/v1/publishers/p1',
      headers: { authorization: `Bearer ${front.deps.apiKeys[0]?.key}` },
    })
    expect(answer.json()).toMatchObject({ name: 'harbour.example', title: 'The Harbour Gazette' })
    expect(answer.json()).not.toHaveProperty('iconUrl')
  })
})

describe('the icon of a publisher', () => {
  const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const fetchedAt = Date.UTC(2026, 10, 20)
  const publishers = {
    get: async () => fakeProfile({ hasIcon: true }),
    entries: async () => [],
    icon: async (id: string) => (id === 'p1' ? { bytes, type: 'image/png' as const, fetchedAt } : undefined),
    known: noneKnown,
  }

  test('is served as the picture it is, and as nothing else', async () => {
    const { headers, rawPayload, statusCode } = await serve({ publishers }).inject('/publishers/p1/icon')
    expect(statusCode).toBe(200)
    expect(rawPayload).toEqual(Buffer.from(bytes))
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=86400',
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  test('comes as the bytes that its tag names, whatever codings a browser takes', async () => {
    const large = new Uint8Array(4_096)
    const icon = async () => ({ bytes: large, type: 'image/x-icon' as const, fetchedAt })
    const { headers, rawPayload } = await serve({ publishers: { ...publishers, icon } }).inject({
      url: '/publishers/p1/icon',
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(headers).not.toHaveProperty('content-encoding')
    expect(headers.etag).toMatch(/^"/)
    expect(rawPayload).toEqual(Buffer.from(large))
  })

  test('is not sent again to who has it', async () => {
    const server = serve({ publishers })
    const { headers } = await server.inject('/publishers/p1/icon')
    const again = await server.inject({
      url: '/publishers/p1/icon',
      headers: { 'if-none-match': String(headers.etag) },
    })
    expect(again.statusCode).toBe(304)
    expect(again.rawPayload).toHaveLength(0)
  })

  test.each(['/publishers/unknown/icon', '/publishers/a%3Ab/icon'])('%s is not there', async (url) => {
    expect((await serve({ publishers }).inject(url)).statusCode).toBe(404)
  })

  test('stands on its page, from our own origin, and in its feeds', async () => {
    const front = createFrontPage({ publishers })
    const server = createHttpServer(front.deps)
    const page = await server.inject('/publishers/p1')
    expect(page.body).toContain('src="/publishers/p1/icon" alt="" width="32" height="32"')
    expect(page.headers['content-security-policy']).toContain("img-src 'self'")
    const url = 'https://tide.example/publishers/p1/icon'
    expect((await server.inject('/publishers/p1.json')).json().icon).toBe(url)
    expect((await server.inject('/publishers/p1.atom')).body).toContain(`<icon>${url}</icon>`)
    const answer = await server.inject({
      url: '/api/v1/publishers/p1',
      headers: { authorization: `Bearer ${front.deps.apiKeys[0]?.key}` },
    })
    expect(answer.json().iconUrl).toBe(url)
  })

  test('is no picture where there is none', async () => {
    expect((await serve().inject('/publishers/p1')).body).not.toContain('<img class="icon"')
  })
})
