import { describe, expect, test } from 'vitest'
import type {
  DayItem,
  Edition,
  Event,
  ListDay,
  ListHead,
  RankedStory,
  Story,
} from '../../../src/model/index.ts'
import { createDays } from '../../../src/rules/rank/days.ts'
import { rankFloor } from '../../../src/rules/rank/rank-key.ts'
import { createRank, type RankDeps } from '../../../src/stages/rank.ts'
import { aList, aStory, DAY, HOUR, MINUTE, NOW } from './given.ts'

/** A list in memory, over which ranking may run as often as a test likes. */
function aDesk(given: { stories?: Story[]; deps?: Partial<RankDeps> } = {}) {
  const desk = {
    stories: given.stories ?? [],
    ranked: (given.stories ?? []).map((story, n): RankedStory => ({ storyId: story.id, heat: 100 - n })),
    head: undefined as ListHead | undefined,
    editions: [] as Edition[],
    events: [] as Event[],
    published: 0,
    publishJobs: 0,
    dropped: [] as string[],
    trims: [] as object[],
    day: new Map<string, DayItem[]>(),
    closed: [] as ListDay[],
    marks: [] as string[],
    now: NOW,
    /** Puts these in front, in that order. */
    order(...ids: string[]) {
      desk.ranked = ids.map((storyId, n) => ({ storyId, heat: 100 - n }))
    },
  }
  const rank = createRank({
    readTop: async (_listId, limit) => desk.ranked.slice(0, limit),
    loadStories: async (ids) => ids.map((id) => desk.stories.find((story) => story.id === id)),
    loadOrigins: async (id) => [
      {
        publisherId: `p-${id}`,
        publisherName: `Publisher ${id}`,
        reportedAt: NOW,
        weight: 1,
        entryId: `e-${id}`,
      },
    ],
    async dropStories(_listId, ids) {
      desk.dropped.push(...ids)
      desk.ranked = desk.ranked.filter(({ storyId }) => !ids.includes(storyId))
    },
    async trim(_listId, bounds) {
      desk.trims.push(bounds)
    },
    readHead: async () => desk.head,
    readLatest: async () => desk.editions.at(-1),
    async freeze({ edition, expectedNumber, head, events, replaced, day }) {
      if ((desk.head?.number ?? 0) !== expectedNumber) return 'stale'
      if (replaced) desk.marks.push(replaced.mark)
      const items = new Map(desk.day.get(day.date)?.map((item) => [item.storyId, item]))
      for (const item of day.items) items.set(item.storyId, item)
      desk.day.set(day.date, [...items.values()])
      desk.head = head
      desk.editions.push(edition)
      desk.events.push(...events)
      return 'frozen'
    },
    publishedNumber: async () => desk.published,
    async enqueuePublish() {
      desk.publishJobs++
    },
    now: () => desk.now,
    async readDayItems(_listId, date) {
      return new Map(desk.day.get(date)?.map((item) => [item.storyId, item]))
    },
    async closeDay(_listId, date, compose) {
      desk.closed.push(await compose(desk.day.get(date) ?? []))
    },
    days: createDays('Asia/Shanghai'),
    lists: [aList()],
    siteUrl: 'https://tide.example',
    ...given.deps,
  })
  return { desk, rank }
}

const abc = () => ['a', 'b', 'c'].map((id) => aStory(id))
const moves = (events: readonly Event[]) =>
  events.map(({ type, payload }) => `${type} ${JSON.parse(payload).data.story.id}`)

test('the first edition holds the hottest stories in order, and each of them has entered', async () => {
  const { desk, rank } = aDesk({ stories: abc() })

  const report = await rank('top')

  expect(report).toEqual({ listId: 'top', outcome: 'frozen', editionNumber: 1, stories: 3, events: 3 })
  expect(desk.editions[0]?.items.map(({ rank: place, storyId }) => [place, storyId])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ])
  expect(moves(desk.events)).toEqual(['list.entered a', 'list.entered b', 'list.entered c'])
  expect(desk.publishJobs).toBe(1)
})

test('an edition follows the one before it, and its order is recorded for its ten minutes', async () => {
  const plans: Parameters<RankDeps['freeze']>[0][] = []
  const head: ListHead = { number: 4, frozenAt: NOW, digest: 'of another', announced: {} }
  const { desk, rank } = aDesk({
    stories: abc(),
    deps: { readHead: async () => head, freeze: async (plan) => (plans.push(plan) > 0 ? 'frozen' : 'stale') },
  })
  desk.now = NOW + 29 * MINUTE + 59_999

  const report = await rank('top')

  expect(report).toMatchObject({ outcome: 'frozen', editionNumber: 5, stories: 3 })
  expect(plans).toMatchObject([
    {
      edition: { listId: 'top', number: 5, frozenAt: desk.now },
      expectedNumber: 4,
      head: { number: 5, frozenAt: desk.now },
      replaced: { frozenAt: NOW, mark: 'none' },
      rankedAt: NOW + 20 * MINUTE,
    },
  ])
})

test('a list without stories has a first edition all the same: its feeds exist and say so', async () => {
  const { desk, rank } = aDesk()

  await expect(rank('top')).resolves.toMatchObject({ outcome: 'frozen', editionNumber: 1, stories: 0 })
  await expect(rank('top')).resolves.toMatchObject({ outcome: 'unchanged' })
  expect(desk.editions).toHaveLength(1)
})

test('nothing that a reader would see has changed: no edition, no event, no job', async () => {
  const { desk, rank } = aDesk({ stories: abc() })
  await rank('top')
  desk.published = 1
  desk.now += HOUR
  desk.ranked = desk.ranked.map(({ storyId, heat }) => ({ storyId, heat: heat + 0.5 }))

  const report = await rank('top')

  expect(report).toMatchObject({ outcome: 'unchanged', editionNumber: 1 })
  expect(desk.editions).toHaveLength(1)
  expect(desk.publishJobs).toBe(1)
})

test('feeds that are behind the newest edition are caught up', async () => {
  const { desk, rank } = aDesk({ stories: abc() })
  await rank('top')
  desk.published = 0

  await rank('top')

  expect(desk.publishJobs).toBe(2)
})

test('a story that expired or was merged away is taken off the list', async () => {
  const { desk, rank } = aDesk({ stories: abc() })
  const survivor = aStory('z')
  desk.order('a', 'gone', 'b', 'merged')

  const { desk: merged, rank: rankMerged } = aDesk({
    stories: abc(),
    deps: { loadStories: async (ids) => ids.map((id) => (id === 'b' ? survivor : aStory(id))) },
  })
  await rank('top')
  await rankMerged('top')

  expect(desk.dropped).toEqual(['gone', 'merged'])
  expect(desk.editions[0]?.items.map(({ storyId }) => storyId)).toEqual(['a', 'b'])
  expect(merged.dropped).toEqual(['b'])
})

test('what has fallen out of the window is trimmed before the list is read', async () => {
  const list = aList({ size: 3 })
  const { desk, rank } = aDesk({ stories: abc(), deps: { lists: [list] } })

  await rank('top')

  expect(desk.trims).toEqual([{ minHeat: rankFloor(list, NOW), maxSize: 150 }])
})

test('a story whose last report is older than the window is in no edition', async () => {
  const old = aStory('b', { lastReportedAt: NOW - 3 * DAY })
  const { desk, rank } = aDesk({ stories: [aStory('a'), old] })

  await rank('top')

  expect(desk.editions[0]).toMatchObject({ items: [{ storyId: 'a' }], dropped: { window: 1 } })
})

test('of one publisher only so many stories lead, and the next publisher moves up', async () => {
  const of = (id: string, leadPublisherId: string) => aStory(id, { leadPublisherId })
  const { desk, rank } = aDesk({
    stories: [of('a', 'p1'), of('b', 'p1'), of('c', 'p1'), of('d', 'p2')],
    deps: { lists: [aList({ perPublisher: 2 })] },
  })

  await rank('top')

  expect(desk.editions[0]?.items.map(({ storyId }) => storyId)).toEqual(['a', 'b', 'd'])
  expect(desk.editions[0]?.dropped.diversity).toBe(1)
})

test('two workers that rank one list at once make one edition between them', async () => {
  const { desk, rank } = aDesk({ stories: abc() })
  let first = true
  const { rank: slower } = aDesk({
    stories: abc(),
    deps: {
      async freeze() {
        expect(first).toBe(true)
        first = false
        return 'stale'
      },
    },
  })

  const reports = [await rank('top'), await slower('top')]

  expect(reports).toMatchObject([
    { outcome: 'frozen', editionNumber: 1, events: 3 },
    { outcome: 'stale', editionNumber: 0, events: 0 },
  ])
  expect(desk.editions).toHaveLength(1)
})

test('a list that is no longer configured is left alone', async () => {
  const { desk, rank } = aDesk({ stories: abc() })

  await expect(rank('yesterday')).resolves.toMatchObject({ outcome: 'unknown_list' })
  expect(desk.trims).toEqual([])
})

describe('what subscribers hear', () => {
  test('a swing by one place is a new edition and no event', async () => {
    const { desk, rank } = aDesk({ stories: abc() })
    await rank('top')
    desk.events = []
    desk.order('b', 'a', 'c')

    await expect(rank('top')).resolves.toMatchObject({ outcome: 'frozen', editionNumber: 2, events: 0 })
    expect(desk.editions[1]?.items.map(({ previousRank }) => previousRank)).toEqual([2, 1, 3])
  })

  test('a move by two places is told, against the place told before', async () => {
    const { desk, rank } = aDesk({ stories: abc() })
    await rank('top')
    desk.events = []
    desk.order('c', 'a', 'b')

    await rank('top')

    expect(moves(desk.events)).toEqual(['list.moved c'])
    expect(JSON.parse(desk.events[0]?.payload ?? '').data).toMatchObject({
      rank: 1,
      previousRank: 3,
      edition: 2,
    })
  })

  test('a story has left when it is missing from three editions in a row, not before', async () => {
    const { desk, rank } = aDesk({ stories: [...abc(), aStory('d'), aStory('e'), aStory('f')] })
    desk.order('a', 'b', 'c')
    await rank('top')
    desk.events = []
    const heard: string[][] = []

    for (const order of [
      ['a', 'b', 'd'],
      ['a', 'b', 'd', 'e'],
      ['a', 'b', 'd', 'e', 'f'],
    ]) {
      desk.order(...order)
      await rank('top')
      heard.push(moves(desk.events))
      desk.events = []
    }

    expect(heard).toEqual([['list.entered d'], ['list.entered e'], ['list.left c', 'list.entered f']])
  })

  test('a story that swings around the last place is told of once', async () => {
    const { desk, rank } = aDesk({ stories: abc(), deps: { lists: [aList({ size: 2 })] } })
    const heard: string[] = []
    for (let n = 0; n < 6; n++) {
      desk.order('a', ...(n % 2 === 0 ? ['b', 'c'] : ['c', 'b']))
      await rank('top')
      heard.push(...moves(desk.events))
      desk.events = []
    }

    expect(heard).toEqual(['list.entered a', 'list.entered b', 'list.entered c'])
  })
})

test('a day holds every story that was in the list that day, with its best rank; midnight is the site’s', async () => {
  const { desk, rank } = aDesk({ stories: abc() })
  const days = createDays('Asia/Shanghai')
  const { until: midnight } = days.bounds(days.dayOf(NOW))
  const [today, tomorrow] = [days.dayOf(NOW), days.dayOf(midnight)]
  desk.order('b', 'a')
  await rank('top')
  desk.now = midnight - HOUR
  desk.order('a', 'b')
  await rank('top')

  desk.now = midnight + 5 * HOUR
  desk.order('c')
  await rank('top')

  const ranks = (date: string) =>
    desk.day.get(date)?.map(({ storyId, bestRank, enteredAt }) => [storyId, bestRank, enteredAt])
  expect(ranks(today)).toEqual([
    ['b', 1, NOW],
    ['a', 1, NOW],
  ])
  // What was in force when the day began is of the day, though it had left before the first edition of it.
  expect(ranks(tomorrow)).toEqual([
    ['a', 1, midnight],
    ['b', 2, midnight],
    ['c', 1, midnight + 5 * HOUR],
  ])
  expect(desk.closed).toEqual([
    expect.objectContaining({
      date: today,
      items: [expect.objectContaining({ storyId: 'b' }), expect.objectContaining({ storyId: 'a' })],
    }),
  ])
  expect(desk.marks).toEqual(['hour', 'day'])
})

test('a day is closed with each story once, of those that have become one', async () => {
  const [a, b] = [aStory('a'), aStory('b')]
  const found = new Map([
    ['a', a],
    ['b', b],
  ])
  const loadStories = async (ids: readonly string[]) => ids.map((id) => found.get(id))
  const { desk, rank } = aDesk({ deps: { loadStories } })
  const days = createDays('Asia/Shanghai')
  const { until: midnight } = days.bounds(days.dayOf(NOW))
  desk.order('b', 'a')
  await rank('top')

  found.set('b', a)
  desk.now = midnight + HOUR
  desk.order('a')
  await rank('top')

  expect(desk.closed.map(({ items }) => items.map(({ storyId, bestRank }) => [storyId, bestRank]))).toEqual([
    [['a', 1]],
  ])
})

test('a worker whose clock is a little behind writes into no day that is closed', async () => {
  const { desk, rank } = aDesk({ stories: abc() })
  const days = createDays('Asia/Shanghai')
  const { until: midnight } = days.bounds(days.dayOf(NOW))
  desk.order('a', 'b')
  await rank('top')
  desk.now = midnight + 20
  desk.order('b', 'a')
  await rank('top')
  const closed = structuredClone(desk.day.get(days.dayOf(NOW)))

  desk.now = midnight - 30
  desk.order('c', 'b', 'a')
  await rank('top')

  expect(desk.editions.map(({ frozenAt }) => frozenAt)).toEqual([NOW, midnight + 20, midnight + 20])
  expect(desk.day.get(days.dayOf(NOW))).toEqual(closed)
})

test('a clock that was set back by hours is believed', async () => {
  const { desk, rank } = aDesk({ stories: abc() })
  desk.now = NOW + 5 * HOUR
  await rank('top')

  desk.now = NOW
  desk.order('c', 'b', 'a')
  await rank('top')

  expect(desk.editions.at(-1)?.frozenAt).toBe(NOW)
})
