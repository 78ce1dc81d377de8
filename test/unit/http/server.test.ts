import { type AddressInfo, connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { chooseCoding, codedEtag, createFeedCoder } from '../../../src/http/content-coding.ts'
import type { HubDesk } from '../../../src/http/desks.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import type { RenderedFeed } from '../../../src/model/index.ts'
import { createFrontPage } from '../../support/front-page.ts'

describe('operations', () => {
  test('health, readiness and metrics answer', async () => {
    const server = createHttpServer(createFrontPage().deps)

    expect((await server.inject('/healthz')).json()).toEqual({ ok: true })
    expect((await server.inject('/readyz')).json()).toEqual({ ok: true, problems: [] })
    expect((await server.inject('/metrics')).body).toBe('tidewire_up 1\n')
    expect((await server.inject('/robots.txt')).body).toContain('Disallow: /api/')
  })

  test('a problem, or a check that fails, is 503', async () => {
    const slow = createFrontPage({ ready: async () => ({ ok: false, problems: ['Redis does not answer.'] }) })
    const broken = createFrontPage({ ready: () => Promise.reject(new Error('secret host')) })

    const answers = [
      await createHttpServer(slow.deps).inject('/readyz'),
      await createHttpServer(broken.deps).inject('/readyz'),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503])
    expect(answers[1]!.body).not.toContain('secret host')
  })

  test('one address that asks too often is told to wait; health checks are never refused', async () => {
    const server = createHttpServer(createFrontPage({ limits: { requestsPerMinute: 3 } }).deps)

    const statuses: number[] = []
    for (let request = 0; request < 5; request++) statuses.push((await server.inject('/')).statusCode)
    const refused = await server.inject('/')

    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect(refused.headers['retry-after']).toBeDefined()
    expect(refused.body).toContain('Too many requests')
    expect((await server.inject('/healthz')).statusCode).toBe(200)
  })

  test.each([
    ['GET', '/nothing', 404],
    ['POST', '/nothing', 400],
    ['POST', '/lists/top', 405],
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/assets/nothing', 404],
  ] as const)('nor does who asks for what there is not: %s %s', async (method, url, status) => {
    const server = createHttpServer(createFrontPage({ limits: { requestsPerMinute: 2 } }).deps)

    const statuses: number[] = []
    for (let time = 0; time < 3; time++) {
      const body = method === 'POST' && { payload: '{', headers: { 'content-type': 'application/json' } }
      statuses.push((await server.inject({ method, url, ...body })).statusCode)
    }

    expect(statuses).toEqual([status, status, 429])
    expect((await server.inject('/')).statusCode).toBe(429)
  })

  test('nobody guesses keys and tokens faster than that', async () => {
    const asked: string[] = []
    const hubs: HubDesk = {
      isKnown: async (token) => asked.push(token) === 0,
      verify: async () => false,
      deny: async () => false,
      receive: async () => 'unknown',
      hint: async () => undefined,
    }
    const server = createHttpServer(createFrontPage({ hubs, limits: { requestsPerMinute: 3 } }).deps)
    const ask = async (times: number, request: { url: string; method?: 'POST' }) => {
      const statuses: number[] = []
      for (let time = 0; time < times; time++) statuses.push((await server.inject(request)).statusCode)
      return statuses
    }

    const keys = await ask(5, { url: '/api/v1/lists' })
    const tokens = await ask(32, { url: `/websub/${'t'.repeat(32)}`, method: 'POST' })

    expect(keys).toEqual([401, 401, 401, 429, 429])
    const { headers, body } = await server.inject('/api/v1/lists')
    expect(headers['retry-after']).toBe('60')
    expect(JSON.parse(body)).toMatchObject({ status: 429, code: 'too_many_requests' })
    expect(tokens.filter((status) => status === 410)).toHaveLength(30)
    expect(asked).toHaveLength(30)
  })
})

describe('a method that an address does not know', () => {
  const server = createHttpServer(createFrontPage({ ownHub: { take: async () => ({ kind: 'taken' }) } }).deps)

  test.each([
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/lists/top', 'GET, HEAD, OPTIONS'],
    ['PUT', '/publishers/p1/icon', 'GET, HEAD, OPTIONS'],
    ['GET', '/hub', 'POST'],
    ['HEAD', '/hub/', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['PUT', '/api/v1/sources', 'GET, HEAD, POST'],
    ['PATCH', '/api/v1/sources/s1', 'DELETE, GET, HEAD'],
    ['POST', '/api/v1/openapi.json', 'GET, HEAD'],
  ] as const)('%s %s is 405, and those it knows are named', async (method, url, allow) => {
    const answer = await server.inject({ method, url, payload: '{', headers: { 'content-type': 'a/b' } })

    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow])
    if (url.startsWith('/api/'))
      expect(answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed' })
    else expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  })

  test('an address that nothing has stays 404, and preflights stay answered', async () => {
    const missing = await server.inject({ method: 'POST', url: '/lists/top/more/than/there/is' })
    const preflight = await server.inject({ method: 'OPTIONS', url: '/lists/top.atom' })

    expect([missing.statusCode, preflight.statusCode]).toEqual([404, 204])
  })
})

test('programs that ask for favicon.ico get the icon of the site, and keep it for a day', async () => {
  const { statusCode, headers, body } = await createHttpServer(createFrontPage().deps).inject('/favicon.ico')

  expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'image/svg+xml',
    'public, max-age=86400',
  ])
  expect(body).toContain('<svg')
})

describe('live editions', () => {
  async function listen(limits: object = {}) {
    const front = createFrontPage({ limits })
    const server = createHttpServer(front.deps)
    await server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.server.address() as AddressInfo
    return { front, server, events: `http://127.0.0.1:${port}/events` }
  }

  test('each new edition reaches every open stream, and closing the server ends them', async () => {
    const { front, server, events } = await listen({ heartbeatMs: 20 })
    const stream = await fetch(events, { headers: { 'last-event-id': '"><x' } })
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    const readUntil = async (wanted: string) => {
      let text = ''
      while (!text.includes(wanted)) text += (await reader.read()).value ?? ''
      return text
    }

    await readUntil('retry:')
    front.announce({ listId: 'top', number: 1285 })
    const text = await readUntil('data:')
    await readUntil(': still here')
    await server.close()

    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(stream.headers.get('content-encoding')).toBeNull()
    expect(text).toContain('event: edition\ndata: {"list":"top","edition":1285}')
    while (!(await reader.read()).done);
  })

  test('streams beyond the bound are refused until one closes', async () => {
    const { server, events } = await listen({ liveClientsPerAddress: 1 })
    const stop = new AbortController()
    const first = await fetch(events, { signal: stop.signal })

    const second = await fetch(events)
    stop.abort()

    expect([first.status, second.status]).toEqual([200, 503])
    expect(second.headers.get('retry-after')).toBe('60')
    await expect
      .poll(async () => {
        const retry = new AbortController()
        const { status } = await fetch(events, { signal: retry.signal })
        retry.abort()
        return status
      })
      .toBe(200)
    await server.close()
  })

  test('streams that were asked for one behind the other on one connection are gone with it', async () => {
    const { server, events } = await listen({ liveClientsPerAddress: 3 })
    const { port } = new URL(events)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET /events HTTP/1.1\r\nHost: tide.example\r\n\r\n'.repeat(3))
    await new Promise((resolve) => socket.once('data', resolve))
    await expect.poll(async () => (await fetch(events)).status).toBe(503)

    socket.destroy()

    const statuses = async () => {
      const stop = new AbortController()
      const asked = await Promise.all([1, 2, 3].map(() => fetch(events, { signal: stop.signal })))
      stop.abort()
      return asked.map(({ status }) => status)
    }
    await expect.poll(statuses).toEqual([200, 200, 200])
    await server.close()
  })

  test('addresses of one IPv6 network are one', async () => {
    const { server, events } = await listen({ liveClientsPerAddress: 1, trustedProxies: ['127.0.0.1'] })
    const from = (address: string) => fetch(events, { headers: { 'x-forwarded-for': address } })

    const answers = [
      await from('2001:db8:1:2::3'),
      await from('2001:DB8:1:2:ffff::4'),
      await from('2001:db8:1:3::3'),
      await from('::ffff:192.0.2.1'),
      await from('192.0.2.1'),
    ]

    expect(answers.map(({ status }) => status)).toEqual([200, 503, 200, 200, 503])
    for (const { body } of answers) await body?.cancel()
    await server.close()
  })
})

describe('behind a proxy', () => {
  const ask = async (trustedProxies: readonly string[]) => {
    const lines: { level: number; msg: string; address?: string }[] = []
    const log = pino({ level: 'warn' }, { write: (line) => lines.push(JSON.parse(line)) })
    const { deps } = createFrontPage({ log, limits: { requestsPerMinute: 2, trustedProxies } })
    const server = createHttpServer(deps)
    const from = async (address: string) => {
      const headers = { 'x-forwarded-for': address }
      return (await server.inject({ url: '/', headers, remoteAddress: '10.1.2.3' })).statusCode
    }
    const statuses = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')]
    return { statuses: [...statuses, await from('192.0.2.2')], lines }
  }

  test('that is trusted, each reader has limits of its own', async () => {
    const { statuses, lines } = await ask(['127.0.0.1', '10.0.0.0/8'])

    expect(statuses).toEqual([200, 200, 429, 200])
    expect(lines).toEqual([])
  })

  test('that nobody has named, nobody chooses an address, and the log names the one that forwards, once', async () => {
    const { statuses, lines } = await ask(['10.1.2.4'])

    expect(statuses).toEqual([200, 200, 429, 429])
    expect(lines.map(({ msg, address }) => [msg, address])).toEqual([
      ['an address that is not trusted forwards requests', '10.1.2.3'],
    ])
  })
})

test('a request is one line of the log, whose facts are named as those of all others', async () => {
  const lines: Record<string, unknown>[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) })
  const server = createHttpServer(createFrontPage({ log }).deps)

  await server.inject('/lists/top?key=secret')

  expect(lines).toEqual([
    {
      level: 30,
      request_id: 'req-1',
      method: 'GET',
      route: '/lists/:name',
      status_code: 200,
      duration_ms: expect.any(Number),
      msg: 'request done',
    },
  ])
})

test('a connection that never asked anything does not hold up closing', async () => {
  const server = createHttpServer(createFrontPage().deps)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await new Promise((resolve) => server.server.once('connection', resolve))

  await server.close()

  await closed
})

test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip, deflate, br', 'br'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['X-GZIP', 'gzip'],
  ['*', 'br'],
  ['br;q=0, *;q=0.1', 'gzip'],
  ['zstd', 'identity'],
] as const)('Accept-Encoding %j takes %s', (header, coding) => {
  expect(chooseCoding(header)).toBe(coding)
})

test('a coded tag stays quoted', () => {
  expect(codedEtag('"abc"', 'br')).toBe('"abc-br"')
})

test('a feed that many ask for at once is compressed once for each coding', async () => {
  const coder = createFeedCoder()
  const body = Buffer.from('<item>tide</item>'.repeat(200))
  const feed = { etag: '"abc"', body } as unknown as RenderedFeed

  const [first, second, other] = await Promise.all([
    coder.encode(feed, 'br'),
    coder.encode(feed, 'br'),
    coder.encode(feed, 'gzip'),
  ])
  const later = await coder.encode(feed, 'br')

  expect(second).toBe(first)
  expect(later).toBe(first)
  expect(brotliDecompressSync(first)).toEqual(body)
  expect(gunzipSync(other)).toEqual(body)
})
