import { expect, test } from 'vitest'
import type { OutboxItem, Subscription } from '../../../src/model/index.ts'
import { createFanOut, type FanOutDeps } from '../../../src/stages/fan-out.ts'
import { aSubscription } from './given.ts'

const ITEMS: OutboxItem[] = [
  { position: '1-0', eventId: 'e1', type: 'story.created', listIds: ['top'] },
  { position: '2-0', eventId: 'e2', type: 'list.entered', listIds: ['sports'] },
]

function aFanOut(given: {
  subscriptions?: Subscription[]
  items?: OutboxItem[]
  deps?: Partial<FanOutDeps>
}) {
  const steps: [string, unknown][] = []
  const fanOut = createFanOut({
    readOutbox: async () => given.items ?? ITEMS,
    listSubscriptions: async () => given.subscriptions ?? [aSubscription('s1')],
    async openDeliveries(items) {
      steps.push(['open', items])
      return items.map(({ eventId, subscriptionId }) => `${eventId}.${subscriptionId}`)
    },
    async enqueueDeliveries(ids) {
      steps.push(['enqueue', ids])
    },
    async acknowledge(positions) {
      steps.push(['acknowledge', positions])
    },
    lostConnections: () => 0,
    ...given.deps,
  })
  return { fanOut, steps, names: () => steps.map(([name]) => name) }
}

test('ledger, then jobs, then the acknowledgement', async () => {
  const { fanOut, steps } = aFanOut({})

  const done = await fanOut(0)

  expect(done).toEqual({ events: 2, deliveries: 2 })
  expect(steps).toEqual([
    [
      'open',
      [
        { eventId: 'e1', subscriptionId: 's1' },
        { eventId: 'e2', subscriptionId: 's1' },
      ],
    ],
    ['enqueue', ['e1.s1', 'e2.s1']],
    ['acknowledge', ['1-0', '2-0']],
  ])
})

test('each subscription is owed what it asked for', async () => {
  const { fanOut, steps } = aFanOut({
    subscriptions: [
      aSubscription('stories', { eventTypes: ['story.created'] }),
      aSubscription('sports', { listIds: ['sports'] }),
      aSubscription('other', { eventTypes: ['story.created'], listIds: ['sports'] }),
    ],
  })

  await fanOut(0)

  expect(steps[1]).toEqual(['enqueue', ['e1.stories', 'e2.sports']])
})

test('an event that nobody wants is acknowledged', async () => {
  const { fanOut, names } = aFanOut({ subscriptions: [] })

  await expect(fanOut(0)).resolves.toEqual({ events: 2, deliveries: 0 })
  expect(names()).toEqual(['acknowledge'])
})

test('a batch that runs again adds jobs for what is still owed, and none for what was settled', async () => {
  const { fanOut, steps } = aFanOut({ deps: { openDeliveries: async () => ['e2.s1'] } })

  await fanOut(0)

  expect(steps).toEqual([
    ['enqueue', ['e2.s1']],
    ['acknowledge', ['1-0', '2-0']],
  ])
})

test.each(['openDeliveries', 'enqueueDeliveries'] as const)(
  'when %s fails nothing is acknowledged',
  async (step) => {
    const { fanOut, names } = aFanOut({ deps: { [step]: () => Promise.reject(new Error('Redis is away')) } })

    await expect(fanOut(0)).rejects.toThrow('Redis is away')
    expect(names()).not.toContain('acknowledge')
  },
)

test('an empty outbox costs one read', async () => {
  const { fanOut, steps } = aFanOut({
    items: [],
    deps: { listSubscriptions: () => Promise.reject(new Error('asked')) },
  })

  await expect(fanOut(0)).resolves.toEqual({ events: 0, deliveries: 0 })
  expect(steps).toEqual([])
})

test('a batch during which Redis was lost is not acknowledged: its ledger rows may be gone with it', async () => {
  let lost = 0
  const { fanOut, names } = aFanOut({
    deps: {
      lostConnections: () => lost,
      async listSubscriptions() {
        lost++
        return [aSubscription('s1')]
      },
    },
  })

  await expect(fanOut(0)).rejects.toThrow('connection to Redis was lost')
  expect(names()).toEqual(['open', 'enqueue'])
})
