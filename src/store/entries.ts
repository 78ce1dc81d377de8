import type { Entry, EntryId, SourceId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { chunksOf, numberOr, parseStored, repliesOf } from './replies.ts'

export interface Admission {
  /** Ids that no story holds yet or whose content changed, whoever stored them. */
  readonly pending: readonly EntryId[]
  readonly stored: number
  readonly changed: number
  readonly known: number
  /** Expired here, still in the feed, unchanged: not stored again. */
  readonly forgotten: number
}

export interface EntryStoreDeps extends StoreDeps {
  /** Tombstones kept per source; default 5,000, five times the longest document read. */
  readonly seenCap?: number
}

const DAY_MS = 24 * 60 * 60 * 1000
const DEFAULT_SEEN_CAP = 5_000
/** Entries per script call: a long document blocks Redis for about a millisecond at a time. */
const ADMIT_CHUNK = 100
const GET_CHUNK = 500

/** Entries of all sources, and per source what it has ever been seen to carry. */
export function createEntryStore(deps: EntryStoreDeps) {
  const { redis, keys } = deps
  const scripts = loadScripts(redis, ['admit-entries'])
  const seenCap = deps.seenCap ?? DEFAULT_SEEN_CAP

  return {
    async admit(
      sourceId: SourceId,
      entries: readonly Entry[],
      options: { readonly now: number; readonly ttlMs: number },
    ): Promise<Admission> {
      const admission = { pending: [] as EntryId[], stored: 0, changed: 0, known: 0, forgotten: 0 }
      const day = Math.floor(options.now / DAY_MS)
      for (const chunk of chunksOf(entries, ADMIT_CHUNK)) {
        const [stored, changed, known, forgotten, ...pending] = (await scripts['admit-entries']({
          keys: [keys.seen(sourceId), ...chunk.map((entry) => keys.entry(entry.id))],
          args: [options.ttlMs, day, seenCap, ...chunk.flatMap(argumentsOf)],
        })) as [number, number, number, number, ...string[]]
        admission.stored += stored
        admission.changed += changed
        admission.known += known
        admission.forgotten += forgotten
        admission.pending.push(...pending)
      }
      return admission
    },

    /** In the order asked; undefined where expired or never admitted. */
    async get(ids: readonly EntryId[]): Promise<(Entry | undefined)[]> {
      const entries: (Entry | undefined)[] = []
      for (const chunk of chunksOf(ids, GET_CHUNK)) {
        const pipeline = redis.pipeline()
        for (const id of chunk) {
          pipeline.hmget(keys.entry(id), 'entry', 'reportedAt', 'firstSeenAt', 'storyId')
        }
        const replies = repliesOf(await pipeline.exec()) as (string | null)[][]
        entries.push(...chunk.map((id, index) => readEntry(keys.entry(id), replies[index] ?? [])))
      }
      return entries
    },
  }
}

function argumentsOf(entry: Entry): (string | number)[] {
  const { storyId: _, ...stored } = entry
  return [entry.id, entry.contentHash, JSON.stringify(stored), entry.reportedAt, entry.firstSeenAt]
}

function readEntry(key: string, reply: readonly (string | null)[]): Entry | undefined {
  const [json, reportedAt, firstSeenAt, storyId] = reply
  if (!json) return undefined
  const entry = parseStored<Entry>(json, key)
  return {
    ...entry,
    reportedAt: numberOr(reportedAt, key, entry.reportedAt),
    firstSeenAt: numberOr(firstSeenAt, key, entry.firstSeenAt),
    ...(storyId && { storyId }),
  }
}

export type EntryStore = ReturnType<typeof createEntryStore>
