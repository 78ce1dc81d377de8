import { expect, inject, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createUnsettledStore } from '../../../src/store/unsettled.ts'
import { openSpace } from '../../support/redis-space.ts'
import { DAY, MINUTE, NOW } from './given.ts'

const { redis, connect, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'unsettled')

/** Nobody has marked or leased anything in it. */
function aSpace() {
  const keys = createKeys(innerPrefix())
  const unsettled = createUnsettledStore({ redis, keys })
  const add = (marks: Readonly<Record<string, number>>) =>
    unsettled.add(
      Object.entries(marks).map(([id, minutes]) => ({ id, reportedAt: NOW + minutes * MINUTE })),
      DAY,
    )
  /** The lease ends without a word, as that of a process that died. */
  const dies = () => redis.del(keys.settler())
  return { keys, unsettled, add, dies }
}

test('entries are taken in the order of their reports, of one time by their ids, each once', async () => {
  const { unsettled, add } = aSpace()
  await unsettled.lease('a', MINUTE)
  await add({ late: 3, 'b-same': 2, 'a-same': 2 })
  await add({ early: 1, late: 3 })

  expect(await unsettled.count()).toBe(4)
  expect(await unsettled.take('a', 2)).toEqual(['early', 'a-same'])
  expect(await unsettled.take('a', 10)).toEqual(['b-same', 'late'])
  expect(await unsettled.take('a', 10)).toEqual([])
  expect(await unsettled.count()).toBe(4)

  await unsettled.settle('a', ['early', 'a-same', 'b-same', 'late'])
  expect(await unsettled.count()).toBe(0)
})

test('one that is marked while it is being settled is taken once more', async () => {
  const { unsettled, add } = aSpace()
  await unsettled.lease('a', MINUTE)
  await add({ one: 1, two: 2 })
  const ids = await unsettled.take('a', 10)

  await add({ two: 2 })
  await unsettled.settle('a', ids)

  expect(await unsettled.count()).toBe(1)
  expect(await unsettled.take('a', 10)).toEqual(['two'])
})

test('one holder at a time has the lease, for as long as it renews it, and whoever comes when it has ended', async () => {
  const { keys, unsettled } = aSpace()

  expect(await unsettled.lease('a', MINUTE)).toBe(true)
  expect(await unsettled.lease('b', MINUTE)).toBe(false)
  expect(await unsettled.lease('a', 10 * MINUTE)).toBe(true)
  expect(await redis.pttl(keys.settler())).toBeGreaterThan(MINUTE)

  await unsettled.release('b')
  expect(await unsettled.lease('b', MINUTE)).toBe(false)
  await unsettled.release('a')
  expect(await unsettled.lease('b', MINUTE)).toBe(true)
  expect(await unsettled.lease('a', MINUTE)).toBe(false)
})

test('what a holder has taken and not settled when it died, the next one takes, in the same order', async () => {
  const { keys, unsettled, add, dies } = aSpace()
  await unsettled.lease('a', MINUTE)
  await add({ one: 1, two: 2, three: 3, four: 4 })
  await unsettled.take('a', 3)
  await unsettled.settle('a', ['one'])
  await add({ two: 2, zero: 0 })

  await dies()
  expect(await unsettled.lease('b', MINUTE)).toBe(true)

  expect(await redis.pttl(keys.unsettled())).toBeGreaterThan(DAY - MINUTE)
  expect(await unsettled.count()).toBe(4)
  expect(await unsettled.take('b', 10)).toEqual(['zero', 'two', 'three', 'four'])
})

test('what is taken stays taken while its holder renews its lease, and lasts as long as it did before', async () => {
  const { keys, unsettled, add } = aSpace()
  await unsettled.lease('a', MINUTE)
  await add({ one: 1 })
  await unsettled.take('a', 10)

  await unsettled.lease('a', MINUTE)

  expect(await unsettled.take('a', 10)).toEqual([])
  expect(await redis.pttl(keys.settling())).toBeGreaterThan(DAY - MINUTE)
})

test('who has lost its lease neither takes entries nor settles those that are another’s by now', async () => {
  const { unsettled, add, dies } = aSpace()
  await unsettled.lease('a', MINUTE)
  await add({ one: 1, two: 2 })
  const taken = await unsettled.take('a', 1)
  await dies()

  await unsettled.settle('a', taken)
  expect(await unsettled.take('a', 10)).toEqual([])
  expect(await unsettled.count()).toBe(2)
  await unsettled.lease('b', MINUTE)
  expect(await unsettled.take('b', 10)).toEqual(['one', 'two'])
  await unsettled.settle('a', ['one', 'two'])

  await dies()
  await unsettled.lease('c', MINUTE)
  expect(await unsettled.take('c', 10)).toEqual(['one', 'two'])
})

test('any number is marked and settled', async () => {
  const { unsettled } = aSpace()
  await unsettled.lease('a', MINUTE)
  const many = Array.from({ length: 9_000 }, (_, n) => ({ id: `e${n}`, reportedAt: NOW + n }))
  await unsettled.add(many, DAY)
  await unsettled.add([], DAY)

  const taken: string[] = []
  for (let ids = await unsettled.take('a', 9_000); ids.length > 0; ids = await unsettled.take('a', 9_000)) {
    taken.push(...ids)
  }
  expect(taken).toEqual(many.map(({ id }) => id))

  await unsettled.settle('a', taken)
  await unsettled.settle('a', [])
  expect(await unsettled.count()).toBe(0)
})

test('of eight processes that ask for the lease at once, one has it, and gets all that was left', async () => {
  const { keys, unsettled, add, dies } = aSpace()
  await unsettled.lease('gone', MINUTE)
  await add({ one: 1, two: 2, three: 3 })
  await unsettled.take('gone', 2)
  await dies()
  const stores = Array.from({ length: 8 }, () => createUnsettledStore({ redis: connect(), keys }))

  const taken = await Promise.all(
    stores.map(async (store, n) => ((await store.lease(`p${n}`, MINUTE)) ? store.take(`p${n}`, 10) : [])),
  )

  expect(taken.filter((ids) => ids.length > 0)).toEqual([['one', 'two', 'three']])
})
