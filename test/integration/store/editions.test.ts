import { describe, expect, inject, test } from 'vitest'
import type { DayItem, Edition, EditionItem, ListHead, RenderedFeed } from '../../../src/model/index.ts'
import { createEditionStore, type Freezing } from '../../../src/store/editions.ts'
import { createFeedStore } from '../../../src/store/feeds.ts'
import { createListDayStore } from '../../../src/store/list-days.ts'
import { createOutbox } from '../../../src/store/outbox.ts'
import { until } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { anEvent, DAY, NOW } from './given.ts'

const { redis, keys, connect } = openSpace({ url: inject('redisUrl') }, 'editions')
const editions = createEditionStore({ redis, keys })
const days = createListDayStore({ redis, keys })
const feeds = createFeedStore({ redis, keys })
const outbox = createOutbox({ redis, keys })

const KEEP = { editions: 2 * DAY, hourly: 60 * DAY, daily: 400 * DAY, ranks: 30 * DAY, events: 30 * DAY }

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
    replaced: undefined,
    day: { date: '2026-01-02', items: [] },
    rankedAt: NOW,
    keepMs: KEEP,
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

  await editions.freeze(freezing('e', 13, { keepMs: { ...KEEP, editions: 3 } }))
  expect(numbersOf(await editions.list('e', { limit: 99 }))).toEqual([13, 12, 11, 10])
})

test('pages hear of a frozen edition', async () => {
  const subscriber = connect()
  const heard: string[] = []
  subscriber.on('message', (_, message) => heard.push(message))
  await subscriber.subscribe(keys.live())

  await editions.freeze(freezing('f', 1))
  await until(() => heard.length === 1)

  expect(heard).toEqual(['f 1'])
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

describe('the archive', () => {
  const HOUR = DAY / 24
  const freeze = (number: number, frozenAt: number, more: Partial<Freezing> = {}) => {
    const step = freezing('g', number)
    return editions.freeze({
      ...step,
      edition: { ...step.edition, frozenAt },
      head: { ...step.head, frozenAt },
      ...more,
    })
  }

  test('of replaced editions the last of an hour is kept longer, and the last of a day longest', async () => {
    await freeze(1, NOW)
    await freeze(2, NOW + HOUR, { replaced: { frozenAt: NOW, mark: 'hour' } })
    await freeze(3, NOW + HOUR + 1, { replaced: { frozenAt: NOW + HOUR, mark: 'none' } })
    await freeze(4, NOW + DAY, { replaced: { frozenAt: NOW + HOUR + 1, mark: 'day' } })

    const ttls = await Promise.all([1, 2, 3, 4].map((number) => redis.pttl(keys.edition('g', number))))
    expect(ttls.map((ttl) => Math.round(ttl / DAY))).toEqual([60, 2, 400, 400])

    // Days later only marks are left in the index, and the instants between are told from them; until then from what is left.
    await redis.unlink(keys.edition('g', 2))
    expect((await editions.at('g', NOW + HOUR))?.number).toBe(1)
    await freeze(5, NOW + 4 * DAY, { replaced: { frozenAt: NOW + DAY, mark: 'day' } })
    const numbers = async (page: Parameters<typeof editions.list>[1]) =>
      (await editions.list('g', page)).map(({ number }) => number)
    expect(await numbers({ limit: 9 })).toEqual([5, 4, 3, 1])
    expect(await numbers({ limit: 1, before: 4 })).toEqual([3])
    expect(await numbers({ limit: 9, before: 2 })).toEqual([1])

    const inForce = async (instant: number) => (await editions.at('g', instant))?.number
    expect(await inForce(NOW - 1)).toBeUndefined()
    expect(await inForce(NOW + 30)).toBe(1)
    expect(await inForce(NOW + 2 * HOUR)).toBe(3)
    expect(await inForce(NOW + 2 * DAY)).toBe(4)
    expect(await inForce(NOW + 9 * DAY)).toBe(5)
  })

  test('a day grows with its editions, is closed once, and reads the same before and after', async () => {
    const item = (storyId: string, bestRank: number) => ({ storyId, bestRank }) as DayItem
    const compose = async (items: readonly DayItem[]) => ({ listId: 'h', date: '2026-01-02', items })
    const day = (...items: DayItem[]) => ({ day: { date: '2026-01-02', items } })
    await editions.freeze(freezing('h', 1, day(item('a', 2), item('b', 1))))
    await editions.freeze(freezing('h', 2, day(item('a', 1))))

    const open = await days.all('h', '2026-01-02')
    expect(new Set(open)).toEqual(new Set([item('a', 1), item('b', 1)]))
    expect(await days.items('h', '2026-01-02', ['b', 'x'])).toEqual(new Map([['b', item('b', 1)]]))

    expect(await days.isGrowing('h', '2026-01-02')).toBe(true)
    expect(await days.close('h', '2026-01-02', compose, 400 * DAY)).toBe('closed')
    expect(await days.isGrowing('h', '2026-01-02')).toBe(false)
    expect(await days.close('h', '2026-01-02', compose, 400 * DAY)).toBe('closed')
    expect(new Set(await days.all('h', '2026-01-02'))).toEqual(new Set(open))

    // The clock was set back over midnight: the day goes on, and nothing of it is lost.
    await editions.freeze(freezing('h', 3, day(item('c', 3))))
    await days.close('h', '2026-01-02', compose, 400 * DAY)
    expect((await days.all('h', '2026-01-02')).map(({ storyId }) => storyId).sort()).toEqual(['a', 'b', 'c'])
  })

  test('a record that grew while it was being closed stays open', async () => {
    await editions.freeze(freezing('i', 1, { day: { date: '2026-01-02', items: [{ storyId: 'a' }] } }))

    const outcome = await days.close(
      'i',
      '2026-01-02',
      async (items) => {
        // On the same connection, so ahead of the closing script.
        void redis.hset(keys.day('i', '2026-01-02'), 'b', '{}')
        return { listId: 'i', date: '2026-01-02', items }
      },
      DAY,
    )

    expect(outcome).toBe('stale')
    expect(await redis.hlen(keys.day('i', '2026-01-02'))).toBe(2)
  })

  test('the orders of a day are kept by step: the last edition of a step stands', async () => {
    const steps = [
      [NOW, ['a', 'b']],
      [NOW, ['b', 'a']],
      [NOW + 600_000, ['a']],
    ] as const
    for (const [index, [rankedAt, ids]] of steps.entries()) {
      const step = freezing('j', index + 1, { rankedAt })
      const items = ids.map((storyId) => ({ storyId }) as EditionItem)
      await editions.freeze({ ...step, edition: { ...step.edition, items } })
    }

    expect((await days.orders('j', '2026-01-02')).sort((a, b) => a.at - b.at)).toEqual([
      { at: NOW, storyIds: ['b', 'a'] },
      { at: NOW + 600_000, storyIds: ['a'] },
    ])
  })
})
