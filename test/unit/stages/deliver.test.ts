import { describe, expect, test } from 'vitest'
import type { Delivery, Event, Subscription } from '../../../src/model/index.ts'
import { createDeliver, type DeliverDeps, type PostResult } from '../../../src/stages/deliver.ts'
import { aSubscription, DAY, HOUR, MINUTE, NEVER, NOW, SECOND } from './given.ts'

const ID = 'e1.s1'
const EVENT: Event = {
  id: 'e1',
  type: 'story.created',
  occurredAt: NOW,
  listIds: ['top'],
  payload: '{"type":"story.created"}',
}

function aDelivery(more: Partial<Delivery> = {}): Delivery {
  return {
    id: ID,
    eventId: 'e1',
    subscriptionId: 's1',
    status: 'pending',
    attemptCount: 0,
    createdAt: NOW,
    nextAttemptAt: NOW,
    attempts: [],
    ...more,
  }
}

function aDeliver(given: {
  delivery?: Delivery | undefined
  subscription?: Subscription | undefined
  event?: Event | undefined
  answer?: PostResult
  deps?: Partial<DeliverDeps>
}) {
  const steps: string[] = []
  const seen = {
    steps,
    posts: [] as Parameters<DeliverDeps['post']>[0][],
    records: [] as Parameters<DeliverDeps['record']>[2][],
    settled: [] as string[],
    events: [] as Event[],
  }
  const has = (name: keyof typeof given) => name in given
  const deliver = createDeliver({
    loadDelivery: async () => (has('delivery') ? given.delivery : aDelivery()),
    loadSubscription: async () => (has('subscription') ? given.subscription : aSubscription('s1')),
    loadEvent: async () => (has('event') ? given.event : EVENT),
    async takeLane() {
      steps.push('lane')
      return { kind: 'taken' }
    },
    async post(request) {
      steps.push('post')
      seen.posts.push(request)
      return given.answer ?? { statusCode: 204, durationMs: 12 }
    },
    async record(_id, _url, result) {
      steps.push('record')
      seen.records.push(result)
    },
    async settle(_id, status, reason) {
      seen.settled.push(`${status}: ${reason}`)
    },
    async freeLane() {
      steps.push('free')
    },
    async appendEvents(events) {
      steps.push('tell')
      seen.events.push(...events)
    },
    now: () => NOW,
    random: () => 0.5,
    retryScheduleMs: [0, 5 * SECOND, 5 * MINUTE],
    ...given.deps,
  })
  return { deliver, ...seen }
}

describe('an attempt', () => {
  test('a 2xx is delivered: the body of the event, byte for byte, under the event’s id', async () => {
    const { deliver, posts, records, steps } = aDeliver({})

    const result = await deliver(ID, NEVER)

    expect(result).toMatchObject({ kind: 'done', status: 'delivered' })
    expect(steps).toEqual(['lane', 'post', 'record'])
    expect(posts[0]).toMatchObject({
      url: 'https://s1.example/hook',
      body: EVENT.payload,
      eventId: 'e1',
      attemptNumber: 1,
      now: NOW,
    })
    expect(records[0]).toEqual({
      attempt: { number: 1, startedAt: NOW, durationMs: 12, outcome: 'delivered', statusCode: 204 },
      status: 'delivered',
      nextAttemptAt: NOW,
    })
  })

  test.each<[string, PostResult]>([
    ['a 500', { statusCode: 500, error: 'status', durationMs: 5 }],
    ['a 302, which is not followed', { statusCode: 302, error: 'status', durationMs: 5 }],
    ['a time-out', { error: 'timeout', durationMs: 15_000 }],
    ['a refused address', { error: 'blocked', durationMs: 1 }],
  ])('%s is tried again by the table, under the same id', async (_, answer) => {
    const { deliver, records, events } = aDeliver({ delivery: aDelivery({ attemptCount: 1 }), answer })

    const result = await deliver(ID, NEVER)

    expect(result).toMatchObject({ kind: 'again', at: NOW + 5 * MINUTE, reason: 'retry' })
    expect(records[0]).toMatchObject({
      attempt: { number: 2, outcome: 'failed', ...answer },
      status: 'pending',
      nextAttemptAt: NOW + 5 * MINUTE,
    })
    expect(records[0]).not.toHaveProperty('pausedUntil')
    expect(records[0]).not.toHaveProperty('disable')
    expect(events).toEqual([])
  })

  test.each([
    [199, 'failed'],
    [200, 'delivered'],
    [299, 'delivered'],
    [300, 'failed'],
    [410, 'gone'],
  ])('an answer of %i means %s', async (statusCode, outcome) => {
    const { deliver, records } = aDeliver({ answer: { statusCode, durationMs: 5 } })

    await deliver(ID, NEVER)

    expect(records[0]?.attempt).toMatchObject({ statusCode, outcome })
  })

  test('the last attempt of the table that fails ends the delivery', async () => {
    const { deliver, records } = aDeliver({
      delivery: aDelivery({ attemptCount: 2 }),
      answer: { statusCode: 500, durationMs: 5 },
    })

    await expect(deliver(ID, NEVER)).resolves.toMatchObject({ kind: 'done', status: 'exhausted' })
    expect(records[0]).toMatchObject({ status: 'exhausted', attempt: { number: 3 } })
  })

  test('that one was given up is told once an hour, before it is recorded, and not of what tells of it', async () => {
    const answer = { statusCode: 500, durationMs: 5 }
    const last = (more: Partial<Delivery> = {}) => aDelivery({ attemptCount: 2, ...more })
    const one = aDeliver({ delivery: last(), answer })
    const soon = aDeliver({ delivery: last({ id: 'e2.s1', eventId: 'e2', createdAt: NOW + MINUTE }), answer })
    const later = aDeliver({ delivery: last({ createdAt: NOW + HOUR }), answer })
    const ofItself = aDeliver({ delivery: last(), answer, event: { ...EVENT, type: 'delivery.exhausted' } })

    for (const { deliver } of [one, soon, later, ofItself]) await deliver(ID, NEVER)

    const ids = [one, soon, later].map(({ events }) => events.map(({ id }) => id))
    expect(ids[1]).toEqual(ids[0])
    expect(ids[2]).not.toEqual(ids[0])
    expect(one.steps).toEqual(['lane', 'post', 'tell', 'record'])
    expect(JSON.parse(one.events[0]?.payload ?? '')).toMatchObject({
      type: 'delivery.exhausted',
      data: { subscription: { id: 's1' }, delivery: { eventId: 'e1', attempts: 3, lastStatusCode: 500 } },
    })
    expect(ofItself.events).toEqual([])
  })

  test.each([429, 503])(
    'a %i with Retry-After pauses the endpoint, not only this delivery',
    async (statusCode) => {
      const { deliver, records } = aDeliver({ answer: { statusCode, retryAfterMs: 2 * HOUR, durationMs: 5 } })

      await expect(deliver(ID, NEVER)).resolves.toMatchObject({ kind: 'again', at: NOW + 2 * HOUR })
      expect(records[0]).toMatchObject({ nextAttemptAt: NOW + 2 * HOUR, pausedUntil: NOW + 2 * HOUR })
    },
  )

  test('an aborted attempt frees its place and counts as none', async () => {
    const { deliver, steps, records } = aDeliver({
      deps: { post: () => Promise.reject(new Error('shutdown')) },
    })

    await expect(deliver(ID, NEVER)).rejects.toThrow('shutdown')
    expect(steps).toEqual(['lane', 'free'])
    expect(records).toEqual([])
  })

  test('every secret that has not expired signs, and no other', async () => {
    const secrets = [
      { value: 'new' },
      { value: 'old', expiresAt: NOW + HOUR },
      { value: 'over', expiresAt: NOW },
    ]
    const { deliver, posts } = aDeliver({ subscription: aSubscription('s1', { secrets }) })

    await deliver(ID, NEVER)

    expect(posts[0]?.secrets.map(({ value }) => value)).toEqual(['new', 'old'])
  })
})

describe('an endpoint that is given up', () => {
  test('a 410 disables the subscription, and that is told before it is recorded', async () => {
    const { deliver, records, events, steps } = aDeliver({ answer: { statusCode: 410, durationMs: 5 } })

    const result = await deliver(ID, NEVER)

    expect(result).toMatchObject({ kind: 'done', status: 'gone' })
    expect(records[0]).toMatchObject({ status: 'gone', disable: 'gone', attempt: { outcome: 'gone' } })
    expect(events.map(({ type }) => type)).toEqual(['subscription.disabled'])
    // The other way round a crash in between would leave it untold for ever.
    expect(steps).toEqual(['lane', 'post', 'tell', 'record'])
  })

  test('an attempt that crashed before its record tells the same event again', async () => {
    const answer = { statusCode: 410, durationMs: 5 }
    const first = aDeliver({ answer, deps: { record: () => Promise.reject(new Error('kill -9')) } })
    const second = aDeliver({ answer, deps: { now: () => NOW + MINUTE } })

    await expect(first.deliver(ID, NEVER)).rejects.toThrow('kill -9')
    await second.deliver(ID, NEVER)

    expect(second.events.map(({ id }) => id)).toEqual(first.events.map(({ id }) => id))
  })

  test('that a webhook is given up for failing is one event however often it is told, and another the next time', async () => {
    const failing = (failingSince: number, now = NOW) => ({
      subscription: aSubscription('s1', { failingSince }),
      answer: { statusCode: 500, durationMs: 5 },
      deps: { now: () => now },
    })
    const first = aDeliver(failing(NOW - 6 * DAY))
    const repeated = aDeliver(failing(NOW - 6 * DAY, NOW + MINUTE))
    const next = aDeliver(failing(NOW - 5 * DAY))

    for (const { deliver } of [first, repeated, next]) await deliver(ID, NEVER)

    const ids = [first, repeated, next].map(({ events }) => events.map(({ id }) => id))
    expect(ids[1]).toEqual(ids[0])
    expect(ids[2]).not.toEqual(ids[0])
    expect(JSON.parse(first.events[0]?.payload ?? '')).toMatchObject({
      type: 'subscription.disabled',
      data: { subscription: { id: 's1' }, reason: 'failing' },
    })
  })

  test.each([
    ['119 hours of nothing but failures', 119, undefined],
    ['120 hours', 120, 'failing'],
  ])('%s', async (_, hours, disable) => {
    const { deliver, records, events } = aDeliver({
      subscription: aSubscription('s1', { failingSince: NOW - hours * HOUR }),
      answer: { statusCode: 500, durationMs: 5 },
    })

    await deliver(ID, NEVER)

    expect(records[0]?.disable).toBe(disable)
    expect(events).toHaveLength(disable ? 1 : 0)
  })

  test('a success after long failing disables nothing', async () => {
    const { deliver, records } = aDeliver({
      subscription: aSubscription('s1', { failingSince: NOW - 30 * DAY }),
    })

    await deliver(ID, NEVER)

    expect(records[0]).not.toHaveProperty('disable')
  })
})

describe('without an attempt', () => {
  test.each(['delivered', 'exhausted', 'gone', 'disabled'] as const)(
    'a job that runs again finds the row %s and does nothing',
    async (status) => {
      const { deliver, steps } = aDeliver({ delivery: aDelivery({ status }) })

      await expect(deliver(ID, NEVER)).resolves.toEqual({ kind: 'done', status })
      expect(steps).toEqual([])
    },
  )

  test('a row that has expired is nothing to deliver', async () => {
    await expect(aDeliver({ delivery: undefined }).deliver(ID, NEVER)).resolves.toEqual({
      kind: 'done',
      status: 'unknown',
    })
  })

  test('an attempt planned for later waits for its time', async () => {
    const { deliver, steps } = aDeliver({ delivery: aDelivery({ nextAttemptAt: NOW + MINUTE }) })

    await expect(deliver(ID, NEVER)).resolves.toEqual({ kind: 'again', at: NOW + MINUTE, reason: 'retry' })
    expect(steps).toEqual([])
  })

  test.each([
    ['was removed', undefined, 'disabled: subscription removed'],
    ['is disabled', aSubscription('s1', { status: 'disabled' }), 'disabled: subscription disabled'],
  ])('a subscription that %s is owed nothing more', async (_, subscription, settlement) => {
    const { deliver, settled, posts } = aDeliver({ subscription })

    await expect(deliver(ID, NEVER)).resolves.toEqual({ kind: 'done', status: 'disabled' })
    expect(settled).toEqual([settlement])
    expect(posts).toEqual([])
  })

  test('an event whose payload has expired ends the delivery', async () => {
    const { deliver, settled } = aDeliver({ event: undefined })

    await expect(deliver(ID, NEVER)).resolves.toEqual({ kind: 'done', status: 'exhausted' })
    expect(settled).toEqual(['exhausted: event expired'])
  })

  test.each(['lane', 'target'] as const)(
    'a full lane sends the job away until there may be room: of its %s',
    async (why) => {
      const { deliver, posts } = aDeliver({
        deps: { takeLane: async () => ({ kind: 'wait', until: NOW + 70, why }) },
      })

      await expect(deliver(ID, NEVER)).resolves.toEqual({ kind: 'again', at: NOW + 70, reason: why })
      expect(posts).toEqual([])
    },
  )

  test('a row settled between the look and the lane is over', async () => {
    const { deliver, posts } = aDeliver({
      deps: { takeLane: async () => ({ kind: 'over', status: 'delivered' }) },
    })

    await expect(deliver(ID, NEVER)).resolves.toEqual({ kind: 'done', status: 'delivered' })
    expect(posts).toEqual([])
  })
})
