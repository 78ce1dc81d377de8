import { expect, inject, test } from 'vitest'
import type { Intent } from '../../../src/model/index.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { createFollowerStore } from '../../../src/store/followers.ts'
import { openSpace } from '../../support/redis-space.ts'
import { DAY } from './given.ts'

const { redis, keys, connect, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'followers')
const followers = createFollowerStore({ redis, keys })

/** Redis itself decides when a key has ended, so these times are real ones. */
const NOW = Date.now()
const LEASE_MS = 60_000
const TARGET = { targetId: 'reader.example', now: NOW }
const FOLLOWER = { listId: 'top' }
let count = 0

async function asked(more: Partial<Intent> = {}, id = `f${++count}`) {
  const intent: Intent = { mode: 'subscribe', leaseMs: DAY, askedAt: NOW, ...more }
  const follower = { id, callback: `https://reader.example/${id}`, listId: 'top', format: 'rss' as const }
  return { id, intent, outcome: await followers.intent(follower, intent, { most: 1_000 }) }
}

/** Takes everything that is due; the turn with `id`. */
async function turnWith(id: string, now = NOW) {
  const turns = await followers.take({ now, until: now + LEASE_MS, limit: 100 })
  const turn = turns.find((one) => one.id === id)
  if (!turn) throw new Error(`${id} was not due`)
  return turn
}

async function following(more: Partial<Intent> = {}) {
  const { id, intent } = await asked(more)
  const followsUntil = NOW + intent.leaseMs
  const change = {
    intent: null,
    followsUntil,
    secret: intent.secret ?? null,
    hasEtag: '"a"',
    failureCount: 0,
  }
  await followers.settle(await turnWith(id), { ...FOLLOWER, intent }, TARGET, change)
  return id
}

test('an intent that is confirmed makes a follower for a lease, with the secret it named', async () => {
  const id = await following({ secret: 's1' })

  expect(await followers.get(id)).toMatchObject({
    callback: `https://reader.example/${id}`,
    listId: 'top',
    format: 'rss',
    followsUntil: NOW + DAY,
    secret: 's1',
    hasEtag: '"a"',
  })
  expect((await followers.get(id))?.intent).toBeUndefined()
  expect(await redis.pttl(keys.follower(id))).toBeGreaterThan(DAY - LEASE_MS)
})

test('what is published calls every follower of the list once, however often it is called', async () => {
  const id = await following()

  await followers.call('top', NOW)
  await followers.call('top', NOW)
  await followers.call('world', NOW)

  const turn = await turnWith(id)
  expect(await followers.take({ now: NOW, until: NOW + LEASE_MS, limit: 100 })).toEqual([])
  // Called while a worker has it: it is due again when that one is done, not before.
  await followers.call('top', NOW)
  expect(await followers.take({ now: NOW, until: NOW + LEASE_MS, limit: 100 })).not.toContainEqual(turn)
  expect(await followers.settle(turn, FOLLOWER, TARGET, { hasEtag: '"b"' })).toBe('settled')
  await turnWith(id)
})

test('one that waits for its next try is not called before it', async () => {
  const id = await following()
  await followers.call('top', NOW)
  const turn = await turnWith(id)
  await followers.settle(turn, FOLLOWER, TARGET, { dueAt: NOW + LEASE_MS, failureCount: 1 })

  await followers.call('top', NOW)

  const soon = await followers.take({ now: NOW, until: NOW + LEASE_MS, limit: 100 })
  expect(soon.map((one) => one.id)).not.toContain(id)
  await turnWith(id, NOW + LEASE_MS)
})

test('of eight workers one has it; when that one dies another does, and the dead one settles nothing', async () => {
  const id = await following()
  await followers.call('top', NOW)
  const stores = Array.from({ length: 8 }, () => createFollowerStore({ redis: connect(), keys }))
  const take = (now: number) =>
    Promise.all(stores.map((store) => store.take({ now, until: now + LEASE_MS, limit: 100 })))

  const first = (await take(NOW)).flat().filter((turn) => turn.id === id)
  const second = (await take(NOW + LEASE_MS)).flat().filter((turn) => turn.id === id)

  expect([first.length, second.length]).toEqual([1, 1])
  const [dead, alive] = [first[0], second[0]] as [(typeof first)[0], (typeof first)[0]]
  const budget = { ...TARGET, leaseMs: LEASE_MS, concurrency: 1, perMinute: 60 }
  expect(await followers.beginCall(id, budget)).toBeUndefined()
  expect(await followers.settle(dead, FOLLOWER, TARGET, { forget: true })).toBe('late')
  // Nor does it give away the place in which the other one calls.
  expect(await followers.beginCall((await asked()).id, budget)).toBeGreaterThan(NOW)
  expect(await followers.settle(alive, FOLLOWER, TARGET, { hasEtag: '"b"' })).toBe('settled')
  expect(await followers.settle(alive, FOLLOWER, TARGET, { hasEtag: '"c"' })).toBe('late')
  expect((await followers.get(id))?.hasEtag).toBe('"b"')
})

test('an intent that could not be asked about waits for its next try', async () => {
  const { id, intent } = await asked()
  const turn = await turnWith(id)

  const later = { dueAt: NOW + LEASE_MS, failureCount: 1 }
  expect(await followers.settle(turn, { ...FOLLOWER, intent }, TARGET, later)).toBe('settled')

  const soon = await followers.take({ now: NOW, until: NOW + LEASE_MS, limit: 100 })
  expect(soon.map((one) => one.id)).not.toContain(id)
  await turnWith(id, NOW + LEASE_MS)
  expect(await followers.get(id)).toMatchObject({ intent, failureCount: 1 })
})

test('an intent that comes while another is asked about is the one that counts', async () => {
  const { id, intent } = await asked()
  const turn = await turnWith(id)
  const { intent: newer } = await asked({ secret: 'newer', askedAt: NOW + 1 }, id)

  const outcome = await followers.settle(turn, { ...FOLLOWER, intent }, TARGET, {
    intent: null,
    forget: true,
  })

  expect(outcome).toBe('newer')
  expect((await followers.get(id))?.intent).toEqual(newer)
  await turnWith(id)
})

test('a document that was sent while an intent came is one that it has', async () => {
  const id = await following()
  await followers.call('top', NOW)
  const turn = await turnWith(id)
  await asked({ askedAt: NOW + 2 }, id)

  expect(await followers.settle(turn, FOLLOWER, TARGET, { hasEtag: '"b"' })).toBe('newer')
  expect((await followers.get(id))?.hasEtag).toBe('"b"')
})

test('who is forgotten leaves nothing, and there is nothing to unsubscribe', async () => {
  const id = await following()
  await followers.call('top', NOW)
  const before = await followers.count(NOW)

  await followers.settle(await turnWith(id), FOLLOWER, TARGET, { forget: true })

  expect(await followers.get(id)).toBeUndefined()
  expect(await followers.count(NOW)).toBe(before - 1)
  expect((await asked({ mode: 'unsubscribe' }, id)).outcome).toBe('unknown')
})

test('who asks to renew, or in its name, and never confirms it, ends no lease', async () => {
  const id = await following()
  const ends = await redis.zscore(keys.followers(), id)

  await asked({ askedAt: NOW + 3 }, id)

  expect(await redis.pttl(keys.follower(id))).toBeGreaterThan(DAY - LEASE_MS)
  expect(await redis.zscore(keys.followers(), id)).toBe(ends)
})

test('no more are taken than there may be, but those that are there may renew', async () => {
  const { id, intent } = await asked()
  const most = await followers.count(NOW)
  const wants = (name: string) =>
    followers.intent({ id: name, callback: 'https://a.example/', listId: 'top', format: 'rss' }, intent, {
      most,
    })

  expect([await wants('one-more'), await wants(id)]).toEqual(['full', 'noted'])
})

/** A hub of its own, and how to sign up there. */
function aHub() {
  const at = createKeys(innerPrefix())
  const store = createFollowerStore({ redis, keys: at })
  const ask = (id: string, askedAt: number, most = 1_000) =>
    store.intent(
      { id, callback: `https://reader.example/${id}`, listId: 'top', format: 'rss' },
      { mode: 'subscribe', leaseMs: DAY, askedAt },
      { most },
    )
  return { store, ask, at }
}

test('whose time is over takes nobody else’s place', async () => {
  const { ask } = aHub()

  const outcomes = [
    await ask('first', NOW, 1),
    await ask('second', NOW + LEASE_MS, 1),
    // Nobody has confirmed the first within an hour.
    await ask('second', NOW + 61 * LEASE_MS, 1),
  ]

  expect(outcomes).toEqual(['noted', 'full', 'noted'])
})

test('one whose lease ends during its turn is nowhere after it', async () => {
  const { store, ask, at } = aHub()
  await ask('a', NOW)
  const [turn] = await store.take({ now: NOW, until: NOW + LEASE_MS, limit: 1 })
  await ask('a', NOW)
  await redis.del(at.follower('a'))

  expect(await store.settle(turn!, FOLLOWER, TARGET, { dueAt: NOW })).toBe('late')

  expect(await store.take({ now: NOW, until: NOW + LEASE_MS, limit: 1 })).toEqual([])
  expect(await store.count(NOW)).toBe(0)
})

test('whose lease has ended is called no more', async () => {
  const { store, ask } = aHub()
  await ask('a', NOW)
  const [turn] = await store.take({ now: NOW, until: NOW + LEASE_MS, limit: 1 })
  const intent = (await store.get('a'))?.intent
  const confirmed = { intent: null, followsUntil: NOW + DAY }
  await store.settle(turn!, { listId: 'top', ...(intent && { intent }) }, TARGET, confirmed)

  expect([await store.call('top', NOW + DAY - 1), await store.call('top', NOW + DAY + 1)]).toEqual([1, 0])
})

test('those that are called while a worker has them are not in the way of others', async () => {
  const { store, ask } = aHub()
  const take = async (limit: number) =>
    (await store.take({ now: NOW, until: NOW + LEASE_MS, limit })).map(({ id }) => id)
  await ask('a', NOW)
  await ask('b', NOW)
  const first = await take(2)
  for (const id of ['a', 'b', 'c']) await ask(id, NOW)

  const next = await take(1)

  expect([first, next]).toEqual([['a', 'b'], ['c']])
})

test('calls share the budget of their host with webhooks; who has confirmed nothing has a twentieth of it', async () => {
  const { id: stranger, intent } = await asked()
  const turn = await turnWith(stranger)
  const known = await following()
  const budget = { targetId: 'shared.example', now: NOW, leaseMs: LEASE_MS, concurrency: 2, perMinute: 60 }

  expect(await followers.beginCall(stranger, budget)).toBeUndefined()
  expect(await followers.beginCall(known, budget)).toBeUndefined()
  const other = (await asked()).id
  expect(await followers.beginCall(other, budget)).toBeGreaterThan(NOW)
  // Settling gives the place back.
  await followers.settle(turn, { ...FOLLOWER, intent }, { ...TARGET, targetId: 'shared.example' }, {})
  expect(await followers.beginCall(other, budget)).toBeUndefined()

  const many = { ...budget, targetId: 'many.example', concurrency: 100 }
  const outcomes: (number | undefined)[] = []
  for (let n = 0; n < 12; n++) outcomes.push(await followers.beginCall((await asked()).id, many))
  expect(outcomes.filter((until) => until === undefined)).toHaveLength(10)
})
