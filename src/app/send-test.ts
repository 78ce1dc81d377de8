import type { Subscription } from '../model/index.ts'
import { createWebhookPoster } from '../net/post-webhook.ts'
import { hashId } from '../rules/ids.ts'
import type { Context } from './context.ts'

/** One signed POST outside queues and ledger, for somebody who waits for the answer. */
export function sendTest(context: Context, subscription: Subscription) {
  const now = context.now()
  const post = createWebhookPoster(context.clients.callbacks)
  return post({
    url: subscription.url,
    body: JSON.stringify({
      type: 'subscription.test',
      timestamp: new Date(now).toISOString(),
      data: { subscription: { id: subscription.id }, message: 'If you can verify this, you are ready.' },
    }),
    eventId: hashId('test', subscription.id, String(now)),
    attemptNumber: 1,
    secrets: subscription.secrets,
    now,
  })
}
