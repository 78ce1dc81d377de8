import { expect, inject, test } from 'vitest'
import type { Entry } from '../../../src/model/index.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aReport } from './reports.ts'
import { createStorySpace } from './story-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'merged-often')

const EVENTS = [
  'Volcano erupts near Grindavik, town evacuated overnight',
  'Parliament passes the pension reform after a long debate',
  'Ferry runs aground off Naxos island, passengers rescued',
  'Central bank of Turkey raises its key rate to 50 percent',
  'Wildfire closes the motorway between Lisbon and Porto',
  'Chipmaker Arvion to build a plant in Dresden for 4 billion euros',
  'Harlequins beat Saracens in the last minute of the derby',
  'Archaeologists find a Roman harbour beneath the market of Split',
  'Orchestra of Bergen names a conductor of thirty years',
]

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
