import { expect, inject, test } from 'vitest'
import type { ParsedEntry, ParsedFeed } from '../../../src/model/index.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFeed, createStageDesk, DAY, MINUTE, NOW } from './desk.ts'

const space = openSpace({ url: inject('redisUrl') }, 'identity')

const TITLES = [
  'Volcano erupts near Grindavik, town evacuated overnight',
  'Parliament passes the pension reform after a long debate',
  'Ferry runs aground off Naxos island, passengers rescued',
]

function feedOf(entries: readonly Partial<ParsedEntry>[]): ParsedFeed {
  const { entries: whole } = aFeed('press', TITLES)
  return {
    ...aFeed('press', []),
    entries: entries.map((part, n) => ({ ...whole[n % TITLES.length]!, ...part })),
  }
}

/** Polls and clusters the documents one after the other; the stories there are after each. */
async function storiesAfterEach(documents: readonly ParsedFeed[]) {
  const prefix = space.innerPrefix()
  const feeds: Record<string, ParsedFeed> = { press: documents[0]! }
  const desk = createStageDesk(space.redis, prefix, feeds)
  let leases = await desk.open()
  const ids = new Set<string>()
  const stories: number[] = []
  const pending: number[] = []
  for (const [round, document] of documents.entries()) {
    feeds.press = document
    await desk.poll(leases)
    const queued = desk.queued.cluster.splice(0)
    await desk.cluster(queued)
    for (const id of queued) ids.add(id)
    pending.push(queued.length)
    const entries = await desk.storage.entries.get([...ids])
    stories.push(new Set(entries.map((entry) => entry?.storyId)).size)
    const now = NOW + (round + 1) * DAY
    leases = await desk.storage.sources.claimDue({ now, leaseMs: 5 * MINUTE, limit: 100, perHost: 5 })
  }
  const [record] = await desk.storage.sources.load(['press'])
  return { stories, pending, entryCount: ids.size, guids: record?.state.guids }
}

test('guids that are new at every fetch: one story an item, and no new entry once that is learned', async () => {
  const documents = [1, 2, 3, 4].map((fetch) => feedOf(TITLES.map((_, n) => ({ guid: `${fetch}-${n}` }))))

  const { stories, pending, entryCount, guids } = await storiesAfterEach(documents)

  expect(stories).toEqual([3, 3, 3, 3])
  expect(pending.slice(2)).toEqual([0, 0])
  expect(entryCount).toBeLessThanOrEqual(6)
  expect(guids?.trust).toBe('unstable')
})

test('a guid that flips between http, https and a preview is one entry', async () => {
  const documents = [
    'http://press.example/?p=1',
    'https://press.example/?p=1',
    'https://press.example/?p=1&preview=true',
  ].map((guid) => feedOf([{ guid }]))

  expect(await storiesAfterEach(documents)).toMatchObject({ stories: [1, 1, 1], entryCount: 1 })
})

test('a link blog keeps its stories apart: one link, many guids', async () => {
  const entries = TITLES.map((title, n) => ({ guid: `g${n}`, title, url: 'https://elsewhere.example/post' }))
  const documents = [feedOf(entries), feedOf([...entries].reverse())]

  expect(await storiesAfterEach(documents)).toMatchObject({ entryCount: 3, pending: [3, 0] })
})

test('one guid for all: as many entries as items, the same at every poll', async () => {
  const entries = TITLES.map((title, n) => ({ guid: 'x', title, url: `https://press.example/${n}` }))
  const documents = [feedOf(entries), feedOf([...entries].reverse())]

  expect(await storiesAfterEach(documents)).toMatchObject({ stories: [3, 3], entryCount: 3, pending: [3, 0] })
})

test('without guid and link an item is its text', async () => {
  const entries = TITLES.map((title) => {
    const { guid: _, url: __, ...plain } = { ...aFeed('press', [title]).entries[0]!, summary: `${title}.` }
    return plain
  })
  const feed = { ...aFeed('press', []), entries }

  expect(await storiesAfterEach([feed, feed])).toMatchObject({
    stories: [3, 3],
    entryCount: 3,
    pending: [3, 0],
  })
})
