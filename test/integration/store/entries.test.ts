import { expect, inject, test, vi } from 'vitest'
import { createEntryStore } from '../../../src/store/entries.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { anEntry, DAY, NOW } from './given.ts'

const { redis, keys, connect } = openSpace({ url: inject('redisUrl') }, 'entries')
const store = createEntryStore({ redis, keys })
const options = { now: NOW, ttlMs: 14 * DAY }

const placed = (id: string, hash: string) => redis.hset(keys.entry(id), { clustered: hash, storyId: 'st1' })

test('a new entry waits for a story until one holds it, however often it is admitted', async () => {
  const entry = anEntry('e1', { summary: 'Ünïcode 摘要', authors: [] })

  const first = await store.admit('s1', [entry], options)
  const repeated = await store.admit('s1', [entry], options)
  await placed('e1', entry.contentHash)
  const afterwards = await store.admit('s1', [entry], options)

  expect(first).toEqual({ pending: ['e1'], stored: 1, changed: 0, known: 0, forgotten: 0 })
  expect(repeated).toEqual({ pending: ['e1'], stored: 0, changed: 0, known: 1, forgotten: 0 })
  expect(afterwards).toEqual({ pending: [], stored: 0, changed: 0, known: 1, forgotten: 0 })
  expect(await store.get(['e1', 'none'])).toEqual([{ ...entry, storyId: 'st1' }, undefined])
})

test('a changed entry waits again and keeps its first report, its story and its TTL', async () => {
  const entry = anEntry('e2')
  await store.admit('s1', [entry], options)
  await placed('e2', entry.contentHash)
  await redis.pexpire(keys.entry('e2'), 5_000)
  const changed = {
    ...entry,
    title: 'Corrected',
    contentHash: 'h2',
    reportedAt: NOW + 9,
    firstSeenAt: NOW + 9,
  }

  const admission = await store.admit('s1', [changed], { ...options, now: NOW + 9 })

  expect(admission).toMatchObject({ pending: ['e2'], changed: 1, stored: 0 })
  expect(await store.get(['e2'])).toEqual([{ ...changed, reportedAt: NOW, firstSeenAt: NOW, storyId: 'st1' }])
  expect(await redis.pttl(keys.entry('e2'))).toBeLessThanOrEqual(5_000)
})

test('an expired entry that the feed still carries is not new again unless its content changed', async () => {
  const source = uniquePrefix('s')
  const entry = anEntry('e3')
  await store.admit(source, [entry], options)
  await redis.unlink(keys.entry('e3'))

  const forgotten = await store.admit(source, [entry], options)
  const renewed = await store.admit(source, [{ ...entry, contentHash: 'other' }], options)

  expect(forgotten).toEqual({ pending: [], stored: 0, changed: 0, known: 0, forgotten: 1 })
  expect(renewed).toMatchObject({ pending: ['e3'], stored: 1 })
})

test('what a source was seen to carry is bounded; the entries seen longest ago go first', async () => {
  const source = uniquePrefix('s')
  const small = createEntryStore({ redis, keys, seenCap: 100 })
  const entriesOf = (name: string, count: number) =>
    Array.from({ length: count }, (_, n) => anEntry(`${name}${n}`, { sourceId: source }))

  await small.admit(source, entriesOf('old', 90), options)
  await small.admit(source, entriesOf('new', 30), { ...options, now: NOW + DAY })

  const seen = await redis.hkeys(keys.seen(source))
  expect(seen).toHaveLength(100)
  expect(seen.filter((id) => id.startsWith('new'))).toHaveLength(30)
})

test('a thousand entries are admitted, and none of none', async () => {
  const source = uniquePrefix('s')
  const many = Array.from({ length: 1_000 }, (_, n) => anEntry(`m${n}`, { sourceId: source }))

  expect((await store.admit(source, many, options)).pending).toHaveLength(1_000)
  expect((await store.admit(source, [], options)).pending).toEqual([])
})

test('eight workers that admit the same document at once store each entry once', async () => {
  const source = uniquePrefix('s')
  const entries = Array.from({ length: 50 }, (_, n) => anEntry(`r${n}`, { sourceId: source }))
  const stores = Array.from({ length: 8 }, () => createEntryStore({ redis: connect(), keys }))

  const admissions = await Promise.all(stores.map((each) => each.admit(source, entries, options)))

  expect(admissions.reduce((sum, admission) => sum + admission.stored, 0)).toBe(50)
  for (const admission of admissions) expect(admission.pending).toHaveLength(50)
})

test('of a document that changed, only what is new or changed is sent', async () => {
  const source = uniquePrefix('s')
  const old = Array.from({ length: 18 }, (_, n) => anEntry(`k${n}`, { sourceId: source }))
  await store.admit(source, old, options)
  for (const { id, contentHash } of old) await placed(id, contentHash)
  await store.admit(source, old, options)
  const fresh = [
    anEntry('k-new', { sourceId: source }),
    { ...old[0]!, title: 'Corrected', contentHash: 'h2' },
  ]
  const sending = vi.spyOn(redis, 'evalsha')

  const admission = await store.admit(source, [...fresh, ...old.slice(1)], options)
  const sent = sending.mock.calls.flat().filter((argument) => String(argument).startsWith('{"id"'))
  sending.mockRestore()

  expect(admission).toEqual({ pending: ['k-new', 'k0'], stored: 1, changed: 1, known: 17, forgotten: 0 })
  expect(sent).toHaveLength(2)
})

test('an entry that waits for a story is recognised and waits on, without its body', async () => {
  const source = uniquePrefix('s')
  const entry = { ...anEntry('w1', { sourceId: source }), json: '{"title":"first"}' }
  await store.admitPacked(source, [entry], { ...options, isFirst: true })

  const again = await store.admitPacked(source, [{ ...entry, json: 'never sent' }], options)

  expect(again).toEqual({ pending: ['w1'], stored: 0, changed: 0, known: 1, forgotten: 0 })
  expect(await redis.hget(keys.entry('w1'), 'entry')).toBe('{"title":"first"}')
})
