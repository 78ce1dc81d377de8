import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReadPool, type ReadPool } from '../../../src/app/read-pool.ts'
import { type ReadTask, readFeed } from '../../../src/stages/read-feed.ts'
import { atom, rss } from '../feed/documents.ts'

const TASK: ReadTask = {
  context: {},
  source: {
    id: 'harbour',
    url: 'https://harbour.example/feed',
    publisherId: 'harbour',
    publisherName: 'Harbour News',
    channels: [],
    weight: 1,
    status: 'active',
    declaredBy: 'config',
  },
  state: {},
  now: Date.UTC(2026, 2, 1),
  limits: { announceOnFirstPoll: 20, windowMs: 86_400_000, channels: [] },
}
const small = Buffer.from(rss('<item><title>t</title><guid>1</guid></item>'))
/** Takes a thread a second: every unclosed element is looked for behind all the others. */
const LONG = [
  ['groups within groups', rss(`<item><title>ok</title>${'<media:group>'.repeat(80_000)}</item>`)],
  [
    'entries without end',
    `<rss version="2.0"><channel><title>t</title>${'<item><title>x</title>'.repeat(200_000)}`,
  ],
  [
    'prefixes of XHTML',
    atom(
      `<id>1</id><content type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml">${'<h:b>'.repeat(1_000_000)}</content>`,
    ),
  ],
] as const

let pool: ReadPool
beforeAll(() => {
  pool = createReadPool({ threads: 1, timeoutMs: 60_000, maxHeapMb: 256, memoBytes: 1_000_000 })
})
afterAll(() => pool.close())

/** Turns of the event loop that others have while something is under way. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let isOver = false
  const over = work.then(
    () => true,
    () => true,
  )
  void over.then(() => {
    isOver = true
  })
  let turns = 0
  while (!isOver) {
    await nextTurn()
    turns++
  }
  return turns
}

test.each(LONG)('while a thread reads %s, the event loop goes on turning', async (_, document) => {
  const bytes = Buffer.from(document)
  await pool.read(small, TASK)

  const inPlace = await turnsDuring(readFeed(bytes, TASK))
  const besides = await turnsDuring(pool.read(bytes, TASK))

  // Read in place, others wait for all of it.
  expect(inPlace).toBeLessThan(10)
  expect(besides).toBeGreaterThan(50)
})

test('what a thread reads is what would be read in place', async () => {
  expect(await pool.read(small, TASK)).toEqual(await readFeed(small, TASK))
})
