import type { Intent, Topic } from '../../model/index.ts'
import { DAY, MINUTE, SECOND } from '../durations.ts'

/** W3C WebSub calls ten days a good default. Shorter than five minutes, renewing makes more requests than it saves. */
const LEASE_MS = { default: 10 * DAY, least: 5 * MINUTE, most: 30 * DAY }
const MAX_CALLBACK = 2_048
/** W3C WebSub §5.1: less than 200 bytes. */
const MAX_SECRET_BYTES = 199

export type IntentReading =
  | { readonly kind: 'intent'; readonly intent: Intent; readonly topic: Topic; readonly callback: string }
  | { readonly kind: 'wrong'; readonly message: string }

/**
 * Reads what is sent to our hub (W3C WebSub §5.1). Parameters that are not known are ignored; a lease is what was asked
 * for, within five minutes and thirty days.
 */
export function readIntent(
  form: URLSearchParams,
  topicOf: (url: string) => Topic | undefined,
  now: number,
): IntentReading {
  const field = (name: string) => form.get(`hub.${name}`) ?? ''
  const mode = field('mode')
  if (mode !== 'subscribe' && mode !== 'unsubscribe')
    return wrong('hub.mode is expected to be "subscribe" or "unsubscribe"')
  const callback = field('callback')
  if (callback === '') return wrong('hub.callback is missing')
  if (callback.length > MAX_CALLBACK) return wrong(`hub.callback has more than ${MAX_CALLBACK} characters`)
  const topic = topicOf(field('topic'))
  if (!topic) return wrong('hub.topic is none of ours; expected the address of a feed that names this hub')
  const secret = field('secret')
  if (new TextEncoder().encode(secret).byteLength > MAX_SECRET_BYTES)
    return wrong('hub.secret has 200 bytes or more')
  return {
    kind: 'intent',
    topic,
    callback,
    intent: {
      mode,
      leaseMs: leaseOf(field('lease_seconds')),
      askedAt: now,
      ...(secret !== '' && { secret }),
    },
  }
}

function leaseOf(seconds: string): number {
  const asked = /^\d{1,12}$/u.test(seconds) ? Number(seconds) * SECOND : LEASE_MS.default
  return Math.min(Math.max(asked, LEASE_MS.least), LEASE_MS.most)
}

function wrong(message: string): IntentReading {
  return { kind: 'wrong', message }
}

/** The feeds of lists, as they are now; not their archive, which never changes. */
export function createTopics(siteUrl: string, listIds: readonly string[]) {
  const topics = new Map<string, Topic>()
  for (const listId of listIds) {
    for (const format of ['rss', 'atom', 'json'] as const)
      topics.set(topicUrl(siteUrl, { listId, format }), { listId, format })
  }
  return (url: string): Topic | undefined => topics.get(url)
}

export function topicUrl(siteUrl: string, { listId, format }: Topic): string {
  return `${siteUrl}/lists/${listId}.${format}`
}
