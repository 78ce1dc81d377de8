import type { EntryId, IconPlace, ImageType, PublisherIcon, Source } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { repliesOf } from './replies.ts'

const DAY_MS = 86_400_000
/** An icon is looked for so rarely, found or not. */
const ICON_AGE_MS = 30 * DAY_MS
/** A search that failed by no fault of the icon, or that died with its process. */
const ICON_RETRY_MS = DAY_MS
const ICON_TTL_MS = 60 * DAY_MS
const WANTED_TTL_MS = 7 * DAY_MS
/** Publishers beyond these come again with their next news. */
const MOST_WANTED = 10_000

type Noted = Pick<Source, 'id' | 'publisherId'>

/** Records of publishers: their counts are written by `join-stories.lua` in the step that places an entry. */
export function createPublisherStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['note-publisher'])

  /**
   * Also takes back a title, where the source has none any more. False where another source's title stands, or too many
   * icons are wanted: then it is worth saying again.
   */
  async function note(
    { id, publisherId }: Noted,
    seen: { readonly title?: string | undefined; readonly iconPlaces?: readonly IconPlace[] },
    { now, ttlMs }: { readonly now: number; readonly ttlMs: number },
  ): Promise<boolean> {
    const places = seen.iconPlaces?.length ? JSON.stringify(seen.iconPlaces) : ''
    const reply = await scripts['note-publisher']({
      keys: [keys.publisher(publisherId), keys.publisherIcon(publisherId), keys.wantedIcons()],
      args: [publisherId, id, seen.title ?? '', places, now, ttlMs, MOST_WANTED, WANTED_TTL_MS],
    })
    return reply === 1
  }

  async function plan(id: string, nextAt: number): Promise<void> {
    const key = keys.publisherIcon(id)
    await redis.multi().hset(key, 'nextAt', nextAt).pexpire(key, ICON_TTL_MS).exec()
  }

  return {
    note,
    /** What its source has said of a publisher holds no longer. */
    forget: (source: Noted): Promise<unknown> => note(source, {}, { now: 0, ttlMs: 1 }),

    /** Fields as they are stored; empty when nothing is known. */
    record: (id: string): Promise<Record<string, string>> => redis.hgetall(keys.publisher(id)),

    /** Those of them that have a record, with their titles. */
    async known(ids: ReadonlySet<string>): Promise<Map<string, { readonly title?: string }>> {
      if (ids.size === 0) return new Map()
      const pipeline = redis.pipeline()
      for (const id of ids) pipeline.hmget(keys.publisher(id), 'name', 'title')
      const records = repliesOf(await pipeline.exec()) as [name: string | null, title: string | null][]
      const known = new Map<string, { readonly title?: string }>()
      for (const [index, id] of [...ids].entries()) {
        const [name, title] = records[index] ?? [null, null]
        if (name !== null) known.set(id, title ? { title } : {})
      }
      return known
    },

    /** Ids of its entries, newest report first. */
    async entries(id: string, limit: number): Promise<EntryId[]> {
      return limit > 0 ? redis.zrevrange(keys.publisherEntries(id), 0, limit - 1) : []
    },

    /** A publisher whose icon is to be looked for, for one caller; undefined when there is none. */
    async takeWanted(now: number): Promise<{ id: string; places: IconPlace[] } | undefined> {
      const [id] = ((await redis.hrandfield(keys.wantedIcons(), 1)) ?? []) as string[]
      const places = id === undefined ? null : await redis.hget(keys.wantedIcons(), id)
      if (id === undefined || places === null) return undefined
      // Before it is taken: a poll that ends between would ask for it again.
      await plan(id, now + ICON_RETRY_MS)
      if ((await redis.hdel(keys.wantedIcons(), id)) === 0) return undefined
      return { id, places: JSON.parse(places) as IconPlace[] }
    },

    /** Remembers what a search found, and that it found none. */
    async keepIcon(
      id: string,
      icon: Omit<PublisherIcon, 'fetchedAt'> | undefined,
      now: number,
    ): Promise<void> {
      const key = keys.publisherIcon(id)
      const fields = icon && {
        type: icon.type,
        bytes: Buffer.from(icon.bytes),
        fetchedAt: now,
      }
      await redis
        .multi()
        .del(key)
        .hset(key, { nextAt: now + ICON_AGE_MS, ...fields })
        .pexpire(key, ICON_TTL_MS)
        .exec()
    },

    async hasIcon(id: string): Promise<boolean> {
      return (await redis.hexists(keys.publisherIcon(id), 'bytes')) === 1
    },

    async icon(id: string): Promise<PublisherIcon | undefined> {
      const [type, bytes, fetchedAt] = await redis.hmgetBuffer(
        keys.publisherIcon(id),
        ...['type', 'bytes', 'fetchedAt'],
      )
      if (!type || !bytes || !fetchedAt) return undefined
      return { bytes, type: type.toString() as ImageType, fetchedAt: Number(fetchedAt) }
    },
  }
}

export type PublisherStore = ReturnType<typeof createPublisherStore>
