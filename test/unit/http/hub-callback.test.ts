import { fastify } from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import type { HubDesk } from '../../../src/http/desks.ts'
import { addHubCallback } from '../../../src/http/hub-callback.ts'
import { CALLBACK_LIMITS } from '../../support/test-hub.ts'

const TOKEN = 'abcdefghijklmnopqrstuvwxyz012345'
const CALLBACK = `/websub/${TOKEN}`
const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** A desk that knows one token and writes down what it was told. */
function aCallback(more: Partial<HubDesk> = {}) {
  const told: unknown[] = []
  const desk: HubDesk = {
    isKnown: async (token) => token === TOKEN,
    async verify(_, question) {
      told.push(question)
      return question.topic === 'https://t.example/'
    },
    async deny(_, notice) {
      told.push(notice)
      return true
    },
    async receive(_, document) {
      told.push(document)
      return 'accepted'
    },
    async hint(token) {
      told.push({ hint: token })
    },
    ...more,
  }
  const app = fastify()
  addHubCallback(app, desk, CALLBACK_LIMITS)
  servers.push(app)
  return { app, told }
}

const question = (more: Record<string, string> = {}) =>
  `${CALLBACK}?${new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': 'https://t.example/',
    'hub.challenge': '<script>alert(1)</script>',
    'hub.lease_seconds': '864000',
    ...more,
  })}`

describe('a hub asks back', () => {
  test('the challenge comes back byte for byte, as plain text', async () => {
    const { app, told } = aCallback()

    const answer = await app.inject({ url: question() })

    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe('<script>alert(1)</script>')
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(told).toEqual([{ mode: 'subscribe', topic: 'https://t.example/', leaseSeconds: 864_000 }])
  })

  test.each([
    ['a topic nobody asked for', question({ 'hub.topic': 'https://victim.example/' })],
    ['no challenge', question({ 'hub.challenge': '' })],
    ['an endless challenge', question({ 'hub.challenge': 'x'.repeat(3_000) })],
    ['a token that is none', question().replace(TOKEN, 'short')],
    ['no question at all', CALLBACK],
  ])('%s is answered 404 without the challenge', async (_, url) => {
    const answer = await aCallback().app.inject({ url })

    expect(answer.statusCode).toBe(404)
    expect(answer.body).toBe('')
  })

  test('a denial is taken down', async () => {
    const { app, told } = aCallback()

    const answer = await app.inject({ url: question({ 'hub.mode': 'denied', 'hub.reason': 'no' }) })

    expect(answer.statusCode).toBe(200)
    expect(told).toEqual([{ topic: 'https://t.example/', reason: 'no' }])
  })
})

describe('a hub pushes', () => {
  const push = (payload: string | Buffer, more: Record<string, string> = {}) => ({
    method: 'POST' as const,
    url: CALLBACK,
    headers: { 'content-type': 'application/json', 'x-hub-signature': 'sha256=00', ...more },
    payload,
  })

  test('the bytes are handed on as they came, whatever their type says', async () => {
    const { app, told } = aCallback()

    const answer = await app.inject(push('{"not": json'))

    expect(answer.statusCode).toBe(202)
    expect(told).toMatchObject([{ contentType: 'application/json', signature: 'sha256=00' }])
    expect(Buffer.from((told[0] as { body: Uint8Array }).body).toString()).toBe('{"not": json')
  })

  test('a push without a body is a push', async () => {
    const { app, told } = aCallback()

    const answer = await app.inject({ method: 'POST', url: CALLBACK })

    expect(answer.statusCode).toBe(202)
    expect(told).toMatchObject([{ body: new Uint8Array() }])
  })

  test('an unknown callback is answered 410 before its body is read', async () => {
    const { app, told } = aCallback()

    const answer = await app.inject({ ...push('x'.repeat(5_000)), url: `${CALLBACK}x` })

    expect(answer.statusCode).toBe(410)
    expect(told).toEqual([])
  })

  test('a body past the limit is not read, and the source is polled instead', async () => {
    const { app, told } = aCallback()

    const answer = await app.inject(push('x'.repeat(1_001)))

    expect(answer.statusCode).toBe(202)
    expect(told).toEqual([{ hint: TOKEN }])
  })

  test.each(['isKnown', 'receive'] as const)(
    'while Redis is away (%s) the hub is told to come again',
    async (call) => {
      const { app } = aCallback({ [call]: () => Promise.reject(new Error('Connection is closed.')) })

      const answer = await app.inject(push('<rss/>'))

      expect(answer.statusCode).toBe(503)
      expect(answer.headers['retry-after']).toBe('60')
      expect(answer.body).toBe('')
    },
  )
})
