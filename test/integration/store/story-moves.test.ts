import { expect, inject, test } from 'vitest'
import type { Entry, Fingerprint, Story } from '../../../src/model/index.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createOutbox } from '../../../src/store/outbox.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import type { MovePlan } from '../../../src/store/story-plans.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFingerprint, anEntry, anEvent, anOrigin, aPlan, aStory, DAY, join, MINUTE, NOW } from './given.ts'

const { redis, keys, connect } = openSpace({ url: inject('redisUrl') }, 'story-moves')
const entries = createEntryStore({ redis, keys })
const stories = createStoryStore({ redis, keys })
const outbox = createOutbox({ redis, keys })

const ttlMs = { story: DAY, event: DAY }
const group = 'latin:moves'
const printOf = (entry: Entry): Fingerprint => aFingerprint(`words of ${entry.id}`, { group })

/** A story of these entries, one after the other, each by a publisher of its own, ranked in the list `top`. */
async function storyOf(id: string, ...all: Entry[]): Promise<Story> {
  let story: Story | undefined
  for (const [n, entry] of all.entries()) {
    await entries.admit([entry], { ttlMs: DAY })
    const print = printOf(entry)
    const { tails } = await stories.findCandidates(print, entry.reportedAt)
    story = aStory(id, entry, { version: n + 1, entryCount: n + 1 })
    const plan = aPlan(entry, story, print, tails, { expectedVersion: n, grounds: [] })
    expect(await join(stories, plan)).toBe('joined')
  }
  return story as Story
}

const an = (id: string, minutes: number) =>
  anEntry(id, { publisherId: `p-${id}`, reportedAt: NOW - minutes * MINUTE })

/** Two stories, of which the first gives two of its three entries to the second. */
async function aMove(more: Partial<MovePlan> = {}) {
  const name = uniquePrefix('m')
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((each, n) => an(`${name}${each}`, n)) as [
    Entry,
    Entry,
    Entry,
    Entry,
  ]
  const from = await storyOf(`st-${name}-1`, a, b, c)
  const to = await storyOf(`st-${name}-2`, d)
  const plan: MovePlan = {
    stays: {
      story: { ...from, version: 4, entryCount: 1, title: 'What stays', listIds: [] },
      origins: [anOrigin(a)],
      heats: [],
    },
    takes: {
      story: { ...to, version: 2, entryCount: 3, title: 'What takes' },
      origins: [anOrigin(b), anOrigin(c)],
      heats: [{ listId: 'top', heat: 99 }],
    },
    moved: [b, c],
    groups: [group],
    leftListIds: ['top'],
    events: [],
    ttlMs,
    now: NOW,
    ...more,
  }
  return { plan, name, from, to, entries: [a, b, c, d] as const }
}

/** All that is held of two stories. */
async function heldOf({ stays, takes }: MovePlan) {
  return Promise.all(
    [stays.story.id, takes.story.id].map(async (id) => ({
      story: await stories.get(id),
      entries: await stories.entries(id, 10),
      origins: (await stories.origins(id)).map(({ publisherId }) => publisherId),
    })),
  )
}

test('a story that exists takes entries of another: both are as they were decided, and readers hear of it', async () => {
  const { plan, entries: all } = await aMove()
  const [a, b, c, d] = all
  const reader = createStoryStore({ redis, keys })
  await reader.readKept([plan.stays.story.id, plan.takes.story.id])
  const before = await reader.findCandidates(printOf(b), b.reportedAt)
  expect(before.candidates[0]?.storyId).toBe(plan.stays.story.id)

  expect(await stories.move(plan)).toBe('moved')

  expect(await heldOf(plan)).toEqual([
    { story: plan.stays.story, entries: [a.id], origins: [a.publisherId] },
    { story: plan.takes.story, entries: [b.id, c.id, d.id], origins: [b.publisherId, c.publisherId] },
  ])
  const placed = await stories.readPlaced(all.map(({ id }) => id))
  expect([...placed.values()].map(({ storyId, grounds }) => [storyId, grounds])).toEqual([
    [plan.stays.story.id, []],
    [plan.takes.story.id, []],
    [plan.takes.story.id, []],
    [plan.takes.story.id, []],
  ])
  expect((await entries.get(all.map(({ id }) => id))).map((entry) => entry?.storyId)).toEqual([
    plan.stays.story.id,
    ...new Array(3).fill(plan.takes.story.id),
  ])
  const kept = await reader.readKept([plan.stays.story.id, plan.takes.story.id])
  expect([...kept.values()].map(({ story }) => story.title)).toEqual(['What stays', 'What takes'])
  const after = await reader.findCandidates(printOf(b), b.reportedAt)
  expect(after.candidates[0]).toMatchObject({ entryId: b.id, storyId: plan.takes.story.id })
})

test('lists rank what is ranked now, and events are told once', async () => {
  const id = uniquePrefix('ev')
  const { plan } = await aMove({ events: [anEvent(id)] })
  const told = await outbox.length()

  await stories.move(plan)

  expect(await redis.zscore(keys.heat('top'), plan.stays.story.id)).toBeNull()
  expect(await redis.zscore(keys.heat('top'), plan.takes.story.id)).toBe('99')
  expect(await outbox.length()).toBe(told + 1)
  expect(await redis.exists(keys.event(id))).toBe(1)
})

test('a story that is new takes entries once', async () => {
  const { plan, name, entries: all } = await aMove()
  const story = { ...plan.takes.story, id: `st-${name}-new`, version: 1 }
  const split = { ...plan, takes: { ...plan.takes, story } }

  expect(await stories.move(split)).toBe('moved')
  const held = await heldOf(split)
  expect(held[1]?.entries).toEqual([all[1].id, all[2].id])
  const again = { ...split, stays: { ...split.stays, story: { ...split.stays.story, version: 5 } } }

  expect(await stories.move(again)).toBe('already')
  expect(await heldOf(split)).toEqual(held)
})

test('nothing is moved where either story is another than it was decided on, or gone', async () => {
  const { plan } = await aMove()
  const before = await heldOf(plan)
  const at = (part: MovePlan['stays'], version: number) => ({ ...part, story: { ...part.story, version } })

  expect(await stories.move({ ...plan, stays: at(plan.stays, 3) })).toBe('stale')
  expect(await stories.move({ ...plan, takes: at(plan.takes, 3) })).toBe('stale')
  const gone = { ...plan.takes, story: { ...plan.takes.story, id: 'st-gone' } }
  expect(await stories.move({ ...plan, takes: gone })).toBe('stale')
  expect(
    await stories.move({ ...plan, stays: { ...plan.stays, story: { ...plan.stays.story, id: 'st-gone' } } }),
  ).toBe('stale')

  expect(await heldOf(plan)).toEqual(before)
  expect(await redis.exists(keys.story('st-gone'))).toBe(0)

  expect(await stories.move(plan)).toBe('moved')
  expect(await stories.move(plan)).toBe('stale')
})

test('who decided on a story that has expired meanwhile does not go on believing in it', async () => {
  const { plan } = await aMove()
  const ids = [plan.stays.story.id, plan.takes.story.id]
  await stories.readKept(ids)
  await redis.unlink(keys.story(plan.takes.story.id))

  expect(await stories.move(plan)).toBe('stale')

  expect([...(await stories.readKept(ids)).keys()]).toEqual([plan.stays.story.id])
})

test('a story that takes more entries than it can hold lets go of the oldest', async () => {
  const { plan, entries: all } = await aMove()
  const older = Array.from({ length: 1_000 }, (_, n) => [`${NOW - DAY - n}`, `older${n}`]).flat()
  await redis.zadd(keys.storyEntries(plan.takes.story.id), ...older)

  await stories.move(plan)

  const ids = await stories.entries(plan.takes.story.id, 2_000)
  expect(ids.length).toBe(1_000)
  expect(ids.slice(0, 4)).toEqual([all[1].id, all[2].id, all[3].id, 'older0'])
  expect(ids.at(-1)).toBe('older996')
})

test('an entry that has expired is moved out of the one story, and no record of it begins', async () => {
  const { plan, entries: all } = await aMove()
  await redis.unlink(keys.entry(all[1].id))

  expect(await stories.move(plan)).toBe('moved')

  expect(await redis.exists(keys.entry(all[1].id))).toBe(0)
  expect(await stories.entries(plan.stays.story.id, 10)).toEqual([all[0].id])
})

test('of eight workers that move the same entries at once, one does', async () => {
  const { plan } = await aMove()
  const workers = Array.from({ length: 8 }, () => createStoryStore({ redis: connect(), keys }))

  const outcomes = await Promise.all(workers.map((worker) => worker.move(plan)))

  expect(outcomes.toSorted()).toEqual(['moved', ...new Array(7).fill('stale')])
  expect((await heldOf(plan))[1]?.story).toEqual(plan.takes.story)
})

test('a story that is told otherwise keeps its entries, and leaves the lists that rank it no longer', async () => {
  const name = uniquePrefix('r')
  const [a, b] = [an(`${name}a`, 0), an(`${name}b`, 1)]
  const story = await storyOf(`st-${name}`, a, b)
  await redis.zadd(keys.heat('sports'), 5, story.id)
  const watching = createStoryStore({ redis, keys })
  await watching.readKept([story.id])
  const part = {
    story: { ...story, version: 3, originCount: 1 },
    origins: [anOrigin(a, { texts: ['tone'] }), anOrigin(b, { texts: ['tone+ttwo'] })],
    heats: [{ listId: 'top', heat: 42 }],
  }

  expect(await stories.retell({ part, leftListIds: ['sports'], ttlMs })).toBe('retold')

  expect(await stories.get(story.id)).toEqual(part.story)
  expect((await stories.origins(story.id)).map(({ texts }) => texts)).toEqual([['tone'], ['tone+ttwo']])
  expect(await stories.entries(story.id, 10)).toHaveLength(2)
  expect(await redis.zscore(keys.heat('top'), story.id)).toBe('42')
  expect(await redis.zscore(keys.heat('sports'), story.id)).toBeNull()
  for (const key of [keys.story(story.id), keys.storyOrigins(story.id)])
    expect(await redis.pttl(key)).toBeGreaterThan(DAY / 2)
  // Whoever keeps stories hears of it.
  expect((await watching.readKept([story.id])).get(story.id)?.story.originCount).toBe(1)

  // Decided on what it was before.
  const late = { ...part, story: { ...part.story, title: 'Too late' } }
  expect(await stories.retell({ part: late, leftListIds: ['top'], ttlMs })).toBe('stale')
  expect(await stories.get(story.id)).toEqual(part.story)
  expect(await redis.zscore(keys.heat('top'), story.id)).toBe('42')
})
