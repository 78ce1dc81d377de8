import { expect, test } from 'vitest'
import { entryId } from '../../src/rules/ids.ts'
import { partitionOf } from '../integration/stages/partition.ts'
import { anEntry } from '../integration/store/given.ts'
import { developingEvents } from '../support/developing-events.ts'
import { createRandom } from '../support/newsroom/random.ts'
import { until } from '../support/redis.ts'
import { openTestSite } from '../support/test-site.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('what came too late is settled, also when whoever settles is told to stop meanwhile', async () => {
  const { context, start } = openTestSite('settling')
  const { storage, queues, redis, now } = context
  const begun = now() - 5 * HOUR
  const events = developingEvents(40).map((titles, event) =>
    titles.map((title, n) =>
      anEntry(entryId(`desk-${n}`, title), {
        title,
        publisherId: `desk-${n}`,
        publisherName: `Desk ${n}`,
        contentHash: entryId('content', title),
        reportedAt: begun + (3 * event + 17 * n) * MINUTE,
        firstSeenAt: now(),
      }),
    ),
  )
  const entries = events.flat()
  const ids = createRandom(1, 'order')
    .shuffle(entries.toSorted((a, b) => a.reportedAt - b.reportedAt))
    .map(({ id }) => id)
  const expected = events.map((reports) => reports.map(({ id }) => id).sort())
  expected.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  await storage.entries.admit(entries, { ttlMs: 24 * HOUR })
  let workers = await Promise.all([start('cluster'), start('cluster')])

  await queues.addCluster(ids)
  await until(async () => (await storage.entries.get(ids)).every((entry) => entry?.storyId !== undefined))
  for (;;) {
    // Some may be settled by now.
    await storage.unsettled.add(entries, 24 * HOUR)
    await until(async () => (await redis.zcard(storage.keys.settling())) > 0)
    expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0])
    if ((await storage.unsettled.count()) > 0) break
    // It was through before it was told.
    workers = await Promise.all([start('cluster'), start('cluster')])
  }
  await start('cluster')
  await until(async () => (await storage.unsettled.count()) === 0)

  expect(await partitionOf(context, entries)).toEqual(expected)
})
