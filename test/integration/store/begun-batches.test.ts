import { describe, expect, inject, test } from 'vitest'
import { createBegunBatches } from '../../../src/store/begun-batches.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'

const NOW = Date.UTC(2026, 2, 4, 12)
const MINUTE = 60_000
const space = openSpace({ url: inject('redisUrl') }, 'begun')

function aBatch() {
  const first = { sourceId: uniquePrefix(), dueAt: NOW, leaseUntil: NOW + 5 * MINUTE }
  const batches = createBegunBatches({ redis: space.redis, keys: space.keys })
  const note = (run: number, count: number) => batches.note(first, { run, count, now: NOW })
  return { first, note }
}

describe('how far a batch has gone', () => {
  test('is known to its next run, and outlives its leases by no more than a minute', async () => {
    const { first, note } = aBatch()

    await note(1, 8)
    await note(1, 16)

    expect(await note(2, 0)).toBe(16)
    const key = space.keys.begunBatch(`${first.sourceId}:${first.leaseUntil}`)
    expect(await space.redis.pttl(key)).toBeLessThanOrEqual(6 * MINUTE)
  })

  test('never becomes less, however often and in whatever order it is noted', async () => {
    const { note } = aBatch()

    expect([await note(1, 16), await note(1, 8), await note(1, 16)]).toEqual([16, 16, 16])
  })

  test('is nothing before it has begun, whichever run asks', async () => {
    const { note } = aBatch()

    expect([await note(2, 0), await note(3, 0)]).toEqual([0, 0])
  })

  test('is noted no more once a later run has looked: of both, whoever comes first counts', async () => {
    for (let round = 0; round < 20; round++) {
      const { note } = aBatch()

      const [first, second] = await Promise.all([note(1, 8), note(2, 0)])

      // Either the second run knows of the eight, or the first asks none of them.
      expect([
        [8, 8],
        [-1, 0],
      ]).toContainEqual([first, second])
      expect(await note(1, 16)).toBe(-1)
    }
  })
})
