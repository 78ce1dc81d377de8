import { expect, inject, test } from 'vitest'
import type { EntrySource, ParsedFeed, Source } from '../../../src/model/index.ts'
import { publisherId } from '../../../src/rules/ids.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFeed, aSubscription, createStageDesk, MINUTE, NOW } from './desk.ts'

const space = openSpace({ url: inject('redisUrl') }, 'aggregators')

const REPORTS: readonly (readonly [title: string, source: EntrySource])[] = [
  [
    'Volcano erupts near Grindavik, town evacuated overnight - Reuters',
    { name: 'Reuters', url: 'https://www.reuters.com' },
  ],
  [
    'Town of Grindavik evacuated as volcano erupts overnight - BBC',
    { name: 'BBC', url: 'https://www.bbc.com' },
  ],
  [
    'Overnight eruption: Grindavik town evacuated, volcano erupts - Xinhua',
    { name: 'Xinhua', url: 'http://www.xinhuanet.com' },
  ],
]

/** What an aggregator shows: addresses of its own, each with whom it has it from. */
function aggregated(reports: typeof REPORTS): ParsedFeed {
  const feed = aFeed(
    'pages',
    reports.map(([title]) => title),
  )
  return {
    ...feed,
    title: 'Front Pages',
    siteUrl: 'https://pages.example/',
    entries: feed.entries.map((entry, n) => ({ ...entry, source: reports[n]?.[1] ?? {} })),
  }
}

async function run(
  feeds: Readonly<Record<string, ParsedFeed>>,
  declared: Readonly<Record<string, Partial<Source>>> = {},
) {
  const prefix = space.innerPrefix()
  const desk = createStageDesk(space.redis, prefix, feeds, declared)
  const leases = await desk.open()
  await desk.storage.subscriptions.add(aSubscription())
  await desk.poll(leases)
  await desk.cluster(desk.queued.cluster)
  for (const list of ['top', 'world']) await desk.rank(list)
  const ranked = await desk.storage.lists.top('world', 100)
  const [story] = ranked
  const origins = story ? await desk.storage.stories.origins(story.storyId) : []
  const kept = story ? await desk.storage.stories.get(story.storyId) : undefined
  return { desk, ranked, story: kept, origins, top: await desk.storage.lists.top('top', 100) }
}

test('a story that one aggregator shows by three publishers has three origins, and is ranked for it', async () => {
  const { desk, ranked, story, origins, top } = await run(
    { pages: aggregated(REPORTS) },
    { pages: { aggregates: true } },
  )

  expect(ranked).toHaveLength(1)
  expect(story).toMatchObject({ entryCount: 3, originCount: 3 })
  expect(origins.map(({ publisherName }) => publisherName).sort()).toEqual(['BBC', 'Reuters', 'Xinhua'])
  expect(top).toHaveLength(1)
  const edition = await desk.storage.editions.latest('top')
  expect(edition?.items[0]?.publisherName).toMatch(/^(Reuters|BBC|Xinhua)$/)

  await desk.fanOut()
  for (const id of desk.queued.deliver) await desk.deliver(id)
  const told = desk.posts.map(({ body }) => JSON.parse(body))
  const entered = told.find(({ type }) => type === 'list.entered')
  expect(JSON.stringify(entered)).toMatch(/Reuters|BBC|Xinhua/)
  expect(JSON.stringify(told)).not.toContain('Publisher pages')

  const reuters = publisherId('Reuters')
  expect(await desk.storage.publishers.record(reuters)).toMatchObject({ name: 'Reuters', entries: '1' })
  expect(await desk.storage.publishers.entries(reuters, 10)).toHaveLength(1)
  expect(await desk.storage.publishers.record('p-pages')).toEqual({})
})

test('of a source that is not declared so they are one origin, whatever they say', async () => {
  const { desk, story, origins, top } = await run({ pages: aggregated(REPORTS) })

  expect(story).toMatchObject({ originCount: 1 })
  expect(origins.map(({ publisherName }) => publisherName)).toEqual(['Publisher pages'])
  expect(top).toEqual([])
  expect(await desk.storage.publishers.record(publisherId('Reuters'))).toEqual({})
})

test('whom an aggregator names as the operator named a source is that publisher: no origin twice', async () => {
  const own = aFeed('direct', ['Volcano near Grindavik erupts; overnight the town is evacuated'])
  const { story, origins } = await run(
    { pages: aggregated(REPORTS), direct: own },
    {
      pages: { aggregates: true },
      direct: { publisherName: 'REUTERS', publisherId: publisherId('REUTERS'), weight: 2 },
    },
  )

  expect(story).toMatchObject({ entryCount: 4, originCount: 3 })
  expect(origins).toHaveLength(3)
  expect(origins.find(({ publisherId: id }) => id === publisherId('Reuters'))).toMatchObject({ weight: 2 })
})

test('turned on later it concerns new entries, and a corrected one is no second origin beside itself', async () => {
  const feeds = { pages: aggregated(REPORTS.slice(0, 1)) }
  const { desk, story } = await run(feeds)
  const [record] = await desk.storage.sources.page()
  await desk.storage.sources.declare({ ...record!.source, aggregates: true }, NOW, NOW)

  // The first as it was; then under another headline, with two that are new.
  await desk.poll(await desk.openAgain(30 * MINUTE))
  await desk.cluster(desk.queued.cluster)
  const before = await desk.storage.stories.get(story?.id ?? '')
  const known = await desk.storage.stories.origins(story?.id ?? '')
  const [corrected] = feeds.pages.entries
  const later = aggregated(REPORTS)
  feeds.pages = {
    ...later,
    entries: [
      { ...corrected!, title: 'Grindavik: all are safe, volcano calms down' },
      ...later.entries.slice(1),
    ],
  }
  await desk.poll(await desk.openAgain(30 * MINUTE))
  await desk.cluster(desk.queued.cluster)
  const after = await desk.storage.stories.get(story?.id ?? '')

  expect(before).toMatchObject({ entryCount: 1, originCount: 1 })
  expect(known.map(({ publisherName }) => publisherName)).toEqual(['Publisher pages'])
  expect(after).toMatchObject({ entryCount: 3, originCount: 3 })
})
