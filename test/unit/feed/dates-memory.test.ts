import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createDateReader } from '../../../src/feed/dates/dates.ts'

const READERS = 400
/** What stands for the document that a reader's callbacks know. */
const DOCUMENT_NUMBERS = 10_000
const DOCUMENT_BYTES = 8 * DOCUMENT_NUMBERS

test('a date reader that is done with is garbage of the young generation, and its document with it', () => {
  setFlagsFromString('--expose-gc')
  const collect: (options: { type: 'minor' | 'major' }) => void = runInNewContext('gc')
  collect({ type: 'major' })
  const before = oldBytes()

  for (let n = 0; n < READERS; n++) {
    readWithDocument()
    if (n % 20 === 0) collect({ type: 'minor' })
  }
  collect({ type: 'minor' })
  collect({ type: 'minor' })

  expect(oldBytes() - before).toBeLessThan((READERS * DOCUMENT_BYTES) / 4)
})

function readWithDocument(): void {
  const document = Array.from({ length: DOCUMENT_NUMBERS }, (_, n) => n + 0.5)
  const readDate = createDateReader({
    now: 1_800_000_000_000,
    orderOf: () => (document.length > 0 ? 'day_first' : undefined),
  })
  expect(readDate('10/06/2025')).toBe(Date.UTC(2025, 5, 10))
}

function oldBytes(): number {
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')
  return space?.space_used_size ?? Number.NaN
}
