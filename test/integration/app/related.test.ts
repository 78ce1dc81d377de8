import { expect, inject, test } from 'vitest'
import { createRelated } from '../../../src/app/related.ts'
import type { Story } from '../../../src/model/index.ts'
import { mergeTwo } from '../../../src/stages/merge-two.ts'
import { openSpace } from '../../support/redis-space.ts'
import { createStageDesk, DAY, LISTS, MINUTE, NOW } from '../stages/desk.ts'
import { aReport } from '../stages/reports.ts'

const { redis, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'related')

const ERUPTED_AT = NOW - 2 * DAY
const ERUPTION = 'Volcano erupts near Grindavik, town evacuated overnight'
const UNREST = 'Grindavik residents uneasy as the volcano shows signs of unrest'
const TREMORS = 'Hundreds of tremors shake the volcano at Grindavik'
const FLIGHTS = 'Airlines cancel flights as ash of the Grindavik volcano drifts south'
const REFORM = 'Parliament passes the pension reform after a long debate'

const entryOf = (title: string, n: number, reportedAt: number) =>
  aReport(title, n, { reportedAt, announcement: 'silent' })

/** An eruption and what was reported around it, each in a story of its own. */
async function openDesk() {
  const { storage, cluster } = createStageDesk(redis, innerPrefix(), {})
  const entries = [
    entryOf(TREMORS, 1, ERUPTED_AT - 5 * DAY),
    entryOf(UNREST, 2, ERUPTED_AT - 4 * DAY),
    entryOf(REFORM, 3, ERUPTED_AT - 60 * MINUTE),
    entryOf(ERUPTION, 4, ERUPTED_AT),
    entryOf(ERUPTION.toUpperCase(), 5, ERUPTED_AT + 20 * MINUTE),
    entryOf(FLIGHTS, 6, NOW - 10 * MINUTE),
  ]
  await storage.entries.admit(entries, { ttlMs: DAY })
  await cluster(entries.map(({ id }) => id))
  let now = NOW
  return {
    related: createRelated({ storage, now: () => now }),
    pass(ms: number) {
      now += ms
    },
    async storyOf(title: string): Promise<Story> {
      const id = entries.find((entry) => entry.title === title)?.id ?? ''
      const [entry] = await storage.entries.get([id])
      const story = await storage.stories.get(entry?.storyId ?? '')
      if (!story) throw new Error(`"${title}" is in no story`)
      return story
    },
    async merge(a: Story, b: Story): Promise<void> {
      const { stories } = storage
      const deps = {
        loadStories: stories.getMany,
        loadOrigins: stories.origins,
        merge: (plan: Parameters<Parameters<typeof mergeTwo>[0]['merge']>[0]) =>
          stories.merge({ ...plan, ttlMs: { story: DAY, event: DAY } }),
        now: () => NOW,
        lists: LISTS,
        siteUrl: 'https://tide.example',
      }
      const { outcome } = await mergeTwo(deps, [a.id, b.id], { isAnnounced: false, byOperator: true })
      expect(outcome).toBe('merged')
    },
  }
}

const titlesOf = (stories: readonly Story[]) => stories.map(({ title }) => title).sort()

test('what was reported four days ago and what follows is related; the story itself and other news are not', async () => {
  const { related, storyOf } = await openDesk()
  const story = await storyOf(ERUPTION)

  expect([story.entryCount, (await storyOf(UNREST)).entryCount]).toEqual([2, 1])
  expect(titlesOf(await related(story))).toEqual([FLIGHTS, UNREST, TREMORS].sort())
})

test('a story that was merged away counts for the one it is part of, which stands there once', async () => {
  const { related, storyOf, merge } = await openDesk()
  await merge(await storyOf(UNREST), await storyOf(TREMORS))
  await merge(await storyOf(REFORM), await storyOf(FLIGHTS))
  const [before, after] = [await storyOf(UNREST), await storyOf(FLIGHTS)]

  const found = await related(await storyOf(ERUPTION))

  // The reform, by whose report nothing is related: its id is the one that stayed.
  expect(after.title).toBe(REFORM)
  expect(found.map(({ id }) => id).sort()).toEqual([before.id, after.id].sort())
})

test('what was merged into the story is not related to it', async () => {
  const { related, storyOf, merge } = await openDesk()
  await merge(await storyOf(ERUPTION), await storyOf(FLIGHTS))

  expect(titlesOf(await related(await storyOf(ERUPTION)))).toEqual([UNREST, TREMORS].sort())
})

test('is looked up anew after five minutes, not before', async () => {
  const { related, storyOf, merge, pass } = await openDesk()
  const story = await storyOf(ERUPTION)
  const first = titlesOf(await related(story))
  await merge(story, await storyOf(FLIGHTS))

  pass(4 * MINUTE)
  expect(titlesOf(await related(story))).toEqual(first)
  pass(2 * MINUTE)
  expect(titlesOf(await related(await storyOf(ERUPTION)))).toEqual([UNREST, TREMORS].sort())
})
