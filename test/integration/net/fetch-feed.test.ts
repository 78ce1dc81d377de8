import { createHash } from 'node:crypto'
import type http from 'node:http'
import zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createFeedFetcher, type FeedResponse } from '../../../src/net/fetch-feed.ts'
import { type Listener, outlet, resolves, serve, speak } from './support/loopback.ts'

const FEED = '<rss><channel><title>a</title></channel></rss>'
const NOW = Date.UTC(2026, 2, 5, 12)

describe('validators', () => {
  test('go back byte for byte, quotes, W/ and odd dates kept', async () => {
    const etag = 'W/"a-\u00e9\u00ff-gzip"'
    const lastModified = 'Thursday,  5-Mar-26 12:00:00 +0000 (odd)'
    await using server = await serve((_, response) =>
      response.writeHead(200, { etag, 'last-modified': lastModified }).end(FEED),
    )
    await using feed = reader({ to: [server] })

    const first = changed(await feed.fetch({ url: server.url }))
    await feed.fetch({ url: server.url, ...(first.validators && { validators: first.validators }) })

    expect(first.validators).toEqual({ url: `${server.url}/`, etag, lastModified })
    expect(server.requests[0]?.headers).not.toHaveProperty('if-none-match')
    expect(server.requests[0]?.headers).not.toHaveProperty('if-modified-since')
    expect(server.requests[1]?.headers).toMatchObject({
      'if-none-match': etag,
      'if-modified-since': lastModified,
    })
  })

  test('each answer replaces all of them, also one that has fewer', async () => {
    const answers: http.OutgoingHttpHeaders[] = [
      { etag: '"1"', 'last-modified': 'one' },
      { etag: '"2"', 'last-modified': 'one' },
      { etag: '"3"' },
      {},
    ]
    await using server = await serve((_, response) =>
      response.writeHead(200, answers.shift() ?? {}).end(FEED),
    )
    await using feed = reader({ to: [server] })
    const url = `${server.url}/`

    const seen = []
    let validators: NonNullable<Parameters<typeof feed.fetch>[0]['validators']> | undefined
    for (let poll = 0; poll < 4; poll++) {
      validators = changed(await feed.fetch({ url, ...(validators && { validators }) })).validators
      seen.push(validators)
    }

    expect(seen).toEqual([
      { url, etag: '"1"', lastModified: 'one' },
      { url, etag: '"2"', lastModified: 'one' },
      { url, etag: '"3"' },
      undefined,
    ])
    expect(server.requests[3]?.headers).toMatchObject({ 'if-none-match': '"3"' })
    expect(server.requests[3]?.headers).not.toHaveProperty('if-modified-since')
  })

  test('a 304 brings new ones and leaves the others', async () => {
    await using server = await serve((_, response) =>
      response.writeHead(304, { etag: '"2"', 'cache-control': 'max-age=3600' }).end(),
    )
    await using feed = reader({ to: [server] })
    const url = `${server.url}/`

    const answer = await feed.fetch({ url, validators: { url, etag: '"1"', lastModified: 'one' } })

    expect(answer).toMatchObject({
      kind: 'not_modified',
      statusCode: 304,
      validators: { url, etag: '"2"', lastModified: 'one' },
      hints: { maxAgeMs: 3_600_000 },
      wireBytes: 0,
    })
  })

  test('are not sent to a URL they did not come from, be it by redirect or a changed source', async () => {
    await using server = await serve(({ path }, response) => {
      if (path === '/a') response.writeHead(302, { location: '/b' }).end()
      else response.writeHead(200, { etag: '"b"' }).end(FEED)
    })
    await using feed = reader({ to: [server] })
    const validators = { url: `${server.url}/a`, etag: '"a"' }

    const answer = changed(await feed.fetch({ url: `${server.url}/a`, validators }))
    await feed.fetch({ url: `${server.url}/c`, validators })

    const sent = server.requests.map(({ path, headers }) => [path, headers['if-none-match']])
    expect(sent).toEqual([
      ['/a', '"a"'],
      ['/b', undefined],
      ['/c', undefined],
    ])
    expect(answer.validators).toEqual({ url: `${server.url}/b`, etag: '"b"' })
  })

  test('of a redirect’s target are sent to the target alone, so that it can answer 304', async () => {
    await using server = await serve(({ path, headers }, response) => {
      if (path === '/a') response.writeHead(302, { location: '/b' }).end()
      else if (headers['if-none-match'] === '"b"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"b"' }).end(FEED)
    })
    await using feed = reader({ to: [server] })
    const url = `${server.url}/a`

    const first = changed(await feed.fetch({ url }))
    const second = await feed.fetch({ url, ...(first.validators && { validators: first.validators }) })

    expect(second).toMatchObject({
      kind: 'not_modified',
      validators: { url: `${server.url}/b`, etag: '"b"' },
    })
    expect(server.requests[2]?.headers).not.toHaveProperty('if-none-match')
  })

  test('too long to keep are not kept', async () => {
    await using server = await serve((_, response) =>
      response.writeHead(200, { etag: `"${'x'.repeat(2000)}"` }).end(FEED),
    )
    await using feed = reader({ to: [server] })

    expect(changed(await feed.fetch({ url: server.url })).validators).toBeUndefined()
  })

  test('a 304 nobody asked for is a failure', async () => {
    await using server = await serve((_, response) => response.writeHead(304).end())
    await using feed = reader({ to: [server] })

    expect(await feed.fetch({ url: server.url })).toMatchObject({
      kind: 'failed',
      outcome: 'failed',
      statusCode: 304,
      message: `GET ${server.url}/ answered 304 though nothing was asked conditionally`,
    })
  })
})

describe('the body', () => {
  test('comes with its SHA-256, type, final URL and cost', async () => {
    const wire = zlib.gzipSync(FEED)
    await using server = await serve(({ path }, response) => {
      if (path === '/old') response.writeHead(301, { location: '/new' }).end()
      else
        response
          .writeHead(200, {
            'content-type': 'text/xml; charset=gbk',
            'content-language': 'zh-CN',
            'content-encoding': 'gzip',
          })
          .end(wire)
    })
    await using feed = reader({ to: [server] })

    const answer = changed(await feed.fetch({ url: `${server.url}/old` }))

    expect(Buffer.from(answer.body).toString()).toBe(FEED)
    expect(answer).toMatchObject({
      statusCode: 200,
      url: `${server.url}/new`,
      permanentUrl: `${server.url}/new`,
      contentType: 'text/xml; charset=gbk',
      contentLanguage: 'zh-CN',
      bodyHash: createHash('sha256').update(FEED).digest('base64url').slice(0, 8),
      wireBytes: wire.length,
      durationMs: expect.any(Number),
    })
  })

  test('identical to the last one is unchanged, with the new validators', async () => {
    await using server = await serve((_, response, count) =>
      response.writeHead(200, { etag: `"${count}"` }).end(FEED),
    )
    await using feed = reader({ to: [server] })

    const first = changed(await feed.fetch({ url: server.url }))
    const second = await feed.fetch({ url: server.url, bodyHash: first.bodyHash })

    expect(second).toMatchObject({
      kind: 'unchanged',
      bodyHash: first.bodyHash,
      validators: { url: `${server.url}/`, etag: '"2"' },
    })
    expect(second).not.toHaveProperty('body')
  })

  test('that differs anywhere is changed, though no date in it moved', async () => {
    await using server = await serve((_, response, count) => response.end(FEED.replace('>a<', `>${count}<`)))
    await using feed = reader({ to: [server] })

    const first = changed(await feed.fetch({ url: server.url }))
    const second = await feed.fetch({ url: server.url, bodyHash: first.bodyHash })

    expect(second.kind).toBe('changed')
  })

  test.each(['', ' \r\n\t'])('that is empty (%j) is not a feed', async (body) => {
    await using server = await serve((_, response) => response.end(body))
    await using feed = reader({ to: [server] })

    expect(await feed.fetch({ url: `${server.url}/f` })).toMatchObject({
      kind: 'failed',
      outcome: 'not_a_feed',
      statusCode: 200,
      message: `GET ${server.url}/f answered 200 with an empty body`,
    })
  })
})

describe('what went wrong', () => {
  test.each<[statusCode: number, headers: http.OutgoingHttpHeaders, expected: object]>([
    [429, {}, { outcome: 'throttled' }],
    [429, { 'retry-after': '120' }, { outcome: 'throttled', retryAfterMs: 120_000 }],
    [
      429,
      { 'retry-after': new Date(NOW + 90_000).toUTCString() },
      { outcome: 'throttled', retryAfterMs: 90_000 },
    ],
    [429, { 'retry-after': '99999999' }, { outcome: 'throttled', retryAfterMs: 7 * 86_400_000 }],
    [429, { 'retry-after': 'soon' }, { outcome: 'throttled', retryAfterMs: undefined }],
    [429, { 'retry-after': '-5' }, { outcome: 'throttled', retryAfterMs: undefined }],
    [503, { 'retry-after': '60' }, { outcome: 'throttled', retryAfterMs: 60_000 }],
    [
      503,
      { 'retry-after': new Date(NOW - 90_000).toUTCString() },
      { outcome: 'failed', retryAfterMs: undefined },
    ],
    [503, {}, { outcome: 'failed' }],
    [410, {}, { outcome: 'gone' }],
    [404, {}, { outcome: 'not_found' }],
    [401, {}, { outcome: 'failed' }],
    [403, {}, { outcome: 'failed' }],
    [500, {}, { outcome: 'failed' }],
    [204, {}, { outcome: 'failed' }],
    [206, {}, { outcome: 'failed' }],
    [300, { location: '/x' }, { outcome: 'failed' }],
  ])('%i %j', async (statusCode, headers, expected) => {
    await using server = await serve((_, response) => response.writeHead(statusCode, headers).end())
    await using feed = reader({ to: [server] })

    const answer = await feed.fetch({ url: `${server.url}/feed?key=secret` })

    expect({ retryAfterMs: undefined, ...answer }).toMatchObject({
      kind: 'failed',
      statusCode,
      message: `GET ${server.url}/feed?… answered ${statusCode}`,
      ...expected,
    })
  })

  test('a challenge for browsers is called one', async () => {
    await using server = await serve((_, response) =>
      response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('<html>Just a moment...</html>'),
    )
    await using feed = reader({ to: [server] })

    expect(await feed.fetch({ url: server.url })).toMatchObject({
      outcome: 'failed',
      statusCode: 403,
      message: `GET ${server.url}/ answered 403: blocked by a challenge meant for browsers`,
    })
  })

  test('a failure behind redirects says so', async () => {
    await using server = await serve(({ path }, response) => {
      if (path === '/2') response.writeHead(503).end()
      else response.writeHead(301, { location: path === '/' ? '/1' : '/2' }).end()
    })
    await using feed = reader({ to: [server] })

    const answer = await feed.fetch({ url: server.url })

    expect(answer).toMatchObject({ message: `GET ${server.url}/ after 2 redirects answered 503` })
    expect(answer).not.toHaveProperty('permanentUrl')
  })

  test('each class of failure has its outcome', async () => {
    await using large = await serve((_, response) => response.end('x'.repeat(2000)))
    await using silent = await speak(() => {})
    await using broken = await speak((socket) => socket.destroy())
    await using plain = await speak((socket) => socket.once('data', () => socket.end('no TLS here')))
    await using feed = reader({
      to: [large, silent, broken, plain],
      resolver: resolves({ 'intern.example': ['10.0.0.1'] }),
      limits: { totalMs: 2_000, maxWireBytes: 1000 },
    })

    const outcomes: Record<string, string> = {}
    for (const [name, url] of Object.entries({
      too_large: large.url,
      timeout: silent.url,
      failed: broken.url,
      tls: plain.url.replace('http:', 'https:'),
      dns: 'http://unknown.example/',
      blocked: 'http://intern.example/',
    })) {
      const answer = await feed.fetch({ url })
      outcomes[name] = answer.kind === 'failed' ? answer.outcome : answer.kind
    }

    expect(outcomes).toEqual({
      too_large: 'too_large',
      timeout: 'timeout',
      failed: 'failed',
      tls: 'tls',
      dns: 'dns',
      blocked: 'blocked',
    })
  })

  test('only an abort is thrown', async () => {
    await using feed = reader({})

    await expect(feed.fetch({ url: 'http://127.0.0.1/' }, AbortSignal.abort('stop'))).rejects.toBe('stop')
    expect(await feed.fetch({ url: 'no url at all' })).toMatchObject({ kind: 'failed', outcome: 'blocked' })
  })
})

function reader(options: Parameters<typeof outlet>[0] & { to?: readonly Listener[] }) {
  const out = outlet(options)
  return {
    fetch: createFeedFetcher(out.client, () => NOW),
    [Symbol.asyncDispose]: () => out[Symbol.asyncDispose](),
  }
}

function changed(answer: FeedResponse): FeedResponse & { kind: 'changed' } {
  if (answer.kind !== 'changed') throw new Error(`expected a changed feed, got ${JSON.stringify(answer)}`)
  return answer
}
