import { expect, inject, test, vi } from 'vitest'
import type { Entry, PackedEntry } from '../../../src/model/index.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { openSpace } from '../../support/redis-space.ts'
import { anEntry, DAY, NOW } from './given.ts'

const { redis, keys, connect } = openSpace({ url: inject('redisUrl') }, 'entries')
const store = createEntryStore({ redis, keys })
const ttlMs = 14 * DAY

const placed = (id: string, hash: string) => redis.hset(keys.entry(id), { clustered: hash, storyId: 'st1' })
const packed = (entry: Entry): PackedEntry => ({ ...entry, mark: 0, json: JSON.stringify(entry) })
const admit = (entries: readonly Entry[], remembered: readonly string[] = []) =>
  store.admitPacked(entries.map(packed), { ttlMs, remembered: new Set(remembered) })

test('a new entry waits for a story until one holds it, however often it is admitted', async () => {
  const entry = anEntry('e1', { summary: 'Ünïcode 摘要', authors: [] })

  const first = await admit([entry])
  const repeated = await admit([entry])
  await placed('e1', entry.contentHash)
  const afterwards = await admit([entry])

  expect(first).toEqual([{ outcome: 'stored', waits: true }])
  expect(repeated).toEqual([{ outcome: 'known', waits: true }])
  expect(afterwards).toEqual([{ outcome: 'known', waits: false }])
  expect(await store.get(['e1', 'none'])).toEqual([{ ...entry, storyId: 'st1' }, undefined])
})

test('a changed entry waits again and keeps its first report, its story and its TTL', async () => {
  const entry = anEntry('e2')
  await admit([entry])
  await placed('e2', entry.contentHash)
  await redis.pexpire(keys.entry('e2'), 5_000)
  const changed = {
    ...entry,
    title: 'Corrected',
    contentHash: 'h2',
    reportedAt: NOW + 9,
    firstSeenAt: NOW + 9,
  }

  expect(await admit([changed])).toEqual([{ outcome: 'changed', waits: true }])

  expect(await store.get(['e2'])).toEqual([{ ...changed, reportedAt: NOW, firstSeenAt: NOW, storyId: 'st1' }])
  expect(await redis.pttl(keys.entry('e2'))).toBeLessThanOrEqual(5_000)
})

test('an expired entry that its source remembers is not stored again; one that it does not is', async () => {
  const entry = anEntry('e3')
  await admit([entry])
  await redis.unlink(keys.entry('e3'))

  expect(await admit([entry], ['e3'])).toEqual([{ outcome: 'expired', waits: false }])
  expect(await redis.exists(keys.entry('e3'))).toBe(0)
  expect(await admit([entry])).toEqual([{ outcome: 'stored', waits: true }])
})

test('a thousand entries are admitted, and none of none', async () => {
  const many = Array.from({ length: 1_000 }, (_, n) => anEntry(`m${n}`))

  expect(await store.admit(many, { ttlMs })).toEqual(many.map(({ id }) => id))
  expect(await store.admit([], { ttlMs })).toEqual([])
})

test('more entries than are read at once come in the order they were asked for, gaps included', async () => {
  const some = Array.from({ length: 250 }, (_, n) => anEntry(`o${n}`))
  await store.admit(some, { ttlMs })
  const asked = some.toReversed().flatMap(({ id }, n) => (n % 60 === 0 ? ['none', id] : [id]))

  const read = await store.get(asked)

  expect(read.map((entry) => entry?.id ?? 'none')).toEqual(asked)
  expect(await store.get([])).toEqual([])
})

test('eight workers that admit the same document at once store each entry once', async () => {
  const entries = Array.from({ length: 50 }, (_, n) => packed(anEntry(`r${n}`)))
  const stores = Array.from({ length: 8 }, () => createEntryStore({ redis: connect(), keys }))

  const all = await Promise.all(stores.map((each) => each.admitPacked(entries, { ttlMs })))

  expect(all.flat().filter(({ outcome }) => outcome === 'stored')).toHaveLength(50)
  for (const admitted of all) expect(admitted.every(({ waits }) => waits)).toBe(true)
})

test('bodies of what a source remembers are sent only where the entry has another content by now', async () => {
  const old = Array.from({ length: 18 }, (_, n) => anEntry(`k${n}`))
  await admit(old)
  for (const { id, contentHash } of old.slice(2)) await placed(id, contentHash)
  // A push has brought another version of the first; the second waits.
  await admit([{ ...old[0]!, title: 'Pushed', contentHash: 'h2' }])
  const sending = vi.spyOn(redis, 'call')

  const admitted = await admit(
    [anEntry('k-new'), ...old],
    old.map(({ id }) => id),
  )
  const sent = sending.mock.calls.flat().filter((argument) => String(argument).startsWith('{"id"'))
  sending.mockRestore()

  expect(admitted).toEqual([
    { outcome: 'stored', waits: true },
    { outcome: 'changed', waits: true },
    { outcome: 'known', waits: true },
    ...Array.from({ length: 16 }, () => ({ outcome: 'known', waits: false })),
  ])
  expect(sent.map((json) => JSON.parse(String(json)).id)).toEqual(['k-new', 'k0'])
  expect((await store.get(['k0']))[0]?.title).toBe(old[0]?.title)
})

test('documents that are admitted together have each their own answer, in their order', async () => {
  const [shared, one, other] = ['d-shared', 'd-one', 'd-other'].map((id) => packed(anEntry(id)))
  await admit([anEntry('d-old')])
  const many = Array.from({ length: 150 }, (_, n) => packed(anEntry(`d${n}`)))

  const [first, none, second, long] = await store.admitDocuments(
    [
      { entries: [shared!, one!] },
      { entries: [] },
      // Only this source remembers the old one, and has it with another content by now.
      {
        entries: [shared!, { ...packed(anEntry('d-old')), contentHash: 'h2' }, other!],
        remembered: new Set(['d-old', 'd-other']),
      },
      { entries: many },
    ],
    { ttlMs },
  )

  expect(first).toEqual([
    { outcome: 'stored', waits: true },
    { outcome: 'stored', waits: true },
  ])
  expect(none).toEqual([])
  expect(second).toEqual([
    { outcome: 'known', waits: true },
    { outcome: 'changed', waits: true },
    { outcome: 'expired', waits: false },
  ])
  expect(long?.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 150 }, () => 'stored'))
})
