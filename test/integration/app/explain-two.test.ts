import { tmpdir } from 'node:os'
import { expect, inject, test } from 'vitest'
import { explainTwo } from '../../../src/app/explain-two.ts'
import { loadConfig } from '../../../src/config.ts'
import type { Entry } from '../../../src/model/index.ts'
import { openSpace } from '../../support/redis-space.ts'
import { createStageDesk, DAY, MINUTE, NOW } from '../stages/desk.ts'
import { aReport } from '../stages/reports.ts'
import { createStorySpace } from '../stages/story-space.ts'

const { redis, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'two')
const config = loadConfig({ env: {}, cwd: tmpdir() })

const HOUR = 60 * MINUTE
const HEADLINE = 'Volcano erupts near Grindavik, town evacuated overnight'

const entryOf = (title: string, n: number, reportedAt: number) => aReport(title, n, { reportedAt })

/** Places entries one after the other; the stories they came into then. */
async function place(entries: readonly Entry[]) {
  const { storage, cluster } = createStageDesk(redis, innerPrefix(), {})
  await storage.entries.admit(entries, { ttlMs: DAY })
  const storyIds: string[] = []
  for (const { id } of entries) {
    const [report] = await cluster([id])
    storyIds.push(report?.storyId ?? '')
  }
  return { storyIds, two: (a = '', b = '') => explainTwo({ storage, config }, a, b) }
}

test('of stories that a report has bridged it is told how', async () => {
  const { storyIds, two } = await place([
    entryOf(HEADLINE, 1, NOW - 56 * HOUR),
    entryOf('Grindavik volcano erupts, residents evacuated by rescue teams', 2, NOW - 20 * MINUTE),
    entryOf('Town evacuated overnight as volcano erupts near Grindavik', 3, NOW - 28 * HOUR),
  ])
  const [first, second] = storyIds

  expect(second).not.toBe(first)
  const told = await two(first, second)
  expect(told.outcome).toBe('one_story')
  expect(told.verdict).toMatch(
    new RegExp(
      `^they are one story since ${second} was merged into ${first}: both fit one report, and are alike by `,
    ),
  )
})

test('of a merger it is told where the report that led the other is, when it has left again', async () => {
  const first = entryOf(HEADLINE, 1, NOW - 56 * HOUR)
  const second = entryOf(
    'Grindavik volcano erupts, residents evacuated by rescue teams',
    2,
    NOW - 20 * MINUTE,
  )
  const bridge = entryOf('Town evacuated overnight as volcano erupts near Grindavik', 3, NOW - 28 * HOUR)
  const space = await createStorySpace(redis, innerPrefix(), [first])
  await space.place([second])
  const [older, younger] = [await space.storyOf(first), await space.storyOf(second)]
  await space.place([bridge])
  expect(await space.storyOf(second)).toBe(older)

  const { leaves } = await space.editor().split(older ?? '', [second.id])

  const told = await explainTwo({ storage: space.desk.storage, config }, older ?? '', younger ?? '')
  expect(told.verdict).toMatch(
    new RegExp(
      `^they are one story since ${younger} was merged into ${older}: .+; the report that led it is in ${leaves.id} by now$`,
    ),
  )
})

test('of the same words eight days later it is told that the story is full', async () => {
  const { storyIds, two } = await place([
    entryOf(HEADLINE, 1, NOW - 8 * DAY),
    entryOf(HEADLINE, 2, NOW - 10 * MINUTE),
  ])

  expect(await two(storyIds[0], storyIds[1])).toMatchObject({
    outcome: 'unlike',
    verdict: 'no report of the one fits the other; and they began 8 d apart, too far for one story',
    nearest: { same: false, reason: 'story is full: first report 8 d apart' },
  })
})
