import { expect, inject, onTestFinished, test } from 'vitest'
import { entryId, hashId } from '../../src/rules/ids.ts'
import { anEntry } from '../integration/store/given.ts'
import { makeWords } from '../support/made-words.ts'
import { createRandom } from '../support/newsroom/random.ts'
import { startWorker } from '../support/processes.ts'
import { contextOf, settingsOf, writeSettings } from '../support/processes-settings.ts'
import { removeKeys, uniquePrefix, until } from '../support/redis.ts'

const PROCESSES = 8
const EVENTS = 300
/** Entries of one job: all jobs on the same events lie side by side in the queue. */
const BATCH = 20
/** Eight desks on one event, by five words that no other event has; no two print the same title. */
const DESKS: readonly ((words: readonly string[]) => string)[] = [
  ([a, b, c, d, e]) => `${a} ${b} ${c} after ${d} ${e}`,
  ([a, b, c, d, e]) => `After ${d} ${e}, ${a} ${b} ${c}`,
  ([a, b, c, d, e]) => `${b} ${c}: ${a} says ${d} ${e}`,
  ([a, b, c, d, e]) => `${a} ${b} ${c} in wake of ${d} ${e}`,
  ([a, b, c, d, e]) => `New ${a} ${b} ${c} after ${d} ${e}`,
  ([a, b, c, d, e]) => `${a} finally ${b} ${c} after ${d} ${e}`,
  ([a, b, c, d, e]) => `${d} ${e}: ${a} ${b} ${c}`,
  ([a, b, c, d, e]) => `${a} votes on ${b} ${c} after ${d} ${e}`,
]

function eventWords(): string[][] {
  const word = makeWords(createRandom('race'))
  return Array.from({ length: EVENTS }, () => Array.from({ length: 5 }, word))
}

test('eight processes that report 300 events at once found 300 stories, and none is in two parts', async () => {
  const prefix = uniquePrefix('race')
  const written = writeSettings(settingsOf({ redis: { url: inject('redisUrl'), prefix } }))
  const context = contextOf(written.file)
  const workers = Array.from({ length: PROCESSES }, () => startWorker('cluster', written.file))
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.stop()))
    written.remove()
    await removeKeys(context.redis, prefix)
    await context.close()
  })
  const { storage, queues } = context
  const now = Date.now()
  const events = eventWords().map((words, event) =>
    DESKS.map((write, desk) =>
      anEntry(entryId(`desk-${desk}`, `event-${event}`), {
        title: write(words),
        publisherId: `desk-${desk}`,
        publisherName: `Desk ${desk}`,
        contentHash: hashId(String(event), String(desk)),
        reportedAt: now - (EVENTS - event) * 1_000,
        firstSeenAt: now,
      }),
    ),
  )
  await storage.entries.admit(events.flat(), { ttlMs: 3_600_000 })
  await Promise.all(workers.map(({ started }) => started))

  const ids: string[] = []
  for (let from = 0; from < EVENTS; from += BATCH) {
    const block = events.slice(from, from + BATCH)
    for (let desk = 0; desk < DESKS.length; desk++)
      ids.push(...block.map((reports) => reports[desk]?.id ?? ''))
  }
  await queues.addCluster(ids)
  await until(
    async () => (await storage.entries.get(ids)).every((entry) => entry?.storyId !== undefined),
    200_000,
  )

  const placed = new Map((await storage.entries.get(ids)).map((entry) => [entry?.id, entry?.storyId]))
  const stories = await storage.stories.getMany([...new Set(placed.values())].map(String))
  const survivors = new Map(stories.map((story) => [story?.id, story]))
  expect(survivors.size).toBe(EVENTS)
  const storyOf = new Map([...new Set(placed.values())].map((id, index) => [id, stories[index]?.id]))
  for (const reports of events) {
    const [story, ...others] = new Set(reports.map(({ id }) => storyOf.get(placed.get(id))))
    expect(others).toEqual([])
    expect(survivors.get(story)).toMatchObject({ entryCount: DESKS.length })
  }
  const done = workers.map(({ lines }) => lines.filter(({ entries }) => entries !== undefined))
  expect(done.filter((lines) => lines.length > 0).length).toBeGreaterThan(1)
  // Without commits that came too late nobody raced anybody.
  const rereads = done.flat().reduce((sum, line) => sum + Number(line.rereads), 0)
  expect(rereads).toBeGreaterThan(0)
})
