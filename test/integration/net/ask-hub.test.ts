import { afterEach, expect, test } from 'vitest'
import { createHubAsker, type HubRequest } from '../../../src/net/ask-hub.ts'
import { createGuard } from '../../../src/net/guard.ts'
import { createHttpClient } from '../../../src/net/request.ts'
import { startTestHub, type TestHubOptions } from '../../support/test-hub.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function aHub(options: TestHubOptions = {}, allowed = true) {
  const hub = await startTestHub({ manner: () => 'ignore', ...options })
  const guard = createGuard({
    purpose: 'callbacks',
    allow: allowed ? [new URL(hub.url).host] : [],
    ports: [],
  })
  const client = createHttpClient({ guard, userAgent: 'test' })
  closing.push(client.close, hub.close)
  const askHub = createHubAsker({ clientFor: () => client, now: Date.now })
  const request: HubRequest = {
    mode: 'subscribe',
    hub: hub.url,
    topic: 'https://t.example/f?a=1&b=2',
    leaseMs: 864_000_000,
    callback: 'https://us.example/websub/token',
    secret: 'secret',
  }
  return { hub, request, askHub }
}

test('the form says what the Recommendation asks for', async () => {
  const { hub, request, askHub } = await aHub()

  expect(await askHub(request)).toEqual({ kind: 'accepted' })
  expect(Object.fromEntries(hub.requests[0] ?? [])).toEqual({
    'hub.mode': 'subscribe',
    'hub.topic': 'https://t.example/f?a=1&b=2',
    'hub.callback': 'https://us.example/websub/token',
    'hub.lease_seconds': '864000',
    'hub.secret': 'secret',
  })
})

test('leaving names neither lease nor secret', async () => {
  const { hub, request, askHub } = await aHub()

  await askHub({ ...request, mode: 'unsubscribe' })

  expect([...(hub.requests[0]?.keys() ?? [])]).toEqual(['hub.mode', 'hub.topic', 'hub.callback'])
})

test.each([307, 308] as const)('after %i the same form goes to where the hub is', async (redirect) => {
  const { hub, request, askHub } = await aHub({ redirect })

  expect(await askHub(request)).toEqual({ kind: 'accepted' })
  expect(hub.requests).toHaveLength(1)
  expect(hub.requests[0]?.get('hub.secret')).toBe('secret')
})

test('a refusal is told without anything secret', async () => {
  const { request, askHub } = await aHub({ manner: () => 'refuse' })

  const answer = await askHub({ ...request, hub: `${request.hub}?key=hidden` })

  expect(answer).toMatchObject({ kind: 'refused', message: expect.stringContaining('answered 500') })
  expect(JSON.stringify(answer)).not.toMatch(/hidden|secret/)
})

test('a hub on a private address is not asked', async () => {
  const { hub, request, askHub } = await aHub({}, false)

  expect(await askHub(request)).toMatchObject({ kind: 'refused' })
  expect(await askHub({ ...request, hub: 'http://169.254.169.254/latest/meta-data' })).toMatchObject({
    kind: 'refused',
  })
  expect(hub.requests).toEqual([])
})
