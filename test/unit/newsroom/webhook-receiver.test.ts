import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test } from 'vitest'
import {
  startWebhookReceiver,
  type WebhookReceiver,
  type WebhookReceiverOptions,
} from '../../support/webhook-receiver.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const next = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const body = JSON.stringify({
  type: 'story.created',
  timestamp: '2026-11-23T12:00:00Z',
  data: { title: 'é 要闻 \u2028' },
})
const open: WebhookReceiver[] = []

async function receiver(options: WebhookReceiverOptions = { secret }): Promise<WebhookReceiver> {
  const started = await startWebhookReceiver(options)
  open.push(started)
  return started
}

function post(url: string, id: string, by = secret, sent = body): Promise<Response> {
  const at = new Date()
  return fetch(url, {
    method: 'POST',
    body: sent,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(by).sign(id, at, body),
    },
  })
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

test('a signed event is accepted and recorded, a repeat is counted', async () => {
  const told: string[] = []
  const { url, received } = await receiver({ secret, onEvent: (event) => told.push(event.id) })

  const answers = [await post(url, 'a'), await post(url, 'a')]

  expect(answers.map(({ status }) => status)).toEqual([204, 204])
  expect(received).toMatchObject([
    { id: 'a', type: 'story.created', attempt: 1, verified: true, answer: 'accepted', body },
    { id: 'a', attempt: 2, verified: true },
  ])
  expect(told).toEqual(['a', 'a'])
})

test('a wrong key, a changed byte and a missing signature are rejected', async () => {
  const { url, received } = await receiver()

  const answers = [
    await post(url, 'a', next),
    await post(url, 'b', secret, body.replace('created', 'updated')),
    await fetch(url, { method: 'POST', body }),
  ]

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
  expect(received.map(({ verified }) => verified)).toEqual([false, false, false])
})

test('either of two secrets verifies while they rotate', async () => {
  const { url, setSecrets } = await receiver({ secrets: [secret, next] })

  const during = [await post(url, 'a'), await post(url, 'b', next)]
  setSecrets([next])
  const after = [await post(url, 'c'), await post(url, 'd', next)]

  expect(during.map(({ status }) => status)).toEqual([204, 204])
  expect(after.map(({ status }) => status)).toEqual([401, 204])
})

test('failures come in the share asked for, the same for the same seed', async () => {
  const failures = { status503Share: 0.3, cutAfterAcceptShare: 0.3, seed: 4 }
  const runs = [await receiver({ secret, failures }), await receiver({ secret, failures })]

  for (const { url } of runs)
    for (let i = 0; i < 40; i++) await post(url, `event-${i}`).catch(() => undefined)

  const [one, two] = runs.map(({ received }) => received.map(({ answer }) => answer))
  expect(one).toEqual(two)
  expect(new Set(one)).toEqual(new Set(['accepted', 'failed', 'cut']))
})
