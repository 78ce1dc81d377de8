import { expect, inject, test } from 'vitest'
import type { Entry, EntryId, Fingerprint } from '../../../src/model/index.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFingerprint, anEntry, anOrigin, aPlan, aStory, DAY, join, NOW } from './given.ts'

const { redis, keys } = openSpace({ url: inject('redisUrl') }, 'grounds')
const entries = createEntryStore({ redis, keys })
const stories = createStoryStore({ redis, keys })

const ttlMs = { story: DAY, index: DAY, event: DAY, publisher: DAY }
const aGroup = () => uniquePrefix('g')

async function found(entry: Entry, print: Fingerprint, grounds?: readonly EntryId[]) {
  await entries.admit([entry], { ttlMs: DAY })
  const { tails } = await stories.findCandidates(print, entry.reportedAt)
  const story = aStory(`st-${entry.id}`, entry)
  expect(await join(stories, aPlan(entry, story, print, tails, { ...(grounds && { grounds }) }))).toBe(
    'joined',
  )
  return story
}

async function stored(entryId: EntryId): Promise<{ text: string; key: string; field: Buffer }> {
  const place = (await redis.hget(keys.entry(entryId), 'document')) ?? ''
  const [, group = '', bucket, number] = /^(.*):(-?\d+) (\d+)$/u.exec(place) ?? []
  const key = keys.documents(group, Number(bucket))
  const field = Buffer.alloc(4)
  field.writeUInt32BE(Number(number))
  return { key, field, text: (await redis.hget(key, field)) ?? '' }
}

const groundsAt = async (print: Fingerprint) =>
  (await stories.findCandidates(print, NOW)).candidates.map(({ grounds }) => grounds)

test('what put an entry into its story is stored with it, also that nothing did, or that nobody knows', async () => {
  const group = aGroup()
  const prints = ['one', 'two', 'three'].map((word) => aFingerprint(word, { group }))
  const [one, two, three] = prints as [Fingerprint, Fingerprint, Fingerprint]

  await found(anEntry('k1'), one, ['a', 'b'])
  await found(anEntry('k2'), two, [])
  await found(anEntry('k3'), three)

  expect(await groundsAt(one)).toEqual([['a', 'b']])
  expect(await groundsAt(two)).toEqual([[]])
  expect(await groundsAt(three)).toEqual([undefined])
  const fresh = createStoryStore({ redis, keys })
  const read = await Promise.all(prints.map((print) => fresh.findCandidates(print, NOW)))
  expect(read.map(({ candidates }) => candidates[0]?.grounds)).toEqual([['a', 'b'], [], undefined])
})

test('grounds are noted anew, where there were none as well, and nothing else of a document changes', async () => {
  const group = aGroup()
  const words = 'ein "Wort" mit \\ und 标题, ] " ["'
  const print = aFingerprint(words, { group, urlKey: 'u', facts: [], summaryTerms: 'last "one"]' })
  await found(anEntry('n1', { reportedAt: NOW - 2 }), print)
  await found(anEntry('n2', { reportedAt: NOW - 1 }), print, [])
  await found(anEntry('n3'), print, ['x', 'y'])
  const before = await stories.readMembers(['st-n1', 'st-n2', 'st-n3'], 1)

  await stories.noteGrounds([
    { entryId: 'n1', grounds: ['a'] },
    { entryId: 'n2', grounds: ['b', 'c'] },
    { entryId: 'n3', grounds: [] },
  ])

  const expected = [
    ['st-n1', [{ ...before.get('st-n1')?.[0], grounds: ['a'] }]],
    ['st-n2', [{ ...before.get('st-n2')?.[0], grounds: ['b', 'c'] }]],
    ['st-n3', [{ ...before.get('st-n3')?.[0], grounds: [] }]],
  ]
  expect([...(await stories.readMembers(['st-n1', 'st-n2', 'st-n3'], 1))]).toEqual(expected)
})

test('who keeps the document hears of it, and only where something was written', async () => {
  const group = aGroup()
  const print = aFingerprint('kept somewhere', { group })
  await found(anEntry('h1'), print, [])
  expect(await groundsAt(print)).toEqual([[]])
  const rewritten = async () => (await stories.findCandidates(print, NOW)).tails.state?.[4]

  await stories.noteGrounds([{ entryId: 'h1', grounds: ['a'] }])

  expect(await groundsAt(print)).toEqual([['a']])
  expect(await rewritten()).toBe(1)

  await stories.noteGrounds([{ entryId: 'h1', grounds: ['a'] }])
  expect(await rewritten()).toBe(1)
})

test('entries of several groups and buckets are noted at once, more than a script takes', async () => {
  const groups = [aGroup(), aGroup()]
  const all = Array.from({ length: 250 }, (_, n) => ({
    entry: anEntry(`many${n}`, { reportedAt: NOW - (n % 3) * 3 * DAY }),
    print: aFingerprint(`word${n}`, { group: groups[n % 2] as string }),
  }))
  for (const { entry, print } of all) await found(entry, print)

  await stories.noteGrounds(all.map(({ entry }) => ({ entryId: entry.id, grounds: [`of-${entry.id}`] })))

  const ids = all.map(({ entry }) => `st-${entry.id}`)
  const members = await stories.readMembers(ids, 1)
  expect(ids.map((id) => members.get(id)?.[0]?.grounds)).toEqual(all.map(({ entry }) => [`of-${entry.id}`]))
})

test('an entry or document that is gone is passed over, and one that is another’s by now stays', async () => {
  const group = aGroup()
  await found(anEntry('p1'), aFingerprint('first', { group }))
  await found(anEntry('p2'), aFingerprint('second', { group }))
  await found(anEntry('p3'), aFingerprint('third', { group }))
  await redis.unlink(keys.entry('p1'))
  const second = await stored('p2')
  await redis.hset(keys.entry('p2'), 'document', (await redis.hget(keys.entry('p3'), 'document')) ?? '')
  const third = await stored('p3')
  await redis.hdel(second.key, second.field)

  await stories.noteGrounds(['p1', 'p2', 'nobody'].map((entryId) => ({ entryId, grounds: ['a'] })))
  await stories.noteGrounds([])

  expect(await redis.hget(second.key, second.field)).toBeNull()
  expect((await stored('p3')).text).toBe(third.text)
})

test('an entry that is corrected or moved to another story is indexed as before, grounds or not', async () => {
  const group = aGroup()
  const print = aFingerprint('flood at the coast', { group, urlKey: 'u1' })
  const entry = anEntry('c1')
  const story = await found(entry, print, ['a'])
  const corrected = { ...entry, contentHash: 'corrected', storyId: story.id }
  await entries.admit([corrected], { ttlMs: DAY })
  const anew = aFingerprint('flood at the river', { group, urlKey: 'u1' })
  const { tails } = await stories.findCandidates(anew, NOW)
  const plan = aPlan(corrected, { ...story, version: 2 }, anew, tails, {
    expectedVersion: 1,
    grounds: ['b'],
  })
  expect(await join(stories, plan)).toBe('joined')

  const { statistics } = await stories.findCandidates(aFingerprint('flood river coast', { group }), NOW)
  expect(statistics).toEqual({ documentCount: 1, documentFrequency: [1, 1, 1] })

  const part = (id: string, version: number) => ({
    story: { ...story, id, version },
    origins: [anOrigin(entry)],
    heats: [],
  })
  const move = { moved: [entry], groups: [group], leftListIds: [], events: [], ttlMs, now: NOW }
  const outcome = await stories.move({ ...move, stays: part(story.id, 3), takes: part('st-c2', 1) })

  expect(outcome).toBe('moved')
  expect((await stories.findCandidates(anew, NOW)).candidates).toMatchObject([
    { entryId: 'c1', storyId: 'st-c2', grounds: ['b'] },
  ])
})
