import type { Enrolment, PushReport, PushStanding, SourceId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { numberOr, parseStored, repliesOf } from './replies.ts'

export interface EnrolmentStoreDeps extends StoreDeps {
  /** Whose politeness and tally a hub's URL falls under. */
  readonly hubIdOf: (url: string) => string
  readonly targetOf: (target: Enrolment) => string
  readonly liveUntil: (enrolment: Enrolment) => number
}

export interface HeldEnrolment {
  readonly enrolment: Enrolment
  readonly revision: number
}

export interface PushTally {
  readonly pushed?: number
  readonly missed?: number
  readonly ignored?: number
  /** When a push came that counts. */
  readonly pushedAt?: number
}

const DAY_MS = 24 * 60 * 60 * 1000
/** A hub may ask twice about an unsubscription. */
const LEAVING_TTL_MS = DAY_MS
const HUB_TTL_MS = 30 * DAY_MS
const MAX_UPDATES = 10
const COUNTS = ['lastPushAt', 'pushCount', 'ignoredCount', 'pushedEntries', 'missedEntries'] as const

/** Sources' places at hubs. Callback tokens name the rows; secrets are stored as given. */
export function createEnrolmentStore(deps: EnrolmentStoreDeps) {
  const { redis, keys } = deps
  const scripts = loadScripts(redis, [
    'claim-due-enrolments',
    'forget-enrolment',
    'save-enrolment',
    'tally-push',
  ])
  const memberOf = ({ hub, token }: Enrolment) => `${deps.hubIdOf(hub)}:${token}`

  async function get(token: string): Promise<HeldEnrolment | undefined> {
    const key = keys.enrolment(token)
    const [json, revision] = await redis.hmget(key, 'enrolment', 'revision')
    if (!json) return undefined
    return { enrolment: parseStored<Enrolment>(json, key), revision: numberOr(revision, key, 0) }
  }

  async function save(enrolment: Enrolment, revision: number): Promise<boolean> {
    const { token, sourceId, hub, status } = enrolment
    const isLeaving = status === 'leaving'
    const standing = [token, deps.liveUntil(enrolment), deps.targetOf(enrolment), deps.hubIdOf(hub)].join('|')
    const outcome = await scripts['save-enrolment']({
      keys: [keys.enrolment(token), keys.standings(), keys.enrolmentsDue()],
      args: [
        ...[revision, JSON.stringify(enrolment), sourceId, token, isLeaving ? '' : standing],
        ...[memberOf(enrolment), enrolment.nextStepAt, isLeaving ? LEAVING_TTL_MS : 0],
      ],
    })
    return outcome === 'saved'
  }

  async function tokenOf(sourceId: SourceId): Promise<string | undefined> {
    return (await redis.hget(keys.standings(), sourceId))?.split('|')[0]
  }

  return {
    get,
    save,

    /** Adds an enrolment; false when its source has one by now. */
    add: (enrolment: Enrolment) => save(enrolment, 0),

    /** Saves what `change` makes of the enrolment as it is then; undefined from either leaves all as it is. */
    async update(
      token: string,
      change: (enrolment: Enrolment) => Enrolment | undefined,
    ): Promise<Enrolment | undefined> {
      for (let attempt = 0; attempt < MAX_UPDATES; attempt++) {
        const held = await get(token)
        const next = held && change(held.enrolment)
        if (!held || !next) return undefined
        if (await save(next, held.revision)) return next
      }
      throw new Error(`enrolment changed ${MAX_UPDATES} times while it was updated`)
    },

    async forget(enrolment: Enrolment): Promise<boolean> {
      const { sourceId, token } = enrolment
      const forgotten = await scripts['forget-enrolment']({
        keys: [keys.enrolment(token), keys.standings(), keys.enrolmentsDue()],
        args: [sourceId, token, memberOf(enrolment)],
      })
      return forgotten === 1
    },

    /** Enrolments whose next step is due, at most one per hub and pace; others get them after `leaseMs`. */
    async claimDue(options: {
      readonly now: number
      readonly leaseMs: number
      readonly limit: number
      readonly paceMs: number
    }): Promise<HeldEnrolment[]> {
      const members = (await scripts['claim-due-enrolments']({
        keys: [keys.enrolmentsDue(), keys.hubsAsked()],
        args: [options.now, options.now + options.leaseMs, options.limit, options.paceMs],
      })) as string[]
      const taken = await Promise.all(members.map((member) => get(member.slice(member.indexOf(':') + 1))))
      // A leaving one whose TTL ended.
      const lost = members.filter((_, index) => taken[index] === undefined)
      if (lost.length > 0) await redis.zrem(keys.enrolmentsDue(), ...lost)
      return taken.filter((held) => held !== undefined)
    },

    /** Has the next step looked at now: the source was paused, resumed, removed or moved. */
    async recheck(sourceId: SourceId, now: number): Promise<void> {
      const token = await tokenOf(sourceId)
      const held = token === undefined ? undefined : await get(token)
      if (held) await redis.zadd(keys.enrolmentsDue(), 'XX', now, memberOf(held.enrolment))
    },

    /** What polling needs to know, in the order asked. Two round trips, one where nothing is pushed. */
    async standings(ids: readonly SourceId[], now: number): Promise<(PushStanding | undefined)[]> {
      if (ids.length === 0) return []
      const texts = (await redis.hmget(keys.standings(), ...ids)).map((text) => text?.split('|'))
      const live = texts.filter((parts) => parts !== undefined && Number(parts[1]) > now) as string[][]
      const pipeline = redis.pipeline()
      for (const [token = '', , , hubId = ''] of live) {
        pipeline.hget(keys.enrolment(token), 'missStreak')
        pipeline.hmget(keys.hub(hubId), 'pushed', 'missed')
      }
      const replies = live.length === 0 ? [] : repliesOf(await pipeline.exec())
      const counts = new Map(live.map((parts, index) => [parts, replies.slice(2 * index, 2 * index + 2)]))
      return texts.map((parts) => {
        if (parts === undefined) return undefined
        const [token = '', until, target = ''] = parts
        const [streak, hub] = (counts.get(parts) ?? []) as [string | null, (string | null)[]] | []
        const [pushed, missed] = (hub ?? []).map(Number)
        return {
          token,
          target,
          liveUntil: Number(until),
          missStreak: Number(streak ?? 0),
          hubMissShare: missShare(pushed ?? 0, missed ?? 0),
        }
      })
    },

    /** For the operator. */
    async report(sourceId: SourceId): Promise<PushReport | undefined> {
      const token = await tokenOf(sourceId)
      const held = token === undefined ? undefined : await get(token)
      if (!held) return undefined
      const { token: _, sourceId: __, secret, asked: ___, ...shown } = held.enrolment
      const counts = await redis.hmget(keys.enrolment(held.enrolment.token), ...COUNTS)
      const [lastPushAt, pushCount, ignoredCount, pushedEntries, missedEntries] = counts.map(Number)
      return {
        ...shown,
        trust: secret === undefined ? 'hint' : 'signed',
        ...(lastPushAt && { lastPushAt }),
        pushCount: pushCount ?? 0,
        ignoredCount: ignoredCount ?? 0,
        pushedEntries: pushedEntries ?? 0,
        missedEntries: missedEntries ?? 0,
      }
    },

    async tally(enrolment: Pick<Enrolment, 'token' | 'hub'>, counted: PushTally): Promise<void> {
      const { pushed = 0, missed = 0, ignored = 0, pushedAt = '' } = counted
      await scripts['tally-push']({
        keys: [keys.enrolment(enrolment.token), keys.hub(deps.hubIdOf(enrolment.hub))],
        args: [HUB_TTL_MS, pushed, missed, pushedAt, ignored],
      })
    },
  }
}

/** Few entries say nothing yet. */
const ENOUGH_ENTRIES = 20

function missShare(pushed: number, missed: number): number {
  const all = pushed + missed
  return all < ENOUGH_ENTRIES ? 0 : missed / all
}

export type EnrolmentStore = ReturnType<typeof createEnrolmentStore>
