import type { Edition, Event, ListHead, ListId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { eventArguments } from './events.ts'
import { pairsOf, parseStored } from './replies.ts'

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
  readonly ttlMs: { readonly edition: number; readonly event: number }
}

/** Numbered editions of each list, and the head that says which is newest. Editions never change. */
export function createEditionStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['freeze-edition'])

  async function head(listId: ListId): Promise<ListHead | undefined> {
    const key = keys.head(listId)
    const json = await redis.hget(key, 'head')
    return json ? parseStored<ListHead>(json, key) : undefined
  }

  async function get(listId: ListId, number: number): Promise<Edition | undefined> {
    const key = keys.edition(listId, number)
    const json = await redis.get(key)
    return json ? parseStored<Edition>(json, key) : undefined
  }

  return {
    head,
    get,

    async latest(listId: ListId): Promise<Edition | undefined> {
      const number = await redis.hget(keys.head(listId), 'number')
      return number === null ? undefined : get(listId, Number(number))
    },

    /** Newest first; `before` leaves out that number and all above it. */
    async list(
      listId: ListId,
      page: { readonly limit: number; readonly before?: number },
    ): Promise<EditionEntry[]> {
      if (page.limit <= 0) return []
      const key = keys.editions(listId)
      const newest = Number((await redis.zrevrange(key, 0, 0))[0] ?? 0)
      // Numbers have no gaps, so a number tells its place.
      const start = page.before === undefined ? 0 : Math.max(0, newest - page.before + 1)
      return entriesOf(await redis.zrevrange(key, start, start + page.limit - 1, 'WITHSCORES'))
    },

    /** Editions frozen in [from, until), newest first: a day of the archive. */
    async between(listId: ListId, from: number, until: number, limit: number): Promise<EditionEntry[]> {
      const flat = await redis.zrevrangebyscore(
        keys.editions(listId),
        `(${until}`,
        from,
        'WITHSCORES',
        'LIMIT',
        0,
        limit,
      )
      return entriesOf(flat)
    },

    /** Also tells `keys.live()` of it. `stale`: the head has moved on; nothing was written. */
    async freeze({ edition, expectedNumber, head, events, ttlMs }: Freezing): Promise<'frozen' | 'stale'> {
      const { listId, number, frozenAt } = edition
      const outcome = await scripts['freeze-edition']({
        keys: [
          keys.head(listId),
          keys.editions(listId),
          keys.edition(listId, number),
          keys.outbox(),
          ...events.map((event) => keys.event(event.id)),
        ],
        args: [
          expectedNumber,
          number,
          frozenAt,
          JSON.stringify(edition),
          JSON.stringify(head),
          ttlMs.edition,
          ttlMs.event,
          keys.live(),
          `${listId} ${number}`,
          ...events.flatMap(eventArguments),
        ],
      })
      return outcome as 'frozen' | 'stale'
    },

    /** Tells the pages of an edition once more, when its feeds are stored. */
    async announceLive(listId: ListId, number: number): Promise<void> {
      await redis.publish(keys.live(), `${listId} ${number}`)
    },
  }
}

function entriesOf(flat: readonly string[]): EditionEntry[] {
  return pairsOf(flat)
    .map(([number, frozenAt]) => ({ number: Number(number), frozenAt: Number(frozenAt) }))
    .sort((a, b) => b.number - a.number)
}

export type EditionStore = ReturnType<typeof createEditionStore>
