import { describe, expect, inject, test, vi } from 'vitest'
import type { LeasedSource, SeenMarks, Source } from '../../../src/model/index.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import {
  countSeen,
  entryMark,
  seenAfter,
  uniteSeen,
  viewSeen,
} from '../../../src/rules/identity/seen-marks.ts'
import { uniteSources } from '../../../src/rules/polling/unite-sources.ts'
import type { SourceRecord } from '../../../src/store/source-reader.ts'
import { createSourceStore } from '../../../src/store/sources.ts'
import { createWitnesses } from '../../../src/store/witnesses.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aSource, DAY, MINUTE, NOW } from './given.ts'

const space = openSpace({ url: inject('redisUrl') }, 'sources')
const claim = { now: NOW, leaseMs: 5 * MINUTE, limit: 100, perHost: 2 }
const state = { failureCount: 0, pollCount: 1, notModifiedCount: 0, lastPolledAt: NOW }

/** Every test has sources of its own: they would be due in each other's claims. */
function aStore(redis = space.redis, prefix = space.innerPrefix()) {
  return { prefix, store: createSourceStore({ redis, keys: createKeys(prefix) }) }
}

/** Ends what has run out; sources are due so long after it. */
async function endAll(store: ReturnType<typeof createSourceStore>, now: number, waitMs = 0) {
  const expired = await store.expiredLeases(now)
  return store.endExpired(
    expired.map((one) => ({
      ...one,
      ...(one.source && {
        result: {
          state: { ...one.source.state, nextPollReason: 'lost' },
          nextPollAt: one.lease.leaseUntil + waitMs,
        },
      }),
    })),
  )
}

describe('declaring', () => {
  test('a source is added once, updated when it differs and keeps what polling learned', async () => {
    const { store } = aStore()
    const source = aSource('a')

    const outcomes = [
      await store.declare(source, NOW, NOW),
      await store.declare(source, NOW, NOW + 1),
      await store.declare({ ...source, weight: 2 }, NOW, NOW + 1),
    ]
    const [lease] = await store.claimDue(claim)
    if (!lease) throw new Error('not due')
    await store.finishPoll(lease, { state, nextPollAt: NOW + MINUTE })
    await store.declare({ ...source, weight: 3 }, NOW, NOW)

    expect(outcomes).toEqual(['added', 'unchanged', 'updated'])
    expect(await store.get('a')).toEqual({ source: { ...source, weight: 3 }, state })
    expect(await store.claimDue({ ...claim, now: NOW + MINUTE - 1 })).toEqual([])
  })

  test('declaring a paused source again does not resume it', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    await store.setStatus('a', 'paused', NOW)

    await store.declare(aSource('a', { weight: 2 }), NOW, NOW)

    expect((await store.get('a'))?.source.status).toBe('paused')
    expect(await store.claimDue(claim)).toEqual([])
  })

  test('a removed source leaves nothing behind, not even its lease', async () => {
    const { store, prefix } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const [lease] = await store.claimDue(claim)
    if (!lease) throw new Error('not due')

    expect(await store.remove('a')).toBe(true)
    expect(await store.remove('a')).toBe(false)

    expect(await store.finishPoll(lease, { state, nextPollAt: NOW })).toBe('lease_lost')
    expect(await space.redis.keys(`{${prefix}}*`)).toEqual([])
  })
})

describe('claiming', () => {
  test('a source that is declared as paused is not due until it is resumed', async () => {
    const { store } = aStore()
    await store.declare(aSource('a', { status: 'paused' }), NOW, NOW)

    expect(await store.claimDue(claim)).toEqual([])
    await store.setStatus('a', 'active', NOW)
    expect(await store.claimDue(claim)).toHaveLength(1)
  })

  test('due sources come oldest first with the time they were due, and only once', async () => {
    const { store } = aStore()
    await store.declare(aSource('late'), NOW, NOW - 10)
    await store.declare(aSource('later'), NOW, NOW - 20)
    await store.declare(aSource('not-yet'), NOW, NOW + 1)

    const first = await store.claimDue(claim)
    const second = await store.claimDue(claim)

    expect(first).toEqual([
      { sourceId: 'later', leaseUntil: NOW + 5 * MINUTE, dueAt: NOW - 20 },
      { sourceId: 'late', leaseUntil: NOW + 5 * MINUTE, dueAt: NOW - 10 },
    ])
    expect(second).toEqual([])
    expect(await store.dueStats(NOW)).toEqual({ sources: 3, due: 0, leased: 2, oldestDueAgeMs: 0 })
  })

  test('one host never has more leases than allowed, however many claims ask', async () => {
    const { store } = aStore()
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await store.declare(aSource(id, { url: `https://one.example/${id}` }), NOW, NOW - 1)
    }

    const first = await store.claimDue(claim)
    const second = await store.claimDue(claim)
    for (const lease of first) await store.finishPoll(lease, { state, nextPollAt: NOW + MINUTE })
    const third = await store.claimDue(claim)

    expect([first.length, second.length, third.length]).toEqual([2, 0, 2])
  })

  test('P65: what an operator asks for is leased before all that has been due for longer', async () => {
    const { store } = aStore()
    for (let n = 0; n < 1_000; n++) await store.declare(aSource(`late${n}`), NOW, NOW - 60 * MINUTE + n)
    await store.declare(aSource('asked'), NOW, NOW + 60 * MINUTE)
    await store.declare(aSource('waiting'), NOW, NOW - MINUTE)

    expect(await store.pollNow('asked', NOW)).toBe('due')
    expect(await store.pollNow('waiting', NOW)).toBe('due')
    const first = await store.claimDue({ ...claim, limit: 10 })
    const second = await store.claimDue({ ...claim, limit: 10 })

    expect(
      first
        .slice(0, 2)
        .map(({ sourceId }) => sourceId)
        .sort(),
    ).toEqual(['asked', 'waiting'])
    expect(first[0]?.dueAt).not.toBe(first[1]?.dueAt)
    expect(first).toHaveLength(10)
    expect(second.every(({ sourceId }) => sourceId.startsWith('late'))).toBe(true)
    expect(new Set([...first, ...second].map(({ sourceId }) => sourceId)).size).toBe(20)
  })

  test('what an operator asks for waits for its host all the same, and then comes first', async () => {
    const { store } = aStore()
    const busy = ['a', 'b', 'c'].map((id) => aSource(id, { url: `https://busy.example/${id}` }))
    for (const source of busy) await store.declare(source, NOW, NOW + (source.id === 'c' ? 60 * MINUTE : 0))
    const held = await store.claimDue({ ...claim, perHost: 2 })
    for (let n = 0; n < 20; n++) await store.declare(aSource(`late${n}`), NOW, NOW - MINUTE + n)
    await store.pollNow('c', NOW)

    const before = await store.claimDue({ ...claim, limit: 5, perHost: 2 })
    for (const lease of held) await store.finishPoll(lease, { state, nextPollAt: NOW + 60 * MINUTE })
    const after = await store.claimDue({ ...claim, limit: 5, perHost: 2 })

    expect(held.map(({ sourceId }) => sourceId)).toEqual(['a', 'b'])
    expect(before.every(({ sourceId }) => sourceId.startsWith('late'))).toBe(true)
    expect(after[0]?.sourceId).toBe('c')
  })

  test('what an operator asks for while a claim forgets its emptied slots keeps its precedence', async () => {
    const { prefix, store } = aStore()
    for (let n = 0; n < 20; n++) await store.declare(aSource(`late${n}`), NOW, NOW - MINUTE + n)
    for (const id of ['one', 'other']) await store.declare(aSource(id), NOW, NOW + 60 * MINUTE)
    await store.pollNow('one', NOW)
    let asked = false
    const ask = async () => {
      if (!asked) await store.pollNow('other', NOW)
      asked = true
    }
    // The last moment in which the claim could still take back what is asked for: before it removes, else after all.
    const watched = Object.create(space.redis, {
      zrem: {
        value: async (key: string, ...slots: string[]) => ask().then(() => space.redis.zrem(key, ...slots)),
      },
    })
    const { store: claiming } = aStore(watched, prefix)

    const first = await claiming.claimDue({ ...claim, limit: 5 })
    await ask()
    const second = await store.claimDue({ ...claim, limit: 5 })

    expect([first[0]?.sourceId, second[0]?.sourceId]).toEqual(['one', 'other'])
  })

  test('what a hub asks for takes its place in the row', async () => {
    const { store } = aStore()
    for (let n = 0; n < 20; n++) await store.declare(aSource(`late${n}`), NOW, NOW - MINUTE + n)
    await store.declare(aSource('pushed'), NOW, NOW + MINUTE)
    await store.pollNow('pushed', NOW, 'hub')

    const leases = await store.claimDue({ ...claim, limit: 20 })

    expect(leases.every(({ sourceId }) => sourceId.startsWith('late'))).toBe(true)
  })

  test('a request that is no poll waits for no time that a clock had shown before it was set back', async () => {
    const { store } = aStore()
    const pay = (now: number) =>
      store.payHost('https://one.example/', { now, perHost: 2, pace: { gapMs: 1_000, burst: 1 } })

    expect([await pay(NOW + 30_000), await pay(NOW), await pay(NOW + 999), await pay(NOW + 1_000)]).toEqual([
      ...[true, true, false, true],
    ])
  })

  test('a request that is no poll takes a turn of its host as a poll does, and leaves the others theirs', async () => {
    const { store } = aStore()
    const pace = { gapMs: 1_000, burst: 2 }
    for (let n = 0; n < 6; n++) {
      await store.declare(aSource(`h${n}`, { url: `https://one.example/${n}` }), NOW, NOW)
    }
    const claimAt = async (now: number) => (await store.claimDue({ ...claim, now, perHost: 50, pace })).length
    const pay = (now: number, perHost = 50) =>
      store.payHost('https://one.example/favicon.ico', { now, perHost, pace })

    expect([await pay(NOW), await claimAt(NOW), await pay(NOW)]).toEqual([true, 1, false])
    expect([await claimAt(NOW + 999), await pay(NOW + 1_000), await claimAt(NOW + 1_000)]).toEqual([
      0,
      true,
      0,
    ])
    expect(await store.payHost('https://two.example/', { now: NOW, perHost: 50, pace })).toBe(true)
    // As many of its feeds as may be are being asked just now.
    expect(await pay(NOW + 60_000, 1)).toBe(false)
    expect(await pay(NOW + 60_000, 2)).toBe(true)
  })

  test('race: of many workers that want the last turn of a host one gets it', async () => {
    const prefix = space.innerPrefix()
    const workers = Array.from({ length: 6 }, () => aStore(space.connect(), prefix).store)
    const turn = { now: NOW, perHost: 2, pace: { gapMs: 1_000, burst: 1 } }

    const paid = await Promise.all(workers.map((worker) => worker.payHost('https://one.example/', turn)))

    expect(paid.filter(Boolean)).toHaveLength(1)
  })

  test('one host is leased no faster than its pace, however many claims ask, and the others go on', async () => {
    const { store, prefix } = aStore()
    for (let n = 0; n < 60; n++) {
      await store.declare(aSource(`busy${n}`, { url: `https://busy.example/${n}` }), NOW, NOW)
    }
    const workers = Array.from({ length: 6 }, () => aStore(space.connect(), prefix).store)
    const pace = { gapMs: 1_000, burst: 3 }
    const takenAt: number[] = []
    const claimAt = async (now: number) => {
      const claims = await Promise.all(
        workers.map((worker) => worker.claimDue({ ...claim, now, perHost: 50, pace })),
      )
      const leases = claims.flat()
      await Promise.all(
        leases.map((lease) => store.finishPoll(lease, { state, nextPollAt: now + 60 * MINUTE })),
      )
      return leases.map(({ sourceId }) => sourceId)
    }
    // Over the end of a minute, where what is paid for moves to another key.
    for (let now = NOW + 50_000; now < NOW + 70_000; now += 500) {
      for (const _ of await claimAt(now)) takenAt.push(now)
    }
    await store.declare(aSource('quiet'), NOW, NOW)

    expect(await claimAt(NOW + 70_000)).toEqual(
      ['busy', 'quiet'].map((name) => expect.stringContaining(name)),
    )
    expect(takenAt.slice(0, 3)).toEqual(Array(3).fill(NOW + 50_000))
    expect(takenAt).toHaveLength(3 + 19)
    const gaps = takenAt.slice(3).map((at, n) => at - (takenAt[n + 2] as number))
    expect(new Set(gaps)).toEqual(new Set([1_000]))
  })

  // What was paid for is noted by minutes: within that of the right time, and within the next.
  test.each([30_000, 55_000])(
    'a clock that is set back by %i ms does not keep a host waiting for the time it had shown',
    async (backMs) => {
      const { store } = aStore()
      for (let n = 0; n < 9; n++) {
        await store.declare(aSource(`h${n}`, { url: `https://one.example/${n}` }), NOW, NOW)
      }
      const pace = { gapMs: 10_000, burst: 2 }
      const at = (now: number) => store.claimDue({ ...claim, now, perHost: 50, pace })

      expect(await at(NOW + backMs)).toHaveLength(2)
      expect(await at(NOW)).toHaveLength(2)
      expect(await at(NOW + 1_000)).toHaveLength(0)
      expect(await at(NOW + 10_000)).toHaveLength(1)
    },
  )

  test('of very many that are due at one moment as many are claimed as are asked for', async () => {
    const { store } = aStore()
    const ids = Array.from({ length: 1_500 }, (_, n) => `s${n}`)
    await Promise.all(ids.map((id) => store.declare(aSource(id), NOW, NOW)))

    const first = await store.claimDue({ ...claim, limit: 1_000 })
    const rest = await store.claimDue({ ...claim, limit: 1_000 })

    expect([first.length, rest.length]).toEqual([1_000, 500])
    expect(new Set([...first, ...rest].map(({ sourceId }) => sourceId)).size).toBe(1_500)
  })

  test('a saturated host in front does not starve the sources behind it', async () => {
    const { store } = aStore()
    for (let n = 0; n < 1_200; n++) {
      await store.declare(aSource(`busy${n}`, { url: `https://busy.example/${n}` }), NOW, NOW - 10_000 + n)
    }
    await store.declare(aSource('quiet'), NOW, NOW - 1)

    const leases = await store.claimDue({ ...claim, limit: 10 })

    expect(leases.map((lease) => lease.sourceId)).toEqual(['busy0', 'busy1', 'quiet'])
  })

  test('a slot too full to be gone through is looked at from any place of it, and after its end from its begin', async () => {
    const { prefix, store } = aStore()
    const from = (random: () => number) =>
      createSourceStore({ redis: space.redis, keys: createKeys(prefix), random })
    const sources = Array.from({ length: 500 }, (_, n) => [
      aSource(`busy${n}`, { url: `https://busy.example/${n}` }),
      aSource(`quiet${n}`, { url: `https://quiet${n}.example/` }),
    ])
    await Promise.all(sources.flat().map((source) => store.declare(source, NOW, NOW)))
    let looks = 0

    const fromItsEnd = await from(() => 1 - 2 ** -40).claimDue(claim)
    const leases = [...fromItsEnd]
    const anywhere = from(() => (looks++ * 0.618) % 1)
    for (let round = 0; round < 20; round++) leases.push(...(await anywhere.claimDue(claim)))

    expect(fromItsEnd.length).toBeGreaterThan(20)
    const ids = leases.map(({ sourceId }) => sourceId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => id.startsWith('busy'))).toHaveLength(2)
    expect(ids.filter((id) => id.startsWith('quiet'))).toHaveLength(500)
  })

  test('an expired lease returns the source, when it is told to be due, and its place', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW - 3)
    const [lost] = await store.claimDue({ ...claim, perHost: 1 })
    if (!lost) throw new Error('not due')
    const later = NOW + 5 * MINUTE

    expect(await store.expiredLeases(later - 1)).toEqual([])
    const expired = await store.expiredLeases(later)
    const ended = await endAll(store, later, MINUTE)

    expect(expired).toMatchObject([
      { lease: lost, source: { url: aSource('a').url, state: { pollCount: 0 } } },
    ])
    expect(ended).toEqual([true])
    expect(await store.claimDue({ ...claim, now: later + MINUTE - 1, perHost: 1 })).toEqual([])
    const [again] = await store.claimDue({ ...claim, now: later + MINUTE, perHost: 1 })
    expect(again?.sourceId).toBe('a')
    expect((await store.get('a'))?.state.nextPollReason).toBe('lost')
    expect(await store.finishPoll(lost, { state, nextPollAt: later })).toBe('lease_lost')
  })

  test('an expired lease is ended once, however often it was read', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    await store.claimDue(claim)
    const later = NOW + 5 * MINUTE
    const expired = await store.expiredLeases(later)
    const end = (nextPollAt: number) =>
      store.endExpired(expired.map((lease) => ({ ...lease, result: { state, nextPollAt } })))

    const ended = await Promise.all([end(later + 1), end(later + 2), end(later + 3)])

    expect(ended.flat().filter(Boolean)).toHaveLength(1)
    expect(await store.claimDue({ ...claim, now: later + 3 })).toHaveLength(1)
    expect(await end(later)).toEqual([false])
  })

  test('a lease that its worker ends late, but before anybody else, is ended by the worker', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const [lease] = await store.claimDue(claim)
    if (!lease) throw new Error('not due')
    const later = NOW + 5 * MINUTE
    const expired = await store.expiredLeases(later)

    expect(await store.finishPoll(lease, { state, nextPollAt: later + MINUTE })).toBe('finished')
    const result = { state: { ...state, pollCount: 9 }, nextPollAt: later }
    expect(await store.endExpired(expired.map((one) => ({ ...one, result })))).toEqual([false])

    expect((await store.get('a'))?.state.pollCount).toBe(state.pollCount)
  })

  test('a source paused while its worker dies does not return from its lease', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    await store.claimDue(claim)
    await store.setStatus('a', 'paused', NOW)
    const later = NOW + 5 * MINUTE
    await endAll(store, later)

    const paused = await store.claimDue({ ...claim, now: later })
    await store.setStatus('a', 'active', later)
    const resumed = await store.claimDue({ ...claim, now: later })

    expect([paused.length, resumed.length]).toEqual([0, 1])
  })

  test('a source paused and resumed while a worker holds it is leased to nobody else', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const [lease] = await store.claimDue(claim)
    if (!lease) throw new Error('not due')
    await store.setStatus('a', 'paused', NOW)
    await store.setStatus('a', 'active', NOW)

    expect(await store.pollNow('a', NOW)).toBe('leased')
    expect(await store.claimDue(claim)).toEqual([])
    await store.finishPoll(lease, { state, nextPollAt: NOW + MINUTE })

    expect(await store.claimDue({ ...claim, now: NOW + MINUTE })).toHaveLength(1)
  })

  test('due sources that lie in one bucket are all claimed, and those not yet due stay', async () => {
    const { store } = aStore()
    for (let n = 0; n < 60; n++) {
      await store.declare(aSource(`bucket${n}`, { url: `https://h${n}.example/` }), NOW, NOW - 40 + n)
    }

    const claimed = [
      (await store.claimDue({ ...claim, limit: 5 })).length,
      (await store.claimDue({ ...claim, limit: 7 })).length,
      (await store.claimDue(claim)).length,
    ]

    expect(claimed).toEqual([5, 7, 29])
    expect(await store.dueStats(NOW + 100)).toMatchObject({ sources: 60, due: 19, leased: 41 })
    expect(await store.claimDue({ ...claim, now: NOW + 100 })).toHaveLength(19)
  })

  test('once nothing is leased, no host is held back by what a place was lost to', async () => {
    const { store, prefix } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    await store.declare(aSource('b', { url: 'https://other.example/b' }), NOW, NOW + 10 * MINUTE)
    await store.claimDue({ ...claim, perHost: 1 })
    // As after a crash of Redis that kept the count and lost the lease.
    const hosts = await space.redis.hkeys(createKeys(prefix).hostLoad())
    for (const host of hosts) await space.redis.hset(createKeys(prefix).hostLoad(), host, 7)
    const later = NOW + 5 * MINUTE

    await endAll(store, later)

    expect(hosts).toHaveLength(1)
    expect(await store.claimDue({ ...claim, now: later, perHost: 1 })).toMatchObject([{ sourceId: 'a' }])
  })

  test('of leases that ran out, more than one call takes, each is returned once', async () => {
    const { store, prefix } = aStore()
    for (let n = 0; n < 600; n++) {
      await store.declare(aSource(`${n}`, { url: `https://h${n % 100}.example/${n}` }), NOW, NOW)
    }
    await store.claimDue({ ...claim, limit: 600, perHost: 6 })
    const later = NOW + 5 * MINUTE
    const workers = Array.from({ length: 4 }, () => aStore(space.connect(), prefix).store)

    const ended: boolean[] = []
    await Promise.all(
      workers.map(async (worker) => {
        while ((await worker.expiredLeases(later)).length > 0) ended.push(...(await endAll(worker, later)))
      }),
    )

    expect(ended.filter(Boolean)).toHaveLength(600)
    expect(await store.claimDue({ ...claim, now: later, limit: 600, perHost: 6 })).toHaveLength(600)
  })

  test('eight workers that claim at once share the sources without overlap', async () => {
    const { store, prefix } = aStore()
    for (let n = 0; n < 400; n++) await store.declare(aSource(`s${n}`), NOW, NOW - n)
    const workers = Array.from({ length: 8 }, () => aStore(space.connect(), prefix).store)

    const claims = await Promise.all(
      workers.map(async (worker) => {
        const mine = []
        for (let round = 0; round < 10; round++)
          mine.push(...(await worker.claimDue({ ...claim, limit: 10 })))
        return mine
      }),
    )

    const ids = claims.flat().map((lease) => lease.sourceId)
    expect(ids).toHaveLength(400)
    expect(new Set(ids).size).toBe(400)
  })

  test('released sources are due again at once, in their old place', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW - 5)
    const leases = await store.claimDue(claim)

    expect([await store.release(leases, NOW), await store.release(leases, NOW)]).toEqual([1, 0])

    expect(await store.claimDue(claim)).toEqual(leases)
  })
})

describe('finishing', () => {
  test('a poll whose witness Redis has lost is not saved, the others of the call are', async () => {
    const { prefix, store } = aStore()
    const keys = createKeys(prefix)
    const witness = createWitnesses({ redis: space.redis, keys })
    for (const id of ['a', 'b', 'c']) await store.declare(aSource(id), NOW, NOW)
    const leases = await store.claimDue({ ...claim, perHost: 3 })
    const [gone, there] = [await witness(MINUTE), await witness(MINUTE)]
    await space.redis.del(keys.witness(gone))

    const outcomes = await Promise.all(
      [gone, there, undefined].map((name, n) => {
        const result = { state, nextPollAt: NOW + MINUTE, ...(name !== undefined && { witness: name }) }
        return store.finishPoll(leases[n] as LeasedSource, result)
      }),
    )

    expect(outcomes).toEqual(['unfounded', 'finished', 'finished'])
    const [first, second] = await store.load(leases.slice(0, 2).map(({ sourceId }) => sourceId))
    expect([first?.state.pollCount, second?.state.pollCount]).toEqual([0, 1])
    expect(await store.dueStats(NOW)).toMatchObject({ leased: 1 })
    // Without it the same poll can still be ended, as one that nobody knows the answer of.
    expect(await store.finishPoll(leases[0] as LeasedSource, { state, nextPollAt: NOW + MINUTE })).toBe(
      'finished',
    )
  })

  test('a poll finished twice is finished once', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const [lease] = await store.claimDue(claim)
    if (!lease) throw new Error('not due')
    const result = { state, nextPollAt: NOW + MINUTE }

    expect(await store.finishPoll(lease, result)).toBe('finished')
    expect(await store.finishPoll(lease, result)).toBe('finished')

    expect(await store.dueStats(NOW)).toMatchObject({ due: 0, leased: 0 })
    expect(await store.claimDue({ ...claim, now: NOW + MINUTE })).toHaveLength(1)
  })

  test('a lease that is ended twice in one moment gives its place back once', async () => {
    const { store } = aStore()
    const ids = ['a', 'b', 'c', 'd']
    for (const id of ids) await store.declare(aSource(id, { url: `https://one.example/${id}` }), NOW, NOW)
    const [first, second] = await store.claimDue(claim)
    if (!first || !second) throw new Error('not due')
    const result = { state, nextPollAt: NOW + 60 * MINUTE }

    await Promise.all([store.finishPoll(first, result), store.finishPoll(first, result)])
    const afterFinish = await store.claimDue(claim)
    const [third] = afterFinish
    if (!third) throw new Error('not due')
    expect(await store.release([third, third], NOW)).toBe(1)
    const afterRelease = await store.claimDue(claim)

    expect([afterFinish.length, afterRelease.length]).toEqual([1, 1])
  })

  test('a source that answered 410 is not due again until it is resumed', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const [lease] = await store.claimDue(claim)
    if (!lease) throw new Error('not due')

    await store.finishPoll(lease, { state, status: 'gone', nextPollAt: NOW + MINUTE })
    const gone = await store.claimDue({ ...claim, now: NOW + MINUTE })
    await store.setStatus('a', 'active', NOW + MINUTE)
    const resumed = await store.claimDue({ ...claim, now: NOW + MINUTE })

    expect([gone.length, resumed.length]).toEqual([0, 1])
  })

  test('two that are due within one half second are each claimed when they are', async () => {
    const { store } = aStore()
    for (const id of ['a', 'b']) await store.declare(aSource(id), NOW, NOW)
    const [first, second] = await store.claimDue(claim)
    if (!first || !second) throw new Error('not due')
    const at = (now: number) => store.claimDue({ ...claim, now }).then((leases) => leases.length)

    await store.finishPoll(first, { state, nextPollAt: NOW + MINUTE + 100 })
    await store.finishPoll(second, { state, nextPollAt: NOW + MINUTE + 300 })

    expect([await at(NOW + MINUTE + 99), await at(NOW + MINUTE + 100), await at(NOW + MINUTE + 300)]).toEqual(
      [0, 1, 1],
    )
  })

  test('who wakes up after its lease ran out hands back nothing that is another one’s by then', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const stale = await store.claimDue(claim)
    const later = NOW + claim.leaseMs
    await endAll(store, later)
    const held = await store.claimDue({ ...claim, now: later })

    expect([stale.length, held.length, await store.release(stale, later)]).toEqual([1, 1, 0])
    expect(await store.claimDue({ ...claim, now: later })).toEqual([])
  })

  test('one that was paused meanwhile and is handed back stays out of the due set', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const leases = await store.claimDue(claim)
    await store.setStatus('a', 'paused', NOW)

    expect(await store.release(leases, NOW)).toBe(1)
    expect(await store.claimDue(claim)).toEqual([])
    // Its place at the host is free all the same.
    await store.setStatus('a', 'active', NOW)
    expect(await store.claimDue({ ...claim, perHost: 1 })).toHaveLength(1)
  })

  test('a source paused during its poll stays out of the due set', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const [lease] = await store.claimDue(claim)
    if (!lease) throw new Error('not due')

    await store.setStatus('a', 'paused', NOW)
    await store.finishPoll(lease, { state, status: 'gone', nextPollAt: NOW })

    expect(await store.claimDue(claim)).toEqual([])
    expect((await store.get('a'))?.source.status).toBe('paused')
  })
})

test('an operator can have an active source polled now, unless it is being polled', async () => {
  const { store } = aStore()
  await store.declare(aSource('a'), NOW, NOW + MINUTE)

  const idle = await store.pollNow('a', NOW)
  const [lease] = await store.claimDue(claim)
  const polling = await store.pollNow('a', NOW)

  expect([idle, polling, await store.pollNow('x', NOW)]).toEqual(['due', 'leased', 'inactive'])
  expect(lease?.sourceId).toBe('a')
})

test.each<[string, (store: ReturnType<typeof createSourceStore>) => Promise<unknown>]>([
  ['was asked for', (store) => store.pollNow('a', NOW)],
  [
    'was handed back',
    async (store) => store.release(await store.claimDue({ ...claim, now: NOW + MINUTE }), NOW),
  ],
  [
    'was lost with its worker',
    async (store) => {
      await store.claimDue({ ...claim, now: NOW + MINUTE })
      await endAll(store, NOW + 6 * MINUTE, -MINUTE)
    },
  ],
])('a source that %s can be paused, resumed and removed where it is due', async (_, happens) => {
  const { store, prefix } = aStore()
  await store.declare(aSource('a'), NOW, NOW + MINUTE)
  const later = { ...claim, now: NOW + 10 * MINUTE }

  await happens(store)
  const outcomes: unknown[] = [await store.setStatus('a', 'paused', NOW)]
  const paused = await store.claimDue(later)
  outcomes.push(await store.setStatus('a', 'active', NOW))
  const { due } = await store.dueStats(NOW)
  outcomes.push(await store.remove('a'))

  expect([outcomes, paused, due]).toEqual([['set', 'set', true], [], 1])
  expect(await store.claimDue(later)).toEqual([])
  expect(await space.redis.keys(`{${prefix}}*`)).toEqual([])
})

test.each<[string, (store: ReturnType<typeof createSourceStore>) => Promise<unknown>, string[]]>([
  ['paused', (store) => store.setStatus('a', 'paused', NOW), []],
  ['removed', (store) => store.remove('a'), []],
  ['asked for', (store) => store.pollNow('a', NOW), ['a']],
])('race: a source whose poll ends while it is being %s is due there alone', async (_, change, due) => {
  const { store, prefix } = aStore()
  await store.declare(aSource('a'), NOW, NOW - MINUTE)
  const [lease] = await store.claimDue(claim)
  if (!lease) throw new Error('not due')
  let isEnded = false
  // The poll ends between the look at where the source is due and the change.
  const watched = Object.create(space.redis, {
    hgetBuffer: {
      async value(key: string, field: string) {
        const bytes = await space.redis.hgetBuffer(key, field)
        if (!isEnded) await store.finishPoll(lease, { state, nextPollAt: NOW + 10 * MINUTE })
        isEnded = true
        return bytes
      },
    },
  })

  await change(aStore(watched, prefix).store)
  const now = await store.claimDue(claim)
  for (const one of now) await store.finishPoll(one, { state, nextPollAt: NOW + 90 * MINUTE })

  expect([isEnded, now.map(({ sourceId }) => sourceId)]).toEqual([true, due])
  expect(await store.claimDue({ ...claim, now: NOW + 60 * MINUTE })).toEqual([])
})

test('the lease says who asked for the poll: an operator, a hub, or nobody', async () => {
  const { store } = aStore()
  for (const id of ['a', 'b', 'c']) await store.declare(aSource(id), NOW, id === 'c' ? NOW : NOW + MINUTE)

  await store.pollNow('a', NOW)
  await store.pollNow('b', NOW, 'hub')
  const leases = await store.claimDue(claim)

  expect(leases.map(({ sourceId, dueAt }) => [sourceId, dueAt])).toEqual([
    ['a', NOW - 0.5],
    ['b', NOW - 0.25],
    ['c', NOW],
  ])
})

async function breakSource(prefix: string, id: string): Promise<void> {
  const key = createKeys(prefix).sourcesIn(id)
  const bytes = (await space.redis.hgetBuffer(key, '')) as Buffer
  const broken = Buffer.concat([bytes.subarray(0, 21), Buffer.alloc(bytes.length - 21, 0xff)])
  await space.redis.hset(key, '', broken)
}

test('a source that is broken is reported with its key', async () => {
  const { store, prefix } = aStore()
  await store.declare(aSource('a'), NOW, NOW)
  await breakSource(prefix, 'a')

  await expect(store.get('a')).rejects.toThrow(`{${prefix}}:sources:in:a  holds a source`)
})

test('sources are read a page at a time, by their ids, each once', async () => {
  const store = createSourceStore({ redis: space.redis, keys: createKeys(space.innerPrefix()) })
  // Of one bucket and of several, and beside them one whose id is the beginning of another's.
  const ids = ['abc', 'abc1', 'abc2', 'abd1', 'b', 'zzz9', 'zzzz']
  for (const id of ids.toReversed()) await store.declare(aSource(id), NOW, NOW)

  const pages: string[][] = []
  let after: string | undefined
  do {
    const page = await store.page({ limit: 3, ...(after !== undefined && { after }) })
    pages.push(page.map(({ source }) => source.id))
    after = page.at(-1)?.source.id
  } while (after !== undefined)

  expect(pages).toEqual([['abc', 'abc1', 'abc2'], ['abd1', 'b', 'zzz9'], ['zzzz'], []])
  expect((await store.page()).map(({ source }) => source.id)).toEqual(ids)
})

test('a page takes no more of Redis than its own buckets', async () => {
  const store = createSourceStore({ redis: space.redis, keys: createKeys(space.innerPrefix()) })
  // Twenty buckets of ten.
  const ids = Array.from({ length: 200 }, (_, n) => `b${String(n).padStart(3, '0')}`)
  for (const id of ids) await store.declare(aSource(id), NOW, NOW)
  const asked = vi.spyOn(space.redis, 'pipeline')

  const first = await store.page({ limit: 25 })
  const buckets = asked.mock.results.reduce((sum, { value }) => sum + value.length, 0)
  const rest = await store.page({ after: 'b024' })

  expect(first.map(({ source }) => source.id)).toEqual(ids.slice(0, 25))
  expect(rest.map(({ source }) => source.id)).toEqual(ids.slice(25))
  expect(buckets).toBe(3)
})

test('a source that is broken keeps nobody from the others, is told of once, and can be removed', async () => {
  const prefix = space.innerPrefix()
  const told: string[] = []
  const store = createSourceStore({
    redis: space.redis,
    keys: createKeys(prefix),
    onUnreadable: (error) => told.push(error.code),
  })
  for (const id of ['a', 'b']) await store.declare(aSource(id), NOW, NOW)
  await store.claimDue(claim)
  await breakSource(prefix, 'a')
  const later = NOW + claim.leaseMs

  const [broken, whole] = await store.load(['a', 'b'])
  const ended = await endAll(store, later)

  expect(broken).toBeUndefined()
  expect(whole?.source.id).toBe('b')
  expect((await store.page()).map(({ source }) => source.id)).toEqual(['b'])
  expect(ended).toEqual([true])
  expect(await store.claimDue({ ...claim, now: later })).toMatchObject([{ sourceId: 'b' }])
  expect(told).toEqual(['store_broken_value'])
  expect(await store.remove('a')).toBe(true)
  expect(await store.ids()).toEqual(['b'])
})

test('a lease that ran out is found behind any number of those that cannot be read', async () => {
  const { store, prefix } = aStore()
  const broken = Array.from({ length: 600 }, (_, n) => `a${n.toString(36)}`)
  for (const id of broken) await store.declare(aSource(id), NOW, NOW)
  await store.claimDue({ ...claim, limit: 1_000, perHost: 1_000 })
  for (const id of broken) await breakSource(prefix, id)
  await store.declare(aSource('b'), NOW, NOW)
  await store.claimDue({ ...claim, now: NOW + 1 })
  const later = NOW + 1 + claim.leaseMs

  expect(await endAll(store, later)).toEqual([true])
  expect(await store.claimDue({ ...claim, now: later })).toMatchObject([{ sourceId: 'b' }])
})

describe('a source that moves', () => {
  const NEW = 'https://new.example:8443/feed'

  test('belongs to the politeness group of its new address from the poll on that found it there', async () => {
    const { store } = aStore()
    for (const [index, id] of ['a', 'b', 'c', 'd'].entries())
      await store.declare(aSource(id, { url: `https://old.example/${id}` }), NOW, NOW + index)
    await store.declare(aSource('n', { url: 'https://new.example:8443/other' }), NOW, NOW + 2_000)
    const [a, b] = await store.claimDue({ ...claim, now: NOW + 1 })
    if (!a || !b) throw new Error('not due')

    for (const [lease, nextPollAt] of [
      [a, NOW + 1],
      [b, NOW + 2],
    ] as const)
      await store.finishPoll(lease, { state, nextPollAt, address: NEW })

    const leases = await store.claimDue({ ...claim, now: NOW + MINUTE })
    // `a` and `b` take the two places of their new host; both places of the old one are free.
    expect(leases.map(({ sourceId }) => sourceId).sort()).toEqual(['a', 'b', 'c', 'd'])
  })

  test('is found at its new address, before it is at another one and until it is removed', async () => {
    const { prefix, store } = aStore()
    const at = (url: string) => ({ url, id: `id of ${url}` })
    const found = async (...urls: string[]) =>
      (await store.polledAt(urls.map(at))).map((record) => record?.source.id)
    await store.declare(aSource('a'), NOW, NOW)
    await store.declare(aSource('b'), NOW, NOW)
    const leases = await store.claimDue({ ...claim, limit: 2 })

    for (const lease of leases) {
      const state = { failureCount: 0, pollCount: 1, notModifiedCount: 0, movedTo: NEW }
      await store.finishPoll(lease, { state, nextPollAt: NOW + MINUTE })
      await store.moved(aSource(lease.sourceId), at(NEW))
    }

    // Both have moved there; who came first is asked there, also when the other one leaves.
    await store.left(aSource('b'), NEW)
    expect(await found(NEW, `${NEW}#top`, 'https://none.example/')).toEqual(['a', 'a', undefined])
    expect((await store.polledAt([{ url: NEW, id: 'b' }]))[0]?.source.id).toBe('b')
    await store.remove('a')
    expect(await found(NEW)).toEqual([undefined])
    await store.remove('b')
    expect(await space.redis.keys(`{${prefix}}*`)).toEqual([])
  })

  test('is found among as many addresses as the longest list has', async () => {
    const { store } = aStore()
    await store.declare(aSource('a'), NOW, NOW)
    const addresses = Array.from({ length: 150_000 }, (_, n) => ({
      url: `https://${n}.example/`,
      id: `id ${n}`,
    }))

    const found = await store.polledAt([...addresses, { url: NEW, id: 'a' }])

    expect(found.findIndex((record) => record !== undefined)).toBe(150_000)
    expect(found).toHaveLength(150_001)
  })

  const fresh = { failureCount: 0, pollCount: 1, notModifiedCount: 0 }
  const seenOf = (names: readonly string[]) =>
    seenAfter(undefined, new Map(names.map((name) => [entryMark(name, 'content'), 'held' as const])), NOW)
  const unite = (target: SourceRecord, moved: SourceRecord): SourceRecord => ({
    source: uniteSources(target.source, moved.source),
    state: { ...target.state, seen: uniteSeen(target.state.seen, moved.state.seen) as SeenMarks },
  })
  const mergerOf = (lease: LeasedSource, source: Source, names: readonly string[]) => ({
    lease,
    source,
    targetId: 't',
    unite,
    result: {
      state: { ...fresh, mergedInto: 't', seen: seenOf(names) as SeenMarks },
      nextPollAt: NOW + MINUTE,
    },
  })

  test('to where another one is retires in one step, which hands over channels, weight and what was seen', async () => {
    const { store } = aStore()
    const source = aSource('s', { channels: ['s'], weight: 2 })
    await store.declare(aSource('t', { channels: ['t'] }), NOW, NOW + DAY)
    await store.declare(source, NOW, NOW)
    const [lease] = (await store.claimDue(claim)) as [LeasedSource]

    expect(await store.merge(mergerOf(lease, source, ['e1', 'e2']))).toBe('merged')

    const [moved, target] = await store.load(['s', 't'])
    expect(moved).toMatchObject({ source: { status: 'merged' }, state: { mergedInto: 't' } })
    expect(target?.source).toMatchObject({ status: 'active', channels: ['t', 's'], weight: 2 })
    expect(viewSeen(target?.state.seen).standing(entryMark('e2', 'content'))).toBe('waiting')
    expect(await store.dueStats(NOW + 60 * MINUTE)).toMatchObject({ leased: 0, due: 0 })
    // Again: the lease is gone, and nothing is handed over twice.
    expect(await store.merge(mergerOf(lease, source, ['e3']))).toBe('lease_lost')
    expect(await store.load(['s', 't'])).toEqual([moved, target])
  })

  test('is not saved where Redis has lost what was stored before its witness', async () => {
    const { prefix, store } = aStore()
    const keys = createKeys(prefix)
    const witness = createWitnesses({ redis: space.redis, keys })
    const source = aSource('s', { channels: ['s'] })
    await store.declare(aSource('t', { channels: ['t'] }), NOW, NOW + DAY)
    await store.declare(source, NOW, NOW)
    const [lease] = (await store.claimDue(claim)) as [LeasedSource]
    const merger = mergerOf(lease, source, ['e1'])
    const [gone, there] = [await witness(MINUTE), await witness(MINUTE)]
    await space.redis.del(keys.witness(gone))

    const unfounded = await store.merge({ ...merger, result: { ...merger.result, witness: gone } })
    const [before, other] = await store.load(['s', 't'])
    const founded = await store.merge({ ...merger, result: { ...merger.result, witness: there } })

    expect([unfounded, founded]).toEqual(['unfounded', 'merged'])
    expect(before?.source.status).toBe('active')
    expect([other?.source.channels, other?.state.seen]).toEqual([['t'], undefined])
  })

  test('waits while the other one is polled, whose poll would write over it', async () => {
    const { store } = aStore()
    const source = aSource('s', { channels: ['s'] })
    await store.declare(aSource('t', { channels: ['t'] }), NOW, NOW)
    await store.declare(source, NOW, NOW)
    const leases = await store.claimDue(claim)
    const lease = leases.find(({ sourceId }) => sourceId === 's') as LeasedSource
    const other = leases.find(({ sourceId }) => sourceId === 't') as LeasedSource

    expect(await store.merge(mergerOf(lease, source, ['e1']))).toBe('busy')
    expect((await store.get('s'))?.source.status).toBe('active')

    await store.finishPoll(other, {
      state: { ...fresh, seen: seenOf(['own']) as SeenMarks },
      nextPollAt: NOW + DAY,
    })
    expect(await store.merge(mergerOf(lease, source, ['e1']))).toBe('merged')
    const view = viewSeen((await store.get('t'))?.state.seen)
    expect([view.standing(entryMark('own', 'content')), view.standing(entryMark('e1', 'content'))]).toEqual([
      'held',
      'waiting',
    ])
  })

  /** `s`, which moves to where `t` is polled; its poll, if it is due, ends right after it was read, and something happens. */
  async function meanwhile(
    happens: (store: ReturnType<typeof aStore>['store']) => Promise<unknown>,
    dueAt = NOW,
  ) {
    const { prefix, store } = aStore()
    const source = aSource('s', { channels: ['s'] })
    await store.declare(aSource('t', { channels: ['t'] }), NOW, dueAt)
    await store.declare(source, NOW, NOW)
    const leases = await store.claimDue(claim)
    const [lease, other] = ['s', 't'].map((id) => leases.find(({ sourceId }) => sourceId === id))
    if (!lease) throw new Error('not due')
    let isFirst = true
    const late = Object.create(space.redis, {
      hgetBuffer: {
        value: async (key: string, field: string) => {
          const bytes = await space.redis.hgetBuffer(key, field)
          if (isFirst) {
            isFirst = false
            const ended = { state: { ...fresh, seen: seenOf(['own']) as SeenMarks }, nextPollAt: NOW + DAY }
            if (other) await store.finishPoll(other, ended)
            await happens(store)
          }
          return bytes
        },
      },
    }) as typeof space.redis
    const outcome = await aStore(late, prefix).store.merge(mergerOf(lease, source, ['e1']))
    return { store, outcome, target: await store.get('t') }
  }

  test('takes nothing from a poll of the other one that ends while they are united', async () => {
    const { outcome, target } = await meanwhile(async () => undefined)

    const view = viewSeen(target?.state.seen)
    expect(outcome).toBe('merged')
    expect(view.standing(entryMark('own', 'content'))).toBe('held')
    expect(view.standing(entryMark('e1', 'content'))).toBe('waiting')
  })

  test('goes on by itself where the other one is paused while they are united', async () => {
    const { outcome, target, store } = await meanwhile(
      (other) => other.setStatus('t', 'paused', NOW),
      NOW + DAY,
    )

    expect(outcome).toBe('busy')
    expect(target?.source).toMatchObject({ status: 'paused', channels: ['t'] })
    expect((await store.get('s'))?.source.status).toBe('active')
  })

  test('stays paused where an operator has paused it meanwhile', async () => {
    const { outcome, store } = await meanwhile((other) => other.setStatus('s', 'paused', NOW))

    expect(outcome).toBe('merged')
    expect((await store.get('s'))?.source.status).toBe('paused')
  })

  test.each(['paused', 'gone'] as const)('goes on by itself where the other one is %s', async (status) => {
    const { store } = aStore()
    const source = aSource('s', { channels: ['s'] })
    await store.declare(aSource('t', { channels: ['t'] }), NOW, NOW)
    await store.declare(source, NOW, NOW)
    await store.setStatus('t', status, NOW)
    const [lease] = (await store.claimDue(claim)) as [LeasedSource]

    expect(await store.merge(mergerOf(lease, source, []))).toBe('busy')

    expect((await store.get('t'))?.source).toMatchObject({ status, channels: ['t'] })
  })

  test('of many that move to one at the same time, none is forgotten', async () => {
    const { prefix, store } = aStore()
    await store.declare(aSource('t', { channels: ['t'], weight: 1 }), NOW, NOW + DAY)
    const sources = Array.from({ length: 8 }, (_, n) =>
      aSource(`s${n}`, { channels: [`c${n}`], weight: n / 2 + 0.25 }),
    )
    for (const source of sources) await store.declare(source, NOW, NOW)
    const leases = await store.claimDue(claim)

    const outcomes = await Promise.all(
      leases.map((lease) => {
        const source = sources.find(({ id }) => id === lease.sourceId) as Source
        return aStore(space.connect(), prefix).store.merge(mergerOf(lease, source, [source.id]))
      }),
    )

    const target = await store.get('t')
    expect(outcomes).toEqual(Array.from({ length: 8 }, () => 'merged'))
    expect([...(target?.source.channels ?? [])].sort()).toEqual([
      ...['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 't'],
    ])
    expect(target?.source.weight).toBe(3.75)
    expect(countSeen(target?.state.seen)).toEqual({ carried: 0, left: 8 })
  })
})

test('polls that end together are saved together, and a lost lease among them stops no other', async () => {
  const { store } = aStore()
  for (const id of ['a', 'b', 'c']) await store.declare(aSource(id), NOW, NOW)
  const leases = await store.claimDue({ ...claim, perHost: 9 })
  const [first] = leases
  if (!first || leases.length !== 3) throw new Error('not all are due')
  const stolen = { ...first, leaseUntil: first.leaseUntil - 1 }

  const outcomes = await Promise.all(
    [stolen, ...leases.slice(1), ...leases.slice(1)].map((lease) =>
      store.finishPoll(lease, { state, nextPollAt: NOW + MINUTE }),
    ),
  )

  expect(outcomes).toEqual(['lease_lost', 'finished', 'finished', 'finished', 'finished'])
  expect((await store.get(first.sourceId))?.state.lastPolledAt).toBeUndefined()
  expect(await store.dueStats(NOW)).toMatchObject({ sources: 3, leased: 1, due: 0 })
  expect(await store.claimDue({ ...claim, now: NOW + MINUTE, perHost: 9 })).toHaveLength(2)
})

test('eight workers that end the same polls at once give each host its place back once', async () => {
  const { store, prefix } = aStore()
  const ids = Array.from({ length: 40 }, (_, n) => `s${n}`)
  for (const id of ids) {
    await store.declare(aSource(id, { url: `https://one.example/${id}` }), NOW, NOW)
  }
  const leases = await store.claimDue({ ...claim, perHost: 40 })
  const ended = leases.slice(0, 30)
  const workers = Array.from({ length: 8 }, () => aStore(space.connect(), prefix).store)

  const outcomes = await Promise.all(
    workers.flatMap((worker) =>
      ended.map((lease) => worker.finishPoll(lease, { state, nextPollAt: NOW + MINUTE })),
    ),
  )

  expect(outcomes.filter((outcome) => outcome === 'finished')).toHaveLength(8 * 30)
  // Ten are still held: a limit of fifteen leaves room for five.
  const room = await store.claimDue({ ...claim, now: NOW + MINUTE, perHost: 15 })
  expect([leases.length, room.length]).toEqual([40, 5])
})
