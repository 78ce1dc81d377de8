import { createHmac, randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test, vi } from 'vitest'
import { createWebhookPoster, type WebhookDelivery } from '../../../src/net/post-webhook.ts'
import { newSecret } from '../../../src/net/sign.ts'
import { outlet, resolves, serve, speak } from './support/loopback.ts'

const SECRET = newSecret(randomBytes)
const BODY = JSON.stringify({ type: 'list.entered', data: { title: 'Café \u2028 新闻 🗞' } })
const NOW = Date.now()

test('a receiver verifies exactly the bytes it got', async () => {
  await using server = await serve((_, response) => response.writeHead(204).end())
  await using hook = poster({ to: [server] })

  const answer = await hook.post(delivery(server.url))

  expect(answer).toEqual({ statusCode: 204, durationMs: expect.any(Number) })
  const request = server.requests[0]
  const headers = request?.headers as Record<string, string>
  expect(request).toMatchObject({ method: 'POST', path: '/hook' })
  expect(new Webhook(SECRET).verify(request?.body ?? '', headers)).toEqual(JSON.parse(BODY))
  const key = Buffer.from(SECRET.slice(6), 'base64')
  const signed = `evt_1.${Math.floor(NOW / 1000)}.${BODY}`
  expect(headers).toEqual({
    host: `127.0.0.1:${server.port}`,
    connection: 'keep-alive',
    'user-agent': 'Tidewire/test (ops@example.com)',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(BODY)),
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(NOW / 1000)),
    'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    'webhook-attempt': '1',
  })
})

test('every attempt has its own timestamp and the same id', async () => {
  await using server = await serve((_, response) => response.writeHead(500).end())
  await using hook = poster({ to: [server] })

  await hook.post(delivery(server.url))
  await hook.post({ ...delivery(server.url), attemptNumber: 2, now: NOW + 5000 })

  const [first, second] = server.requests.map(({ headers }) => headers)
  expect(second?.['webhook-id']).toBe(first?.['webhook-id'])
  expect(second?.['webhook-attempt']).toBe('2')
  expect(Number(second?.['webhook-timestamp'])).toBe(Number(first?.['webhook-timestamp']) + 5)
  expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature'])
})

test.each([301, 302, 303, 307, 308])('a %i is a failure and leads nowhere', async (statusCode) => {
  await using other = await serve((_, response) => response.end())
  await using server = await serve((_, response) =>
    response.writeHead(statusCode, { location: other.url }).end(),
  )
  await using hook = poster({ to: [server, other] })

  expect(await hook.post(delivery(server.url))).toMatchObject({ statusCode, error: 'redirect' })
  expect(other.connections()).toBe(0)
})

test.each<[statusCode: number, retryAfter: string, retryAfterMs: number | undefined]>([
  [429, '120', 120_000],
  [503, new Date(Math.floor(NOW / 1000) * 1000 + 60_000).toUTCString(), 60_000 - (NOW % 1000)],
  [429, '99999999', 86_400_000],
  [429, '-1', undefined],
  [429, 'abc', undefined],
  [429, '1e99', undefined],
])('%i with Retry-After %s', async (statusCode, retryAfter, retryAfterMs) => {
  await using server = await serve((_, response) =>
    response.writeHead(statusCode, { 'retry-after': retryAfter }).end(),
  )
  await using hook = poster({ to: [server] })

  const answer = await hook.post(delivery(server.url))

  expect(answer).toMatchObject({ statusCode, error: 'status' })
  expect(answer.retryAfterMs).toBe(retryAfterMs)
})

describe('the answer’s body', () => {
  test('is read for at most 4 KiB, then the connection is closed', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await speak((socket) => {
      socket.on('close', () => closed.resolve())
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
        const chunk = `400\r\n${'x'.repeat(1024)}\r\n`
        const timer = setInterval(() => socket.write(chunk), 1)
        socket.on('close', () => clearInterval(timer))
      })
    })
    await using hook = poster({ to: [server] })

    expect(await hook.post(delivery(server.url))).toMatchObject({ statusCode: 200 })
    await closed.promise
  })

  test('broken off after the status changes nothing', async () => {
    await using server = await speak((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'))
    })
    await using hook = poster({ to: [server] })

    const answer = await hook.post(delivery(server.url))

    expect(answer).toEqual({ statusCode: 200, durationMs: expect.any(Number) })
  })

  test('short and whole lets the next attempt use the connection', async () => {
    await using server = await serve((_, response) => response.end('ok'))
    await using hook = poster({ to: [server], limits: { connections: 1 } })

    for (let n = 0; n < 5; n++) await hook.post(delivery(server.url))

    expect(server.connections()).toBe(1)
  })
})

describe('failures are told by class alone', () => {
  test('no answer in time', async () => {
    await using server = await speak(() => {})
    await using hook = poster({ to: [server], limits: { totalMs: 100 } })

    expect(await hook.post(delivery(server.url))).toEqual({
      error: 'timeout',
      durationMs: expect.any(Number),
    })
  })

  test('a broken connection', async () => {
    await using server = await speak((socket) => socket.destroy())
    await using hook = poster({ to: [server] })

    expect(await hook.post(delivery(server.url))).toEqual({
      error: 'connection',
      durationMs: expect.any(Number),
    })
  })

  test('a refused place: private, or with a password in the URL', async () => {
    await using hook = poster({ allow: [], resolver: resolves({ 'intern.example': ['10.0.0.1'] }) })

    for (const url of [
      'https://intern.example/hook',
      'http://127.0.0.1/',
      'https://u:p@a.example/',
      'ftp://a.example/',
    ]) {
      expect(await hook.post({ ...delivery(''), url })).toEqual({
        error: 'blocked',
        durationMs: expect.any(Number),
      })
    }
  })

  test('an unknown name', async () => {
    await using hook = poster({ resolver: resolves({}) })

    expect(await hook.post({ ...delivery(''), url: 'https://no.example/' })).toMatchObject({ error: 'dns' })
  })

  test('no secret that signs: nothing is sent', async () => {
    await using server = await serve((_, response) => response.end())
    await using hook = poster({ to: [server] })

    for (const secrets of [[], [{ value: SECRET, expiresAt: NOW }], [{ value: 'whsec_short' }]]) {
      expect(await hook.post({ ...delivery(server.url), secrets })).toMatchObject({ error: 'secret' })
    }
    expect(server.connections()).toBe(0)
  })
})

test('an abort is thrown with its reason', async () => {
  await using server = await speak(() => {})
  await using hook = poster({ to: [server] })
  const controller = new AbortController()

  const posting = hook.post(delivery(server.url), controller.signal)
  await vi.waitUntil(() => server.connections() === 1)
  controller.abort('shutting down')

  await expect(posting).rejects.toBe('shutting down')
})

function delivery(origin: string): WebhookDelivery {
  return {
    url: `${origin}/hook`,
    body: BODY,
    eventId: 'evt_1',
    attemptNumber: 1,
    secrets: [{ value: SECRET }],
    now: NOW,
  }
}

function poster(options: Parameters<typeof outlet>[0]) {
  const out = outlet({ purpose: 'callbacks', ...options })
  return { post: createWebhookPoster(out.client), [Symbol.asyncDispose]: () => out[Symbol.asyncDispose]() }
}
