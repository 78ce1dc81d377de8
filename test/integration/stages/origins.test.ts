import { describe, expect, inject, test } from 'vitest'
import type { ParsedEntry, ParsedFeed } from '../../../src/model/index.ts'
import { heatAt } from '../../../src/rules/rank/score.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFeed, createStageDesk, DAY, MINUTE, NOW } from './desk.ts'
import { dumpKeys } from './dump.ts'

const space = openSpace({ url: inject('redisUrl') }, 'origins')

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
  const prefix = space.innerPrefix()
  const desk = createStageDesk(space.redis, prefix, feeds)
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
  return { desk, prefix, polled, items: edition?.items ?? [], ranked }
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
  const prefix = space.innerPrefix()
  const papers = Array.from({ length: 10 }, (_, n) => `paper${n}`)
  const feeds: Record<string, ParsedFeed> = Object.fromEntries(papers.map((name) => [name, aFeed(name, [])]))
  const desk = createStageDesk(space.redis, prefix, feeds)
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

test('P46: two stories that grow and then prove to be one keep the first id and date, and every report counts once', async () => {
  const prefix = space.innerPrefix()
  // The sixth report fits both stories that the five before it have made; four more come after.
  const titles = [
    'Harbour shut to foreign tankers until spring, says admiral Ferrow',
    'Crew of tanker hit in harbour is safe, says owner Halvorsen',
    'No foreign tankers in harbour before spring, says Ferrow',
    'Hit on tanker in harbour hurt nobody, says owner Halvorsen',
    'Foreign tankers turned away from harbour by admiral Ferrow',
    'Admiral Ferrow shuts harbour to foreign tankers, Halvorsen says crew of tanker hit is safe',
    'Tanker hit in harbour: Ferrow shuts it to foreign tankers, Halvorsen crew safe',
    'Harbour shut by admiral Ferrow after hit on Halvorsen tanker',
    'Halvorsen tanker hit, crew safe, harbour shut by Ferrow',
    'Foreign tankers wait outside harbour that Ferrow shut',
  ]
  const feeds: Record<string, ParsedFeed> = Object.fromEntries(
    titles.map((_, n) => [`paper${n}`, aFeed(`paper${n}`, [])]),
  )
  const desk = createStageDesk(space.redis, prefix, feeds)
  const builds: (readonly { storyId: string; firstReportedAt: number; entryCount: number }[])[] = []

  for (const [n, title] of titles.entries()) {
    feeds[`paper${n}`] = oneItem(`paper${n}`, { title, publishedAt: NOW - (60 - n) * MINUTE })
    await desk.poll(n === 0 ? await desk.open() : await desk.openAgain(30 * MINUTE))
    await desk.cluster(desk.queued.cluster)
    await desk.rank('world')
    builds.push((await desk.storage.editions.latest('world'))?.items ?? [])
  }

  expect(builds.map((items) => items.length)).toEqual([1, 2, 2, 2, 2, 1, 1, 1, 1, 1])
  expect(builds.map((items) => items.reduce((sum, { entryCount }) => sum + entryCount, 0))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ])
  const [first] = builds[0] ?? []
  const second = builds[1]?.find(({ storyId }) => storyId !== first?.storyId)
  for (const items of builds)
    expect(items).toContainEqual(expect.objectContaining({ storyId: first?.storyId }))
  expect(builds.at(-1)).toMatchObject([{ storyId: first?.storyId, firstReportedAt: NOW - 60 * MINUTE }])
  // Whoever still has the other's address is led on.
  const led = await desk.storage.stories.get(second?.storyId ?? '')
  expect(led?.id).toBe(first?.storyId)
})

test('P52: a list that nobody adds to for twelve hours stays in the order of its decayed heat, without a write, and says of when it is', async () => {
  const HOUR = 60 * MINUTE
  const told: readonly (readonly [title: string, ageMs: number])[] = [
    ...[MINUTE, 10 * HOUR, 11 * HOUR, 12 * HOUR].map((age, n) => [OWN[n] ?? '', age] as const),
    ...[4 * HOUR, 5 * HOUR, 6 * HOUR].map((age, n) => [HEADLINES[n] ?? '', age] as const),
    ['Central bank of Norway raises its key rate to 5 percent', 15 * MINUTE],
    ['Champion of Wimbledon retires at 33', 90 * MINUTE],
    ['Parliament in Lisbon votes against new airport', 20 * HOUR],
  ]
  const feeds = told.map(([title, age], n) => {
    return [`told${n}`, oneItem(`told${n}`, { title, publishedAt: NOW - age })] as const
  })
  const { desk, prefix, items } = await run(entriesOf(feeds))
  expect(items.map(({ originCount }) => originCount).sort()).toEqual([1, 1, 1, 3, 4])
  const before = await dumpKeys(space.redis, prefix)

  for (let hours = 1; hours <= 12; hours++) {
    const now = NOW + hours * HOUR
    expect((await desk.rank('world', now)).outcome).toBe('unchanged')
    // What each story is worth by then, summed up report by report.
    const worth = await Promise.all(
      items.map(async ({ storyId }) => {
        const reports = await desk.storage.stories.origins(storyId)
        const sum = reports.reduce(
          (total, { reportedAt }) => total + 2 ** ((reportedAt - now) / (6 * HOUR)),
          0,
        )
        return { storyId, sum }
      }),
    )
    const shown = await desk.storage.lists.top('world', 100)
    expect(shown.map(({ storyId }) => storyId)).toEqual(
      worth.sort((one, other) => other.sum - one.sum).map(({ storyId }) => storyId),
    )
    for (const [place, { heat }] of shown.entries())
      expect(heatAt(heat, now, 6 * HOUR)).toBeCloseTo(worth[place]?.sum ?? Number.NaN, 9)
  }

  expect(await dumpKeys(space.redis, prefix)).toEqual(before)
  expect(await desk.storage.editions.latest('world')).toMatchObject({ number: 1, frozenAt: NOW })
  const later = NOW + 30 * HOUR
  expect((await desk.rank('world', later)).outcome).toBe('frozen')
  const newest = await desk.storage.editions.latest('world')
  expect(newest).toMatchObject({ number: 2, frozenAt: later, dropped: { window: 1 } })
  expect(newest?.items.map(({ title }) => title)).not.toContain(told.at(-1)?.[0])
})
