import { describe, expect, test } from 'vitest'
import type { LeasedSource } from '../../../src/model/index.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { createWitnesses } from '../../../src/store/witnesses.ts'
import { aSource, MINUTE, NOW } from './given.ts'
import { claim, endAll, openSources, state } from './source-space.ts'

const { space, aStore } = openSources('finish-polls')

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
