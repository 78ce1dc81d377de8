import type { SubscriptionDesk, SubscriptionDraft } from '../http/desks.ts'
import { type Subscription, TidewireError } from '../model/index.ts'
import type { Guard } from '../net/guard.ts'
import { newSecret, secretKey } from '../net/sign.ts'
import { hashId } from '../rules/ids.ts'
import type { createSubscriptionStore } from '../store/subscriptions.ts'
import { type ResendDeps, resend } from './resend.ts'

export interface SubscriptionDeskDeps extends Omit<ResendDeps, 'now'> {
  readonly store: ReturnType<typeof createSubscriptionStore>
  readonly guard: Pick<Guard, 'checkUrl'>
  readonly listIds: readonly string[]
  now(): number
  randomBytes(size: number): Uint8Array
}

/** How long a secret goes on signing after its successor was made; receivers change over in that time. */
const ROTATION_OVERLAP_MS = 24 * 3_600_000
/** That still sign beside the newest. */
const MAX_OLD_SECRETS = 5

/** What is done with subscriptions, from the CLI as from the API. */
export function createSubscriptionDesk(deps: SubscriptionDeskDeps): SubscriptionDesk & {
  /** The same URL, events and lists are the same subscription: declaring twice adds nothing. */
  declare(draft: SubscriptionDraft & { secret?: string }): Promise<Subscription>
} {
  const check = (draft: SubscriptionDraft) => {
    for (const id of draft.listIds) {
      if (deps.listIds.includes(id)) continue
      throw new TidewireError(
        'subscription_list_unknown',
        `list "${id}" does not exist; expected one of ${deps.listIds.join(', ')}`,
        { retry: 'never' },
      )
    }
    return deps.guard.checkUrl(draft.url).href
  }
  const store = async (id: string, url: string, draft: SubscriptionDraft, secret: string) => {
    const subscription: Subscription = {
      id,
      kind: 'webhook',
      url,
      eventTypes: draft.eventTypes,
      listIds: draft.listIds,
      status: 'active',
      secrets: [{ value: secret }],
      ...(draft.description !== undefined && { description: draft.description }),
      createdAt: deps.now(),
    }
    await deps.store.add(subscription)
    return subscription
  }
  return {
    list: () => deps.store.list(),
    get: (id) => deps.store.get(id),
    async add(draft) {
      const url = check(draft)
      const id = hashId('subscription', Buffer.from(deps.randomBytes(16)).toString('hex'))
      return store(id, url, draft, newSecret(deps.randomBytes))
    },
    async declare(draft) {
      const url = check(draft)
      if (draft.secret !== undefined) secretKey(draft.secret)
      const id = hashId('declared-subscription', url, draft.eventTypes.join(), draft.listIds.join())
      return (await deps.store.get(id)) ?? store(id, url, draft, draft.secret ?? newSecret(deps.randomBytes))
    },
    remove: async (id) => {
      await deps.store.remove(id)
    },
    async pause(id) {
      await deps.store.update(id, { status: 'paused' })
    },
    async resume(id) {
      await deps.store.update(id, {
        status: 'active',
        disabledReason: undefined,
        failingSince: undefined,
        pausedUntil: undefined,
      })
    },
    async rotate(id) {
      const subscription = await deps.store.get(id)
      if (!subscription) return undefined
      const now = deps.now()
      const alive = subscription.secrets.filter((secret) => (secret.expiresAt ?? Infinity) > now)
      if (alive.length > MAX_OLD_SECRETS) {
        throw new TidewireError(
          'subscription_too_many_secrets',
          `subscription ${id} has ${alive.length} secrets that still sign; wait until one expires`,
          { retry: 'later' },
        )
      }
      await deps.store.update(id, {
        secrets: [
          { value: newSecret(deps.randomBytes) },
          ...alive.map((secret) => ({ ...secret, expiresAt: secret.expiresAt ?? now + ROTATION_OVERLAP_MS })),
        ],
      })
      return deps.store.get(id)
    },
    async resend(id, choice) {
      const subscription = await deps.store.get(id)
      return subscription && resend(deps, subscription, choice)
    },
  }
}
