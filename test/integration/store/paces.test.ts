import { expect, inject, test } from 'vitest'
import { createPaceStore } from '../../../src/store/paces.ts'
import { openSpace } from '../../support/redis-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'paces')
const open = (redis = space.redis) =>
  createPaceStore<{ count: number }>({ redis, keys: space.keys, ttlMs: 60_000 })
const increment = (known: { count: number } | undefined) => ({ pace: { count: (known?.count ?? 0) + 1 } })

test('a pace is kept, read with others, and forgotten', async () => {
  const store = open()

  await store.update('a', increment)
  await store.update('a', (known) => ({ pace: known }))

  expect(await store.load(['a', 'b'])).toEqual([{ count: 1 }, undefined])
  expect(await space.redis.pttl(space.keys.pace('a'))).toBeGreaterThan(0)

  await store.update('a', () => ({ pace: undefined }))

  expect(await store.load(['a'])).toEqual([undefined])
  expect(await store.load([])).toEqual([])
})

test('race: workers that learn of one group at once lose nothing', async () => {
  const stores = Array.from({ length: 4 }, () => open(space.connect()))

  await Promise.all(stores.flatMap((store) => Array.from({ length: 5 }, () => store.update('r', increment))))

  expect(await open().load(['r'])).toEqual([{ count: 20 }])
})
