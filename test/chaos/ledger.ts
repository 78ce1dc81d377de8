import type { Context } from '../../src/app.ts'
import { parseFeed } from '../../src/feed/parse.ts'
import type { Delivery, Entry, Event, Subscription } from '../../src/model/index.ts'
import type { QueueName } from '../../src/queue/queues.ts'
import { matchesSubscription } from '../../src/rules/deliver/matches-subscription.ts'
import { identifyEntries } from '../../src/rules/identity/identity.ts'
import { entryId, sourceId } from '../../src/rules/ids.ts'
import type { NewsroomSource } from '../support/newsroom/index.ts'
import { keysOf } from '../support/redis.ts'

/** Every event that was ever committed. */
export async function readEvents({ redis, config, storage }: Context): Promise<Event[]> {
  const prefix = storage.keys.event('')
  const keys = (await keysOf(redis, config.redis.prefix)).filter((key) => key.startsWith(prefix))
  const texts = await Promise.all(keys.map((key) => redis.get(key)))
  return texts.map((text) => JSON.parse(text ?? 'null') as Event)
}

export interface Owed {
  readonly event: Event
  readonly subscription: Subscription
}

export function owedDeliveries(events: readonly Event[], subscriptions: readonly Subscription[]): Owed[] {
  return events.flatMap((event) =>
    subscriptions
      .filter((subscription) => matchesSubscription(subscription, event))
      .map((subscription) => ({ event, subscription })),
  )
}

export async function readLedger({ storage }: Context): Promise<Delivery[]> {
  const subscriptions = await storage.subscriptions.list()
  const rows = await Promise.all(
    subscriptions.map(({ id }) => storage.deliveries.list(id, { limit: 100_000 })),
  )
  return rows.flat()
}

/**
 * Nothing waits, runs or is put off in these queues, and nothing is owed. It looks in the direction in which work moves:
 * what moves on meanwhile is met again further on.
 */
export async function isQuiet({ storage, queues }: Context, names: readonly QueueName[]): Promise<boolean> {
  const areEmpty = async () => {
    const counts = await queues.counts()
    return names.every((name) => {
      const { waiting, active, delayed } = counts[name]
      return waiting === 0 && active === 0 && delayed === 0
    })
  }
  if (!(await areEmpty()) || (await storage.outbox.length()) > 0) return false
  const { pending } = await storage.deliveries.counts()
  return pending === 0 && (await areEmpty())
}

export interface Missing {
  readonly source: string
  readonly title: string
  readonly why: 'no entry' | 'no story'
}

/** Items that stand in a feed now and were lost on the way into a story. */
export async function missingItems(
  { storage }: Context,
  sources: readonly NewsroomSource[],
): Promise<{ items: number; missing: Missing[] }> {
  let items = 0
  const missing: Missing[] = []
  for (const source of sources) {
    const response = await fetch(source.url)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const contentType = response.headers.get('content-type')
    const feed = await parseFeed(bytes, { baseUrl: source.url, ...(contentType && { contentType }) })
    const identified = identifyEntries(feed.entries)
    const ids = identified.map(({ key }) => entryId(sourceId(source.url), key))
    const entries = await storage.entries.get(ids)
    items += ids.length
    for (const [index, { entry }] of identified.entries()) {
      const why = whyMissing(entries[index])
      if (why) missing.push({ source: source.url, title: entry.title ?? '', why })
    }
  }
  return { items, missing }
}

function whyMissing(entry: Entry | undefined): Missing['why'] | undefined {
  if (!entry) return 'no entry'
  return entry.announcement !== 'stored' && entry.storyId === undefined ? 'no story' : undefined
}
