import { describe, expect, test } from 'vitest'
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
import { createWitnesses } from '../../../src/store/witnesses.ts'
import { aSource, DAY, MINUTE, NOW } from './given.ts'
import { claim, openSources, state } from './source-space.ts'

const { space, aStore } = openSources('moved-sources')

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
