import type { Subscription, SubscriptionId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { chunksOf, numberOr, parseStored, repliesOf, StoreError } from './replies.ts'

/** `undefined` clears a field that may be absent. */
export type SubscriptionPatch = {
  readonly [Field in keyof Omit<Subscription, 'id'>]?: Subscription[Field] | undefined
}

/** Written by scripts, each in a field of its own; the rest is the declaration. */
const STATE_FIELDS = ['status', 'disabledReason', 'failingSince', 'pausedUntil'] as const
const READ_CHUNK = 500
const MAX_UPDATES = 20

/** Who wants which events. Secrets are stored as given. */
export function createSubscriptionStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['update-subscription'])

  async function read(ids: readonly SubscriptionId[]): Promise<(string | null)[][]> {
    const rows: (string | null)[][] = []
    for (const chunk of chunksOf(ids, READ_CHUNK)) {
      const pipeline = redis.pipeline()
      for (const id of chunk) pipeline.hmget(keys.subscription(id), 'declaration', ...STATE_FIELDS)
      rows.push(...(repliesOf(await pipeline.exec()) as (string | null)[][]))
    }
    return rows
  }

  async function get(id: SubscriptionId): Promise<Subscription | undefined> {
    const [row] = await read([id])
    return readSubscription(keys.subscription(id), row ?? [])
  }

  return {
    get,

    /** Replaces the subscription of that id, if there is one. */
    async add(subscription: Subscription): Promise<void> {
      const key = keys.subscription(subscription.id)
      const { declaration, state } = split(subscription)
      await redis
        .multi()
        .del(key)
        .hset(key, { declaration, ...state })
        .sadd(keys.subscriptions(), subscription.id)
        .exec()
    },

    /** Oldest first. */
    async list(): Promise<Subscription[]> {
      const ids = await redis.smembers(keys.subscriptions())
      const rows = await read(ids)
      return ids
        .map((id, index) => readSubscription(keys.subscription(id), rows[index] ?? []))
        .filter((subscription) => subscription !== undefined)
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    },

    async remove(id: SubscriptionId): Promise<boolean> {
      const results = await redis
        .multi()
        .srem(keys.subscriptions(), id)
        .unlink(keys.subscription(id), keys.lane(id), keys.subscriptionDeliveries(id))
        .exec()
      return repliesOf(results)[0] === 1
    },

    /** Returns the subscription as it is then; undefined when there is none. */
    async update(id: SubscriptionId, patch: SubscriptionPatch): Promise<Subscription | undefined> {
      const key = keys.subscription(id)
      for (let attempt = 0; attempt < MAX_UPDATES; attempt++) {
        const [row = []] = await read([id])
        const before = readSubscription(key, row)
        if (!before) return undefined
        const { declaration } = split({ ...before, ...patch } as Subscription)
        const state = STATE_FIELDS.filter((field) => field in patch).flatMap((field) => [
          field,
          String(patch[field] ?? ''),
        ])
        const outcome = await scripts['update-subscription']({
          keys: [key],
          args: [row[0] ?? '', declaration, ...state],
        })
        if (outcome === 'updated') return get(id)
      }
      throw new StoreError(
        'store_contended',
        `subscription ${id} changed ${MAX_UPDATES} times while it was updated`,
        {
          retry: 'later',
        },
      )
    },
  }
}

function split(subscription: Subscription) {
  const { status, disabledReason, failingSince, pausedUntil, ...declared } = subscription
  return {
    declaration: JSON.stringify(declared),
    state: {
      status,
      ...(disabledReason !== undefined && { disabledReason }),
      ...(failingSince !== undefined && { failingSince: String(failingSince) }),
      ...(pausedUntil !== undefined && { pausedUntil: String(pausedUntil) }),
    },
  }
}

function readSubscription(key: string, row: readonly (string | null)[]): Subscription | undefined {
  const [declaration, status, disabledReason, failingSince, pausedUntil] = row
  if (!declaration) return undefined
  const since = numberOr(failingSince, key, undefined)
  const until = numberOr(pausedUntil, key, undefined)
  return {
    ...parseStored<Omit<Subscription, 'status'>>(declaration, key),
    status: (status ?? 'active') as Subscription['status'],
    ...(disabledReason && { disabledReason: disabledReason as 'gone' | 'failing' }),
    ...(since !== undefined && { failingSince: since }),
    ...(until !== undefined && { pausedUntil: until }),
  }
}
