import { expect, test } from 'vitest'
import type { LeasedSource } from '../../../src/model/index.ts'
import { type ClaimDeps, createClaim } from '../../../src/stages/claim.ts'
import { aLease, MINUTE, NEVER, NOW } from './given.ts'

function aClaim(given: { due?: number; waiting?: number; deps?: Partial<ClaimDeps> }) {
  const seen = { asked: [] as object[], batches: [] as string[][], released: [] as string[] }
  const ids = (leases: readonly LeasedSource[]) => leases.map(({ sourceId }) => sourceId)
  const claim = createClaim({
    endLostPolls: async () => 0,
    async claimDue(options) {
      seen.asked.push(options)
      return Array.from({ length: Math.min(given.due ?? 0, options.limit) }, (_, n) => aLease(`s${n}`))
    },
    waitingPolls: async () => given.waiting ?? 0,
    async enqueuePoll(leases) {
      seen.batches.push(ids(leases))
    },
    async releaseSources(leases) {
      seen.released.push(...ids(leases))
    },
    begun: { note: async () => 0 },
    now: () => NOW,
    batchSize: 3,
    perHost: 2,
    perHostMinute: 64,
    leaseMs: 5 * MINUTE,
    maxWaiting: 4,
    leastRoom: 1,
    ...given.deps,
  })
  return { claim, ...seen }
}

test('what is due goes out in batches', async () => {
  const { claim, asked, batches } = aClaim({ due: 7 })

  await expect(claim(NEVER)).resolves.toBe(7)
  expect(asked).toEqual([
    { limit: 12, perHost: 2, pace: { gapMs: 1_000, burst: 2 }, leaseMs: 5 * MINUTE, now: NOW },
  ])
  expect(batches.map((batch) => batch.length)).toEqual([3, 3, 1])
})

test('no more is leased than the queue has room for: a lease must not run out in it', async () => {
  const { claim, asked } = aClaim({ due: 100, waiting: 3 })

  await expect(claim(NEVER)).resolves.toBe(3)
  expect(asked).toEqual([expect.objectContaining({ limit: 3 })])
})

test('a full queue claims nothing', async () => {
  const { claim, asked } = aClaim({ due: 100, waiting: 4 })

  await expect(claim(NEVER)).resolves.toBe(0)
  expect(asked).toEqual([])
})

test('a queue that is nearly full is left alone until a claim is worth its price', async () => {
  const { claim, asked } = aClaim({ due: 100, waiting: 3, deps: { leastRoom: 2 } })

  await expect(claim(NEVER)).resolves.toBe(0)
  expect(asked).toEqual([])
})

test('leases that could not be handed on are given back at once', async () => {
  const batches: number[] = []
  const { claim, released } = aClaim({
    due: 8,
    deps: {
      async enqueuePoll(leases) {
        if (batches.length === 1) throw new Error('OOM command not allowed')
        batches.push(leases.length)
      },
    },
  })

  await expect(claim(NEVER)).rejects.toThrow('OOM')
  expect(batches).toEqual([3])
  expect(released).toEqual(['s3', 's4', 's5', 's6', 's7'])
})

test('a batch whose job is there, though its answer was lost, is asked once', async () => {
  const runs: { first: string; run: number }[] = []
  const { claim, released } = aClaim({
    due: 5,
    deps: {
      async enqueuePoll() {
        throw new Error('Connection is closed.')
      },
      begun: {
        async note(first, { run }) {
          runs.push({ first: first.sourceId, run })
          return 2
        },
      },
    },
  })

  await expect(claim(NEVER)).rejects.toThrow('closed')
  // Two had been asked by then; the run that asked them goes no further.
  expect(runs).toEqual([{ first: 's0', run: 2 }])
  expect(released).toEqual(['s2', 's3', 's4'])
})

test('leases stay where it cannot be told whether a job has them', async () => {
  const { claim, released } = aClaim({
    due: 2,
    deps: {
      async enqueuePoll() {
        throw new Error('first')
      },
      begun: {
        async note() {
          throw new Error('Connection is closed.')
        },
      },
    },
  })

  await expect(claim(NEVER)).rejects.toThrow('closed')
  expect(released).toEqual([])
})

test('a worker that is told to go while it claims gives back what it got', async () => {
  const going = new AbortController()
  const { claim, batches, released } = aClaim({
    deps: {
      async claimDue() {
        going.abort()
        return [aLease('s0'), aLease('s1')]
      },
    },
  })

  await expect(claim(going.signal)).resolves.toBe(0)
  expect(batches).toEqual([])
  expect(released).toEqual(['s0', 's1'])
})

test('a worker that was told to go claims nothing', async () => {
  const { claim, asked } = aClaim({ due: 5 })

  await expect(claim(AbortSignal.abort())).resolves.toBe(0)
  expect(asked).toEqual([])
})

test('no more is leased than may be begun, and nothing is looked for where nothing may', async () => {
  const wanted: number[] = []
  const mayClaim = (most: number) => {
    wanted.push(most)
    return wanted.length === 1 ? 5 : 0
  }
  const { claim, asked } = aClaim({ due: 100, deps: { mayClaim } })

  await expect(claim(NEVER)).resolves.toBe(5)
  await expect(claim(NEVER)).resolves.toBe(0)

  expect(wanted).toEqual([12, 12])
  expect(asked).toEqual([expect.objectContaining({ limit: 5 })])
})
