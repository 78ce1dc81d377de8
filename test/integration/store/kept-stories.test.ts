import { expect, inject, test, vi } from 'vitest'
import { INDEX_BUCKET_MS, indexBucket } from '../../../src/redis/keys.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createKeptStories } from '../../../src/store/kept-stories.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFingerprint, anEntry, anOrigin, aPlan, aStory, DAY, join, NOW } from './given.ts'

const { redis, keys, connect } = openSpace({ url: inject('redisUrl') }, 'kept-stories')
const entries = createEntryStore({ redis, keys })
const aWorker = () => createStoryStore({ redis, keys })

/** A plan to found a story of its own, or to be the next version of one. */
async function planned(
  id: string,
  more: { version?: number; of?: string; at?: number; group?: string } = {},
) {
  const { version = 1, of = `st-${id}`, at = NOW, group = uniquePrefix('g') } = more
  const entry = anEntry(id, { reportedAt: at })
  const print = aFingerprint(`words of ${id}`, { group })
  await entries.admit([entry], { ttlMs: DAY })
  const { tails } = await aWorker().findCandidates(print, at)
  const story = aStory(of, entry, { version, title: `${of} in version ${version}` })
  return aPlan(entry, story, print, tails, { expectedVersion: version - 1, origins: [anOrigin(entry)] })
}

/** How many stories are asked of Redis while `work` is done. */
async function asked(work: () => Promise<unknown>): Promise<number> {
  const calls = vi.spyOn(redis, 'call')
  await work()
  const counts = calls.mock.calls.map(([, , keyCount, first]) =>
    String(first) === keys.changedStories() ? (Number(keyCount) - 1) / 2 : 0,
  )
  calls.mockRestore()
  return counts.reduce((sum, count) => sum + count, 0)
}

test('what a worker has read or committed does not come again, until somebody else changes it', async () => {
  const [worker, other] = [aWorker(), aWorker()]
  await worker.joinAll([await planned('a'), await planned('b')])
  const ids = ['st-a', 'st-b', 'st-nobody']
  await worker.readKept(ids)
  const before = await worker.readKept(ids)

  await join(other, await planned('a2', { of: 'st-a', version: 2 }))
  const after = await worker.readKept(ids)

  expect([...before.keys()]).toEqual(['st-a', 'st-b'])
  expect(after.get('st-a')?.story.title).toBe('st-a in version 2')
  expect(after.get('st-b')).toBe(before.get('st-b'))
})

test('after a connection was lost everything is read again: what took over may have given a number to another', async () => {
  const own = connect()
  const worker = createStoryStore({ redis: own, keys })
  await worker.joinAll([await planned('lost')])
  const [before] = (await worker.readKept(['st-lost'])).values()
  const other = JSON.stringify({ ...before?.story, title: 'another of this number' })
  await redis.hset(keys.story('st-lost'), 'story', other)

  const closed = new Promise((resolve) => own.once('close', resolve))
  own.disconnect(true)
  await closed

  expect((await worker.readKept(['st-lost'])).get('st-lost')?.story.title).toBe('another of this number')
})

test('two readings that are on their way at once tell of a change once', async () => {
  const [worker, other] = [aWorker(), aWorker()]
  await worker.joinAll([await planned('c')])
  await worker.readKept(['st-c'])
  await join(other, await planned('c2', { of: 'st-c', version: 2 }))

  const [first, second] = await Promise.all([worker.readKept(['st-c']), worker.readKept(['st-c'])])

  for (const read of [first, second]) expect(read.get('st-c')?.story.version).toBe(2)
  expect((await worker.readKept(['st-c'])).get('st-c')).toBe(second.get('st-c'))
})

test('when more has changed than is told of, everything is read again', async () => {
  const [worker, other] = [aWorker(), aWorker()]
  await worker.joinAll([await planned('d')])
  await worker.readKept(['st-d'])
  await join(other, await planned('d2', { of: 'st-d', version: 2 }))
  await redis.xtrim(keys.changedStories(), 'MAXLEN', 0)
  await join(other, await planned('e'))

  expect((await worker.readKept(['st-d'])).get('st-d')?.story.version).toBe(2)
})

test('so it is when what changed was lost, and when nothing is told of any more', async () => {
  const [worker, other] = [aWorker(), aWorker()]
  await worker.joinAll([await planned('f')])
  await worker.readKept(['st-f'])
  await join(other, await planned('f2', { of: 'st-f', version: 2 }))
  await redis.del(keys.changedStories())

  expect((await worker.readKept(['st-f'])).get('st-f')?.story.version).toBe(2)
})

test('a story that has expired is nobody to join, once a decision on it was refused', async () => {
  const worker = aWorker()
  await worker.joinAll([await planned('g')])
  await worker.readKept(['st-g'])
  await redis.del(keys.story('st-g'))

  expect(await join(worker, await planned('g2', { of: 'st-g', version: 2 }))).toBe('stale')

  expect((await worker.readKept(['st-g'])).has('st-g')).toBe(false)
})

test('of more stories than may be kept those that are needed again and again stay', async () => {
  const ids = Array.from({ length: 12 }, (_, n) => `room-${n}`)
  await aWorker().joinAll(await Promise.all(ids.map((id) => planned(id))))
  const kept = createKeptStories({ redis, keys }, 4)
  const [needed = '', ...others] = ids.map((id) => `st-${id}`)

  expect(await asked(() => kept.readKept([needed]))).toBe(1)
  for (const other of others) expect(await asked(() => kept.readKept([needed, other]))).toBe(1)

  expect(await asked(() => kept.readKept(others.slice(-2)))).toBe(0)
  expect(await asked(() => kept.readKept(others.slice(0, 2)))).toBe(2)
})

test('more stories than one reading holds are all read', async () => {
  const ids = Array.from({ length: 230 }, (_, n) => `many-${n}`)
  await aWorker().joinAll(await Promise.all(ids.map((id) => planned(id))))

  const read = await aWorker().readKept(ids.map((id) => `st-${id}`))

  expect(read.size).toBe(230)
})

test('a change costs whoever keeps stories that story, and no other', async () => {
  const [worker, other] = [aWorker(), aWorker()]
  const ids = Array.from({ length: 20 }, (_, n) => `few-${n}`)
  await other.joinAll(await Promise.all(ids.map((id) => planned(id))))
  const stories = ids.map((id) => `st-${id}`)

  expect(await asked(() => worker.readKept(stories))).toBe(20)
  expect(await asked(() => worker.readKept(stories))).toBe(0)
  await join(other, await planned('few', { of: 'st-few-3', version: 2 }))
  expect(await asked(() => worker.readKept(stories))).toBe(1)
})

test('plans that are committed together count in the index as one after the other, across buckets, too', async () => {
  const group = uniquePrefix('g')
  const next = (indexBucket(NOW) + 1) * INDEX_BUCKET_MS
  const worker = aWorker()
  const plans = [await planned('h1', { group }), await planned('h2', { group })]

  // Decided in the belief that nobody else tells of these words: the second is refused for the first.
  expect(await worker.joinAll(plans)).toEqual(['joined', 'stale'])
  const again = [await planned('h2', { group }), await planned('h3', { group, at: next })]
  expect(await worker.joinAll(again)).toEqual(['joined', 'stale'])

  expect((await worker.findCandidates(aFingerprint('words of h1', { group }), NOW)).statistics).toEqual({
    documentCount: 2,
    documentFrequency: [2, 2, 1],
  })
})
