import { expect, inject, test } from 'vitest'
import type { Entry, Story, TidewireError } from '../../../src/model/index.ts'
import { createRandom } from '../../support/newsroom/random.ts'
import { openSpace } from '../../support/redis-space.ts'
import { DAY } from './desk.ts'
import { storiesOf } from './partition.ts'
import { JOB, pressEntries } from './press-entries.ts'
import { aReport } from './reports.ts'
import { toldOfSilent, troublesOf } from './story-invariants.ts'
import { createStorySpace, type StorySpace } from './story-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'settling')
const WORKERS = 3
const connections = Array.from({ length: WORKERS + 2 }, () => space.connect())
const PRESS = pressEntries()

/** Ids of two entries. */
type Pair = readonly [string, string]

interface Edits {
  readonly entries: readonly Entry[]
  /** Never again in one story. */
  readonly apart: Pair[]
  /** For ever in one story. */
  readonly together: Pair[]
}

/** A person parts one story and makes one of two others, of those that nobody has edited. */
async function edit(
  { desk, editor }: StorySpace,
  random: ReturnType<typeof createRandom>,
  { entries, apart, together }: Edits,
): Promise<void> {
  const edited = new Set([...apart, ...together].flat())
  const stories = await storiesOf(desk, entries)
  const groups = Map.groupBy(
    entries.map(({ id }) => id),
    (_, at) => stories[at] as string,
  )
  const plain = random
    .shuffle([...groups])
    .filter(([story, ids]) => story !== '' && !ids.some((id) => edited.has(id)))
  const [whole, first, second] = plain.toSorted(([, a], [, b]) => Number(b.length > 1) - Number(a.length > 1))
  if (!whole || !first || !second) return
  const holds = async (story: Story | undefined, id = '') =>
    story !== undefined && (await desk.storage.stories.entries(story.id, 1_000)).includes(id)

  const [id, [leaves, stays]] = whole
  if (leaves !== undefined && stays !== undefined) {
    const done = await editor().split(id, [leaves]).catch(unlessRefused)
    // Who places or settles meanwhile may have been faster.
    if ((await holds(done?.story, stays)) && (await holds(done?.leaves, leaves))) apart.push([leaves, stays])
  }
  const pair = [first[1][0] ?? '', second[1][0] ?? ''] as const
  const one = await editor().merge(first[0], second[0])
  if ((await holds(one, pair[0])) && (await holds(one, pair[1]))) together.push(pair)
}

function unlessRefused(error: TidewireError): undefined {
  if (!['entry_elsewhere', 'split_whole', 'story_busy'].includes(error.code)) throw error
}

interface Scenario {
  readonly entries: readonly Entry[]
  /** What else happens after each job. */
  meanwhile?(opened: StorySpace): Promise<void>
}

/** Entries in any order by several workers, and who settles meanwhile and afterwards. */
async function run({ entries, meanwhile }: Scenario) {
  const prefix = space.innerPrefix()
  const opened = await createStorySpace(space.redis, prefix, [])
  const { desk } = opened
  await desk.storage.entries.admit(entries, { ttlMs: 9 * DAY })
  const sum = { moved: 0, merged: 0 }
  let at = 0
  let isPlaced = false
  let edited: Promise<unknown> = Promise.resolve()
  const placing = connections.slice(0, WORKERS).map(async (connection) => {
    const cluster = desk.createWorker(connection)
    while (at < entries.length) {
      const job = entries.slice(at, at + JOB)
      at += JOB
      await cluster(
        job.map(({ id }) => id),
        new AbortController().signal,
      )
      // One person, one thing after the other.
      edited = edited.then(() => meanwhile?.(opened))
      await edited
    }
  })
  const settling = (async () => {
    while (!isPlaced) {
      const done = await desk.settleOnce(connections[WORKERS])
      if (!done) continue
      sum.moved += done.moved
      sum.merged += done.merged
    }
  })()
  await Promise.all(placing)
  isPlaced = true
  await settling
  await desk.settle(connections[WORKERS + 1])
  return {
    ...opened,
    sum,
    stories: await storiesOf(desk, entries),
    troubles: await troublesOf(space.redis, prefix, desk, entries),
  }
}

test('who places and who settles at once: stories say what their entries say, and silent ones nothing aloud', async () => {
  const isTold = ({ language }: Entry) => language === 'en' || language === 'ar'
  const shuffled = createRandom(7, 'settling').shuffle(PRESS).slice(0, 600)
  const entries = shuffled.map(
    (entry): Entry => ({ ...entry, announcement: isTold(entry) ? 'announced' : 'silent' }),
  )

  const { desk, sum, troubles } = await run({ entries })

  expect(sum.moved).toBeGreaterThan(0)
  expect(sum.merged).toBeGreaterThan(0)
  expect(troubles).toEqual([])
  expect(await toldOfSilent(desk, entries)).toEqual([])
})

test.each([1, 2, 3])('what a person parts or makes one meanwhile stays so, scenario %i', async (seed) => {
  const random = createRandom(seed, 'settling')
  const entries = random.shuffle(PRESS).slice(0, 360)
  const apart: Pair[] = []
  const together: Pair[] = []

  const { stories, troubles } = await run({
    entries,
    meanwhile: (opened) => edit(opened, random, { entries, apart, together }),
  })

  expect(troubles).toEqual([])
  const storyOf = new Map(entries.map(({ id }, at) => [id, stories[at]]))
  expect(apart.length).toBeGreaterThan(5)
  expect(together.length).toBeGreaterThan(5)
  expect(apart.filter(([a, b]) => storyOf.get(a) === storyOf.get(b))).toEqual([])
  expect(together.filter(([a, b]) => storyOf.get(a) !== storyOf.get(b))).toEqual([])
})

test('grounds from before a person parted a story do not make it one again', async () => {
  const [x, y, z, w, near] = [
    aReport('Volcano erupts near Grindavik, town evacuated', 1),
    aReport('Town evacuated as volcano erupts near Grindavik', 2),
    aReport('Parliament passes the pension reform', 3),
    aReport('Pension reform: parliament passes it', 4),
    aReport('Football club of Grindavik signs a keeper from Portugal for two seasons', 5),
  ] as [Entry, Entry, Entry, Entry, Entry]
  const opened = await createStorySpace(space.redis, space.innerPrefix(), [x, y, z, w, near])
  const { desk, storyOf } = opened
  const whole = (await storyOf(x)) ?? ''
  expect(await Promise.all([y, z, w].map(storyOf))).toEqual([whole, await storyOf(w), await storyOf(z)])
  await opened.editor().split(whole, [y.id])

  // As of one who settled, and died before anything was moved.
  await desk.storage.stories.noteGrounds([{ entryId: z.id, grounds: [x.id, y.id] }])
  await desk.storage.unsettled.add([w, near], DAY)
  const { asked } = await desk.settle()

  expect(asked).toBe(2)
  expect(await storyOf(y)).not.toBe(await storyOf(x))
})
