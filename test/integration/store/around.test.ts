import { expect, inject, test } from 'vitest'
import type { Entry, Fingerprint } from '../../../src/model/index.ts'
import { indexFields } from '../../../src/model/index-fields.ts'
import { INDEX_BUCKET_MS, indexBucket } from '../../../src/redis/keys.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import { createRandom } from '../../support/newsroom/random.ts'
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

const SECOND = 1_000

/** Reported so many seconds after noon. */
const at = (second: number) => NOW + second * SECOND

/** An entry of these words for each of the seconds, in the order given, and of a word of its own. */
async function foundMany(name: string, seconds: readonly number[], words: string, group: string) {
  for (const n of seconds) {
    const entry = anEntry(`${name}${n}`, { reportedAt: at(n) })
    await found(entry, aFingerprint(`${words} only${n}`, { group }))
  }
}

/** The same, committed together; no word of their own. */
async function foundTogether(
  name: string,
  seconds: readonly number[],
  words: string,
  group: string,
  when = at,
) {
  const all = seconds.map((n) => anEntry(`${name}${n}`, { reportedAt: when(n) }))
  await entries.admit(all, { ttlMs: DAY })
  const print = aFingerprint(words, { group })
  const { tails } = await stories.findCandidates(print, NOW)
  const unwatched = { ...tails, fields: [], counts: [], indexed: indexFields(print) }
  const plans = all.map((entry) => aPlan(entry, aStory(`st-${entry.id}`, entry), print, unwatched))
  expect(new Set(await stories.joinAll(plans))).toEqual(new Set(['joined']))
}

async function around(print: Fingerprint, second = 0) {
  const [answer] = await stories.findAround([{ fingerprint: print, at: at(second) }])
  return answer
}

const idsOf = (answer: { candidates: readonly { entryId: string }[] } | undefined) =>
  answer?.candidates.map(({ entryId }) => entryId)

const upTo = (many: number, from = 1) => Array.from({ length: many }, (_, n) => from + n)

const down = (name: string, from: number, many: number) => upTo(many).map((n) => `${name}${from - n + 1}`)

test('words that an entry has alone do not stand in the way of those that it shares', async () => {
  const group = aGroup()
  await foundMany('shared', upTo(20), 'quake', group)
  const own = upTo(12)
    .map((n) => `alone${n}`)
    .join(' ')
  const print = aFingerprint(`${own} quake`, { group })
  await found(anEntry('asked', { reportedAt: at(21) }), print)

  expect(idsOf(await around(print, 21))).toEqual(['asked', ...down('shared', 20, 20)])
})

const SHUFFLED = createRandom(1, 'around').shuffle(upTo(300))

test.each([
  ['in the order of their reports', upTo(300)],
  ['the last first', upTo(300).reverse()],
  ['in any order', SHUFFLED],
])(
  'of entries that came %s those nearest in time are found, and those reported by then counted',
  async (_, order) => {
    const group = aGroup()
    const name = `${group}-`
    await foundTogether(name, order, 'storm', group)
    const print = aFingerprint('storm', { group })

    for (const second of [150, 20, 290]) {
      const answer = await around(print, second)

      const [oldest, newest] = [Math.max(1, second - 23), Math.min(300, second + 24)]
      expect(idsOf(answer)).toEqual(down(name, newest, newest - oldest + 1))
      expect(answer?.statistics).toEqual({ documentCount: 300, documentFrequency: [second] })
    }
    // Who places an entry reads no more than before, and what came last.
    const placing = await stories.findCandidates(print, NOW)
    expect(idsOf(placing)).toEqual(
      order
        .slice(-12)
        .reverse()
        .map((n) => `${name}${n}`),
    )
  },
)

test('what shares more, and rarer words, comes first, with its grounds', async () => {
  const group = aGroup()
  await foundMany('w', upTo(40), 'storm', group)
  await found(anEntry('newer', { reportedAt: at(50) }), aFingerprint('coast', { group }))

  const answer = await around(aFingerprint('storm only12 only30 coast', { group }), 40)

  expect(idsOf(answer)).toEqual(['w30', 'newer', 'w12', ...down('w', 40, 24).filter((id) => id !== 'w30')])
  expect(answer?.candidates[1]).toEqual({
    entryId: 'newer',
    storyId: 'st-newer',
    publisherId: anEntry('newer').publisherId,
    reportedAt: at(50),
    fingerprint: aFingerprint('coast', { group }),
    grounds: ['of-newer'],
  })
})

test.each([11, 12, 13, 24, 30, 120, 131, 143, 241])(
  'of %i entries of a word none is known twice',
  async (many) => {
    const group = aGroup()
    const name = `of${many}-`
    await foundMany(name, upTo(many), 'harvest', group)
    const print = aFingerprint('harvest', { group })

    for (const second of [1, Math.ceil(many / 2), many]) {
      const answer = await around(print, second)

      const [oldest, newest] = [Math.max(1, second - 23), Math.min(many, second + 24)]
      expect(idsOf(answer)).toEqual(down(name, newest, newest - oldest + 1))
      expect(answer?.statistics.documentFrequency).toEqual([second])
    }
  },
)

test('of hundreds of one moment as many are found as may be', async () => {
  const group = aGroup()
  await foundTogether('m', upTo(300), 'moment', group, () => NOW)

  expect(idsOf(await around(aFingerprint('moment', { group })))).toHaveLength(48)
})

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

test('a word of more than a thousand entries is known as far back as is kept, and no more of it is kept', async () => {
  const group = aGroup()
  await foundTogether('k', upTo(700), 'flood', group)
  await foundTogether('k', upTo(630, 701), 'flood', group)
  const print = aFingerprint('flood', { group })

  // 110 dozens are ten to a chunk: of eleven chunks the first was dropped.
  const answer = await around(print, 60)
  expect(idsOf(answer)).toEqual(down('k', 144, 24))
  expect(idsOf(await around(print, 1_300))).toEqual(down('k', 1_324, 48))
  const fields = await redis.hkeys(keys.postings(group, indexBucket(NOW)))
  expect(fields.filter((field) => field.endsWith(':w:flood')).sort()).toEqual(
    upTo(10)
      .map((chunk) => `${chunk}:w:flood`)
      .sort(),
  )
})

test('what an older program wrote is read as far as it goes, as reported before all else', async () => {
  const group = aGroup()
  await foundMany('o', upTo(40), 'flood', group)
  const bucket = indexBucket(NOW)
  await redis.hdel(keys.postings(group, bucket), '0:w:flood')
  await redis.del(keys.reportTimes(group, bucket))
  const print = aFingerprint('flood', { group })
  const another = createStoryStore({ redis, keys })
  const ask = async (second: number) => {
    const [answer] = await another.findAround([{ fingerprint: print, at: at(second) }])
    return answer
  }

  expect(idsOf(await ask(10))).toEqual(down('o', 40, 12))

  for (const n of upTo(10, 41)) await found(anEntry(`o${n}`, { reportedAt: at(n) }), print)

  expect(idsOf(await ask(45))).toEqual(down('o', 50, 14))
  expect((await ask(45))?.statistics.documentFrequency).toEqual([45])
  expect(idsOf(await stories.findCandidates(print, NOW))).toEqual(down('o', 50, 12))
})

test('times are read as they come, by readings that go on at the same time as well', async () => {
  const group = aGroup()
  const print = aFingerprint('tide', { group })
  const other = createStoryStore({ redis, keys })
  await foundTogether('tide', upTo(30), 'tide', group)
  const counts = async () => {
    const asked = [10, 29, 60].map((second) => other.findAround([{ fingerprint: print, at: at(second) }]))
    const answers = await Promise.all(asked)
    return answers.map(([answer]) => answer?.statistics.documentFrequency[0])
  }
  expect(await counts()).toEqual([10, 29, 30])

  await foundTogether('tide', upTo(30, 31), 'tide', group)

  expect(await counts()).toEqual([10, 29, 60])
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
  await foundTogether('a', upTo(30), 'vote', group)
  const print = aFingerprint('vote', { group })
  await around(print, 15)
  const other = createStoryStore({ redis, keys })

  await other.noteGrounds(down('a', 30, 30).map((entryId) => ({ entryId, grounds: [] })))

  const answer = await around(print, 15)
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
