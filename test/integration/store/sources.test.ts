import { describe, expect, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createSourceStore } from '../../../src/store/sources.ts'
import { aSource, MINUTE, NOW } from './given.ts'
import { claim, endAll, openSources, state } from './source-space.ts'

const { space, aStore } = openSources('sources')

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
