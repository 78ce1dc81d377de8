import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pollRoom, shortestLeaseMs } from '../../../src/rules/poll-room.ts'

test('four times as many sources are under way as are fetched, and as many wait', () => {
  const room = pollRoom({ concurrency: 50, batchSize: 25, leaseMs: 300_000, timeoutMs: 30_000 })

  expect(room).toEqual({ atWork: 8, waiting: 8 })
})

/** When the last of so many leases has been fetched, if each fetch takes all its time and all were leased at once. */
function lastFetchedMs(leases: number, concurrency: number, timeoutMs: number): number {
  const lanes = Array.from({ length: concurrency }, () => 0)
  for (let n = 0; n < leases; n++) lanes[n % concurrency] = (lanes[n % concurrency] ?? 0) + timeoutMs
  return Math.max(...lanes)
}

test('every lease outlasts the fetches before its own and its own, with time left to save, whatever the settings', () => {
  fc.assert(
    fc.property(
      fc.record({
        concurrency: fc.integer({ min: 1, max: 200 }),
        batchSize: fc.integer({ min: 1, max: 500 }),
        timeoutMs: fc.integer({ min: 100, max: 300_000 }),
        spareMs: fc.integer({ min: 0, max: 3_600_000 }),
      }),
      ({ spareMs, ...limits }) => {
        const leaseMs = shortestLeaseMs(limits) + spareMs
        const { atWork, waiting } = pollRoom({ ...limits, leaseMs })
        const leases = (atWork + waiting) * limits.batchSize
        expect(Math.min(atWork, waiting)).toBeGreaterThanOrEqual(1)
        expect(lastFetchedMs(leases, limits.concurrency, limits.timeoutMs)).toBeLessThanOrEqual(
          leaseMs - limits.timeoutMs,
        )
      },
    ),
  )
})
