import { describe, expect, test } from 'vitest'
import { lane, openDeliveries } from './delivery-space.ts'
import { aSubscription, NOW } from './given.ts'

const { space, aDesk, owing } = openDeliveries('subscriptions')

describe('subscriptions', () => {
  test('leave nothing of their own behind when they are removed', async () => {
    const { deliveries, subscriptions, keys } = await owing(1)
    await deliveries.takeLane('e0.s', lane)

    expect([await subscriptions.remove('s'), await subscriptions.remove('s')]).toEqual([true, false])

    const own = [keys.subscription('s'), keys.lane('s'), keys.subscriptionDeliveries('s')]
    expect(await space.redis.exists(...own)).toBe(0)
  })

  test('come back as they were added, oldest first', async () => {
    const { subscriptions } = await aDesk()
    const first = aSubscription('b', { description: 'für 我', failingSince: NOW, pausedUntil: NOW + 1 })
    const second = aSubscription('a', { createdAt: NOW + 1, status: 'disabled', disabledReason: 'failing' })

    await subscriptions.add(second)
    await subscriptions.add(first)

    expect(await subscriptions.list()).toEqual([first, second])
    expect([await subscriptions.remove('a'), await subscriptions.remove('a')]).toEqual([true, false])
    expect(await subscriptions.get('a')).toBeUndefined()
  })

  test('a resumed one has no reason and no failures left', async () => {
    const { subscriptions } = await aDesk()
    await subscriptions.add(
      aSubscription('a', { status: 'disabled', disabledReason: 'gone', failingSince: NOW }),
    )

    await subscriptions.update('a', { status: 'active', disabledReason: undefined, failingSince: undefined })

    expect(await subscriptions.get('a')).toEqual(aSubscription('a'))
    expect(await subscriptions.update('none', { status: 'active' })).toBeUndefined()
  })

  test('changes made at the same time all arrive', async () => {
    const { subscriptions } = await aDesk()
    await subscriptions.add(aSubscription('a'))

    await Promise.all([
      subscriptions.update('a', { description: 'new' }),
      subscriptions.update('a', { url: 'https://other.example/' }),
      subscriptions.update('a', { listIds: ['top'] }),
      subscriptions.update('a', { status: 'paused' }),
    ])

    expect(await subscriptions.get('a')).toEqual(
      aSubscription('a', {
        description: 'new',
        url: 'https://other.example/',
        listIds: ['top'],
        status: 'paused',
      }),
    )
  })
})
