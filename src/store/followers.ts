import type { Follower, FollowerChange, Intent, ListId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { numberOr, parseStored, repliesOf } from './replies.ts'

/** A turn with a follower: the right to settle it until the time it names. */
export interface FollowerTurn {
  readonly id: string
  readonly until: number
}

export interface CallBudget {
  readonly targetId: string
  readonly now: number
  /** Longer than a call can take. */
  readonly leaseMs: number
  /** Calls and attempts at the host at once, and in a minute. */
  readonly concurrency: number
  readonly perMinute: number
}

/** So long an intent waits for its confirmation, tries included. */
const INTENT_TTL_MS = 60 * 60 * 1000
/** Longer than any lease. */
const INDEX_TTL_MS = 32 * 24 * 60 * 60 * 1000

/** Who follows our feeds. Secrets are stored as given. */
export function createFollowerStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, [
    'begin-call',
    'call-followers',
    'note-intent',
    'settle-follower',
    'take-followers',
  ])

  return {
    /** `unknown`: there is nothing to unsubscribe. `full`: there are `most` followers. */
    async intent(
      follower: Pick<Follower, 'id' | 'callback' | 'listId' | 'format'>,
      intent: Intent,
      { most }: { readonly most: number },
    ): Promise<'noted' | 'unknown' | 'full'> {
      const { id, callback, listId, format } = follower
      const outcome = await scripts['note-intent']({
        keys: [keys.follower(id), keys.followers(), keys.followersDue()],
        args: [
          ...[id, intent.askedAt, intent.mode, JSON.stringify(intent), callback, listId, format],
          ...[intent.askedAt + INTENT_TTL_MS, most, INDEX_TTL_MS],
        ],
      })
      return outcome as 'noted' | 'unknown' | 'full'
    },

    async get(id: string): Promise<Follower | undefined> {
      const key = keys.follower(id)
      const row = await redis.hgetall(key)
      const { callback, listId, format, secret, hasEtag } = row
      if (!callback || !listId || !format) return undefined
      const followsUntil = numberOr(row.followsUntil, key, undefined)
      return {
        id,
        callback,
        listId,
        format: format as Follower['format'],
        failureCount: numberOr(row.failureCount, key, 0),
        ...(secret && { secret }),
        ...(hasEtag && { hasEtag }),
        ...(followsUntil !== undefined && { followsUntil }),
        ...(row.intent && { intent: parseStored<Intent>(row.intent, key) }),
      }
    },

    /** Makes all followers of a list due; returns how many there are. */
    async call(listId: ListId, now: number): Promise<number> {
      const called = await scripts['call-followers']({
        keys: [keys.followersOf(listId), keys.followersDue()],
        args: [now, INDEX_TTL_MS],
      })
      return Number(called)
    },

    /** Followers for whom there is something to do; nobody else gets them before `until`. */
    async take(options: { now: number; until: number; limit: number }): Promise<FollowerTurn[]> {
      const ids = await scripts['take-followers']({
        keys: [keys.followersDue(), keys.followersTaken()],
        args: [options.now, options.until, options.limit, INDEX_TTL_MS],
      })
      return (ids as string[]).map((id) => ({ id, until: options.until }))
    },

    /** Undefined: a call may be made now; else when to come back, epoch ms. `settle` gives the place back. */
    async beginCall(id: string, budget: CallBudget): Promise<number | undefined> {
      const till = await scripts['begin-call']({
        keys: [keys.follower(id), keys.target(budget.targetId), keys.targetLane(budget.targetId)],
        args: [id, budget.now, budget.now + budget.leaseMs, budget.concurrency, budget.perMinute],
      })
      return till === '' ? undefined : Number(till)
    },

    /**
     * Of a follower as it was when its turn began. `newer`: another intent came meanwhile, and is next. `late`: somebody
     * else had its turn by then.
     */
    async settle(
      { id, until }: FollowerTurn,
      { listId, intent: seen }: Pick<Follower, 'listId' | 'intent'>,
      { targetId, now }: { readonly targetId: string; readonly now: number },
      { intent, forget, dueAt, followsUntil, secret, hasEtag, failureCount }: FollowerChange,
    ): Promise<'settled' | 'newer' | 'late'> {
      const outcome = await scripts['settle-follower']({
        keys: [
          ...[keys.follower(id), keys.followers(), keys.followersDue(), keys.followersTaken()],
          ...[keys.followersOf(listId), keys.targetLane(targetId)],
        ],
        args: [
          ...[
            id,
            until,
            seen ? JSON.stringify(seen) : '',
            forget ? '1' : '',
            dueAt ?? '',
            followsUntil ?? '',
          ],
          ...[INDEX_TTL_MS, now],
          ...(intent === undefined ? [] : ['intent', '']),
          ...(secret === undefined ? [] : ['secret', secret ?? '']),
          ...(hasEtag === undefined ? [] : ['hasEtag', hasEtag]),
          ...(failureCount === undefined ? [] : ['failureCount', failureCount]),
        ],
      })
      return outcome as 'settled' | 'newer' | 'late'
    },

    /** Ends the turn with a follower whose lease has ended. */
    async letGo(id: string): Promise<void> {
      const indexes = [keys.followers(), keys.followersDue(), keys.followersTaken()]
      const pipeline = redis.pipeline()
      for (const index of indexes) pipeline.zrem(index, id)
      repliesOf(await pipeline.exec())
    },

    /** Followers, and intents that may become some. */
    async count(now: number): Promise<number> {
      return redis.zcount(keys.followers(), now, '+inf')
    },
  }
}
