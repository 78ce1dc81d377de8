import type { Edition, Event, ListHead, ListId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import { compact, expand } from './compact.ts'
import type { StoreDeps } from './deps.ts'
import { pairsOf, parseStored, repliesOf } from './replies.ts'

export interface EditionEntry {
  readonly number: number
  readonly frozenAt: number
}

export interface Freezing {
  readonly edition: Edition
  /** Number of the head that the decision was made on; 0 when there was none. */
  readonly expectedNumber: number
  readonly head: ListHead
  readonly events: readonly Event[]
  /** The edition it replaces, and what that one is to the archive. */
  readonly replaced?: { readonly frozenAt: number; readonly mark: 'none' | 'hour' | 'day' } | undefined
  /** What it adds to the record of its day, and under which date. */
  readonly day: { readonly date: string; readonly items: readonly { readonly storyId: string }[] }
  /** Start of the step of the rank record that this edition closes, epoch ms. */
  readonly rankedAt: number
  readonly keepMs: EditionRetention
}

export interface EditionRetention {
  /** Every edition, once replaced. */
  readonly editions: number
  /** The last of each hour. */
  readonly hourly: number
  /** The last of each day, and the records of days. */
  readonly daily: number
  /** Ranks, for curves. */
  readonly ranks: number
  readonly events: number
}

/** Numbered editions of each list, and the head that says which is newest. Editions never change. */
export function createEditionStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['freeze-edition'])
  const tiersOf = (listId: ListId) => [keys.editions(listId), keys.hourly(listId), keys.daily(listId)]

  async function head(listId: ListId): Promise<ListHead | undefined> {
    const key = keys.head(listId)
    const json = await redis.hget(key, 'head')
    return json ? parseStored<ListHead>(json, key) : undefined
  }

  async function get(listId: ListId, number: number): Promise<Edition | undefined> {
    const key = keys.edition(listId, number)
    const bytes = await redis.getBuffer(key)
    return bytes ? expand<Edition>(bytes, key) : undefined
  }

  /** The same range of all three indexes, newest first, each edition once. */
  async function range(listId: ListId, from: string, until: string, limit: number): Promise<EditionEntry[]> {
    const pipeline = redis.pipeline()
    for (const key of tiersOf(listId)) {
      pipeline.zrevrangebyscore(key, until, from, 'WITHSCORES', 'LIMIT', 0, limit)
    }
    const found = new Map<number, number>()
    for (const flat of repliesOf(await pipeline.exec()) as string[][]) {
      for (const [number, frozenAt] of pairsOf(flat)) found.set(Number(number), Number(frozenAt))
    }
    return [...found]
      .map(([number, frozenAt]) => ({ number, frozenAt }))
      .sort((a, b) => b.number - a.number)
      .slice(0, limit)
  }

  /** When an edition was frozen, also one whose bytes have expired while its number is still known. */
  async function frozenAtOf(listId: ListId, number: number): Promise<number | undefined> {
    const pipeline = redis.pipeline()
    for (const key of tiersOf(listId)) pipeline.zscore(key, String(number))
    const known = (repliesOf(await pipeline.exec()) as (string | null)[]).find((score) => score !== null)
    return known === undefined || known === null ? undefined : Number(known)
  }

  return {
    head,
    get,

    async latest(listId: ListId): Promise<Edition | undefined> {
      const number = await redis.hget(keys.head(listId), 'number')
      return number === null ? undefined : get(listId, Number(number))
    },

    /**
     * Newest first; `before` leaves out that number and all above it. Further back there are fewer: the last of each
     * hour, then of each day.
     */
    async list(
      listId: ListId,
      page: { readonly limit: number; readonly before?: number },
    ): Promise<EditionEntry[]> {
      if (page.limit <= 0) return []
      const { before } = page
      if (before === undefined) return range(listId, '-inf', '+inf', page.limit)
      const at = await frozenAtOf(listId, before)
      // Several editions may share a millisecond; a number nobody knows any more is looked for from the newest.
      const entries = await range(listId, '-inf', at === undefined ? '+inf' : String(at), page.limit + 10)
      return entries.filter(({ number }) => number < before).slice(0, page.limit)
    },

    /** Editions frozen in [from, until), newest first: a day of the archive. */
    async between(listId: ListId, from: number, until: number, limit: number): Promise<EditionEntry[]> {
      return limit <= 0 ? [] : range(listId, String(from), `(${until}`, limit)
    },

    /** The edition that was in force at an instant, as exactly as the archive still knows. */
    async at(listId: ListId, instant: number): Promise<Edition | undefined> {
      for (const { number } of await range(listId, '-inf', String(instant), 3)) {
        const edition = await get(listId, number)
        if (edition) return edition
      }
      return undefined
    },

    /** Also tells `keys.live()` of it. `stale`: the head has moved on; nothing was written. */
    async freeze(step: Freezing): Promise<'frozen' | 'stale'> {
      const { edition, expectedNumber, head, events, replaced, day, keepMs } = step
      const { listId, number, frozenAt } = edition
      const rest = {
        mark: replaced?.mark ?? 'none',
        before: replaced ? String(replaced.frozenAt) : '',
        keep: {
          none: keepMs.editions,
          hour: keepMs.hourly,
          day: keepMs.daily,
          orders: keepMs.ranks,
          event: keepMs.events,
        },
        items: day.items.map((item) => [item.storyId, JSON.stringify(item)]),
        step: String(step.rankedAt),
        order: edition.items.map((item) => item.storyId).join(','),
        channel: keys.live(),
        message: `${listId} ${number}`,
        events: events.map((event) => ({
          id: event.id,
          type: event.type,
          lists: JSON.stringify(event.listIds),
          json: JSON.stringify(event),
        })),
      }
      const outcome = await scripts['freeze-edition']({
        keys: [
          keys.head(listId),
          ...tiersOf(listId),
          keys.edition(listId, number),
          keys.edition(listId, expectedNumber),
          keys.day(listId, day.date),
          keys.ranks(listId, day.date),
          keys.outbox(),
          ...events.map((event) => keys.event(event.id)),
        ],
        args: [
          expectedNumber,
          number,
          frozenAt,
          compact(edition),
          JSON.stringify(head),
          JSON.stringify(rest),
        ],
      })
      return outcome as 'frozen' | 'stale'
    },
  }
}
