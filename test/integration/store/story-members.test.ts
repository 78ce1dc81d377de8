import { expect, inject, test } from 'vitest'
import type { Entry, KeptStory } from '../../../src/model/index.ts'
import { mergeStories } from '../../../src/rules/story/merge-stories.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFingerprint, anEntry, anOrigin, aPlan, aStory, DAY, join, MINUTE, NOW } from './given.ts'

const { redis, keys } = openSpace({ url: inject('redisUrl') }, 'story-members')
const entries = createEntryStore({ redis, keys })
const stories = createStoryStore({ redis, keys })

const printOf = (entry: Entry) => aFingerprint(`words of ${entry.id}`, { group: 'latin:x', urlKey: entry.id })

/** A story of these entries, one after the other. */
async function storyOf(id: string, ...all: Entry[]): Promise<KeptStory> {
  let kept: KeptStory | undefined
  for (const [n, entry] of all.entries()) {
    await entries.admit([entry], { ttlMs: DAY })
    const print = printOf(entry)
    const { tails } = await stories.findCandidates(print, entry.reportedAt)
    const story = aStory(id, entry, { version: n + 1, entryCount: n + 1 })
    const plan = aPlan(entry, story, print, tails, { expectedVersion: n })
    expect(await join(stories, plan)).toBe('joined')
    kept = { story, origins: all.slice(0, n + 1).map((each) => anOrigin(each)) }
  }
  return kept as KeptStory
}

const idsOf = async (id: string, most = 10) =>
  (await stories.readMembers([id], most)).get(id)?.map(({ entryId }) => entryId)

test('entries of a story come as they are indexed, newest first, as many as are asked for', async () => {
  const old = anEntry('m1', { reportedAt: NOW - 5 * DAY })
  const late = anEntry('m2', { reportedAt: NOW })
  const between = anEntry('m3', { reportedAt: NOW - MINUTE })
  await storyOf('st-m', old, late, between)

  const members = await stories.readMembers(['st-m'], 10)

  expect(members.get('st-m')).toEqual(
    [late, between, old].map((entry) => ({
      entryId: entry.id,
      storyId: 'st-m',
      publisherId: entry.publisherId,
      reportedAt: entry.reportedAt,
      fingerprint: printOf(entry),
    })),
  )
  expect(await idsOf('st-m', 2)).toEqual(['m2', 'm3'])
})

test('several stories are read together, one that is unknown as empty', async () => {
  await storyOf('st-a', anEntry('a1'), anEntry('a2'))
  await storyOf('st-b', anEntry('b1'))

  const members = await stories.readMembers(['st-b', 'st-none', 'st-a'], 10)

  expect([...members].map(([id, list]) => [id, list.map(({ entryId }) => entryId)])).toEqual([
    ['st-b', ['b1']],
    ['st-none', []],
    ['st-a', ['a2', 'a1']],
  ])
  expect(await stories.readMembers([], 10)).toEqual(new Map())
})

test('of two stories that became one all entries are the survivor’s', async () => {
  const a = await storyOf('st-1', anEntry('u1'))
  const b = await storyOf('st-2', anEntry('u2'))
  const merger = mergeStories(a, b, NOW)
  const ttlMs = { story: DAY, index: DAY, event: DAY, publisher: DAY }
  const redirect = { ...merger.redirect, mergedInto: merger.survivor.id }
  await stories.merge({ ...merger, redirect, heats: [], events: [], now: NOW, ttlMs })

  const members = await stories.readMembers(['st-1', 'st-2'], 10)

  expect(members.get('st-1')?.map(({ entryId, storyId }) => [entryId, storyId])).toEqual([
    ['u2', 'st-1'],
    ['u1', 'st-1'],
  ])
  expect(members.get('st-2')).toEqual([])
})

test('an entry that has expired, or whose document is another’s by now, is passed over', async () => {
  await storyOf('st-x', anEntry('x1'), anEntry('x2'), anEntry('x3'))
  await redis.unlink(keys.entry('x1'))
  const place = (await redis.hget(keys.entry('x3'), 'document')) ?? ''
  await redis.hset(keys.entry('x2'), 'document', place)

  expect(await idsOf('st-x')).toEqual(['x3'])
})

test('a document that is none is named with its key', async () => {
  await storyOf('st-y', anEntry('y1', { reportedAt: NOW - 40 * DAY }))
  const all = await redis.keys(`${keys.root}:index:latin:x:*:documents`)
  const place = (await redis.hget(keys.entry('y1'), 'document')) ?? ''
  const key = all.find((each) => each.includes(place.split(' ')[0] ?? '?')) ?? ''
  const [field] = await redis.hkeysBuffer(key)
  await redis.hset(key, field as Buffer, 'no JSON')

  await expect(stories.readMembers(['st-y'], 10)).rejects.toThrow(`Redis key ${key} holds`)
})
