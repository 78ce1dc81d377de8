import type { AdmissionOutcome, Admitted, Entry, EntryId, PackedEntry } from '../model/index.ts'
import { loadScripts, type ScriptArgument } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { chunksOf, numberOr, parseStored } from './replies.ts'

export interface AdmitOptions {
  readonly ttlMs: number
  /** Entries that their source remembers with the content they have: their bodies are sent only if that is not so here. */
  readonly remembered?: ReadonlySet<EntryId>
}

/** What one document brought. */
export interface AdmittedDocument extends Pick<AdmitOptions, 'remembered'> {
  readonly entries: readonly PackedEntry[]
}

/** Entries per script call: a long document blocks Redis for about a millisecond at a time. */
const ADMIT_CHUNK = 100
const GET_CHUNK = 100
/** As `admit-entries.lua` answers. */
const OUTCOMES: readonly (AdmissionOutcome | 'differs')[] = [
  'known',
  'expired',
  'differs',
  'stored',
  'changed',
]
const WAITS = 10

interface Item {
  readonly entry: PackedEntry
  readonly isRemembered: boolean
}

/** Entries of all sources. */
export function createEntryStore(deps: StoreDeps) {
  const { redis, keys } = deps
  const scripts = loadScripts(redis, ['admit-entries', 'read-entries'])

  async function send(
    items: readonly Item[],
    ttlMs: number,
    isAgain: boolean,
  ): Promise<{ outcome: AdmissionOutcome | 'differs'; waits: boolean }[]> {
    const args: ScriptArgument[] = [ttlMs]
    for (const { entry, isRemembered } of items) {
      const json = isRemembered && !isAgain ? '' : entry.json
      args.push(entry.contentHash, json, entry.reportedAt, entry.firstSeenAt)
    }
    const names = items.map(({ entry }) => keys.entry(entry.id))
    const replies = (await scripts['admit-entries']({ keys: names, args })) as number[]
    return replies.map((reply) => ({ outcome: OUTCOMES[reply % WAITS] ?? 'known', waits: reply >= WAITS }))
  }

  /** Entries of each document, in their order. Documents of one moment together cost little more than one. */
  async function admitDocuments(
    documents: readonly AdmittedDocument[],
    { ttlMs }: Pick<AdmitOptions, 'ttlMs'>,
  ): Promise<Admitted[][]> {
    const items = documents.flatMap(({ entries, remembered }) =>
      entries.map((entry) => ({ entry, isRemembered: remembered?.has(entry.id) === true })),
    )
    const admitted: Admitted[] = []
    for (const chunk of chunksOf(items, ADMIT_CHUNK)) {
      const found = await send(chunk, ttlMs, false)
      const differing = chunk.filter((_, index) => found[index]?.outcome === 'differs')
      const again = differing.length > 0 ? await send(differing, ttlMs, true) : []
      for (const reply of found)
        admitted.push((reply.outcome === 'differs' ? again.shift() : reply) as Admitted)
    }
    return documents.map(({ entries }) => admitted.splice(0, entries.length))
  }

  /** Entries of one document. */
  async function admitPacked(
    entries: readonly PackedEntry[],
    { ttlMs, remembered }: AdmitOptions,
  ): Promise<Admitted[]> {
    const [admitted] = await admitDocuments([{ entries, ...(remembered && { remembered }) }], { ttlMs })
    return admitted ?? []
  }

  return {
    admitDocuments,
    admitPacked,

    /** The same of entries that nobody remembers; returns those that wait for a story. */
    async admit(entries: readonly Entry[], { ttlMs }: { readonly ttlMs: number }): Promise<EntryId[]> {
      const admitted = await admitPacked(entries.map(packed), { ttlMs })
      return entries.flatMap(({ id }, index) => (admitted[index]?.waits ? id : []))
    },

    /** In the order asked; undefined where expired or never admitted. */
    async get(ids: readonly EntryId[]): Promise<(Entry | undefined)[]> {
      const names = ids.map((id) => keys.entry(id))
      const calls = chunksOf(names, GET_CHUNK).map((chunk) => ({ keys: chunk, args: [] }))
      const replies = (await scripts['read-entries'].many(calls)) as (string | null)[][][]
      return replies.flat().map((reply, index) => readEntry(names[index] as string, reply))
    },
  }
}

function packed(entry: Entry): PackedEntry {
  const { storyId: _, ...stored } = entry
  return { ...entry, mark: 0, json: JSON.stringify(stored) }
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
