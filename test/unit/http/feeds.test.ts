import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createHttpServer } from '../../../src/http/server.ts'
import { createFrontPage, fakeFeed, NOW } from '../../support/front-page.ts'

const lastModified = new Date(NOW - 90_500).toUTCString()

function open(patch: Parameters<typeof createFrontPage>[0] = {}) {
  return createHttpServer(createFrontPage(patch).deps)
}

describe('the stored bytes of a list', () => {
  test.each([
    ['rss', 'application/rss+xml; charset=utf-8'],
    ['atom', 'application/atom+xml; charset=utf-8'],
    ['json', 'application/feed+json; charset=utf-8'],
  ] as const)('%s comes as stored, with validators, links and open CORS', async (format, contentType) => {
    const site = { ...createFrontPage().deps.site, hubUrl: 'https://tide.example/hub' }
    const answer = await open({ site }).inject(`/lists/top.${format}`)

    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload).toEqual(Buffer.from(fakeFeed(format).body))
    expect(answer.headers).toMatchObject({
      'content-type': contentType,
      etag: `"${format}-1284"`,
      'last-modified': lastModified,
      'cache-control': 'public, max-age=60, stale-while-revalidate=600, stale-if-error=86400',
      vary: 'accept-encoding',
      'accept-ranges': 'none',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      link: `<https://tide.example/lists/top.${format}>; rel="self", <https://tide.example/hub>; rel="hub"`,
    })
  })

  test.each([
    ['the same tag', { 'if-none-match': '"rss-1284"' }, 304],
    ['the same tag, weakened by a proxy', { 'if-none-match': 'W/"rss-1284"' }, 304],
    ['a list with the tag', { 'if-none-match': '"a,b", W/"rss-1284" , "c"' }, 304],
    ['any tag', { 'if-none-match': ' * ' }, 304],
    ['another tag', { 'if-none-match': '"rss-1283"' }, 200],
    ['a tag without quotes', { 'if-none-match': 'rss-1284' }, 200],
    ['a wrong tag and a fresh date', { 'if-none-match': '"x"', 'if-modified-since': lastModified }, 200],
    [
      'the right tag and an old date',
      { 'if-none-match': '"rss-1284"', 'if-modified-since': new Date(0).toUTCString() },
      304,
    ],
    ['the date it got', { 'if-modified-since': lastModified }, 304],
    ['a later date', { 'if-modified-since': new Date(NOW).toUTCString() }, 304],
    ['an earlier date', { 'if-modified-since': new Date(NOW - 3_600_000).toUTCString() }, 200],
    ['a date that is none', { 'if-modified-since': 'yesterday' }, 200],
    ['a range', { range: 'bytes=0-9' }, 200],
  ] as const)('asked with %s', async (_name, headers, status) => {
    const answer = await open().inject({ url: '/lists/top.rss', headers })

    expect(answer.statusCode).toBe(status)
    expect(answer.headers).toMatchObject({ etag: '"rss-1284"', vary: 'accept-encoding' })
    expect(answer.headers['cache-control']).toContain('max-age=60')
    expect(answer.rawPayload.length === 0).toBe(status === 304)
  })

  test('each content coding has a tag of its own, and only the one asked for answers 304', async () => {
    const server = open()
    const ask = (coding: string, tag = '') =>
      server.inject({ url: '/lists/top.rss', headers: { 'accept-encoding': coding, 'if-none-match': tag } })

    const [plain, gzip, br] = [await ask('identity'), await ask('gzip'), await ask('gzip, br')]

    expect([plain, gzip, br].map((answer) => answer.headers.etag)).toEqual([
      '"rss-1284"',
      '"rss-1284-gzip"',
      '"rss-1284-br"',
    ])
    expect(gunzipSync(gzip.rawPayload)).toEqual(plain.rawPayload)
    expect(brotliDecompressSync(br.rawPayload)).toEqual(plain.rawPayload)
    expect((await ask('gzip', '"rss-1284-gzip"')).statusCode).toBe(304)
    expect((await ask('gzip', '"rss-1284"')).statusCode).toBe(200)
    expect((await ask('br;q=0, gzip;q=0')).headers['content-encoding']).toBeUndefined()
  })

  test('HEAD has the headers of GET and no body', async () => {
    const server = open()

    const [head, get] = [
      await server.inject({ method: 'HEAD', url: '/lists/top.atom' }),
      await server.inject('/lists/top.atom'),
    ]

    expect(head.rawPayload).toHaveLength(0)
    for (const name of ['etag', 'last-modified', 'content-type', 'content-length', 'vary', 'link']) {
      expect(head.headers[name]).toBe(get.headers[name])
    }
  })

  test('a script on another site may ask conditionally', async () => {
    const answer = await open().inject({ method: 'OPTIONS', url: '/lists/top.json' })

    expect(answer.statusCode).toBe(204)
    expect(answer.headers['access-control-allow-headers']).toContain('if-none-match')
  })

  test('a list without an edition is a feed without items, not an error', async () => {
    const front = createFrontPage()
    front.editions.clear()
    const deps = { ...front.deps, feeds: { ...front.deps.feeds, get: async () => undefined } }

    const answer = await createHttpServer(deps).inject('/lists/top.rss')

    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe('current top')
    expect(answer.headers['last-modified']).toBeUndefined()
  })
})

describe('a frozen edition', () => {
  test('is kept for ever in every format', async () => {
    const answer = await open().inject('/lists/top/editions/1283.atom')

    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe('archive top')
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  test('its page is kept for a day once a newer edition stands behind its link', async () => {
    const server = open()

    const [old, newest] = [
      await server.inject('/lists/top/editions/1283'),
      await server.inject('/lists/top/editions/1284'),
    ]

    expect(old.headers['cache-control']).toBe('public, max-age=86400, stale-if-error=86400')
    expect(old.body).toContain('/lists/top/editions/1284')
    expect(newest.headers['cache-control']).toContain('max-age=5,')
  })

  test.each([
    '/lists/top/editions/9',
    '/lists/top/editions/0.rss',
    '/lists/top/editions/1e3',
    '/lists/top/editions/-1',
  ])('%s is not found', async (url) => {
    expect((await open().inject(url)).statusCode).toBe(404)
  })
})
