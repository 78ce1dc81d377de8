import type http from 'node:http'
import { afterAll, describe, expect, test } from 'vitest'
import { type DiscoverOptions, discoverFeeds } from '../../../src/app/discover.ts'
import { createParsePool } from '../../../src/feed/parse-pool.ts'
import { BlockedError, FetchError } from '../../../src/net/errors.ts'
import { type Listener, outlet, serve } from '../net/support/loopback.ts'

const RSS = '<rss version="2.0"><channel><title>The feed</title><item><title>x</title></item></channel></rss>'
const parser = createParsePool({ threads: 1, timeoutMs: 5_000, maxHeapMb: 128 })
afterAll(() => parser.close())

type Answer = string | { status?: number; headers?: http.OutgoingHttpHeaders; body?: string }

/** A site of some pages; everything else is 404. */
function site(pages: Readonly<Record<string, Answer>>): Promise<Listener> {
  return serve(({ path }, response) => {
    const answer = pages[path] ?? { status: 404, body: '<html>nothing here</html>' }
    const { status = 200, headers = {}, body = '' } = typeof answer === 'string' ? { body: answer } : answer
    response.writeHead(status, headers).end(body)
  })
}

async function discover(to: Listener, path: string, options: DiscoverOptions = {}) {
  await using way = outlet({ to: [to] })
  return await discoverFeeds(`${to.url}${path}`, { client: way.client, parser }, options)
}

const asked = (listener: Listener) => listener.requests.map(({ method, path }) => `${method} ${path}`)

describe('one request is enough', () => {
  test('for a page that names its feeds, in links and in headers', async () => {
    await using server = await site({
      '/blog/': {
        headers: {
          'content-type': 'text/html',
          link: '</header.json>; rel=alternate; type="application/feed+json"',
        },
        body: '<html><link rel="alternate" type="application/rss+xml" title="All" href="feed.xml"><link rel="alternate" type="application/atom+xml" href="/atom">',
      },
    })

    const { feeds, warnings } = await discover(server, '/blog/')

    expect(feeds).toEqual([
      {
        url: `${server.url}/blog/feed.xml`,
        title: 'All',
        type: 'rss',
        foundBy: 'link',
        how: '<link> of the page',
      },
      { url: `${server.url}/atom`, type: 'atom', foundBy: 'link', how: '<link> of the page' },
      { url: `${server.url}/header.json`, type: 'json', foundBy: 'header', how: 'Link header' },
    ])
    expect(warnings).toEqual([])
    expect(asked(server)).toEqual(['GET /blog/'])
  })

  test('for an address that is a feed itself', async () => {
    await using server = await site({ '/f': { headers: { 'content-type': 'text/plain' }, body: RSS } })

    const { feeds } = await discover(server, '/f')

    expect(feeds).toEqual([
      {
        url: `${server.url}/f`,
        title: 'The feed',
        type: 'rss',
        foundBy: 'itself',
        how: 'the address itself is a feed',
      },
    ])
    expect(asked(server)).toEqual(['GET /f'])
  })

  test('for a feed that has moved for good: its new address is told; for the time being: the old one', async () => {
    await using server = await site({
      '/moved': { status: 301, headers: { location: '/f' } },
      '/away': { status: 302, headers: { location: '/f' } },
      '/f': RSS,
    })

    const moved = await discover(server, '/moved')
    const away = await discover(server, '/away')

    expect([moved, away].map(({ feeds }) => feeds[0]?.url)).toEqual([`${server.url}/f`, `${server.url}/away`])
  })

  test('and carries no cookie, no referrer, and who asks', async () => {
    await using server = await site({ '/': '<link rel=feed href=/f>' })

    await discover(server, '/')

    expect(server.requests[0]?.headers).toMatchObject({ 'user-agent': 'Tidewire/test (ops@example.com)' })
    expect(server.requests[0]?.headers).not.toHaveProperty('cookie')
    expect(server.requests[0]?.headers).not.toHaveProperty('referer')
  })

  test('links lead from where the redirects end, and a canonical address tells the site', async () => {
    await using server = await site({
      '/old': { status: 302, headers: { location: '/new/' } },
      '/new/': '<link rel="feed" href="f"><link rel="canonical" href="https://github.com/nodejs/node">',
    })

    const { feeds } = await discover(server, '/old')

    expect(feeds.map(({ url, foundBy, how }) => [url, foundBy, how])).toEqual([
      [`${server.url}/new/f`, 'link', '<link> of the page'],
      ['https://github.com/nodejs/node/releases.atom', 'site', 'GitHub releases'],
      ['https://github.com/nodejs/node/commits.atom', 'site', 'GitHub commits'],
      ['https://github.com/nodejs/node/tags.atom', 'site', 'GitHub tags'],
    ])
  })
})

describe('when the page names none', () => {
  test('usual addresses are asked for one after the other, up to the first that is a feed', async () => {
    await using server = await site({
      '/blog/post.html': '<html>no links</html>',
      '/blog/rss': '<html>a page about RSS</html>',
      '/blog/atom.xml': { status: 308, headers: { location: '/blog/feeds/all' } },
      '/blog/feeds/all': RSS,
      '/feed': RSS,
    })
    const steps: number[] = []

    const { feeds } = await discover(server, '/blog/post.html', { onTry: (done) => steps.push(done) })

    expect(feeds).toEqual([
      {
        url: `${server.url}/blog/feeds/all`,
        title: 'The feed',
        type: 'rss',
        foundBy: 'path',
        how: 'tried /blog/atom.xml',
      },
    ])
    expect(asked(server)).toEqual([
      'GET /blog/post.html',
      'GET /blog/feed',
      'GET /blog/rss',
      'GET /blog/rss.xml',
      'GET /blog/atom.xml',
      'GET /blog/feeds/all',
    ])
    expect(steps).toEqual([0, 1, 2, 3])
  })

  test('then those of the root, each once, and that is all', async () => {
    await using server = await site({ '/blog': 'text' })

    const { feeds, warnings } = await discover(server, '/blog')

    expect(feeds).toEqual([])
    expect(warnings).toEqual([])
    expect(server.requests).toHaveLength(17)
    expect(new Set(asked(server)).size).toBe(17)
  })

  test('a page that is refused may have a feed that is not', async () => {
    await using server = await site({ '/': { status: 403 }, '/feed': RSS })

    const { feeds, warnings } = await discover(server, '/')

    expect(feeds).toMatchObject([{ url: `${server.url}/feed`, foundBy: 'path' }])
    expect(warnings).toEqual([`GET ${server.url}/ answered 403`])
  })

  test.each([429, 503])('a site that answers %d is left alone', async (status) => {
    await using busy = await site({ '/': { status } })
    await using later = await site({ '/': 'text', '/rss': { status }, '/rss.xml': RSS })

    const first = await discover(busy, '/')
    const second = await discover(later, '/')

    expect([first.feeds, second.feeds]).toEqual([[], []])
    expect(asked(busy)).toEqual(['GET /'])
    expect(asked(later)).toEqual(['GET /', 'GET /feed', 'GET /rss'])
    expect(second.warnings[0]).toContain(`answered ${status}; the remaining addresses were not tried`)
  })

  test('one connection that breaks ends it', async () => {
    await using server = await serve(({ path }, response) => {
      if (path === '/') response.end('text')
      else response.destroy()
    })

    const { feeds, warnings } = await discover(server, '/')

    expect(feeds).toEqual([])
    expect(warnings).toHaveLength(1)
    expect(asked(server)).toEqual(['GET /', 'GET /feed'])
  })

  test('a site that sends everything to one page is not read again and again', async () => {
    await using server = await serve(({ path }, response) => {
      if (path === '/') response.end('text')
      else response.writeHead(302, { location: '/' }).end()
    })

    const { feeds } = await discover(server, '/')

    expect(feeds).toEqual([])
  })
})

describe('when the page cannot be had', () => {
  test('the address alone still tells where a known site has its feeds', async () => {
    await using way = outlet({})

    const { feeds, warnings } = await discoverFeeds('reddit.com/r/news', { client: way.client, parser })

    expect(feeds).toEqual([
      { url: 'https://reddit.com/r/news/.rss', type: 'atom', foundBy: 'site', how: 'Reddit community' },
    ])
    expect(warnings).toHaveLength(1)
  })

  test('else the reason is thrown; what the guard refuses is never asked', async () => {
    await using server = await site({ '/': RSS })
    await using way = outlet({ allow: [], to: [server] })
    const deps = { client: way.client, parser }

    await expect(discoverFeeds(`${server.url}/`, deps)).rejects.toThrow(BlockedError)
    await expect(discoverFeeds('file:///etc/passwd', deps)).rejects.toThrow(BlockedError)
    await expect(discoverFeeds('nowhere.example', deps)).rejects.toThrow(FetchError)
    expect(server.connections()).toBe(0)
  })

  test('giving up is no answer', async () => {
    await using server = await serve(() => {})
    const stop = new AbortController()
    const discovery = discover(server, '/', { signal: stop.signal })

    stop.abort(new Error('enough'))

    await expect(discovery).rejects.toThrow('enough')
  })
})
