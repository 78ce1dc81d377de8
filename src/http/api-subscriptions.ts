import { secretJson, subscriptionJson } from './api-answers.ts'
import { idParams, nothing } from './api-schemas.ts'
import * as schemas from './api-subscription-schemas.ts'
import type { HttpDeps } from './deps.ts'
import { type Operation, operation } from './operation.ts'

/** Who is told of events. */
export function subscriptionOperations({ subscriptions }: HttpDeps): Operation[] {
  const read = async (id: string) => {
    const subscription = await subscriptions.get(id)
    return subscription && subscriptionJson(subscription)
  }
  const change = (verb: 'pause' | 'resume', summary: string) =>
    operation('POST', `/subscriptions/{id}/${verb}`, 'operate', summary, {
      id: `${verb}Subscription`,
      params: idParams,
      answer: schemas.subscriptionAnswer,
      handle: async ({ params }) => {
        if ((await subscriptions.get(params.id)) === undefined) return undefined
        await subscriptions[verb](params.id)
        return read(params.id)
      },
    })

  return [
    operation('GET', '/subscriptions', 'read', 'All subscriptions, without their secrets', {
      id: 'readSubscriptions',
      answer: schemas.subscriptionsAnswer,
      handle: async () => ({ subscriptions: (await subscriptions.list()).map(subscriptionJson) }),
    }),
    operation('GET', '/subscriptions/{id}', 'read', 'One subscription, without its secrets', {
      id: 'readSubscription',
      params: idParams,
      answer: schemas.subscriptionAnswer,
      handle: ({ params }) => read(params.id),
    }),
    operation('POST', '/subscriptions', 'admin', 'Add a webhook; the answer alone shows its secret', {
      id: 'addSubscription',
      body: schemas.subscriptionDraft,
      status: 201,
      answer: schemas.subscriptionWithSecret,
      handle: async ({ body: { url, events, lists, description } }) =>
        secretJson(
          await subscriptions.add({
            url,
            eventTypes: events,
            listIds: lists,
            ...(description !== undefined && { description }),
          }),
        ),
    }),
    change('pause', 'Hold deliveries back'),
    change('resume', 'Deliver again, also after the subscription was disabled'),
    operation('POST', '/subscriptions/{id}/rotate', 'admin', 'Make a new secret; the answer alone shows it', {
      id: 'rotateSubscription',
      params: idParams,
      answer: schemas.subscriptionWithSecret,
      handle: async ({ params }) => {
        const subscription = await subscriptions.rotate(params.id)
        return subscription && secretJson(subscription)
      },
    }),
    operation('POST', '/subscriptions/{id}/resend', 'operate', 'Send events once more', {
      id: 'resendEvents',
      params: idParams,
      body: schemas.resendDraft,
      answer: schemas.resendAnswer,
      handle: async ({ params, body: { events, since } }) => {
        const resent = await subscriptions.resend(params.id, {
          eventIds: events,
          ...(since !== undefined && { since: Date.parse(since) }),
        })
        return resent === undefined ? undefined : { resent }
      },
    }),
    operation('DELETE', '/subscriptions/{id}', 'admin', 'Remove a subscription; nothing more is delivered', {
      id: 'removeSubscription',
      params: idParams,
      status: 204,
      answer: nothing,
      handle: async ({ params }) => {
        if ((await subscriptions.get(params.id)) === undefined) return undefined
        await subscriptions.remove(params.id)
        return {}
      },
    }),
  ]
}
