import { expect, inject, test } from 'vitest'
import type { Enrolment } from '../../../src/model/index.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { hashId, hostId } from '../../../src/rules/ids.ts'
import { leaving, liveUntil } from '../../../src/rules/polling/enrolment.ts'
import { targetId } from '../../../src/rules/polling/push-target.ts'
import { createEnrolmentStore } from '../../../src/store/enrolments.ts'
import { createPushStore } from '../../../src/store/pushes.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { DAY, NOW } from './given.ts'

const { redis, prefix, connect } = openSpace({ url: inject('redisUrl') }, 'enrolments')
const SECOND = 1_000

function aStore(root = `${prefix}-${uniquePrefix()}`) {
  const deps = { keys: createKeys(root), hubIdOf: hostId, targetOf: targetId, liveUntil }
  return {
    root,
    ...deps,
    one: createEnrolmentStore({ redis, ...deps }),
    other: createEnrolmentStore({ redis: connect(), ...deps }),
  }
}

function anEnrolment(n: number, more: Partial<Enrolment> = {}): Enrolment {
  return {
    token: `token-${n}`,
    sourceId: hashId('source', String(n)),
    hub: 'https://hub.example/',
    topic: `https://s${n}.example/feed`,
    secret: 'secret',
    status: 'wanted',
    nextStepAt: NOW,
    failureCount: 0,
    ...more,
  }
}

const claim = { now: NOW, leaseMs: 60 * SECOND, limit: 10, paceMs: SECOND }

test('a source has one enrolment, however often its hub is found', async () => {
  const { one, other } = aStore()
  const enrolment = anEnrolment(1)

  const added = await Promise.all([one.add(enrolment), other.add({ ...enrolment, token: 'another' })])

  expect(added.filter(Boolean)).toHaveLength(1)
  expect(await one.add(enrolment)).toBe(false)
})

test('of two that saved what they read, the first one wins and the other is told', async () => {
  const { one, other } = aStore()
  await one.add(anEnrolment(1))
  const revision = (await one.get('token-1'))?.revision ?? 0

  const saved = await Promise.all([
    one.save(anEnrolment(1, { failureCount: 1 }), revision),
    other.save(anEnrolment(1, { failureCount: 2 }), revision),
  ])

  expect(saved.filter(Boolean)).toHaveLength(1)
})

test('updates from several processes lose nothing', async () => {
  const { one, other } = aStore()
  await one.add(anEnrolment(1))

  const more = (held: Enrolment) => ({ ...held, failureCount: held.failureCount + 1 })
  await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 ? one : other).update('token-1', more)))

  expect((await one.get('token-1'))?.enrolment.failureCount).toBe(8)
})

test('a hub is asked once per pace over all processes, and holds no other hub up', async () => {
  const { one, other } = aStore()
  for (let n = 1; n <= 5; n++) await one.add(anEnrolment(n))
  await one.add(anEnrolment(6, { hub: 'https://quiet.example/' }))

  const [first, second] = await Promise.all([one.claimDue(claim), other.claimDue(claim)])
  const later: number[] = []
  for (let s = 1; s <= 6; s++) {
    later.push((await one.claimDue({ ...claim, now: NOW + s * SECOND })).length)
  }

  const hubs = [...first, ...second].map(({ enrolment }) => new URL(enrolment.hub).host).sort()
  expect(hubs).toEqual(['hub.example', 'quiet.example'])
  expect(later).toEqual([1, 1, 1, 1, 0, 0])
})

test('a clock that was set back keeps no hub from being asked', async () => {
  const { one } = aStore()
  await one.add(anEnrolment(1))
  expect(await one.claimDue({ ...claim, now: NOW + DAY })).toHaveLength(1)
  await one.add(anEnrolment(2))

  expect(await one.claimDue(claim)).toHaveLength(1)
})

test('what a dead process took is due again when its lease is over', async () => {
  const { one } = aStore()
  await one.add(anEnrolment(1))

  const taken = await one.claimDue(claim)
  const early = await one.claimDue({ ...claim, now: NOW + 59 * SECOND })
  const again = await one.claimDue({ ...claim, now: NOW + 60 * SECOND })

  expect([taken.length, early.length, again.length]).toEqual([1, 0, 1])
})

test('polling hears of it while pushes are expected, with what the hub missed', async () => {
  const { one } = aStore()
  const enrolment = anEnrolment(1, { status: 'active', leaseUntil: NOW + DAY })
  await one.add(enrolment)

  await one.tally(enrolment, { pushed: 15, pushedAt: NOW })
  await one.tally(enrolment, { missed: 10 })
  await one.tally(enrolment, { missed: 5 })
  const [standing, none] = await one.standings([enrolment.sourceId, 'unknown'], NOW)

  expect(standing).toMatchObject({ token: 'token-1', missStreak: 2, hubMissShare: 0.5 })
  expect(standing?.liveUntil).toBeGreaterThan(NOW + DAY)
  expect(none).toBeUndefined()
  await one.tally(enrolment, { pushed: 1, pushedAt: NOW })
  expect((await one.standings([enrolment.sourceId], NOW))[0]?.missStreak).toBe(0)
  expect(await one.report(enrolment.sourceId)).toEqual({
    hub: enrolment.hub,
    topic: enrolment.topic,
    status: 'active',
    trust: 'signed',
    leaseUntil: NOW + DAY,
    nextStepAt: NOW,
    failureCount: 0,
    lastPushAt: NOW,
    pushCount: 2,
    ignoredCount: 0,
    pushedEntries: 16,
    missedEntries: 15,
  })
})

test('what a hub missed lately counts for more than what it did long ago', async () => {
  const { one } = aStore()
  const enrolment = anEnrolment(1, { status: 'active', leaseUntil: NOW + DAY })
  await one.add(enrolment)

  for (const counted of [{ pushed: 400 }, { missed: 200 }, { missed: 200 }])
    await one.tally(enrolment, counted)

  // 400 : 0, then half of 400 : 200, then half of 200 : 300.
  expect((await one.standings([enrolment.sourceId], NOW))[0]?.hubMissShare).toBe(0.6)
})

test('one that leaves is no longer its source’s, and goes by itself', async () => {
  const { one, keys } = aStore()
  const enrolment = anEnrolment(1, { status: 'active', leaseUntil: NOW + DAY })
  await one.add(enrolment)

  await one.update('token-1', (held) => leaving(held, NOW))

  expect(await one.report(enrolment.sourceId)).toBeUndefined()
  expect(await redis.pttl(keys.enrolment('token-1'))).toBeGreaterThan(0)
  // The source has moved: its new enrolment is not touched by the end of the old one.
  expect(await one.add(anEnrolment(1, { token: 'token-2' }))).toBe(true)
  await one.update('token-1', (held) => ({ ...held, failureCount: 1 }))
  expect(await one.report(enrolment.sourceId)).toMatchObject({ status: 'wanted' })
  expect([await one.forget(enrolment), await one.forget(enrolment)]).toEqual([true, false])
  expect(await one.report(enrolment.sourceId)).toMatchObject({ status: 'wanted' })
})

test('nothing is counted for an enrolment that is not there', async () => {
  const { one, keys } = aStore()

  await one.tally(anEnrolment(1), { pushed: 3, pushedAt: NOW })

  expect(await redis.exists(keys.enrolment('token-1'), keys.hub(hostId('https://hub.example/')))).toBe(0)
})

test('a pushed document comes back byte for byte, and ends with a day', async () => {
  const { keys } = aStore()
  const pushes = createPushStore({ redis, keys })
  const body = Uint8Array.from({ length: 256 }, (_, byte) => byte)

  const headers = { contentEncoding: 'gzip', contentLanguage: 'pt' }
  await pushes.save('p1', { token: 't', body, ...headers, receivedAt: NOW })
  const held = await pushes.get('p1')

  expect(held).toMatchObject({ token: 't', ...headers, receivedAt: NOW })
  expect(held).not.toHaveProperty('contentType')
  expect([...(held?.body ?? [])]).toEqual([...body])
  expect(await redis.pttl(keys.push('p1'))).toBeGreaterThan(0)
  await pushes.remove('p1')
  expect(await pushes.get('p1')).toBeUndefined()
})
