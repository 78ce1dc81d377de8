import { describe, expect, inject, test } from 'vitest'
import type { LeasedSource } from '../../../src/model/index.ts'
import { createKeys } from '../../../src/redis/keys.ts'
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

describe('of leases that have run out', () => {
  const leaseUntil = NOW + 5 * MINUTE
  /** Twelve leases of one claim, in two batches, of which the first has begun with four and the second with two. */
  async function aClaim() {
    const batches = createBegunBatches({
      redis: space.redis,
      keys: createKeys(space.innerPrefix()),
    })
    const leases = Array.from({ length: 12 }, (_, n) => ({ sourceId: `s${n}`, dueAt: NOW, leaseUntil }))
    const begin = (from: number, count: number) => {
      const begun = leases.slice(from, from + count)
      return batches.note(leases[from] as LeasedSource, { run: 1, count, now: NOW, begun })
    }
    await begin(0, 2)
    await batches.note(leases[0] as LeasedSource, { run: 1, count: 4, now: NOW, begun: leases.slice(2, 4) })
    await begin(6, 2)
    return { batches, leases, begin }
  }

  test('those may have been asked that were noted, whatever their batch; the others are not asked any more', async () => {
    const { batches, leases, begin } = await aClaim()

    const asked = await batches.close(leases, leaseUntil)

    expect(leases.filter((_, index) => asked[index]).map(({ sourceId }) => sourceId)).toEqual([
      ...['s0', 's1', 's2', 's3'],
      ...['s6', 's7'],
    ])
    expect([await begin(4, 1), await begin(10, 2)]).toEqual([-1, -1])
    expect(await batches.close(leases, leaseUntil)).toEqual(asked)
    // A run that only ends what was left does no harm.
    expect(await batches.note(leases[6] as LeasedSource, { run: 2, count: 0, now: NOW })).toBe(2)
  })

  test('a step that another has overtaken on its way counts as well, and one that is repeated counts once', async () => {
    const { batches, leases } = await aClaim()
    const [first] = leases.slice(8) as [LeasedSource]
    const note = (count: number, from: number, to: number) =>
      batches.note(first, { run: 1, count, now: NOW, begun: leases.slice(from, to) })

    await note(4, 10, 12)
    await note(2, 8, 10)
    await note(2, 8, 10)

    expect((await batches.close(leases, leaseUntil)).slice(8)).toEqual([true, true, true, true])
  })

  test('none was asked where no batch has begun; all may have been where that was long ago', async () => {
    const { batches } = await aClaim()
    const others = [{ sourceId: 's0', dueAt: NOW, leaseUntil: leaseUntil + 7 }]

    expect(await batches.close(others, leaseUntil + MINUTE)).toEqual([true])
    expect(await batches.close(others, leaseUntil + 7)).toEqual([false])
    expect(await batches.close([], NOW)).toEqual([])
  })
})

describe('how far a batch has gone', () => {
  test('is known to its next run, and outlives its leases by no more than a minute', async () => {
    const { first, note } = aBatch()

    await note(1, 8)
    await note(1, 16)

    expect(await note(2, 0)).toBe(16)
    const key = space.keys.begunBatch(`${first.sourceId}:${first.leaseUntil}`)
    expect(await space.redis.pttl(key)).toBeLessThanOrEqual(6 * MINUTE)
    // One that was frozen and wakes up just before its leases end still finds that it was taken over.
    expect(await space.redis.pttl(key)).toBeGreaterThan(5 * MINUTE)
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
