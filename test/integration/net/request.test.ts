import type { IncomingHttpHeaders } from 'node:http'
import net from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Exchange } from '../../../src/model/index.ts'
import { outlet, resolves, serve, speak } from './support/loopback.ts'

const READ = { method: 'GET', redirects: 'follow', answer: 'read' } as const

describe('what is sent', () => {
  test('a product name and the codings it reads; no cookie, no referrer, nothing else', async () => {
    await using server = await serve((_, response) => response.end('<rss/>'))
    await using out = outlet({ to: [server] })

    await out.client.request({
      ...READ,
      url: `${server.url}/feed.xml?a=1&a=2`,
      headers: { accept: 'text/xml' },
    })

    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/feed.xml?a=1&a=2' })
    expect(server.requests[0]?.headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'keep-alive',
      accept: 'text/xml',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'user-agent': 'Tidewire/test (ops@example.com)',
    })
  })

  test('the body and headers of a POST as they are given', async () => {
    await using server = await serve((_, response) => response.end())
    await using out = outlet({ to: [server] })
    const body = Buffer.from('{"title":"é"}')

    await out.client.request({
      method: 'POST',
      url: `${server.url}/hook`,
      headers: { 'content-type': 'application/json' },
      body,
      redirects: 'refuse',
      answer: 'drop',
    })

    expect(server.requests[0]?.body.equals(body)).toBe(true)
    expect(server.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(body.length),
    })
  })

  test('nothing to a proxy named in the environment', async () => {
    await using server = await serve((_, response) => response.end('<rss/>'))
    await using proxy = await serve((_, response) => response.end('proxied'))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      vi.stubEnv(name, proxy.url)
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    await using out = outlet({ to: [server] })

    const response = await out.client.request({ ...READ, url: server.url })

    expect(Buffer.from(response.body).toString()).toBe('<rss/>')
    expect(proxy.connections()).toBe(0)
  })
})

describe('redirects', () => {
  test('up to five are followed, each recorded in what is returned', async () => {
    await using server = await serve(({ path }, response) => {
      const hop = Number(path.slice(1))
      if (hop < 5) response.writeHead(302, { location: `${hop + 1}` }).end()
      else response.end('<rss/>')
    })
    await using out = outlet({ to: [server] })

    const response = await out.client.request({ ...READ, url: `${server.url}/0#top` })

    expect(response).toMatchObject({ statusCode: 200, url: `${server.url}/5`, redirectCount: 5 })
    expect(response.permanentUrl).toBeUndefined()
  })

  test('the sixth is not', async () => {
    await using server = await serve(({ path }, response) =>
      response.writeHead(302, { location: `/${Number(path.slice(1)) + 1}` }).end(),
    )
    await using out = outlet({ to: [server] })

    await expect(out.client.request({ ...READ, url: `${server.url}/0` })).rejects.toMatchObject({
      code: 'fetch_redirect',
      message: `GET ${server.url}/0 redirects more than 5 times`,
    })
    expect(server.requests).toHaveLength(6)
  })

  test('a circle ends at its second round', async () => {
    await using server = await serve(({ path }, response) =>
      response.writeHead(301, { location: path === '/a' ? '/b' : '/a' }).end(),
    )
    await using out = outlet({ to: [server] })

    await expect(out.client.request({ ...READ, url: `${server.url}/a` })).rejects.toMatchObject({
      code: 'fetch_redirect',
      message: `GET ${server.url}/a redirects in a circle`,
    })
    expect(server.requests).toHaveLength(2)
  })

  test.each([
    ['301, 308', [301, 308], true],
    ['301, 302', [301, 302], false],
    ['307, 308', [307, 308], false],
    ['303', [303], false],
  ])('a chain of %s is permanent: %s', async (_, statusCodes, permanent) => {
    await using server = await serve(({ path }, response) => {
      const statusCode = statusCodes[Number(path.slice(1))]
      if (statusCode === undefined) response.end('<rss/>')
      else response.writeHead(statusCode, { location: `/${Number(path.slice(1)) + 1}` }).end()
    })
    await using out = outlet({ to: [server] })

    const response = await out.client.request({ ...READ, url: `${server.url}/0` })

    expect(response.permanentUrl).toBe(permanent ? `${server.url}/${statusCodes.length}` : undefined)
  })

  test.each([
    [undefined, 'fetch_redirect'],
    ['http://', 'fetch_redirect'],
    ['file:///etc/passwd', 'blocked_scheme'],
    ['http://127.0.0.1:1/', 'blocked_port'],
    ['http://169.254.169.254/latest/meta-data/', 'blocked_address'],
    ['http://[::1]/', 'blocked_address'],
    ['http://2852039166/', 'blocked_address'],
    ['//localhost.:8080/', 'blocked_address'],
    ['http://intern.example/', 'blocked_address'],
  ])('to %s are refused', async (location, code) => {
    await using server = await serve((_, response) =>
      response.writeHead(302, location === undefined ? {} : { location }).end(),
    )
    await using out = outlet({
      allow: [`127.0.0.1:${server.port}`],
      resolver: resolves({ 'intern.example': ['10.0.0.1'] }),
    })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({ code })
  })

  test('from an allowed host to one that is not: the other never hears of it', async () => {
    await using inner = await serve((_, response) => response.end('secret'), '127.0.0.3')
    await using server = await serve((_, response) => response.writeHead(302, { location: inner.url }).end())
    await using out = outlet({ allow: ['127.0.0.1'], to: [server, inner] })

    await expect(out.client.request({ ...READ, url: `${server.url}/?key=k` })).rejects.toMatchObject({
      code: 'blocked_address',
      message: expect.stringMatching(
        /^GET http:.*\?… redirects to a refused place: host 127\.0\.0\.3 is not/,
      ),
    })
    expect(inner.connections()).toBe(0)
  })

  test('are an answer where they are not to be followed', async () => {
    await using other = await serve((_, response) => response.end())
    await using server = await serve((_, response) => response.writeHead(308, { location: other.url }).end())
    await using out = outlet({ to: [server, other] })

    const response = await out.client.request({ ...READ, url: server.url, redirects: 'refuse' })

    expect(response).toMatchObject({ statusCode: 308, redirectCount: 0 })
    expect(other.connections()).toBe(0)
  })

  test('carry no cookie on, and a Location in UTF-8 is understood', async () => {
    await using server = await serve(({ path }, response) => {
      if (path === '/') {
        const location = Buffer.from('/é', 'utf8').toString('latin1')
        response.writeHead(302, { location, 'set-cookie': 'a=b' }).end()
      } else response.end('<rss/>')
    })
    await using out = outlet({ to: [server] })

    await out.client.request({ ...READ, url: server.url })

    expect(server.requests[1]?.path).toBe('/%C3%A9')
    expect(server.requests[1]?.headers).not.toHaveProperty('cookie')
    expect(server.requests[1]?.headers).not.toHaveProperty('referer')
  })
})

describe('credentials in the URL', () => {
  test('become a header for their own origin, and appear nowhere in what is returned', async () => {
    await using other = await serve((_, response) => response.end('<rss/>'))
    await using server = await serve(({ path }, response) =>
      response.writeHead(301, { location: path === '/' ? '/next' : `${other.url}/end` }).end(),
    )
    await using out = outlet({ to: [server, other] })
    const authorization = (headers: IncomingHttpHeaders | undefined) => headers?.authorization

    const url = server.url.replace('http://', 'http://us%C3%A9r:p%40ss@')
    const response = await out.client.request({ ...READ, url })

    const expected = `Basic ${Buffer.from('usér:p@ss').toString('base64')}`
    expect(server.requests.map((request) => authorization(request.headers))).toEqual([expected, expected])
    expect(authorization(other.requests[0]?.headers)).toBeUndefined()
    expect(response).toMatchObject({ url: `${other.url}/end`, permanentUrl: `${other.url}/end` })
  })

  test('are in no address that is told of a request or its answer', async () => {
    await using server = await serve(({ path }, response) =>
      path === '/' ? response.writeHead(302, { location: '/next' }).end() : response.end('<rss/>'),
    )
    await using out = outlet({ to: [server] })
    const told: Exchange[] = []

    const url = server.url.replace('http://', 'http://user:pass@')
    const response = await out.client.request({ ...READ, url, onExchange: (each) => told.push(each) })

    expect(response.url).toBe(`${server.url}/next`)
    expect(told.map((each) => each.url)).toEqual([`${server.url}/`, `${server.url}/next`])
    expect(told[0]?.location).toBe(`${server.url}/next`)
  })

  test('stay in the permanent URL of the same origin, else the moved source would lose them', async () => {
    await using server = await serve(({ path }, response) => {
      if (path === '/') response.writeHead(301, { location: '/next' }).end()
      else response.end('<rss/>')
    })
    await using out = outlet({ to: [server] })
    const origin = server.url.replace('http://', 'http://user:pass@')

    const response = await out.client.request({ ...READ, url: origin })

    expect(response).toMatchObject({ url: `${server.url}/next`, permanentUrl: `${origin}/next` })
  })

  test('that a redirect brings are not used', async () => {
    await using server = await serve(({ path }, response) => {
      const location = `http://evil:word@127.0.0.1:${server.port}/next`
      if (path === '/') response.writeHead(301, { location }).end()
      else response.end('<rss/>')
    })
    await using out = outlet({ to: [server] })

    const response = await out.client.request({ ...READ, url: server.url })

    expect(server.requests[1]?.headers).not.toHaveProperty('authorization')
    expect(response.permanentUrl).toBe(`${server.url}/next`)
  })

  test('never reach a message', async () => {
    await using server = await speak((socket) => socket.destroy())
    await using out = outlet({ to: [server] })
    const url = `http://user:pass@127.0.0.1:${server.port}/feed?key=secret`

    const message = await out.client.request({ ...READ, url }).catch((error: Error) => error.message)

    expect(message).toMatch(
      new RegExp(`^GET http://127\\.0\\.0\\.1:${server.port}/feed\\?… failed: connection lost`),
    )
  })
})

describe('connections', () => {
  test('go to the address that was checked: the name is resolved once for each', async () => {
    await using good = await serve(
      (_, response) => response.writeHead(200, { connection: 'close' }).end('x'),
      '127.0.0.2',
    )
    await using inner = await serve((_, response) => response.end('secret'), '127.0.0.1', good.port)
    const answers = [['127.0.0.2'], ['127.0.0.1']]
    const resolver = vi.fn(async () => answers.shift() ?? [])
    await using out = outlet({ allow: ['127.0.0.2'], to: [good], resolver })
    const url = `http://rebind.example:${good.port}/`

    const first = await out.client.request({ ...READ, url })
    const second = out.client.request({ ...READ, url })

    expect(first.statusCode).toBe(200)
    expect(good.requests[0]?.headers.host).toBe(`rebind.example:${good.port}`)
    await expect(second).rejects.toMatchObject({ code: 'blocked_address' })
    expect(resolver).toHaveBeenCalledTimes(2)
    expect(inner.connections()).toBe(0)
  })

  test('that end elsewhere than at the checked address are closed before anything is sent', async () => {
    await using good = await serve((_, response) => response.end('x'), '127.0.0.2')
    await using inner = await serve((_, response) => response.end('secret'), '127.0.0.1', good.port)
    const connect = net.connect
    const astray = vi
      .spyOn(net, 'connect')
      .mockImplementation((() => connect({ host: '127.0.0.1', port: inner.port })) as typeof net.connect)
    onTestFinished(() => astray.mockRestore())
    await using out = outlet({
      allow: ['127.0.0.2'],
      to: [good],
      resolver: resolves({ 'a.example': ['127.0.0.2'] }),
    })

    await expect(
      out.client.request({ ...READ, url: `http://a.example:${good.port}/` }),
    ).rejects.toMatchObject({ code: 'fetch_connection' })
    expect(inner.requests).toEqual([])
  })

  test('try the next address when one refuses', async () => {
    await using server = await serve((_, response) => response.end('x'), '127.0.0.2')
    const resolver = resolves({ 'two.example': ['127.0.0.4', '127.0.0.2'] })
    await using out = outlet({ to: [server], resolver })

    const response = await out.client.request({ ...READ, url: `http://two.example:${server.port}/` })

    expect(response.statusCode).toBe(200)
  })

  test('are kept for the next poll after 200, 304 and a short answer nobody reads', async () => {
    await using server = await serve((_, response, count) => {
      if (count === 2) response.writeHead(304, { etag: '"1"' }).end()
      else if (count === 3) response.writeHead(500, { 'content-length': '0' }).end()
      else response.end('<rss/>')
    })
    await using out = outlet({ to: [server] })
    const url = `${server.url}/feed`

    for (const validators of [undefined, { url, etag: '"1"' }, undefined, undefined]) {
      await out.client.request({ ...READ, url, ...(validators && { validators }) })
    }
    await out.client.request({ ...READ, method: 'POST', url, redirects: 'refuse', answer: 'drop' })
    await out.client.request({ ...READ, url })

    expect(server.requests).toHaveLength(6)
    // The second request comes before undici has seen the end of the first.
    expect(server.connections()).toBeLessThanOrEqual(2)
  })

  test('are at most two per origin, however many polls wait', async () => {
    await using server = await serve((_, response) => response.end('<rss/>'))
    await using out = outlet({ to: [server] })
    const warned = vi.fn()
    process.on('warning', warned)
    onTestFinished(() => {
      process.off('warning', warned)
    })
    const { signal } = new AbortController()

    await Promise.all(
      Array.from({ length: 50 }, () => out.client.request({ ...READ, url: server.url }, signal)),
    )

    expect(server.requests).toHaveLength(50)
    expect(server.connections()).toBeLessThanOrEqual(2)
    expect(warned).not.toHaveBeenCalled()
  })

  test('refused ones are an error without an address', async () => {
    const gone = await speak(() => {})
    await gone[Symbol.asyncDispose]()
    await using out = outlet({ to: [gone], resolver: resolves({ 'shut.example': ['127.0.0.1'] }) })

    await expect(
      out.client.request({ ...READ, url: `http://shut.example:${gone.port}/` }),
    ).rejects.toMatchObject({
      code: 'fetch_connection',
      retry: 'later',
      message: `GET http://shut.example:${gone.port}/ failed: connection lost or refused (ECONNREFUSED)`,
    })
  })
})

describe('abort', () => {
  test('before the start sends nothing', async () => {
    await using server = await serve((_, response) => response.end())
    await using out = outlet({ to: [server] })

    await expect(
      out.client.request({ ...READ, url: server.url }, AbortSignal.abort('shutting down')),
    ).rejects.toBe('shutting down')
    expect(server.connections()).toBe(0)
  })

  test('of requests that wait for a connection tells that they were never on their way', async () => {
    const controller = new AbortController()
    const sent: string[] = []
    await using server = await serve(() => {
      // Both connections are taken by requests that are never answered.
      if (server.requests.length === 2) controller.abort('shutting down')
    })
    await using out = outlet({ to: [server] })
    const paths = ['/1', '/2', '/3', '/4']

    const asked = await Promise.allSettled(
      paths.map((path) => {
        const onSent = ({ url }: { url: string }) => sent.push(new URL(url).pathname)
        return out.client.request({ ...READ, url: `${server.url}${path}`, onSent }, controller.signal)
      }),
    )

    expect(asked.every(({ status }) => status === 'rejected')).toBe(true)
    expect(sent.sort()).toEqual(['/1', '/2'])
    expect(server.requests.map(({ path }) => path).sort()).toEqual(['/1', '/2'])
  })

  test('in the middle rejects with its own reason and closes the connection', async () => {
    const controller = new AbortController()
    const closed = Promise.withResolvers<void>()
    await using server = await speak((socket) => {
      socket.on('close', () => closed.resolve())
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf', () =>
        controller.abort('shutting down'),
      )
    })
    await using out = outlet({ to: [server] })

    await expect(out.client.request({ ...READ, url: server.url }, controller.signal)).rejects.toBe(
      'shutting down',
    )
    await closed.promise
  })
})

describe('a server that does not speak HTTP well', () => {
  test.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'fetch_protocol'],
    [
      'a body shorter than declared',
      'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf',
      'fetch_connection',
    ],
    [
      'a chunked body cut off',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n',
      'fetch_connection',
    ],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 'fetch_protocol'],
    [
      'two content codings',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip, gzip\r\ncontent-length: 1\r\n\r\na',
      'fetch_encoding',
    ],
    [
      'two coding headers',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-encoding: br\r\ncontent-length: 1\r\n\r\na',
      'fetch_encoding',
    ],
  ])('%s is a typed error', async (_, answer, code) => {
    await using server = await speak((socket) => {
      socket.once('data', () => socket.end(answer))
    })
    await using out = outlet({ to: [server] })

    await expect(out.client.request({ ...READ, url: server.url })).rejects.toMatchObject({
      name: 'FetchError',
      code,
    })
  })
})

test('two listeners on one port number of different loopback addresses are different places', async () => {
  await using first = await serve((_, response) => response.end('one'), '127.0.0.1')
  await using second = await serve((_, response) => response.end('two'), '127.0.0.2', first.port)
  await using out = outlet({ allow: [`127.0.0.2:${second.port}`] })

  await expect(out.client.request({ ...READ, url: first.url })).rejects.toMatchObject({
    code: 'blocked_port',
  })
  expect((await out.client.request({ ...READ, url: second.url })).statusCode).toBe(200)
  expect(first.connections()).toBe(0)
})
