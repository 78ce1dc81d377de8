import { expect, inject, test } from 'vitest'
import type { Edition, ListHead, RenderedFeed } from '../../../src/model/index.ts'
import { createEditionStore, type Freezing } from '../../../src/store/editions.ts'
import { createFeedStore } from '../../../src/store/feeds.ts'
import { createOutbox } from '../../../src/store/outbox.ts'
import { until } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { anEvent, DAY, NOW } from './given.ts'

const { redis, keys, connect } = openSpace({ url: inject('redisUrl') }, 'editions')
const editions = createEditionStore({ redis, keys })
const feeds = createFeedStore({ redis, keys })
const outbox = createOutbox({ redis, keys })

function freezing(listId: string, number: number, more: Partial<Freezing> = {}): Freezing {
  const frozenAt = NOW + number
  const edition: Edition = {
    listId,
    number,
    frozenAt,
    items: [],
    dropped: { diversity: 1, size: 0, window: 0, missing: 0 },
  }
  const head: ListHead = {
    number,
    frozenAt,
    digest: `d${number}`,
    announced: { st1: { rank: 1, absentFor: 0 } },
  }
  return {
    edition,
    head,
    expectedNumber: number - 1,
    events: [anEvent(`${listId}-${number}`, { type: 'list.entered' })],
    ttlMs: { edition: 400 * DAY, event: 30 * DAY },
    ...more,
  }
}

test('a frozen edition is the head, the latest and in the index, and its events are in the outbox', async () => {
  const step = freezing('a', 1)

  expect([await editions.head('a'), await editions.latest('a')]).toEqual([undefined, undefined])
  expect(await editions.freeze(step)).toBe('frozen')

  expect(await editions.head('a')).toEqual(step.head)
  expect(await editions.latest('a')).toEqual(step.edition)
  expect(await editions.get('a', 1)).toEqual(step.edition)
  expect(await outbox.payload('a-1')).toEqual(step.events[0])
})

test('freezing again is stale and changes nothing', async () => {
  const step = freezing('b', 1)
  await editions.freeze(step)
  const length = await outbox.length()

  const other = { ...step.edition, frozenAt: NOW + 99 }
  expect(await editions.freeze({ ...step, edition: other })).toBe('stale')
  expect(await editions.freeze(freezing('b', 3))).toBe('stale')

  expect(await editions.latest('b')).toEqual(step.edition)
  expect(await outbox.length()).toBe(length)
})

test('an edition is never overwritten, even if the head was lost', async () => {
  await editions.freeze(freezing('c', 1))
  await redis.unlink(keys.head('c'))

  await expect(editions.freeze(freezing('c', 1))).rejects.toThrow('EDITIONEXISTS')
})

test('of eight workers that freeze the same number one succeeds', async () => {
  const stores = Array.from({ length: 8 }, () => createEditionStore({ redis: connect(), keys }))

  const outcomes = await Promise.all(stores.map((store) => store.freeze(freezing('d', 1))))

  expect(outcomes.filter((outcome) => outcome === 'frozen')).toHaveLength(1)
})

test('editions are listed newest first, page by page and by day, and leave the index with their retention', async () => {
  for (let number = 1; number <= 12; number++) await editions.freeze(freezing('e', number))
  const numbersOf = (entries: readonly { number: number }[]) => entries.map(({ number }) => number)

  expect(numbersOf(await editions.list('e', { limit: 3 }))).toEqual([12, 11, 10])
  expect(numbersOf(await editions.list('e', { limit: 3, before: 10 }))).toEqual([9, 8, 7])
  expect(numbersOf(await editions.list('e', { limit: 3, before: 2 }))).toEqual([1])
  expect(numbersOf(await editions.list('e', { limit: 3, before: 1 }))).toEqual([])
  expect(numbersOf(await editions.list('e', { limit: 1, before: 99 }))).toEqual([12])
  expect(await editions.between('e', NOW + 3, NOW + 5, 10)).toEqual([
    { number: 4, frozenAt: NOW + 4 },
    { number: 3, frozenAt: NOW + 3 },
  ])

  await editions.freeze(freezing('e', 13, { ttlMs: { edition: 3, event: DAY } }))
  expect(numbersOf(await editions.list('e', { limit: 99 }))).toEqual([13, 12, 11, 10])
})

test('pages hear of a frozen edition', async () => {
  const subscriber = connect()
  const heard: string[] = []
  subscriber.on('message', (_, message) => heard.push(message))
  await subscriber.subscribe(keys.live())

  await editions.freeze(freezing('f', 1))
  await editions.announceLive('f', 1)
  await until(() => heard.length === 2)

  expect(heard).toEqual(['f 1', 'f 1'])
})

test('feeds come back byte for byte and never give way to an older edition', async () => {
  const feed = (editionNumber: number, format: RenderedFeed['format']): RenderedFeed => ({
    format,
    contentType: 'application/rss+xml; charset=utf-8',
    body: Buffer.from([0xff, 0x00, 0xc3, 0x28, editionNumber, 0x0d, 0x0a]),
    etag: `"e${editionNumber}"`,
    lastModifiedAt: NOW,
    editionNumber,
  })

  expect([await feeds.get('a', 'rss'), await feeds.number('a')]).toEqual([undefined, 0])
  expect(await feeds.put('a', [feed(2, 'rss'), feed(2, 'json')])).toBe('stored')
  expect(await feeds.put('a', [feed(2, 'rss'), feed(2, 'json')])).toBe('stored')
  expect(await feeds.put('a', [feed(1, 'rss'), feed(1, 'json')])).toBe('older')

  expect(await feeds.get('a', 'json')).toEqual(feed(2, 'json'))
  expect(await feeds.number('a')).toBe(2)
})
