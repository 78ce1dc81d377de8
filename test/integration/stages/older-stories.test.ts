import { expect, inject, test } from 'vitest'
import type { Story } from '../../../src/model/index.ts'
import { openSpace } from '../../support/redis-space.ts'
import { dumpKeys } from './dump.ts'
import { aReport } from './reports.ts'
import { createStorySpace, type StorySpace } from './story-space.ts'

const { redis, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'older')

const FIRST = aReport('Volcano erupts near Grindavik, town evacuated overnight', 1)
const SECOND = aReport('Town evacuated overnight as volcano erupts near Grindavik', 2)
const OTHER = aReport('Lava reaches the fishing port at dawn', 8)
const OTHERS = [OTHER, aReport('Fishing port reached by lava at dawn', 9)]
const LATE = aReport('Grindavik evacuated after volcano erupts, flights cancelled', 3)

async function stored({ desk }: StorySpace, id: string): Promise<Story> {
  return JSON.parse((await redis.hget(desk.storage.keys.story(id), 'story')) ?? '')
}

/** As a program of data format 1 has it: a weight by each term of its profile. */
async function writeOlder(space: StorySpace, id: string): Promise<void> {
  const story = await stored(space, id)
  const { terms, weights } = story.profile as { terms: string; weights: readonly number[] }
  const profile = Object.fromEntries(terms.split(' ').map((term, at) => [term, weights[at]]))
  await redis.hset(space.desk.storage.keys.story(id), 'story', JSON.stringify({ ...story, profile }))
}

/** Two stories that a report joins, that become one, and that are parted again; of an older program or of this one. */
async function told(isOlder: boolean) {
  const prefix = innerPrefix()
  const space = await createStorySpace(redis, prefix, [FIRST, SECOND, ...OTHERS])
  const ids = [(await space.storyOf(FIRST)) ?? '', (await space.storyOf(OTHER)) ?? ''] as const
  if (isOlder) for (const id of ids) await writeOlder(space, id)
  const { profile: before } = await stored(space, ids[1])

  await space.place([LATE])
  const joined = await space.storyOf(LATE)
  const { id } = await space.editor().merge(...ids)
  const { profile: united } = await stored(space, id)
  await space.editor().split(
    id,
    OTHERS.map((entry) => entry.id),
  )

  const left = await dumpKeys(redis, prefix)
  // What only leads to the survivor stays as it was written.
  delete left[`story:${ids.find((each) => each !== id)}`]
  return { joined, ids, before, united, left }
}

test('stories of data format 1 are joined, merged and split as those of this program, and written as they are now', async () => {
  const [older, now] = [await told(true), await told(false)]

  expect(older.joined).toBe(older.ids[0])
  expect(older.before).toMatchObject({ lava: expect.any(Number), port: expect.any(Number) })
  expect(older.united).toMatchObject({ terms: expect.stringContaining('lava'), weights: expect.any(Array) })
  expect(older.united).toEqual(now.united)
  expect(older.left).toEqual(now.left)
})
