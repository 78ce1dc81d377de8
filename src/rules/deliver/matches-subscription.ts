import type { Event } from '../../model/event.ts'
import type { Subscription } from '../../model/subscription.ts'

const OPERATIONAL = ['source.', 'subscription.', 'delivery.']

/**
 * Whether a webhook is owed an event. A paused subscription is: its deliveries wait in the ledger. Events that concern no
 * list (`source.*`, `subscription.*`, `delivery.*`) reach a subscription bound to lists only when it names their type.
 */
export function matchesSubscription(
  subscription: Pick<Subscription, 'status' | 'eventTypes' | 'listIds'>,
  event: Pick<Event, 'type' | 'listIds'>,
): boolean {
  const { status, eventTypes, listIds } = subscription
  if (status === 'disabled') return false
  const namesType = eventTypes.includes(event.type)
  if (eventTypes.length > 0 && !namesType) return false
  if (listIds.length === 0) return true
  if (isOperational(event.type)) return namesType
  return event.listIds.some((id) => listIds.includes(id))
}

function isOperational(type: Event['type']): boolean {
  return OPERATIONAL.some((noun) => type.startsWith(noun))
}
