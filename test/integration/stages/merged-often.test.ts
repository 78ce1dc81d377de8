import { expect, inject, test } from 'vitest'
import type { Entry } from '../../../src/model/index.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aReport, UNLIKE_EVENTS } from './reports.ts'
import { createStorySpace } from './story-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'merged-often')

const EVENTS = UNLIKE_EVENTS.slice(0, 9)

test('a story that went into an earlier one, and this into an earlier one, eight times, is still known by its first id', async () => {
  const entries = EVENTS.map((title, n) => aReport(title, n))
  const opened = await createStorySpace(space.redis, space.innerPrefix(), entries)
  const ids = await Promise.all(entries.map(async (entry) => (await opened.storyOf(entry)) ?? ''))
  expect(new Set(ids).size).toBe(EVENTS.length)

  for (let n = EVENTS.length - 1; n > 0; n--) {
    await opened.editor().merge(ids[n] as string, ids[n - 1] as string)
  }

  const late = aReport(`${EVENTS.at(-1)} - Reuters`, 12)
  await opened.place([late])
  const placed = await Promise.all([...entries, late].map((entry: Entry) => opened.storyOf(entry)))
  expect(new Set(placed)).toEqual(new Set([ids[0]]))
})
