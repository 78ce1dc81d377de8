import { expect, test, vi } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createSourceStore } from '../../../src/store/sources.ts'
import { aSource, NOW } from './given.ts'
import { claim, endAll, openSources } from './source-space.ts'

const { space, aStore } = openSources('source-reader')

async function breakSource(prefix: string, id: string): Promise<void> {
  const key = createKeys(prefix).sourcesIn(id)
  const bytes = (await space.redis.hgetBuffer(key, '')) as Buffer
  const broken = Buffer.concat([bytes.subarray(0, 21), Buffer.alloc(bytes.length - 21, 0xff)])
  await space.redis.hset(key, '', broken)
}

test('a source that is broken is reported with its key', async () => {
  const { store, prefix } = aStore()
  await store.declare(aSource('a'), NOW, NOW)
  await breakSource(prefix, 'a')

  await expect(store.get('a')).rejects.toThrow(`{${prefix}}:sources:in:a  holds a source`)
})

test('sources are read a page at a time, by their ids, each once', async () => {
  const store = createSourceStore({ redis: space.redis, keys: createKeys(space.innerPrefix()) })
  // Of one bucket and of several, and beside them one whose id is the beginning of another's.
  const ids = ['abc', 'abc1', 'abc2', 'abd1', 'b', 'zzz9', 'zzzz']
  for (const id of ids.toReversed()) await store.declare(aSource(id), NOW, NOW)

  const pages: string[][] = []
  let after: string | undefined
  do {
    const page = await store.page({ limit: 3, ...(after !== undefined && { after }) })
    pages.push(page.map(({ source }) => source.id))
    after = page.at(-1)?.source.id
  } while (after !== undefined)

  expect(pages).toEqual([['abc', 'abc1', 'abc2'], ['abd1', 'b', 'zzz9'], ['zzzz'], []])
  expect((await store.page()).map(({ source }) => source.id)).toEqual(ids)
})

test('a page takes no more of Redis than its own buckets', async () => {
  const store = createSourceStore({ redis: space.redis, keys: createKeys(space.innerPrefix()) })
  // Twenty buckets of ten.
  const ids = Array.from({ length: 200 }, (_, n) => `b${String(n).padStart(3, '0')}`)
  for (const id of ids) await store.declare(aSource(id), NOW, NOW)
  const asked = vi.spyOn(space.redis, 'pipeline')

  const first = await store.page({ limit: 25 })
  const buckets = asked.mock.results.reduce((sum, { value }) => sum + value.length, 0)
  const rest = await store.page({ after: 'b024' })

  expect(first.map(({ source }) => source.id)).toEqual(ids.slice(0, 25))
  expect(rest.map(({ source }) => source.id)).toEqual(ids.slice(25))
  expect(buckets).toBe(3)
})

test('a source that is broken keeps nobody from the others, is told of once, and can be removed', async () => {
  const prefix = space.innerPrefix()
  const told: string[] = []
  const store = createSourceStore({
    redis: space.redis,
    keys: createKeys(prefix),
    onUnreadable: (error) => told.push(error.code),
  })
  for (const id of ['a', 'b']) await store.declare(aSource(id), NOW, NOW)
  await store.claimDue(claim)
  await breakSource(prefix, 'a')
  const later = NOW + claim.leaseMs

  const [broken, whole] = await store.load(['a', 'b'])
  const ended = await endAll(store, later)

  expect(broken).toBeUndefined()
  expect(whole?.source.id).toBe('b')
  expect((await store.page()).map(({ source }) => source.id)).toEqual(['b'])
  expect(ended).toEqual([true])
  expect(await store.claimDue({ ...claim, now: later })).toMatchObject([{ sourceId: 'b' }])
  expect(told).toEqual(['store_broken_value'])
  expect(await store.remove('a')).toBe(true)
  expect(await store.ids()).toEqual(['b'])
})

test('a lease that ran out is found behind any number of those that cannot be read', async () => {
  const { store, prefix } = aStore()
  const broken = Array.from({ length: 600 }, (_, n) => `a${n.toString(36)}`)
  for (const id of broken) await store.declare(aSource(id), NOW, NOW)
  await store.claimDue({ ...claim, limit: 1_000, perHost: 1_000 })
  for (const id of broken) await breakSource(prefix, id)
  await store.declare(aSource('b'), NOW, NOW)
  await store.claimDue({ ...claim, now: NOW + 1 })
  const later = NOW + 1 + claim.leaseMs

  expect(await endAll(store, later)).toEqual([true])
  expect(await store.claimDue({ ...claim, now: later })).toMatchObject([{ sourceId: 'b' }])
})
