import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../../src/model/index.ts'
import { anAttempt, lane, openDeliveries, options, target } from './delivery-space.ts'
import { aSubscription, DAY, MINUTE, NOW } from './given.ts'

const { space, aDesk, owing } = openDeliveries('delivery-attempts')

describe('the lane', () => {
  test('is bounded; a place comes back when an attempt is recorded, freed or its lease ends', async () => {
    const { deliveries } = await owing(4)
    const take = (n: number, now = NOW) => deliveries.takeLane(`e${n}.s`, { ...lane, now })

    expect([await take(0), await take(1), await take(0)]).toEqual(Array(3).fill({ kind: 'taken' }))
    expect([await take(2), await take(3)]).toEqual([
      { kind: 'wait', until: NOW + 50, why: 'lane' },
      { kind: 'wait', until: NOW + 75, why: 'lane' },
    ])

    await deliveries.record('e0.s', 't', { attempt: anAttempt(1), status: 'pending', nextAttemptAt: NOW })
    expect([await take(2), await take(3)]).toMatchObject([{ kind: 'taken' }, { kind: 'wait' }])
    await deliveries.freeLane('e1.s', 't')
    expect([await take(3), await take(1)]).toMatchObject([{ kind: 'taken' }, { kind: 'wait' }])
    expect(await take(1, NOW + MINUTE)).toEqual({ kind: 'taken' })
  })

  test('has one place until the endpoint has accepted something', async () => {
    const { deliveries, keys } = await owing(3)
    await space.redis.hdel(keys.subscription('s'), 'provenAt')
    const take = (n: number) => deliveries.takeLane(`e${n}.s`, lane)

    const before = [await take(0), await take(1)]
    await deliveries.record('e0.s', 't', {
      attempt: anAttempt(1, { outcome: 'delivered', statusCode: 204 }),
      status: 'delivered',
      nextAttemptAt: NOW,
    })
    const after = [await take(1), await take(2)]

    expect(before).toMatchObject([{ kind: 'taken' }, { kind: 'wait' }])
    expect(after).toEqual([{ kind: 'taken' }, { kind: 'taken' }])
  })

  test('never holds more than its places, however many workers ask at once', async () => {
    const { prefix, ids } = await owing(40)
    const desks = await Promise.all(Array.from({ length: 8 }, () => aDesk(space.connect(), prefix)))

    const answers = await Promise.all(
      ids.map((id, n) => desks[n % 8]?.deliveries.takeLane(id, { ...lane, concurrency: 5 })),
    )

    expect(answers.filter((answer) => answer?.kind === 'taken')).toHaveLength(5)
  })

  test('of an endpoint that hangs is asked for a hundred times a second, however many wait', async () => {
    const { deliveries, ids } = await owing(2_000)
    const come = new Map<number, string[]>([[NOW, [...ids]]])
    let asks = 0

    // Ten seconds as they pass: each comes back when it was told.
    for (let now = NOW; now <= NOW + 10_000; now += 10) {
      const waiting = [...come].flatMap(([at, some]) => (at <= now ? some : []))
      for (const at of come.keys()) if (at <= now) come.delete(at)
      const answers = await Promise.all(
        waiting.map((id) => deliveries.takeLane(id, { ...lane, concurrency: 5, now })),
      )
      if (now > NOW) asks += waiting.length
      for (const [n, answer] of answers.entries())
        if (answer.kind === 'wait')
          come.set(answer.until, [...(come.get(answer.until) ?? []), waiting[n] ?? ''])
    }

    expect(asks).toBeGreaterThan(900)
    expect(asks).toBeLessThan(1_010)
  })

  test('of a quick endpoint is asked for as often as it comes free, of a slow one a hundred times a second at most', async () => {
    const spacingAfter = async (durationMs: number) => {
      const { deliveries } = await owing(9)
      for (const number of [1, 2, 3]) {
        const attempt = anAttempt(number, { durationMs })
        await deliveries.record('e0.s', 't', { attempt, status: 'pending', nextAttemptAt: NOW })
      }
      const answers = []
      for (let n = 1; n < 9; n++)
        answers.push(await deliveries.takeLane(`e${n}.s`, { ...lane, concurrency: 5 }))
      const told = answers.flatMap((answer) => (answer.kind === 'wait' ? [answer.until] : []))
      return told.map((until, n) => until - (told[n - 1] ?? NOW))
    }

    expect(await spacingAfter(20)).toEqual([50, 4, 4])
    expect(await spacingAfter(2)).toEqual([50, 1, 1])
    expect(await spacingAfter(15_000)).toEqual([50, 10, 10])
  })

  test('a clock that was set back keeps no delivery waiting for the time that was', async () => {
    const { deliveries } = await owing(4)
    for (const n of [0, 1, 2]) await deliveries.takeLane(`e${n}.s`, { ...lane, now: NOW + DAY })

    expect(await deliveries.takeLane('e3.s', lane)).toEqual({ kind: 'wait', until: NOW + 50, why: 'lane' })
  })

  test('waits while the endpoint asked for a pause, for all its deliveries', async () => {
    const { deliveries, subscriptions } = await owing(2)

    await deliveries.record('e0.s', 't', {
      attempt: anAttempt(1),
      status: 'pending',
      nextAttemptAt: NOW + MINUTE,
      pausedUntil: NOW + MINUTE,
    })

    expect(await deliveries.takeLane('e1.s', lane)).toEqual({
      kind: 'wait',
      until: NOW + MINUTE,
      why: 'plan',
    })
    expect(await deliveries.overdue(NOW, 10)).toEqual([])
    expect((await subscriptions.get('s'))?.pausedUntil).toBe(NOW + MINUTE)
    expect(await deliveries.takeLane('e1.s', { ...lane, now: NOW + MINUTE })).toEqual({ kind: 'taken' })
  })

  test('waits for the longest pause that was asked for, whatever a later answer says', async () => {
    const { deliveries, subscriptions } = await owing(1)
    const record = (number: number, pausedUntil: number) =>
      deliveries.record('e0.s', 't', {
        attempt: anAttempt(number),
        status: 'pending',
        nextAttemptAt: NOW,
        pausedUntil,
      })

    await record(1, NOW + 10 * MINUTE)
    await record(2, NOW + MINUTE)

    expect((await subscriptions.get('s'))?.pausedUntil).toBe(NOW + 10 * MINUTE)
  })

  test('that a delivery had before its subscription was disabled is another one’s at the same host', async () => {
    const { deliveries, subscriptions } = await owing(1)
    await subscriptions.add(aSubscription('other'))
    await deliveries.open([{ eventId: 'e0', subscriptionId: 'other' }], options)
    const budget = { ...lane, target: { ...target, concurrency: 1 } }
    await deliveries.takeLane('e0.s', budget)
    await subscriptions.update('s', { status: 'disabled' })

    await deliveries.takeLane('e0.s', budget)

    expect(await deliveries.takeLane('e0.other', budget)).toEqual({ kind: 'taken' })
  })

  test('is closed to a disabled or removed subscription, and the delivery with it', async () => {
    const { deliveries, subscriptions } = await owing(2)
    await subscriptions.update('s', { status: 'paused' })
    const paused = await deliveries.takeLane('e0.s', lane)
    await subscriptions.update('s', { status: 'disabled' })

    const disabled = await deliveries.takeLane('e0.s', lane)
    const counts = await deliveries.counts()
    await subscriptions.remove('s')

    expect(paused).toEqual({ kind: 'wait', until: NOW + MINUTE, why: 'plan' })
    expect(disabled).toEqual({ kind: 'over', status: 'disabled' })
    expect(counts).toMatchObject({ pending: 1, disabled: 1 })
    expect(await deliveries.get('e0.s')).toMatchObject({ status: 'disabled', finishedAt: NOW })
    expect(await deliveries.takeLane('e0.s', lane)).toEqual({ kind: 'over', status: 'disabled' })
    expect(await deliveries.takeLane('e1.s', lane)).toEqual({ kind: 'over', status: 'disabled' })
    expect(await deliveries.overdue(NOW, 10)).toEqual([])
  })
})

describe('many subscriptions at one host', () => {
  /** Deliveries of `count` subscriptions, one each, all aimed at one target. */
  async function aiming(count: number, provenAt?: number) {
    const desk = await aDesk()
    const names = Array.from({ length: count }, (_, n) => `s${n}`)
    for (const name of names) {
      await desk.subscriptions.add(aSubscription(name))
      if (provenAt !== undefined) {
        await space.redis.hset(desk.keys.subscription(name), 'provenAt', provenAt)
      }
    }
    const ids = await desk.deliveries.open(
      names.map((subscriptionId) => ({ eventId: 'e', subscriptionId })),
      options,
    )
    return { ...desk, ids }
  }

  test('have its places together, however many of them there are and however many workers ask', async () => {
    const { prefix, ids, deliveries } = await aiming(60, NOW - DAY)
    const desks = await Promise.all(Array.from({ length: 6 }, () => aDesk(space.connect(), prefix)))
    const budget = { ...lane, target: { ...target, concurrency: 7 } }

    const answers = await Promise.all(ids.map((id, n) => desks[n % 6]?.deliveries.takeLane(id, budget)))

    const taken = ids.filter((_, n) => answers[n]?.kind === 'taken')
    expect(taken).toHaveLength(7)
    expect(answers.filter((answer) => answer?.kind === 'wait')).toMatchObject(
      Array(53).fill({ kind: 'wait', why: 'target' }),
    )
    const [first = '', second = ''] = taken
    const next = ids.filter((id) => !taken.includes(id))
    await deliveries.freeLane(first, 't')
    await deliveries.record(second, 't', { attempt: anAttempt(1), status: 'pending', nextAttemptAt: NOW })
    const after = await Promise.all(next.slice(0, 3).map((id) => deliveries.takeLane(id, budget)))
    expect(after.filter(({ kind }) => kind === 'taken')).toHaveLength(2)
    expect((await deliveries.counts()).heldForTarget).toBe(54)
  })

  test('a place at the host comes back when its worker dies, once the lease is over', async () => {
    const { ids, deliveries } = await aiming(3, NOW - DAY)
    const budget = { ...lane, target: { ...target, concurrency: 2 } }
    const take = (n: number, now: number) => deliveries.takeLane(ids[n] ?? '', { ...budget, now })
    await take(0, NOW)
    await take(1, NOW + 10_000)

    expect(await take(2, NOW + MINUTE - 1)).toMatchObject({ kind: 'wait', why: 'target' })
    expect(await take(2, NOW + MINUTE + 1_000)).toEqual({ kind: 'taken' })
  })

  test('make no more attempts at it in a minute than it may get, and a burst is paid back', async () => {
    const { ids, deliveries } = await aiming(200, NOW - DAY)
    const budget = { ...lane, target: { ...target, perMinute: 60 } }
    const attempts: number[] = []
    const waiting = ids.map((id) => ({ id, at: NOW }))

    for (let now = NOW; now < NOW + 3 * MINUTE; now += 1_000) {
      for (const one of waiting.filter(({ at }) => at <= now)) {
        const answer = await deliveries.takeLane(one.id, { ...budget, now })
        if (answer.kind === 'wait') one.at = Math.max(answer.until, now + 1)
        else {
          one.at = Number.POSITIVE_INFINITY
          attempts.push(now)
          await deliveries.freeLane(one.id, 't')
        }
      }
    }

    const within = (from: number) => attempts.filter((at) => at >= from && at < from + MINUTE).length
    expect(within(NOW)).toBeLessThanOrEqual(120)
    expect(within(NOW + MINUTE)).toBeLessThanOrEqual(60)
    // Held to its rate, and not further: all get their turn.
    expect(attempts.length).toBeGreaterThan(175)
  })

  test('that have never accepted anything share a twentieth of that rate', async () => {
    const { ids, deliveries, keys } = await aiming(30)
    const budget = { ...lane, target: { ...target, perMinute: 1_200 } }
    const take = (now: number) => Promise.all(ids.map((id) => deliveries.takeLane(id, { ...budget, now })))
    const taken = (answers: Awaited<ReturnType<typeof take>>) =>
      answers.filter(({ kind }) => kind === 'taken').length

    const first = await take(NOW)
    // Whoever holds a place has it again: it made no further attempt.
    const second = await take(NOW + 3_000)

    expect(taken(first)).toBe(10)
    expect(taken(second)).toBe(13)
    // One that is proven is not held up by the others.
    await space.redis.hset(keys.subscription('s29'), 'provenAt', NOW)
    expect(await deliveries.takeLane('e.s29', { ...budget, now: NOW + 3_001 })).toEqual({ kind: 'taken' })
  })

  test('a clock that is set back holds nobody', async () => {
    const { ids, deliveries } = await aiming(3, NOW - DAY)
    const budget = { ...lane, target: { ...target, perMinute: 2 } }
    const [a = '', b = '', c = ''] = ids
    await deliveries.takeLane(a, { ...budget, now: NOW + DAY })

    expect(await deliveries.takeLane(b, budget)).toEqual({ kind: 'taken' })
    expect(await deliveries.takeLane(c, budget)).toEqual({ kind: 'taken' })
  })
})

describe('an endpoint', () => {
  test('is failing since its first failure, until a success', async () => {
    const { deliveries, subscriptions } = await owing(1)
    const record = (number: number, outcome: Attempt['outcome']) =>
      deliveries.record('e0.s', 't', {
        attempt: anAttempt(number, { outcome }),
        status: 'pending',
        nextAttemptAt: NOW,
      })

    await record(1, 'failed')
    await record(2, 'failed')
    expect((await subscriptions.get('s'))?.failingSince).toBe(NOW + 1)
    await record(3, 'delivered')
    expect((await subscriptions.get('s'))?.failingSince).toBeUndefined()
  })

  test('that is disabled stays so for its first reason', async () => {
    const { deliveries, subscriptions } = await owing(2)
    const record = (id: string, disable: 'gone' | 'failing') =>
      deliveries.record(id, 't', { attempt: anAttempt(1), status: 'exhausted', nextAttemptAt: NOW, disable })

    await record('e0.s', 'gone')
    await record('e1.s', 'failing')

    expect((await subscriptions.get('s'))?.disabledReason).toBe('gone')
  })

  test('that is gone is disabled with the attempt that said so', async () => {
    const { deliveries, subscriptions } = await owing(1)

    await deliveries.record('e0.s', 't', {
      attempt: anAttempt(1, { outcome: 'gone', statusCode: 410 }),
      status: 'gone',
      nextAttemptAt: NOW,
      disable: 'gone',
    })

    expect(await subscriptions.get('s')).toMatchObject({ status: 'disabled', disabledReason: 'gone' })
  })
})
