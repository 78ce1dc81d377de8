import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import type { LeasedSource } from '../../../src/model/index.ts'
import { createKeys, dueSlot } from '../../../src/redis/keys.ts'
import { createSourceStore } from '../../../src/store/sources.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aSource, NOW } from './given.ts'

const space = openSpace({ url: inject('redisUrl') }, 'due-sources')
const IDS = Array.from({ length: 9 }, (_, n) => `abc${n % 3}${n}`)
const LEASE_MS = 900

const steps = fc.array(
  fc.record({
    act: fc.constantFrom(
      'declare',
      'claim',
      'finish',
      'expire',
      'gone',
      'release',
      'pause',
      'resume',
      'poll',
      'move',
      'remove',
    ),
    of: fc.nat(IDS.length - 1),
    afterMs: fc.constantFrom(0, 1, 250, 500, 2_000),
  }),
  { minLength: 30, maxLength: 80 },
)

test('whatever happens to sources, each that is active is due once or leased once, and hosts count their leases', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const prefix = space.innerPrefix()
      const keys = createKeys(prefix)
      const store = createSourceStore({ redis: space.redis, keys })
      const held = new Map<string, LeasedSource>()
      let now = NOW
      for (const { act, of, afterMs } of steps) {
        now += afterMs
        const id = IDS[of] as string
        const source = aSource(id, { url: `https://h${of % 2}.example/${id}` })
        const lease = held.get(id) ?? { sourceId: id, leaseUntil: now, dueAt: now }
        const state = { failureCount: 0, pollCount: now - NOW, notModifiedCount: 0 }
        if (act === 'declare') await store.declare(source, now, now + afterMs)
        else if (act === 'claim') {
          const leases = await store.claimDue({ now, leaseMs: LEASE_MS, limit: 3, perHost: 2 })
          for (const lease of leases) held.set(lease.sourceId, lease)
        } else if (act === 'finish') await store.finishPoll(lease, { state, nextPollAt: now + 700 })
        else if (act === 'gone') await store.finishPoll(lease, { state, nextPollAt: now, status: 'gone' })
        else if (act === 'expire') {
          const expired = await store.expiredLeases(now)
          const result = { state, nextPollAt: now + 400 }
          await store.endExpired(expired.map((one) => ({ ...one, ...(one.source && { result }) })))
        } else if (act === 'release') await store.release([lease], now)
        else if (act === 'pause') await store.setStatus(id, 'paused', now)
        else if (act === 'resume') await store.setStatus(id, 'active', now)
        else if (act === 'poll') await store.pollNow(id, now)
        else if (act === 'move')
          await store.finishPoll(lease, { state, nextPollAt: now, address: `https://m${afterMs}.example/` })
        else await store.remove(id)
        await expectConsistent(store, keys)
      }
      for (const id of IDS) await store.remove(id)
      // What was asked for in a hurry is forgotten by the next claim.
      for (let n = 0; n < 5; n++) await store.claimDue({ now, leaseMs: LEASE_MS, limit: 3, perHost: 2 })
      expect(await space.redis.keys(`{${prefix}}*`)).toEqual([])
    }),
    { numRuns: 15 },
  )
})

async function expectConsistent(
  store: ReturnType<typeof createSourceStore>,
  keys: ReturnType<typeof createKeys>,
): Promise<void> {
  const { redis } = space
  const leased = await redis.zrange(keys.leases(), '0', '-1')
  const slots = await redis.zrange(keys.due(), '0', '-1', 'WITHSCORES')
  const due: string[] = []
  for (let at = 0; at < slots.length; at += 2) {
    const places = await redis.hgetall(keys.dueIn(Number(slots[at])))
    expect(Object.keys(places).length).toBeGreaterThan(0)
    for (const [id, place] of Object.entries(places)) {
      due.push(id)
      // A slot is looked at no later than the first of its sources is due.
      const dueAt = Number(slots[at]) * 500 + Number(place.slice(5))
      expect(dueSlot(dueAt)).toBe(Number(slots[at]))
      expect(Number(slots[at + 1])).toBeLessThanOrEqual(dueAt)
    }
  }
  const records = await store.page()
  const active = records.filter(({ source }) => source.status === 'active').map(({ source }) => source.id)
  expect([...due, ...leased.filter((id) => active.includes(id))].sort()).toEqual(active)
  const loads = await redis.hvals(keys.hostLoad())
  expect(loads.reduce((sum, load) => sum + Number(load), 0)).toBe(leased.length)
  expect(await store.count()).toBe(records.length)
}
