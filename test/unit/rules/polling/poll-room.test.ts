import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pollRoom, shortestLeaseMs, usualBatch } from '../../../../src/rules/polling/poll-room.ts'

test('six times as many sources are under way as are fetched, and half as many wait where leases allow no more', () => {
  const room = pollRoom({ concurrency: 50, batchSize: 25, leaseMs: 300_000, timeoutMs: 30_000 })

  expect(room).toEqual({ atWork: 12, waiting: 6 })
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

test('without a word of the operator’s a batch is as large as usual, or as small as few fetches at once need it', () => {
  const batchOf = (concurrency: number) => usualBatch({ concurrency, leaseMs: 300_000, timeoutMs: 30_000 })

  expect([batchOf(1), batchOf(5), batchOf(50), batchOf(500)]).toEqual([4, 22, 50, 50])
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 3, max: 500 }),
      (concurrency, times) => {
        const limits = { concurrency, timeoutMs: 1_000, leaseMs: times * 1_000 }
        expect(shortestLeaseMs({ ...limits, batchSize: usualBatch(limits) })).toBeLessThanOrEqual(
          limits.leaseMs,
        )
      },
    ),
  )
})
