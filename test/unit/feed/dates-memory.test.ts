import { expect, test } from 'vitest'
import { createDateReader } from '../../../src/feed/dates/dates.ts'
import { shareGrownOld } from '../../support/old-space.ts'

test('a date reader that is done with is garbage of the young generation, and its document with it', async () => {
  const grownOld = await shareGrownOld(400, (document) => {
    const readDate = createDateReader({
      now: 1_800_000_000_000,
      orderOf: () => (document.length > 0 ? 'day_first' : undefined),
    })
    expect(readDate('10/06/2025')).toBe(Date.UTC(2025, 5, 10))
  })

  expect(grownOld).toBeLessThan(0.25)
})
