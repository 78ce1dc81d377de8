import { describe, expect, inject, test } from 'vitest'
import type { KeptStory, Tally } from '../../../src/model/index.ts'
import { INDEX_BUCKET_MS } from '../../../src/redis/keys.ts'
import { mergeStories } from '../../../src/rules/story/merge-stories.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createListStore } from '../../../src/store/lists.ts'
import { createOutbox } from '../../../src/store/outbox.ts'
import { createPublisherStore } from '../../../src/store/publishers.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFingerprint, anEntry, anEvent, anOrigin, aPlan, aStory, DAY, join, MINUTE, NOW } from './given.ts'

const { redis, keys, connect } = openSpace({ url: inject('redisUrl') }, 'stories')
const entries = createEntryStore({ redis, keys })
const stories = createStoryStore({ redis, keys })
const publishers = createPublisherStore({ redis, keys })
const lists = createListStore({ redis, keys })
const outbox = createOutbox({ redis, keys })

const ENTRIES_OF_A_STORY = 1_000

/** As many entries as are asked for, each a millisecond before the last, named by their times. */
const entriesUntil = (newest: number, many: number) =>
  Array.from({ length: many }, (_, n) => [newest - n, `at${newest - n}`]).flat()

/** Tests share a key space; each has an index of its own. */
const aGroup = () => uniquePrefix('g')
const admit = (...all: ReturnType<typeof anEntry>[]) => entries.admit(all, { ttlMs: DAY })

async function found(
  id: string,
  words: string,
  group: string,
  more: Partial<ReturnType<typeof anEntry>> = {},
) {
  const entry = anEntry(id, more)
  const print = aFingerprint(words, { group, urlKey: `url-${id}`, titleKey: `title-${id}` })
  await admit(entry)
  const { tails } = await stories.findCandidates(print, entry.reportedAt)
  const story = aStory(`st-${id}`, entry)
  const plan = aPlan(entry, story, print, tails, { events: [anEvent(`ev-${id}`)] })
  return { entry, print, story, plan, outcome: await join(stories, plan) }
}

describe('joining', () => {
  test('founding a story writes story, origin, heat, event and index, and tells the entry', async () => {
    const group = aGroup()

    const { entry, print, story, outcome } = await found('f1', 'turkey hikes rates', group)

    expect(outcome).toBe('joined')
    expect(await stories.get(story.id)).toEqual(story)
    expect(await stories.origins(story.id)).toEqual([anOrigin(entry)])
    expect(await stories.entries(story.id, 10)).toEqual(['f1'])
    expect(await lists.heat('top', story.id)).toBe(12.345678901234567)
    expect(await lists.rank('top', story.id)).toBeGreaterThan(0)
    expect(await outbox.payload('ev-f1')).toEqual(anEvent('ev-f1'))
    expect((await entries.get(['f1']))[0]?.storyId).toBe(story.id)
    expect(await entries.admit([entry], { ttlMs: DAY })).toEqual([])
    expect(await stories.findCandidates(print, NOW)).toMatchObject({
      candidates: [
        {
          entryId: 'f1',
          storyId: story.id,
          publisherId: entry.publisherId,
          reportedAt: NOW,
          fingerprint: print,
        },
      ],
      statistics: {
        documentCount: 1,
        documentFrequency: [1, 1, 1],
      },
    })
  })

  test('records of publishers grow with the commit, and with no repetition of it', async () => {
    const { entry, story, plan } = await found('f-tally', 'records of a publisher', aGroup())
    const late = anEntry('f-tally-2', { publisherId: 'tallied', reportedAt: NOW - 1 })
    await admit(late)
    await publishers.note(
      { id: 's1', publisherId: entry.publisherId },
      { title: 'T' },
      { now: NOW, ttlMs: DAY },
    )
    const counts = { entries: 1, 'c:world': 1, 'h:9': 1 }
    const { tails } = await stories.findCandidates(plan.fingerprint, late.reportedAt)
    const more = aPlan(late, { ...story, version: 2 }, plan.fingerprint, tails, {
      expectedVersion: 1,
      tallies: [
        { publisherId: 'tallied', publisherName: 'Tallied', counts },
        { publisherId: entry.publisherId, publisherName: 'First', counts: { firsts: 1 } },
      ],
    })

    expect([await join(stories, more), await join(stories, more)]).toEqual(['joined', 'already'])

    expect(await publishers.record('tallied')).toEqual({
      name: 'Tallied',
      entries: '1',
      'c:world': '1',
      'h:9': '1',
    })
    expect(await publishers.record(entry.publisherId)).toMatchObject({ firsts: '1' })
    expect(await publishers.entries('tallied', 10)).toEqual(['f-tally-2'])
    expect(await redis.pttl(keys.publisher('tallied'))).toBeGreaterThan(300 * DAY)
  })

  test('of a publisher the newest hundred entries are kept', async () => {
    const publisherId = uniquePrefix('wordy')
    await redis.zadd(keys.publisherEntries(publisherId), ...entriesUntil(NOW - 1, 150))
    const entry = anEntry('f-wordy', { publisherId })
    const print = aFingerprint('one more of many', { group: aGroup() })
    await admit(entry)
    const { tails } = await stories.findCandidates(print, NOW)
    const tallies = [{ publisherId, publisherName: 'Wordy', counts: { entries: 1 } }]

    await join(stories, aPlan(entry, aStory('st-wordy', entry), print, tails, { tallies }))

    const kept = await publishers.entries(publisherId, 200)
    expect([kept.length, ...kept.slice(0, 2)]).toEqual([100, 'f-wordy', `at${NOW - 1}`])
  })

  test('a source that aggregates begins a few hundred records a day, whatever publishers it names', async () => {
    const group = aGroup()
    const sourceId = uniquePrefix('planet')
    const report = async (id: string, publisherId: string, more: { now?: number; first?: string } = {}) => {
      const { now = NOW, first } = more
      const entry = anEntry(id, { sourceId, publisherId, carriedBy: 'Planet' })
      const print = aFingerprint(`report of ${id}`, { group, urlKey: id, titleKey: id })
      await admit(entry)
      const { tails } = await stories.findCandidates(print, entry.reportedAt)
      const tallies: Tally[] = [{ publisherId, publisherName: publisherId, counts: { entries: 1 } }]
      if (first) tallies.push({ publisherId: first, publisherName: first, counts: { firsts: 1 } })
      const plan = aPlan(entry, aStory(`st-${id}`, entry), print, tails, { tallies, now })
      expect(await join(stories, plan)).toBe('joined')
    }
    const names = Array.from({ length: 205 }, (_, n) => `${sourceId}-${n}`)
    for (const name of names) await report(`e-${name}`, name)
    const [known = ''] = names
    const last = names.at(-1) ?? ''
    const recorded = async () => {
      const found = await Promise.all(names.map((name) => redis.exists(keys.publisher(name))))
      return found.reduce((sum, one) => sum + one, 0)
    }

    expect(await recorded()).toBe(200)
    // It is an origin of its story all the same, and one that has a record has it on.
    expect(await stories.origins(`st-e-${last}`)).toMatchObject([{ publisherId: last }])
    await report(`again-${known}`, known, { first: last })
    expect(await publishers.record(known)).toMatchObject({ entries: '2' })
    expect([await recorded(), await publishers.entries(last, 10)]).toEqual([200, []])
    expect(await redis.pttl(keys.begunPublishers(Math.floor(NOW / DAY)))).toBeGreaterThan(DAY)
    await report(`late-${last}`, last, { now: NOW + DAY })
    expect(await publishers.record(last)).toMatchObject({ entries: '1' })
  })

  test('a plan committed twice is committed once', async () => {
    const { story, plan } = await found('f2', 'quake strikes coast', aGroup())
    const before = await redis.xlen(keys.outbox())
    await redis.pexpire(keys.story(story.id), 5_000)

    expect(await join(stories, plan)).toBe('already')

    expect(await redis.xlen(keys.outbox())).toBe(before)
    expect(await redis.pttl(keys.story(story.id))).toBeLessThanOrEqual(5_000)
    expect((await stories.get(story.id))?.version).toBe(1)
  })

  test('an entry that expired, comes back and founds the story it founded before waits no more', async () => {
    const { entry, story, plan } = await found('f2b', 'comet returns again', aGroup())
    await redis.del(keys.entry(entry.id))
    await admit(entry)

    expect(await join(stories, plan)).toBe('already')

    expect((await entries.get([entry.id]))[0]?.storyId).toBe(story.id)
    expect(await entries.admit([entry], { ttlMs: DAY })).toEqual([])
  })

  test('a story of very many entries lets go of the oldest', async () => {
    const { story, plan } = await found('f2c', 'match goes on for days', aGroup())
    await redis.zadd(keys.storyEntries(story.id), ...entriesUntil(NOW - 1, ENTRIES_OF_A_STORY))
    const late = anEntry('f2c-late', { reportedAt: NOW + 1 })
    await admit(late)
    const grown = { ...story, version: 2, entryCount: ENTRIES_OF_A_STORY + 2 }
    const { tails } = await stories.findCandidates(plan.fingerprint, late.reportedAt)

    expect(await join(stories, aPlan(late, grown, plan.fingerprint, tails, { expectedVersion: 1 }))).toBe(
      'joined',
    )

    expect(await redis.zcard(keys.storyEntries(story.id))).toBe(ENTRIES_OF_A_STORY)
    expect((await stories.entries(story.id, 3)).toSorted()).toEqual([`at${NOW - 1}`, 'f2c', 'f2c-late'])
  })

  test('of what has changed the newest thousand are told to those that keep stories', async () => {
    const changes = redis.pipeline()
    for (let n = 0; n < 1_500; n++) changes.xadd(keys.changedStories(), '*', 'stories', `none${n} 1`)
    await changes.exec()

    await found('f2d', 'one more change', aGroup())

    expect(await redis.xlen(keys.changedStories())).toBeLessThan(1_200)
    const [[, last]] = (await redis.xrevrange(keys.changedStories(), '+', '-', 'COUNT', 1)) as [
      [string, string[]],
    ]
    expect(last).toEqual(['stories', 'st-f2d 1'])
  })

  test('a decision on an index that has moved on is stale and writes nothing', async () => {
    const group = aGroup()
    const late = anEntry('f4')
    const print = aFingerprint('storm hits harbour', { group })
    await admit(late)
    const { tails } = await stories.findCandidates(print, NOW)
    await found('f3', 'storm hits coast', group)

    const outcome = await join(stories, aPlan(late, aStory('st-f4', late), print, tails))

    expect(outcome).toBe('stale')
    expect(await stories.get('st-f4')).toBeUndefined()
  })

  test('a worker that keeps documents hears of one that another worker wrote anew', async () => {
    const group = aGroup()
    const { entry, print, story } = await found('f-anew', 'kept by two workers', group)
    const other = createStoryStore({ redis, keys })
    expect((await other.findCandidates(print, NOW)).candidates).toMatchObject([{ fingerprint: print }])

    const corrected = { ...entry, contentHash: 'corrected', storyId: story.id }
    const anew = aFingerprint('kept by three workers', { group })
    await admit(corrected)
    const { tails } = await stories.findCandidates(anew, NOW)
    const plan = aPlan(corrected, { ...story, version: 2 }, anew, tails, { expectedVersion: 1 })
    expect(await join(stories, plan)).toBe('joined')

    expect((await other.findCandidates(anew, NOW)).candidates).toMatchObject([{ fingerprint: anew }])
    expect((await stories.findCandidates(anew, NOW)).candidates).toMatchObject([{ fingerprint: anew }])
  })

  test('a decision is stale, too, where a document that was there has come to say the same', async () => {
    const group = aGroup()
    const { entry, story } = await found('f-was', 'nothing like it', group)
    const late = anEntry('f-late')
    const print = aFingerprint('ferry sinks offshore', { group })
    await admit(late)
    const before = await stories.findCandidates(print, NOW)
    const corrected = { ...entry, contentHash: 'corrected', storyId: story.id }
    await admit(corrected)
    const { tails } = await stories.findCandidates(print, NOW)
    const anew = aPlan(corrected, { ...story, version: 2 }, print, tails, { expectedVersion: 1 })
    expect(await join(stories, anew)).toBe('joined')

    expect(await join(stories, aPlan(late, aStory('st-late', late), print, before.tails))).toBe('stale')
  })

  test('an unrelated entry in between makes no decision stale', async () => {
    const group = aGroup()
    const entry = anEntry('f6')
    const print = aFingerprint('election results tonight', { group })
    await admit(entry)
    const { tails } = await stories.findCandidates(print, NOW)
    await found('f5', 'football final score', group)

    expect(await join(stories, aPlan(entry, aStory('st-f6', entry), print, tails))).toBe('joined')
  })

  test('a story that changed in the meantime makes the decision stale', async () => {
    const group = aGroup()
    const { story } = await found('f7', 'first words here', group)
    const second = anEntry('f8')
    await admit(second)
    const print = aFingerprint('other terms there', { group })
    const { tails } = await stories.findCandidates(print, NOW)

    const wrong = aPlan(second, { ...story, version: 3 }, print, tails)
    const founding = aPlan(second, { ...story, version: 1 }, print, tails)

    expect(await join(stories, wrong)).toBe('stale')
    expect(await join(stories, founding)).toBe('stale')
    expect(await join(stories, aPlan(second, { ...story, version: 2 }, print, tails))).toBe('joined')
    expect(await stories.entries(story.id, 10)).toHaveLength(2)
  })

  test('an origin is kept as it was united by whoever decided', async () => {
    const group = aGroup()
    const { story, entry } = await found('f9', 'alpha beta', group)
    const second = anEntry('f10', { publisherId: entry.publisherId, reportedAt: NOW - 10, weight: 0.5 })
    await admit(second)
    const print = aFingerprint('gamma delta', { group })
    const { tails } = await stories.findCandidates(print, second.reportedAt)

    const origin = anOrigin(second, { weight: 1, texts: ['x', 'y'], ownerId: 'house' })

    await join(stories, aPlan(second, { ...story, version: 2 }, print, tails, { origin }))

    expect(await stories.origins(story.id)).toEqual([origin])
  })

  test('any number of long entries is looked up at once', async () => {
    const group = aGroup()
    const { entry, print } = await found('f-many', 'needle in a haystack', group)
    const straw = Array.from({ length: 70 }, (_, n) =>
      aFingerprint(Array.from({ length: 150 }, (_, word) => `straw${n}x${word}`).join(' '), { group }),
    )

    const sets = await stories.findManyCandidates(
      [...straw, print].map((each) => ({ fingerprint: each, at: NOW })),
    )

    expect(sets.map(({ candidates }) => candidates.length)).toEqual([...straw.map(() => 0), 1])
    expect(sets.at(-1)?.candidates[0]?.entryId).toBe(entry.id)
  })

  test('what a worker keeps of a story it has committed is what others read', async () => {
    const group = aGroup()
    const { story } = await found('f-kept-b', 'alpha beta', group)
    const second = anEntry('f-kept-a', { publisherId: 'a-publisher' })
    await admit(second)
    const print = aFingerprint('gamma delta', { group })
    const { tails } = await stories.findCandidates(print, NOW)
    const { origins: before } = (await stories.readKept([story.id])).get(story.id) as KeptStory
    const origins = [anOrigin(second), ...before].sort((a, b) => (a.publisherId < b.publisherId ? -1 : 1))
    await join(stories, aPlan(second, { ...story, version: 2 }, print, tails, { origins }))

    const kept = await stories.readKept([story.id])

    expect(kept.get(story.id)?.origins).toBe(origins)
    expect(kept).toEqual(await createStoryStore({ redis, keys }).readKept([story.id]))
  })

  test('a changed entry is found by what it says now and its words are not counted twice', async () => {
    const group = aGroup()
    const { entry, story } = await found('f11', 'turkey hikes rates', group)
    const changed = { ...entry, contentHash: 'changed' }
    await admit(changed)
    const print = aFingerprint('turkey raises rates', { group })
    const { tails } = await stories.findCandidates(print, NOW)

    const outcome = await join(stories, aPlan(changed, { ...story, version: 2 }, print, tails))

    expect(outcome).toBe('joined')
    const { statistics, candidates } = await stories.findCandidates(
      aFingerprint('turkey hikes raises', { group }),
      NOW,
    )
    expect(statistics).toEqual({
      documentCount: 1,
      documentFrequency: [1, 1, 1],
    })
    expect(candidates.map((candidate) => candidate.fingerprint)).toEqual([print])
  })

  test('a worker with older content than admitted leaves the entry to the newer job', async () => {
    const entry = anEntry('f12')
    await admit(entry)
    await admit({ ...entry, contentHash: 'newer' })
    const print = aFingerprint('some words', { group: aGroup() })
    const { tails } = await stories.findCandidates(print, NOW)

    expect(await join(stories, aPlan(entry, aStory('st-f12', entry), print, tails))).toBe('already')
    expect(await stories.get('st-f12')).toBeUndefined()
  })
})

describe('candidates', () => {
  test('come from the buckets before and after, best first, and no further', async () => {
    const group = aGroup()
    await found('c1', 'rare common', group, { reportedAt: NOW - INDEX_BUCKET_MS })
    await found('c2', 'rare extra common', group, { reportedAt: NOW + INDEX_BUCKET_MS })
    await found('c3', 'common', group)
    await found('c4', 'rare common', group, { reportedAt: NOW - 2 * INDEX_BUCKET_MS })

    const { candidates, statistics } = await stories.findCandidates(
      aFingerprint('rare common extra unseen', { group, urlKey: 'url-c3' }),
      NOW,
    )

    expect(candidates.map((candidate) => candidate.entryId)).toEqual(['c3', 'c2', 'c1'])
    expect(statistics).toEqual({
      documentCount: 3,
      documentFrequency: [2, 3, 1, 0],
    })
  })

  test('and what is rare are of the entry’s own language group, whatever others have counted', async () => {
    const [group, other] = [aGroup(), aGroup()]
    for (let n = 0; n < 5; n++) await found(`other-${n}`, 'harbour storm', other)
    await found('own', 'storm', group)

    const { candidates, statistics } = await stories.findCandidates(
      aFingerprint('harbour storm', { group }),
      NOW,
    )

    expect(candidates.map((candidate) => candidate.entryId)).toEqual(['own'])
    expect(statistics).toEqual({ documentCount: 1, documentFrequency: [0, 1] })
  })

  test('are the newest of each term and bounded', async () => {
    const group = aGroup()
    for (let n = 0; n < 30; n++) await found(`n${n}`, 'same', group)

    const { candidates, statistics } = await stories.findCandidates(aFingerprint('same', { group }), NOW)

    expect(statistics.documentFrequency).toEqual([30])
    expect(candidates.map((candidate) => candidate.entryId).sort()).toEqual(
      Array.from({ length: 12 }, (_, n) => `n${n + 18}`).sort(),
    )
  })
})

test('a story merged away is answered by the one it is part of', async () => {
  const { story } = await found('g1', 'one two', aGroup())
  await redis.hset(
    keys.story('gone'),
    'story',
    JSON.stringify({ ...story, id: 'gone', mergedInto: story.id }),
  )
  await redis.pexpire(keys.story('gone'), DAY)

  expect(await stories.getMany(['gone', 'none', story.id])).toEqual([story, undefined, story])
})

test('a list is trimmed to its floor and size', async () => {
  await redis.zadd(keys.heat('sports'), 1, 'a', 2.5, 'b', 3, 'c', 4, 'd')

  expect(await lists.trim('sports', { minHeat: 2.5, maxSize: 2 })).toBe(2)
  expect(await lists.top('sports', 10)).toEqual([
    { storyId: 'd', heat: 4 },
    { storyId: 'c', heat: 3 },
  ])
  expect([await lists.rank('sports', 'c'), await lists.rank('sports', 'b')]).toEqual([2, undefined])
  expect(await lists.remove('sports', ['c', 'x'])).toBe(1)
  expect(await lists.size('sports')).toBe(1)
})

describe('merging', () => {
  const ttlMs = { story: 30 * DAY, event: DAY }
  async function two(a: string, b: string) {
    const group = aGroup()
    const kept = await found(a, 'turkey hikes rates', group, { publisherId: `p-${a}` })
    const gone = await found(b, 'turkish central bank raises rates', group, { publisherId: `p-${b}` })
    const read = async (id: string) => {
      const story = await stories.get(id)
      if (!story) throw new Error(`story ${id} is missing`)
      return { story, origins: await stories.origins(id) }
    }
    const plan = async () => ({
      ...mergeStories(await read(kept.story.id), await read(gone.story.id), NOW),
      heats: [{ listId: 'top', heat: 77 }],
      events: [anEvent(`merged-${a}`, { type: 'story.merged' })],
      ttlMs,
      now: NOW,
    })
    return { kept, gone, plan: await plan() }
  }

  test('the survivor has both, the other redirects, lists rank one, and one event tells of it', async () => {
    const { kept, gone, plan } = await two('m1', 'm2')

    expect(await stories.merge(plan)).toBe('merged')

    expect(await stories.get(gone.story.id)).toEqual(await stories.get(kept.story.id))
    expect((await stories.origins(kept.story.id)).map(({ publisherId }) => publisherId)).toEqual([
      'p-m1',
      'p-m2',
    ])
    expect(new Set(await stories.entries(kept.story.id, 10))).toEqual(new Set(['m1', 'm2']))
    expect(await lists.heat('top', kept.story.id)).toBe(77)
    expect(await lists.heat('top', gone.story.id)).toBeUndefined()
    expect(await outbox.payload('merged-m1')).toMatchObject({ type: 'story.merged' })
    const { candidates } = await stories.findCandidates(gone.print, NOW)
    expect(candidates.map(({ storyId }) => storyId)).toContain(gone.story.id)
  })

  test('what was of the one that goes is the survivor’s, the newest of it, and nothing is left but the way there', async () => {
    const { kept, gone, plan } = await two('m12', 'm13')
    // Some are in both: a report that was told again.
    await redis.zadd(keys.storyEntries(kept.story.id), ...entriesUntil(NOW - 1, 700))
    await redis.zadd(keys.storyEntries(gone.story.id), ...entriesUntil(NOW - 600, 700))
    const ofKept = [keys.story, keys.storyEntries, keys.storyOrigins].map((key) => key(kept.story.id))
    const lasting = [...ofKept, keys.story(gone.story.id)]
    for (const key of lasting) await redis.pexpire(key, MINUTE)

    await stories.merge(plan)

    const left = await redis.zrange(keys.storyEntries(kept.story.id), '0', '-1', 'WITHSCORES')
    expect(left).toHaveLength(2 * ENTRIES_OF_A_STORY)
    expect(left.slice(0, 2)).toEqual([`at${NOW - 998}`, String(NOW - 998)])
    expect(await redis.zscore(keys.storyEntries(kept.story.id), `at${NOW - 650}`)).toBe(String(NOW - 650))
    expect(await redis.exists(keys.storyEntries(gone.story.id), keys.storyOrigins(gone.story.id))).toBe(0)
    for (const key of lasting) expect(await redis.pttl(key)).toBeGreaterThan(29 * DAY)
  })

  test('repeating it changes nothing', async () => {
    const { kept, plan } = await two('m3', 'm4')
    await stories.merge(plan)
    const after = await stories.get(kept.story.id)

    expect(await stories.merge(plan)).toBe('already')

    expect(await stories.get(kept.story.id)).toEqual(after)
  })

  test('a story that grew since it was read is left as it is, and so is its rival', async () => {
    const { gone, plan } = await two('m5', 'm6')
    await redis.hset(keys.story(gone.story.id), 'version', '9')

    expect(await stories.merge(plan)).toBe('stale')

    expect((await stories.get(gone.story.id))?.id).toBe(gone.story.id)
    expect(await lists.heat('top', gone.story.id)).toBeGreaterThan(0)
  })

  test('a report that was decided on before its story went finds it changed', async () => {
    const { gone, plan } = await two('m7', 'm8')
    const late = anEntry('m9', { publisherId: 'p-m9' })
    await admit(late)
    const { tails } = await stories.findCandidates(gone.print, NOW)
    const joined = { ...gone.story, version: gone.story.version + 1 }
    await stories.merge(plan)

    const plan9 = aPlan(late, joined, gone.print, tails, { expectedVersion: gone.story.version })

    expect(await join(stories, plan9)).toBe('stale')
  })

  test('of eight workers that merge the same two, one does', async () => {
    const { plan } = await two('m10', 'm11')
    const workers = Array.from({ length: 8 }, () => createStoryStore({ redis: connect(), keys }))

    const outcomes = await Promise.all(workers.map((worker) => worker.merge(plan)))

    expect(outcomes.filter((outcome) => outcome === 'merged')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'already')).toHaveLength(7)
  })
})
