import { expect, inject, test } from 'vitest'
import type { JournalRow } from '../../../src/model/index.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { createJournal } from '../../../src/store/journal.ts'
import { openSpace } from '../../support/redis-space.ts'
import { MINUTE, NOW } from './given.ts'

const space = openSpace({ url: inject('redisUrl') }, 'journal')
const DAY = 24 * 60 * MINUTE
const limits = { now: NOW, rows: 100, ttlMs: DAY }

const aRow = (more: Partial<JournalRow> = {}): JournalRow => ({
  sourceId: 's1',
  at: NOW,
  cause: 'planned',
  why: 'ttl 3600 s → jitter +43 s',
  asked: 'etag',
  outcome: 'not_modified',
  statusCode: 304,
  requests: 1,
  wireBytes: 0,
  savedBytes: 900,
  durationMs: 12,
  violations: [],
  ...more,
})

function aJournal() {
  const prefix = space.innerPrefix()
  const keys = createKeys(prefix)
  return { journal: createJournal({ redis: space.redis, keys }), key: keys.journal() }
}

async function rowsOf({ read }: ReturnType<typeof createJournal>): Promise<JournalRow[]> {
  const rows: JournalRow[] = []
  for await (const row of read()) rows.push(row)
  return rows
}

test('rows come back as they were written, oldest first', async () => {
  const { journal } = aJournal()
  const { statusCode: _, ...unanswered } = aRow({ outcome: 'timeout', asked: '' })
  const rude = aRow({ violations: [{ kind: 'early', sentence: 'asked 5 s before "ttl" was over' }] })

  await journal.append([aRow(), rude], limits)
  await journal.append([unanswered], { ...limits, now: NOW + 1 })

  expect(await rowsOf(journal)).toEqual([aRow(), rude, unanswered])
})

test('what few rows have comes back with them, violations or none', async () => {
  const { journal } = aJournal()
  const early = [{ kind: 'early', sentence: 'asked too soon' }] as const
  const rows = [
    aRow({ cause: 'icon', host: 'a-host' }),
    aRow({ gapMs: 60_000 }),
    aRow({ gapMs: 60_000, gapOf: 'subdomain', violations: early }),
  ]

  await journal.append(rows, limits)

  expect(await rowsOf(journal)).toEqual(rows)
})

test('a clock that is set back loses no row', async () => {
  const { journal } = aJournal()

  await journal.append([aRow()], limits)
  await journal.append([aRow({ at: NOW - MINUTE })], { ...limits, now: NOW - MINUTE })

  expect((await rowsOf(journal)).map(({ at }) => at)).toEqual([NOW, NOW - MINUTE])
})

test('it stays within its number and its age, and is read over many pages', async () => {
  const { journal, key } = aJournal()
  const rows = Array.from({ length: 500 }, (_, n) => aRow({ at: NOW + n }))

  for (let n = 0; n < 6; n++) await journal.append(rows, { ...limits, rows: 1_500 })
  const kept = await rowsOf(journal)
  await journal.append(rows, { ...limits, now: NOW + 2 * DAY, rows: 1_500 })

  expect(kept).toHaveLength(1_500)
  expect((await rowsOf(journal)).length).toBeLessThan(700)
  expect(await space.redis.pttl(key)).toBeGreaterThan(0)
})

test('the number of rows is kept to, whether many are written at a time or one', async () => {
  const { journal } = aJournal()
  const write = (from: number, count: number) =>
    journal.append(
      Array.from({ length: count }, (_, n) => aRow({ at: NOW + from + n })),
      limits,
    )

  for (let n = 0; n < 150; n++) await write(n, 1)
  const single = await rowsOf(journal)
  for (let n = 0; n < 20; n++) await write(150 + 30 * n, 30)
  const mixed = await rowsOf(journal)

  expect(single.map(({ at }) => at - NOW)).toEqual(Array.from({ length: 100 }, (_, n) => 50 + n))
  // What is written together goes together.
  expect(mixed.map(({ at }) => at - NOW)).toEqual(Array.from({ length: 120 }, (_, n) => 630 + n))
})

test('rows of a program that wrote one an entry are read, and are the first to go', async () => {
  const { journal, key } = aJournal()
  await journal.append([aRow()], limits)
  const [[, [, , , row = ''] = []] = []] = await space.redis.xrange(key, '-', '+')
  await space.redis.del(key)
  for (let n = 0; n < 80; n++) await space.redis.xadd(key, NOW - 100 + n, 'row', row)

  await journal.append([aRow({ at: NOW + 1 })], limits)
  const before = await rowsOf(journal)
  await journal.append(
    Array.from({ length: 60 }, () => aRow({ at: NOW + 2 })),
    limits,
  )
  const after = await rowsOf(journal)

  expect(before.map(({ at }) => at)).toEqual([...Array.from({ length: 80 }, () => NOW), NOW + 1])
  expect(after.map(({ at }) => at)).toEqual([NOW + 1, ...Array.from({ length: 60 }, () => NOW + 2)])
})

test('a journal of no rows is none', async () => {
  const { journal, key } = aJournal()

  await journal.append([aRow()], { ...limits, rows: 0 })

  expect(await space.redis.exists(key)).toBe(0)
})
