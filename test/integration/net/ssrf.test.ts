import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFeedFetcher } from '../../../src/net/fetch-feed.ts'
import { createWebhookPoster } from '../../../src/net/post-webhook.ts'
import { type Listener, outlet, serve } from './support/loopback.ts'

/**
 * What unit/net/guard.test.ts shows with sockets forbidden, shown again with a real listener behind every way of
 * writing its address: it must hear nothing, though its port is open to the guard.
 */
describe('a service on this machine hears nothing of', () => {
  let service: Listener
  let service6: Listener | undefined
  beforeAll(async () => {
    service = await serve((_, response) => response.end('internal'), '127.0.0.1')
    // Not every machine has IPv6; the refusals below must hold either way.
    service6 = await serve((_, response) => response.end('internal'), '::1', service.port).catch(
      () => undefined,
    )
  })
  afterAll(async () => {
    expect(service.connections()).toBe(0)
    expect(service6?.connections() ?? 0).toBe(0)
    await service[Symbol.asyncDispose]()
    await service6?.[Symbol.asyncDispose]()
  })

  test.each([
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '017700000001',
    '0177.0.0.1',
    '①②⑦.⓪.⓪.①',
    '127.0.0.1.',
    '127。0。0。1',
    '127.0.0.2',
    '0',
    '0.0.0.0',
    'localhost',
    'LocalHost.',
    'x.localhost',
    '[::1]',
    '[::]',
    '[0:0::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ])('a feed or callback at %s', async (host) => {
    const url = `http://${host}:${service.port}/`

    expect(await fetchFeed(url)).toMatchObject({ kind: 'failed', outcome: 'blocked' })
    expect(await postWebhook(url)).toMatchObject({ error: 'blocked' })
  })

  test.each([
    ['127.0.0.1'],
    ['127.0.0.2'],
    ['0.0.0.0'],
    ['::1'],
    ['::'],
    ['::ffff:127.0.0.1'],
    ['::7f00:1'],
    ['64:ff9b::7f00:1'],
    ['127.0.0.1', '93.184.215.14'],
    ['93.184.215.14', '127.0.0.1'],
    ['127.1'],
    ['localhost'],
    ['fe80::1%lo'],
  ])('a name that resolves to %s', async (...addresses) => {
    const url = `http://name.example:${service.port}/`
    const resolver = async () => addresses

    expect(await fetchFeed(url, resolver)).toMatchObject({ kind: 'failed', outcome: 'blocked' })
    expect(await postWebhook(url, resolver)).toMatchObject({ error: 'blocked' })
  })

  test('a callback, where feeds are allowed on this machine', async () => {
    await using feeds = outlet({ purpose: 'feeds', allow: ['127.0.0.2'], to: [service] })
    await using lan = await serve((_, response) => response.end('<rss/>'), '127.0.0.2', service.port)

    const feed = await createFeedFetcher(feeds.client)({ url: `${lan.url}/` })

    expect(feed.kind).toBe('changed')
    expect(await postWebhook(`${lan.url}/`)).toMatchObject({ error: 'blocked' })
    expect(lan.connections()).toBe(1)
  })

  async function fetchFeed(url: string, resolver = async (): Promise<readonly string[]> => ['127.0.0.1']) {
    await using out = outlet({ purpose: 'feeds', allow: [], to: [service], resolver })
    return await createFeedFetcher(out.client)({ url })
  }

  async function postWebhook(url: string, resolver = async (): Promise<readonly string[]> => ['127.0.0.1']) {
    await using out = outlet({ purpose: 'callbacks', allow: [], to: [service], resolver })
    return await createWebhookPoster(out.client)({
      url,
      body: '{}',
      eventId: 'evt_1',
      attemptNumber: 1,
      secrets: [{ value: `whsec_${'A'.repeat(43)}=` }],
      now: Date.now(),
    })
  }
})
