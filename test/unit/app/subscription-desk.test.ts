import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { createSubscriptionDesk, type SubscriptionDeskDeps } from '../../../src/app/subscription-desk.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import type { Subscription } from '../../../src/model/index.ts'
import { signPayload } from '../../../src/net/sign.ts'
import { createFrontPage, KEYS } from '../../support/front-page.ts'
import { aSubscription } from '../stages/given.ts'

const HOUR = 3_600_000
const BODY = '{"type":"story.created"}'

/** A desk over one subscription in memory, with a clock of its own. */
function deskAt(start: number) {
  let held: Subscription = aSubscription('s1', {
    secrets: [{ value: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }],
  })
  const clock = { now: start }
  const desk = createSubscriptionDesk({
    store: {
      get: async (id: string) => (id === held.id ? held : undefined),
      update: async (_id: string, patch: Partial<Subscription>) => {
        held = { ...held, ...patch }
        return held
      },
    },
    now: () => clock.now,
    randomBytes,
  } as unknown as SubscriptionDeskDeps)
  const accepts = (secret: string) => {
    const timestamp = Math.floor(clock.now / 1000)
    const { secrets } = held
    const signature = signPayload({ id: 'e1', timestamp, body: BODY, secrets, now: clock.now })
    try {
      new Webhook(secret).verify(BODY, {
        'webhook-id': 'e1',
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature,
      })
      return true
    } catch {
      return false
    }
  }
  return { desk, clock, accepts, held: () => held }
}

test('five old secrets go on signing for a day; a sixth rotation is a conflict until one of them has ended', async () => {
  // The reference library compares with its own clock.
  const { desk, clock, accepts, held } = deskAt(Date.now())
  const server = createHttpServer(createFrontPage({ subscriptions: desk }).deps)
  const rotate = () =>
    server.inject({
      method: 'POST',
      url: '/api/v1/subscriptions/s1/rotate',
      headers: { authorization: `Bearer ${KEYS.admin}` },
    })

  const statuses: number[] = []
  for (let time = 0; time < 5; time++) statuses.push((await rotate()).statusCode)
  const values = held().secrets.map(({ value }) => value)
  const sixth = await rotate()

  expect(statuses).toEqual([200, 200, 200, 200, 200])
  expect(new Set(values).size).toBe(6)
  expect(values.map(accepts)).toEqual(values.map(() => true))
  expect(sixth.statusCode).toBe(409)
  expect(sixth.json().code).toBe('subscription_too_many_secrets')
  for (const value of values) expect(sixth.body).not.toContain(value)

  clock.now += 24 * HOUR
  expect(held().secrets.filter(({ expiresAt = Infinity }) => expiresAt > clock.now)).toEqual([
    { value: values[0] },
  ])
  expect((await rotate()).statusCode).toBe(200)
  expect(held().secrets).toHaveLength(2)
})
