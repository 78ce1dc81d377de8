import { describe, expect, inject, test } from 'vitest'
import type { Entry } from '../../../src/model/index.ts'
import { entryId, hashId } from '../../../src/rules/ids.ts'
import { developingEvents } from '../../support/developing-events.ts'
import { createRandom } from '../../support/newsroom/random.ts'
import { openSpace } from '../../support/redis-space.ts'
import { createStageDesk, DAY, MINUTE, NOW, type StageDesk } from './desk.ts'
import { partitionOf, storiesOf } from './partition.ts'
import { aReport, UNLIKE_EVENTS } from './reports.ts'

const space = openSpace({ url: inject('redisUrl') }, 'order')
/** A connection for each worker: on a shared one their commands would wait for each other. */
const connections = Array.from({ length: 8 }, () => space.connect())

/** The same report as other desks print it. */
const PRINTED: ((title: string) => string)[] = [
  (title) => title,
  (title) => title,
  (title) => title.toUpperCase(),
  (title) => `${title} - Reuters`,
  (title) => `  ${title}.  `,
  (title) => title.replace(/,/g, ' –'),
]

function entryOf(event: string, n: number): Entry {
  const title = PRINTED[n]?.(event) ?? event
  const id = entryId(`source-${n}`, event)
  return aReport(title, n, { id, language: 'und', reportedAt: NOW - n * 7 * MINUTE })
}

/** Places entries with so many workers at once, each with every n-th one. */
async function place(entries: readonly Entry[], workers: number): Promise<StageDesk> {
  const prefix = space.innerPrefix()
  const desk = createStageDesk(space.redis, prefix, {})
  await desk.storage.entries.admit(entries, { ttlMs: DAY })
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      const mine = entries.filter((_, n) => n % workers === worker).map(({ id }) => id)
      await desk.createWorker(connections[worker])(mine, new AbortController().signal)
    }),
  )
  return desk
}

describe('copies of one report end in one story', () => {
  test.each([1, 2, 3, 4, 5, 6])('in shuffle %i, with four workers at once', async (seed) => {
    const entries = UNLIKE_EVENTS.flatMap((event) => PRINTED.map((_, n) => entryOf(event, n)))
    const shuffled = createRandom(seed, 'order').shuffle(entries)

    const desk = await place(shuffled, 4)

    const stories = await Promise.all(
      UNLIKE_EVENTS.map((event) =>
        storiesOf(
          desk,
          PRINTED.map((_, n) => entryOf(event, n)),
        ),
      ),
    )
    expect(UNLIKE_EVENTS.filter((_, n) => new Set(stories[n]).size !== 1)).toEqual([])
    expect(new Set(stories.flat()).size).toBe(UNLIKE_EVENTS.length)
    // Exactly once each: no worker's report was lost, none counted twice.
    const found = await desk.storage.stories.getMany(stories.map(([first]) => first ?? ''))
    expect(found.map((story) => story?.entryCount)).toEqual(UNLIKE_EVENTS.map(() => PRINTED.length))
  })
})

test('eight workers with a variant each of one event make one story of eight entries', async () => {
  const [event = ''] = UNLIKE_EVENTS
  const variants = [
    event,
    'Town evacuated overnight as volcano erupts near Grindavik',
    'Volcano near Grindavik erupts overnight: town evacuated',
    'Grindavik evacuated overnight after volcano erupts near town',
    'Overnight eruption: volcano erupts, Grindavik town evacuated',
    `${event} - Reuters`,
    event.toUpperCase(),
    'Volcano erupts near Grindavik; town is evacuated overnight',
  ]
  for (const round of [1, 2, 3, 4, 5]) {
    const entries = variants.map((title, n) => ({
      ...entryOf(event, n),
      id: entryId(`source-${n}`, `round ${round}`),
      title,
      contentHash: hashId(title),
    }))

    const desk = await place(entries, 8)

    const stories = await storiesOf(desk, entries)
    expect(new Set(stories).size).toBe(1)
    const story = await desk.storage.stories.get(stories[0] ?? '')
    expect(story).toMatchObject({ entryCount: 8, version: 8 })
    expect(await desk.storage.stories.origins(story?.id ?? '')).toHaveLength(8)
    expect(await desk.storage.lists.top('top', 10)).toHaveLength(1)
  }
})

test('one worker or four: stories of unlike events hold the same entries, and heats are the same', async () => {
  const entries = UNLIKE_EVENTS.flatMap((event) => PRINTED.map((_, n) => entryOf(event, n)))

  const desks = [await place(entries, 1), await place([...entries].reverse(), 4)]

  const groups = await Promise.all(desks.map((desk) => partitionOf(desk, entries)))
  expect(groups[0]).toHaveLength(UNLIKE_EVENTS.length)
  expect(groups[1]).toEqual(groups[0])
  const heats = await Promise.all(
    desks.map(async (desk) => (await desk.storage.lists.top('world', 100)).map(({ heat }) => heat).sort()),
  )
  expect(heats[0]).toHaveLength(UNLIKE_EVENTS.length)
  expect(heats[1]).toEqual(heats[0])
})

test('the same job with two workers at once counts nothing twice', async () => {
  const entries = UNLIKE_EVENTS.map((event) => entryOf(event, 0))
  const prefix = space.innerPrefix()
  const desk = createStageDesk(space.redis, prefix, {})
  await desk.storage.entries.admit(entries, { ttlMs: DAY })
  const ids = entries.map(({ id }) => id)

  await Promise.all(
    connections.slice(0, 4).map((own) => desk.createWorker(own)(ids, new AbortController().signal)),
  )

  const stories = await desk.storage.stories.getMany((await storiesOf(desk, entries)).map((id) => id ?? ''))
  expect(new Set(stories.map((story) => story?.id)).size).toBe(UNLIKE_EVENTS.length)
  expect(stories.map((story) => [story?.entryCount, story?.version])).toEqual(UNLIKE_EVENTS.map(() => [1, 1]))
  expect(await desk.storage.outbox.length()).toBe(UNLIKE_EVENTS.length)
})

describe('events that develop, so that each report is like the one before and the last has nothing of the first', () => {
  const events = developingEvents(40).map((titles, event) =>
    titles.map((title, n) => aReport(title, n, { reportedAt: NOW - DAY + (3 * event + 17 * n) * MINUTE })),
  )
  const inOrder = events.flat().sort((a, b) => a.reportedAt - b.reportedAt)
  const whole = events.map((reports) => reports.map(({ id }) => id).sort())
  const expected = whole.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))

  /** By workers that take jobs from one queue; `dies`: the first when it has placed something, and begins again. */
  async function run(input: readonly Entry[], workers: number, job: number, dies = false) {
    const desk = createStageDesk(space.redis, space.innerPrefix(), {})
    await desk.storage.entries.admit(input, { ttlMs: DAY })
    const ids = input.map(({ id }) => id)
    if (dies) await desk.dying('after join', () => desk.cluster(ids))
    let at = 0
    await Promise.all(
      connections.slice(0, workers).map(async (connection) => {
        const cluster = desk.createWorker(connection)
        while (at < ids.length) {
          const mine = ids.slice(at, at + job)
          at += job
          await cluster(mine, new AbortController().signal)
        }
      }),
    )
    return { desk, before: await partitionOf(desk, inOrder) }
  }

  test('in the order of their reports are one story each, and nobody has come too late', async () => {
    const { desk, before } = await run(inOrder, 1, 25)

    expect(before).toEqual(expected)
    expect((await desk.settle()).taken).toBe(0)
  })

  const shuffled = (seed: number) => createRandom(seed, 'order').shuffle(inOrder)
  test.each([
    ['turned around, a job for each report', inOrder.toReversed(), 1, 1],
    ['turned around, by four workers', inOrder.toReversed(), 4, 5],
    ['in any order, by four workers', shuffled(2), 4, 7],
    ['in any order, by four workers of which one dies', shuffled(3), 4, 7],
  ])('%s, are the same stories once they have settled', async (name, input, workers, job) => {
    const { desk } = await run(input, workers, job, name.endsWith('dies'))

    const { elsewhere } = await desk.settle()

    expect(elsewhere).toBeGreaterThan(0)
    expect(await partitionOf(desk, inOrder)).toEqual(expected)
  })

  test('in any order, are others until they have settled, and the same from then on', async () => {
    const { desk, before } = await run(shuffled(1), 1, 25)

    const { merged } = await desk.settle()

    expect(before).not.toEqual(expected)
    expect(merged).toBeGreaterThan(0)
    expect(await partitionOf(desk, inOrder)).toEqual(expected)
  })
})
