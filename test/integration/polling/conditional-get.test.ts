import { describe, expect, inject, test } from 'vitest'
import {
  conditional,
  createPollDesk,
  createTestClock,
  ok,
  type Publisher,
  rss,
  someItems,
  startPublisher,
} from '../../support/publisher/index.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'

const NOW = Date.UTC(2026, 2, 4, 12)
const HOUR = 3_600_000
const space = openSpace({ url: inject('redisUrl') }, 'conditional-get')

async function aDesk() {
  const clock = createTestClock(NOW)
  const publisher = await startPublisher({ now: clock.now })
  const prefix = `${space.prefix}-${uniquePrefix()}`
  const desk = createPollDesk({ redis: space.redis, prefix, client: publisher.client(), clock })
  return { clock, publisher, desk, [Symbol.asyncDispose]: () => publisher[Symbol.asyncDispose]() }
}

function validatorsSent(publisher: Publisher, path: string): (string | undefined)[][] {
  return publisher
    .asked(path)
    .map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']].map(String))
}

describe('conditional GET', () => {
  test('P1: an odd tag and an odd date go back byte for byte', async () => {
    await using it = await aDesk()
    const etag = 'W/"a-gzip"'
    const lastModified = 'Wednesday,  4-Mar-26 11:00:00 +0000 (odd)'
    const url = it.publisher.on('/feed', conditional(rss(someItems(3, NOW)), { etag, lastModified }))
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + 2 * HOUR)

    const [first, ...later] = validatorsSent(it.publisher, '/feed')
    expect(first).toEqual(['undefined', 'undefined'])
    expect(later.length).toBeGreaterThan(1)
    expect(new Set(later.map(String))).toEqual(new Set([`${etag},${lastModified}`]))
  })

  test('P3: the third tag is sent back, not the first', async () => {
    await using it = await aDesk()
    const url = it.publisher.on('/feed', (_, count) => ok(rss(someItems(count, NOW)), { etag: `"${count}"` }))
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + 2 * HOUR)

    expect(it.publisher.asked('/feed').map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      '"2"',
      '"3"',
      '"4"',
    ])
  })
})
