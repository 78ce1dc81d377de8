import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import { createFrontPage, fakeEntry, fakeProfile } from '../../support/front-page.ts'

const serve = (patch: Parameters<typeof createFrontPage>[0] = {}) =>
  createHttpServer(createFrontPage(patch).deps)

describe('the page of a publisher', () => {
  test('shows its numbers, channels, hours and newest reports', async () => {
    const { body, statusCode } = await serve().inject('/publishers/p1')

    expect(statusCode).toBe(200)
    expect(body).toContain('<h1 dir="auto">Harbour Gazette</h1>')
    expect(body).toContain('<dd>1,240</dd>')
    // 1,116 of 1,240 are no copies, 1,178 had a date to rely on.
    expect(body).toContain('<dd>90%</dd>')
    expect(body).toContain('<dd>95%</dd>')
    expect(body).toContain('军事 <b>440</b>')
    expect(body.match(/<rect /g)).toHaveLength(24)
    expect(body).toMatch(/Most reports come between \d\d and \d\d o’clock\./)
    for (const format of ['rss', 'atom', 'json']) expect(body).toContain(`href="/publishers/p1.${format}"`)
    expect(body).not.toMatch(/ style=/)
  })

  test('has no shares of nothing', async () => {
    const nothing = { entryCount: 0, copyCount: 0, datedCount: 0, channels: [], hours: Array(24).fill(0) }
    const publishers = { get: async () => fakeProfile(nothing), entries: async () => [] }

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
    const publishers = { get: async () => fakeProfile(), entries: async () => [entry] }

    const { body } = await serve({ publishers }).inject('/publishers/p1.json')

    expect(JSON.parse(body).items[0].url).toBe('https://tide.example/stories/01story')
  })

  test('are valid without any report', async () => {
    const publishers = { get: async () => fakeProfile(), entries: async () => [] }

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
