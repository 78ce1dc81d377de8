import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPreparePool } from '../../../src/app/prepare-pool.ts'
import {
  packEntries,
  prepareEntries,
  prepareEntry,
  unpackPrepared,
} from '../../../src/stages/prepare-entries.ts'
import { writeMixedEntries } from '../../bench/mixed-entries.ts'
import { anEntry } from '../stages/given.ts'

const entries = [
  ...writeMixedEntries(250).map((entry, n) => anEntry(`e${n}`, entry)),
  anEntry('bare', { title: 'Two words' }),
  anEntry('headed', {
    title: 'Storm reaches the northern coast - Paper',
    heading: 'Storm reaches the coast',
  }),
  anEntry('broken', { title: 'A lone \ud800 surrogate stands in this headline' }),
]
const expected = entries.map(prepareEntry)

test('what goes to a thread and comes back is what is prepared in place', () => {
  expect(unpackPrepared(prepareEntries(packEntries(entries)))).toEqual(expected)
  expect(unpackPrepared(prepareEntries(structuredClone(packEntries(entries))))).toEqual(expected)
})

const pools = [createPreparePool(0), createPreparePool(2)]

// By now the threads may have started or not: both ways are taken.
beforeAll(() => pools[1]?.prepare(entries))
afterAll(() => Promise.all(pools.map((pool) => pool.close())))

test.each([
  ['in place', 0],
  ['by threads', 1],
])('entries are prepared %s, in their order', async (_, at) => {
  for (let time = 0; time < 3; time++) {
    expect(await pools[at]?.prepare(entries)).toEqual(expected)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(await pools[at]?.prepare(entries.slice(0, 2))).toEqual(expected.slice(0, 2))
  expect(await pools[at]?.prepare([])).toEqual([])
})

test('threads that were ended leave nobody without an answer', async () => {
  const pool = createPreparePool(1)
  const asked = pool.prepare(entries)
  await pool.close()
  expect(await asked).toEqual(expected)
  expect(await pool.prepare(entries)).toEqual(expected)
})
