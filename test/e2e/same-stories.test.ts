import { expect, test } from 'vitest'
import { partitionOf } from '../integration/stages/partition.ts'
import { pressEntries } from '../integration/stages/press-entries.ts'
import { createRandom } from '../support/newsroom/random.ts'
import { until } from '../support/redis.ts'
import { openTestSite } from '../support/test-site.ts'

const DAY = 24 * 3_600_000
/** A killed worker's job runs again when its lock has run out, after half a minute. */
const SETTLED_MS = 180_000
const ENTRIES = pressEntries()

interface Run {
  readonly workers: number
  readonly order: string
  /** So many of the workers die on the way, and are replaced. */
  readonly kills: number
}

/** Doubtful headlines by worker processes, until nothing is left to be asked. */
async function storiesBy({ workers, order, kills }: Run): Promise<string[][]> {
  const { context, start } = openTestSite('same-stories')
  const { storage, queues } = context
  const ids = createRandom(1, order)
    .shuffle(ENTRIES)
    .map(({ id }) => id)
  await storage.entries.admit(ENTRIES, { ttlMs: 9 * DAY })
  const running = await Promise.all(Array.from({ length: workers }, () => start('cluster')))
  const placed = async () =>
    (await storage.entries.get(ids)).filter((entry) => entry?.storyId !== undefined).length
  await queues.addCluster(ids)
  for (let killed = 0; killed < kills; killed++) {
    const goal = ((killed + 1) * ids.length) / (kills + 2)
    await until(async () => (await placed()) >= goal)
    await running[killed]?.kill9()
    await start('cluster')
  }
  const isDone = async () =>
    (await placed()) === ids.length &&
    (await queues.isIdle('cluster')) &&
    (await storage.unsettled.count()) === 0
  await until(isDone, SETTLED_MS)
  return partitionOf(context, ENTRIES)
}

test('P45: one worker, and three of which two are killed, come to the same stories of the same doubtful reports', async () => {
  const [alone, together] = await Promise.all([
    storiesBy({ workers: 1, order: 'one', kills: 0 }),
    storiesBy({ workers: 3, order: 'another', kills: 2 }),
  ])

  expect(alone.length).toBeGreaterThan(ENTRIES.length * 0.4)
  expect(together).toEqual(alone)
})
