import { afterAll, describe, expect, inject, test } from 'vitest'
import type { ParsedEntry, ParsedFeed } from '../../../src/model/index.ts'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { assertBoundedKeys, removeKeys, uniquePrefix } from '../../support/redis.ts'
import { aFeed, createStageDesk, DAY, MINUTE, NOW } from './desk.ts'

const redis = createRedis({ url: inject('redisUrl') }, 'commands')
const prefixes: string[] = []

afterAll(async () => {
  try {
    for (const prefix of prefixes) await assertBoundedKeys(redis, prefix)
  } finally {
    for (const prefix of prefixes) await removeKeys(redis, prefix)
    await closeRedis(redis)
  }
})

const WIRE = `A ferry with three hundred passengers ran aground off the island of Naxos on Sunday evening, and all of them were
  brought ashore by fishing boats, the coast guard said. The captain told investigators that the steering had failed in a
  gale. Divers found a tear of four metres in the hull. Oil was not seen to leak. Two more ferries of the same company are
  held in port until they have been inspected.`
const HEADLINES = [
  'Ferry runs aground off Naxos island, passengers rescued',
  'Ferry with 300 aground off Naxos: all passengers rescued',
  'Passengers rescued after ferry runs aground off Naxos',
]
/** Four desks that wrote of another event themselves. */
const OWN = [
  'Volcano erupts near Grindavik, town evacuated overnight',
  'Town of Grindavik evacuated as volcano erupts overnight',
  'Overnight eruption: Grindavik town evacuated, volcano erupts',
  'Volcano near Grindavik erupts; overnight the town is evacuated',
]

/** One item, reported half an hour ago. */
function oneItem(source: string, item: Partial<ParsedEntry>, siteUrl?: string): ParsedFeed {
  const feed = aFeed(source, [item.title ?? ''])
  const entries = feed.entries.map((entry) => ({ ...entry, publishedAt: NOW - 30 * MINUTE, ...item }))
  return { ...feed, entries, ...(siteUrl !== undefined && { siteUrl }) }
}

async function run(feeds: Readonly<Record<string, ParsedFeed>>, polls = 1) {
  const prefix = uniquePrefix('origins')
  prefixes.push(prefix)
  const desk = createStageDesk(redis, prefix, feeds)
  let leases = await desk.open()
  let polled = 0
  for (let n = 0; n < polls; n++) {
    if (n > 0) leases = await desk.openAgain(30 * MINUTE)
    polled += await desk.poll(leases)
    await desk.cluster(desk.queued.cluster)
  }
  await desk.rank('world')
  const edition = await desk.storage.editions.latest('world')
  const ranked = await desk.storage.lists.top('world', 100)
  return { desk, polled, items: edition?.items ?? [], ranked }
}

const entriesOf = (feeds: readonly (readonly [string, ParsedFeed])[]) => Object.fromEntries(feeds)
const four = OWN.map((title, n) => [`own${n}`, oneItem(`own${n}`, { title })] as const)

describe('P50: four independent reports stand above', () => {
  test('forty copies of one wire text under several headlines', async () => {
    const copies = Array.from({ length: 40 }, (_, n) => {
      const title = HEADLINES[n % HEADLINES.length] ?? ''
      const summary = n % 2 === 0 ? WIRE : `NAXOS, Greece (Reuters) - ${WIRE}`
      return [`copy${n}`, oneItem(`copy${n}`, { title, summary })] as const
    })

    const { items } = await run(entriesOf([...copies, ...four]))

    expect(items.map(({ originCount, entryCount }) => [originCount, entryCount])).toEqual([
      [4, 4],
      [1, 40],
    ])
  })

  test('forty items of one publisher', async () => {
    const titles = Array.from({ length: 40 }, (_, n) => `${HEADLINES[n % HEADLINES.length]}, report ${n}`)
    const feed = aFeed('loud', titles)

    const { items } = await run(entriesOf([['loud', feed], ...four]))

    expect(items[0]).toMatchObject({ originCount: 4 })
    for (const item of items.slice(1)) expect(item.originCount).toBe(1)
    // As many as the list shows of one publisher.
    expect(items.length - 1).toBeLessThanOrEqual(5)
  })

  test('ten papers of one house that each wrote it anew', async () => {
    const house = Array.from({ length: 10 }, (_, n) => {
      const title = `${HEADLINES[n % HEADLINES.length]}, ${['sea', 'gale', 'port', 'crew', 'isle'][n % 5]} ${n}`
      return [`house${n}`, oneItem(`house${n}`, { title }, `https://paper${n}.house.co.uk/`)] as const
    })

    const { items } = await run(entriesOf([...house, ...four]))

    expect(items[0]).toMatchObject({ originCount: 4 })
    for (const item of items.slice(1)) expect(item.originCount).toBe(1)
  })
})

test('P51: polling and placing the same reports six times leaves heat and rank as they were', async () => {
  const feeds = entriesOf([
    ...four,
    ['alpha', oneItem('alpha', { title: HEADLINES[0] ?? '', summary: WIRE })],
  ])

  const once = await run(feeds)
  const often = await run(feeds, 6)

  expect([once.polled, often.polled]).toEqual([5, 30])
  expect(once.ranked).toHaveLength(2)
  expect(often.ranked.map(({ heat }) => heat)).toEqual(once.ranked.map(({ heat }) => heat))
  expect(often.items.map(({ originCount, entryCount }) => [originCount, entryCount])).toEqual(
    once.items.map(({ originCount, entryCount }) => [originCount, entryCount]),
  )
})

test.each([
  ['in 2099', Date.UTC(2099, 0, 1)],
  ['tomorrow', NOW + DAY],
  ['in 1970', 0],
])('P38: a date %s counts from when the report was first seen', async (_, publishedAt) => {
  const forged = await run(
    entriesOf([['alpha', oneItem('alpha', { title: HEADLINES[0] ?? '', publishedAt })]]),
  )
  const honest = await run(
    entriesOf([['alpha', oneItem('alpha', { title: HEADLINES[0] ?? '', publishedAt: NOW })]]),
  )

  expect(forged.items).toHaveLength(1)
  expect(forged.ranked.map(({ heat }) => heat)).toEqual(honest.ranked.map(({ heat }) => heat))
})

test('P46: a story that grows by a report in each of ten builds keeps its id and its first date, and counts each report once', async () => {
  const prefix = uniquePrefix('origins')
  prefixes.push(prefix)
  const papers = Array.from({ length: 10 }, (_, n) => `paper${n}`)
  const feeds: Record<string, ParsedFeed> = Object.fromEntries(papers.map((name) => [name, aFeed(name, [])]))
  const desk = createStageDesk(redis, prefix, feeds)
  const builds: { storyId: string; firstReportedAt: number; entryCount: number; originCount: number }[] = []

  for (const [n, name] of papers.entries()) {
    feeds[name] = oneItem(name, {
      title: OWN[n % OWN.length] ?? '',
      publishedAt: NOW - 60 * MINUTE + n * MINUTE,
    })
    await desk.poll(n === 0 ? await desk.open() : await desk.openAgain(30 * MINUTE))
    // All that was ever handed on, once more: as after a crash, and as a feed that still carries it.
    await desk.cluster(desk.queued.cluster)
    await desk.rank('world')
    const [item] = (await desk.storage.editions.latest('world'))?.items ?? []
    if (item) builds.push(item)
  }

  expect(builds.map(({ entryCount }) => entryCount)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(new Set(builds.map(({ storyId }) => storyId)).size).toBe(1)
  expect(new Set(builds.map(({ firstReportedAt }) => firstReportedAt))).toEqual(new Set([NOW - 60 * MINUTE]))
})
