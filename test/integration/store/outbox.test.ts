import { expect, inject, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createOutbox } from '../../../src/store/outbox.ts'
import { uniquePrefix } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { anEvent, DAY, NOW } from './given.ts'

const { redis, prefix, connect } = openSpace({ url: inject('redisUrl') }, 'outbox')
const options = { now: NOW, ttlMs: 30 * DAY }
const anOutbox = () =>
  createOutbox({ redis, keys: createKeys(`${prefix}-${uniquePrefix()}`), blocking: connect() })

test('an event is appended once, read once, and gone when acknowledged; its payload stays', async () => {
  const outbox = anOutbox()
  const event = anEvent('e1', { listIds: [], payload: '{"ü":1}' })

  expect([
    await outbox.append([event], options),
    await outbox.append([event, anEvent('e2')], options),
  ]).toEqual([1, 1])
  const items = await outbox.read('one', { count: 10, blockMs: 0 })
  const nothing = await outbox.read('two', { count: 10, blockMs: 0 })

  expect(items).toEqual([
    { position: expect.any(String), eventId: 'e1', type: 'story.created', listIds: [] },
    { position: expect.any(String), eventId: 'e2', type: 'story.created', listIds: ['top'] },
  ])
  expect(nothing).toEqual([])
  expect([await outbox.length(), await outbox.pending()]).toEqual([2, 2])
  const positions = items.map((item) => item.position)
  expect([await outbox.acknowledge(positions), await outbox.acknowledge(positions)]).toEqual([2, 0])
  expect([await outbox.length(), await outbox.pending()]).toEqual([0, 0])
  expect(await outbox.payload('e1')).toEqual(event)
})

test('what a dead consumer held is taken over', async () => {
  const outbox = anOutbox()
  await outbox.append([anEvent('e1')], options)
  const held = await outbox.read('dead', { count: 10, blockMs: 0 })

  const early = await outbox.reclaim('alive', { minIdleMs: 60_000, count: 10 })
  const late = await outbox.reclaim('alive', { minIdleMs: 0, count: 10 })

  expect(early).toEqual([])
  expect(late).toEqual(held)
  expect(await outbox.retireConsumers(60_000)).toBe(0)
  expect(await outbox.retireConsumers(0)).toBe(1)
})

test('a waiting reader gets an event as soon as it is appended', async () => {
  const outbox = anOutbox()
  await outbox.ensureGroup()

  const waiting = outbox.read('one', { count: 10, blockMs: 5_000 })
  await outbox.append([anEvent('e1')], options)

  expect(await waiting).toHaveLength(1)
})

test('nobody waits so long that the connection would be taken for dead', async () => {
  const waits: unknown[] = []
  const blocking = {
    xreadgroup: async (...args: unknown[]) => void waits.push(args[args.indexOf('BLOCK') + 1]),
  }
  const outbox = createOutbox({ redis, keys: createKeys(uniquePrefix()), blocking: blocking as never })

  await outbox.read('one', { count: 1, blockMs: 60_000 })
  await outbox.read('one', { count: 1, blockMs: 2_000 })

  expect(waits).toEqual([10_000, 2_000])
})

test('a group that was lost is made anew and reads from the beginning', async () => {
  const outbox = anOutbox()
  await outbox.append([anEvent('e1')], options)

  expect(await outbox.read('one', { count: 10, blockMs: 100 })).toHaveLength(1)
  expect(await outbox.ensureGroup()).toBeUndefined()
})

test('what nobody has fanned out until its payload had expired leaves the stream', async () => {
  const outbox = anOutbox()
  await outbox.append(
    Array.from({ length: 500 }, (_, n) => anEvent(`old${n}`)),
    options,
  )

  // Places in the stream are times of Redis itself.
  await outbox.append([anEvent('new')], { now: Date.now(), ttlMs: 1 })

  // Redis lets go of whole blocks of a hundred.
  expect(await outbox.length()).toBeLessThan(300)
  const [last] = (await outbox.read('one', { count: 600, blockMs: 0 })).slice(-1)
  expect(last?.eventId).toBe('new')
})

test('eight writers of the same events append each once', async () => {
  const outbox = anOutbox()
  const events = Array.from({ length: 300 }, (_, n) => anEvent(`e${n}`))

  await Promise.all(Array.from({ length: 8 }, () => outbox.append(events, options)))

  expect(await outbox.length()).toBe(300)
})
