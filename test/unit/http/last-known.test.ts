import type { FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import { createLastKnown } from '../../../src/http/last-known.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import { createFrontPage, fakeItem } from '../../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../../support/front-page-stories.ts'

const HOUR = 3_600_000
const STORY = fakeItem(FRONT_PAGE_STORIES[0]!, 0).storyId

test('what is kept is measured in bytes, and those asked for longest ago go first', () => {
  const { keep, find } = createLastKnown(() => 0, 100)
  const asked = (url: string) => ({ url, method: 'GET' }) as FastifyRequest
  const again = () => Promise.reject(new Error('nobody asks'))
  const kept = () => ['/a', '/b', '/c'].filter((url) => find(asked(url)) !== undefined)

  keep(asked('/a'), '海'.repeat(20), again)
  keep(asked('/b'), new Uint8Array(60), again)
  expect(kept()).toEqual(['/a', '/b'])
  keep(asked('/a'), '海'.repeat(20), again)
  keep(asked('/c'), '海', again)

  expect(kept()).toEqual(['/a', '/c'])
})

function startDesk() {
  let isAway = false
  let now = Date.UTC(2026, 10, 23, 14)
  const front = createFrontPage({ isOutage: (error) => String(error).includes('away'), now: () => now })
  const orAway =
    <Args extends unknown[], Answer>(read: (...args: Args) => Promise<Answer>) =>
    async (...args: Args) => {
      if (isAway) throw new Error('away')
      return read(...args)
    }
  const { editions, feeds, stories } = front.deps
  const server = createHttpServer({
    ...front.deps,
    editions: { ...editions, latest: orAway(editions.latest), get: orAway(editions.get) },
    feeds: { ...feeds, get: orAway(feeds.get) },
    stories: { ...stories, get: orAway(stories.get) },
  })
  return {
    server,
    leave: () => (isAway = true),
    comeBack: () => (isAway = false),
    wait: (ms: number) => (now += ms),
  }
}

describe('while the store is away', () => {
  test.each(['/', '/lists/top', '/lists/top.atom', `/stories/${STORY}`, `/stories/${STORY}.json`])(
    '%s is answered as it was last, with its age',
    async (path) => {
      const { server, leave, comeBack, wait } = startDesk()
      const before = await server.inject(path)
      expect([before.statusCode, before.headers.age]).toEqual([200, undefined])

      leave()
      wait(HOUR)
      const meanwhile = await server.inject(`${path}?from=elsewhere`)
      const unchanged = await server.inject({ url: path, headers: { 'if-none-match': before.headers.etag } })
      comeBack()
      const after = await server.inject(path)

      expect([meanwhile.statusCode, meanwhile.headers.age]).toEqual([200, '3600'])
      expect(meanwhile.body).toBe(before.body)
      expect(meanwhile.headers).toMatchObject({
        etag: before.headers.etag,
        'content-type': before.headers['content-type'],
        'cache-control': before.headers['cache-control'],
      })
      expect([unchanged.statusCode, unchanged.body]).toEqual([304, ''])
      expect([after.statusCode, after.headers.age]).toEqual([200, undefined])
    },
  )

  test('what was last seen more than a day ago, or never, is 503', async () => {
    const { server, leave, wait } = startDesk()
    await server.inject('/')

    leave()
    wait(25 * HOUR)
    const answers = [await server.inject('/'), await server.inject('/lists/top')]

    for (const { statusCode, headers } of answers) {
      expect([statusCode, headers['retry-after'], headers['cache-control']]).toEqual([503, '30', 'no-store'])
    }
  })

  test('a page that names nothing stays 404', async () => {
    const { server, leave } = startDesk()
    expect((await server.inject('/lists/nothing')).statusCode).toBe(404)

    leave()

    expect((await server.inject('/lists/nothing')).statusCode).toBe(404)
  })
})
