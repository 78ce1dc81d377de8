import { expect, inject, test } from 'vitest'
import type { Entry, Fingerprint } from '../../../src/model/index.ts'
import { indexFields } from '../../../src/model/index-fields.ts'
import { INDEX_BUCKET_MS, indexBucket } from '../../../src/redis/keys.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFingerprint, anEntry, aPlan, aStory, DAY, join, NOW } from './given.ts'

const { redis, keys } = openSpace({ url: inject('redisUrl') }, 'around')
const entries = createEntryStore({ redis, keys })
const stories = createStoryStore({ redis, keys })

const aGroup = () => uniquePrefix('g')

async function found(entry: Entry, print: Fingerprint) {
  await entries.admit([entry], { ttlMs: DAY })
  const { tails } = await stories.findCandidates(print, entry.reportedAt)
  const grounds = [`of-${entry.id}`]
  expect(await join(stories, aPlan(entry, aStory(`st-${entry.id}`, entry), print, tails, { grounds }))).toBe(
    'joined',
  )
}

/** As many entries of these words as are asked for, one after the other. */
async function foundMany(name: string, many: number, words: string, group: string) {
  for (let n = 1; n <= many; n++) {
    await found(anEntry(`${name}${n}`), aFingerprint(`${words} only${n}`, { group }))
  }
}

async function around(print: Fingerprint, at = NOW) {
  const [answer] = await stories.findAround([{ fingerprint: print, at }])
  return answer
}

const idsOf = (answer: { candidates: readonly { entryId: string }[] } | undefined) =>
  answer?.candidates.map(({ entryId }) => entryId)

const down = (name: string, from: number, many: number) =>
  Array.from({ length: many }, (_, n) => `${name}${from - n}`)

test('words that an entry has alone do not stand in the way of those that it shares', async () => {
  const group = aGroup()
  await foundMany('shared', 20, 'quake', group)
  const own = Array.from({ length: 12 }, (_, n) => `alone${n}`).join(' ')
  const print = aFingerprint(`${own} quake`, { group })
  await found(anEntry('asked'), print)

  expect(idsOf(await around(print))).toEqual(['asked', ...down('shared', 20, 20)])
})

test('of a word the newest ten dozens are looked through, the best 64 of them found with their grounds', async () => {
  const group = aGroup()
  await foundMany('w', 132, 'storm', group)
  await found(anEntry('newer'), aFingerprint('coast', { group }))

  const answer = await around(aFingerprint('storm only12 only13 coast', { group }))

  // Each of the first three has a rare word; that the twelfth has the common one, too, is no longer known.
  expect(idsOf(answer)).toEqual(['w13', 'newer', 'w12', ...down('w', 132, 61)])
  expect(answer?.candidates[1]).toEqual({
    entryId: 'newer',
    storyId: 'st-newer',
    publisherId: anEntry('newer').publisherId,
    reportedAt: NOW,
    fingerprint: aFingerprint('coast', { group }),
    grounds: ['of-newer'],
  })
  expect(answer?.statistics).toEqual({ documentCount: 133, documentFrequency: [132, 1, 1, 1] })

  // Who places an entry reads no more than before.
  const placing = await stories.findCandidates(aFingerprint('storm', { group }), NOW)
  expect(idsOf(placing)).toEqual(down('w', 132, 12))
})

test.each([11, 12, 13, 24, 30, 120, 131, 143])(
  '%i entries of a word are known as far back as they are kept, none twice',
  async (many) => {
    const group = aGroup()
    const name = `of${many}-`
    await foundMany(name, many, 'harvest', group)
    await found(anEntry(`${name}last`), aFingerprint('barley', { group }))
    const middle = Math.ceil(many / 2)

    const asked = `harvest barley only1 only${middle} only${many}`
    const ids = idsOf(await around(aFingerprint(asked, { group }))) ?? []

    // All four have a rare word; those that are known to have the common one come before the newer that has not.
    const rest = many < 143 ? ['1', 'last'] : ['last', '1']
    expect(ids.slice(0, 4)).toEqual([many, middle, ...rest].map((each) => `${name}${each}`))
    expect(ids.length).toBe(Math.min(64, many + 1))
    expect(new Set(ids).size).toBe(ids.length)
  },
)

test('all words count, and of what counts the same the later time and the newer entry come first', async () => {
  const group = aGroup()
  for (const [n, step] of [0, -1, 1, 0, 1, -1].entries()) {
    const entry = anEntry(`t${n}`, { reportedAt: NOW + step * INDEX_BUCKET_MS })
    await found(entry, aFingerprint('strike pilots', { group }))
  }
  await found(anEntry('both'), aFingerprint('strike pilots airline', { group }))
  await found(anEntry('far', { reportedAt: NOW - 2 * INDEX_BUCKET_MS }), aFingerprint('strike', { group }))

  const answer = await around(aFingerprint('strike pilots airline', { group }))

  expect(idsOf(answer)).toEqual(['both', 't4', 't2', 't3', 't0', 't5', 't1'])
})

test('postings of an older program, which kept twelve, are read, and more of them are kept from there on', async () => {
  const group = aGroup()
  await foundMany('o', 40, 'flood', group)
  await redis.hdel(keys.postings(group, indexBucket(NOW)), 'o:w:flood')
  const print = aFingerprint('flood', { group })

  expect(idsOf(await around(print))).toEqual(down('o', 40, 12))

  for (let n = 41; n <= 50; n++) await found(anEntry(`o${n}`), print)

  expect(idsOf(await around(print))).toEqual(down('o', 50, 14))
  expect(idsOf(await stories.findCandidates(print, NOW))).toEqual(down('o', 50, 12))
})

test('entries that are committed together are known as those that came one by one', async () => {
  const group = aGroup()
  const all = Array.from({ length: 90 }, (_, n) => anEntry(`b${n + 1}`))
  await entries.admit(all, { ttlMs: DAY })
  const prints = all.map((_, n) => aFingerprint(`vote only${n}`, { group }))
  for (const [from, till] of [
    [0, 7],
    [7, 90],
  ] as const) {
    const queries = prints.slice(from, till).map((fingerprint) => ({ fingerprint, at: NOW }))
    const sets = await stories.findManyCandidates(queries)
    const { tails } = sets[0] as (typeof sets)[number]
    const plans = all.slice(from, till).map((entry, n) => {
      const unwatched = {
        ...tails,
        fields: [],
        counts: [],
        indexed: indexFields(prints[from + n] as Fingerprint),
      }
      return aPlan(entry, aStory(`st-${entry.id}`, entry), prints[from + n] as Fingerprint, unwatched)
    })
    expect(new Set(await stories.joinAll(plans))).toEqual(new Set(['joined']))
  }

  const answer = await around(aFingerprint('vote', { group }))

  expect(idsOf(answer)).toEqual(down('b', 90, 64))
})

test('any number of queries is answered in their order, of several groups and times', async () => {
  const groups = [aGroup(), aGroup()]
  const queries = Array.from({ length: 230 }, (_, n) => ({
    fingerprint: aFingerprint(`word${n} more${n} rest${n}`, { group: groups[n % 2] as string }),
    at: NOW - (n % 3) * INDEX_BUCKET_MS,
  }))
  for (const [n, { fingerprint, at }] of queries.entries()) {
    await found(anEntry(`q${n}`, { reportedAt: at }), fingerprint)
  }

  const answers = await stories.findAround(queries)

  expect(answers.map(idsOf)).toEqual(queries.map((_, n) => [`q${n}`]))
  expect(await stories.findAround([])).toEqual([])
})

test('a document that was written anew is found as it is now, more of them than are told of at once', async () => {
  const group = aGroup()
  await foundMany('a', 30, 'vote', group)
  const print = aFingerprint('vote', { group })
  await around(print)
  const other = createStoryStore({ redis, keys })

  await other.noteGrounds(down('a', 30, 30).map((entryId) => ({ entryId, grounds: [] })))

  const answer = await around(print)
  expect(answer?.candidates.map(({ grounds }) => grounds)).toEqual(new Array(30).fill([]))
  const { candidates } = await stories.findCandidates(print, NOW)
  expect(candidates.map(({ grounds }) => grounds)).toEqual(new Array(12).fill([]))
})

test('entries are read by their ids as they are indexed now, without those that are not', async () => {
  const group = aGroup()
  const print = aFingerprint('read by id', { group })
  await found(anEntry('id1'), print)
  await found(anEntry('id2', { reportedAt: NOW - 5 * DAY }), print)
  await entries.admit([anEntry('waits')], { ttlMs: DAY })

  const placed = await stories.readPlaced(['id2', 'waits', 'nobody', 'id1'])

  expect([...placed.keys()]).toEqual(['id2', 'id1'])
  expect(placed.get('id2')).toEqual({
    entryId: 'id2',
    storyId: 'st-id2',
    publisherId: anEntry('id2').publisherId,
    reportedAt: NOW - 5 * DAY,
    fingerprint: print,
    grounds: ['of-id2'],
  })
  await stories.noteGrounds([{ entryId: 'id1', grounds: ['new'] }])
  expect((await stories.readPlaced(['id1'])).get('id1')?.grounds).toEqual(['new'])
})
