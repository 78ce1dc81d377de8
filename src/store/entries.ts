import type { Entry, EntryId, PackedEntry, SourceId } from '../model/index.ts'
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

export interface AdmitOptions {
  readonly now: number
  readonly ttlMs: number
  /** Nothing of this source is known: there is nothing to ask for before bodies are sent. */
  readonly isFirst?: boolean
}

type Counted = { -readonly [Name in keyof Admission]: Name extends 'pending' ? EntryId[] : number }

const DAY_MS = 24 * 60 * 60 * 1000
const DEFAULT_SEEN_CAP = 5_000
/** Entries per script call: a long document blocks Redis for about a millisecond at a time. */
const ADMIT_CHUNK = 100
const GET_CHUNK = 500
/** Of an entry's id in a mark: as `seen-marks.lua` cuts it. */
const MARK_CHARS = 6

/** Entries of all sources, and per source what it has ever been seen to carry. */
export function createEntryStore(deps: EntryStoreDeps) {
  const { redis, keys } = deps
  const scripts = loadScripts(redis, ['admit-entries', 'recognise-entries'])
  const seenCap = deps.seenCap ?? DEFAULT_SEEN_CAP

  async function store(
    sourceId: SourceId,
    entries: readonly PackedEntry[],
    { now, ttlMs }: AdmitOptions,
    admission: Counted,
  ): Promise<void> {
    const [stored, changed, known, forgotten, ...pending] = (await scripts['admit-entries']({
      keys: [keys.seen(sourceId), ...entries.map((entry) => keys.entry(entry.id))],
      args: [ttlMs, dayOf(now), seenCap, ...entries.flatMap(argumentsOf)],
    })) as [number, number, number, number, ...string[]]
    admission.stored += stored
    admission.changed += changed
    admission.known += known
    admission.forgotten += forgotten
    admission.pending.push(...pending)
  }

  /** Counts what is known, and returns the rest. */
  async function recognise(
    sourceId: SourceId,
    entries: readonly PackedEntry[],
    { now }: AdmitOptions,
    admission: Counted,
  ): Promise<PackedEntry[]> {
    const reply = (await scripts['recognise-entries']({
      keys: [keys.seen(sourceId), ...entries.map((entry) => keys.entry(entry.id))],
      args: [dayOf(now), ...entries.flatMap(({ id, contentHash }) => [id, contentHash])],
    })) as number[]
    return entries.filter(({ id }, index) => {
      if (reply[index] === 3) return true
      if (reply[index] === 2) admission.forgotten++
      else admission.known++
      if (reply[index] === 1) admission.pending.push(id)
      return false
    })
  }

  async function admitPacked(
    sourceId: SourceId,
    entries: readonly PackedEntry[],
    options: AdmitOptions,
  ): Promise<Admission> {
    const admission: Counted = { pending: [], stored: 0, changed: 0, known: 0, forgotten: 0 }
    for (const chunk of chunksOf(entries, ADMIT_CHUNK)) {
      const rest = options.isFirst ? chunk : await recognise(sourceId, chunk, options, admission)
      if (rest.length > 0) await store(sourceId, rest, options, admission)
    }
    return admission
  }

  return {
    /** Entries of one document. Bodies go to Redis only of what is new there or has changed. */
    admitPacked,

    admit: (sourceId: SourceId, entries: readonly Entry[], options: AdmitOptions): Promise<Admission> =>
      admitPacked(sourceId, entries.map(packed), options),

    /** How many of these the source has carried before, as far back as it is remembered. */
    async countSeen(sourceId: SourceId, ids: readonly EntryId[]): Promise<number> {
      if (ids.length === 0) return 0
      const marks = await redis.hmget(keys.seen(sourceId), ...ids.map((id) => id.slice(-MARK_CHARS)))
      return marks.filter((mark) => mark !== null).length
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

/** As marks have it. */
function dayOf(now: number): string {
  return Math.floor(now / DAY_MS).toString(36)
}

function packed(entry: Entry): PackedEntry {
  const { storyId: _, ...stored } = entry
  return { ...entry, json: JSON.stringify(stored) }
}

function argumentsOf({ id, contentHash, json, reportedAt, firstSeenAt }: PackedEntry): (string | number)[] {
  return [id, contentHash, json, reportedAt, firstSeenAt]
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
