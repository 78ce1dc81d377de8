import type { LeasedSource, Source, SourceId, SourceState, SourceStatus } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import { ASKED_BY, createDueSources, type DueSourceDeps } from './due-sources.ts'
import { gather } from './gather.ts'
import { chunksOf, parseStored, repliesOf } from './replies.ts'

export interface SourceRecord {
  readonly source: Source
  readonly state: SourceState
}

export interface PollResult {
  readonly state: SourceState
  /** Retires an active source. */
  readonly status?: SourceStatus
  readonly nextPollAt: number
}

const NEW_STATE: SourceState = { failureCount: 0, pollCount: 0, notModifiedCount: 0 }
const LOAD_CHUNK = 500
/** Sources that merge into one at the same time overtake each other; so many in a row do not. */
const REPLACE_ATTEMPTS = 20
/** A finished poll waits so long for others, to be saved with them; it holds its host's place until then. */
const FINISH_WAIT_MS = 5
const FINISH_CHUNK = 50

/** Declared sources, what polling learned about them, when they are due and who holds them. */
export function createSourceStore(deps: DueSourceDeps) {
  const { redis, keys } = deps
  const scripts = loadScripts(redis, [
    'declare-source',
    'finish-polls',
    'replace-declaration',
    'remove-source',
    'set-source-status',
  ])
  const finish = gather(finishPolls, { waitMs: FINISH_WAIT_MS, most: FINISH_CHUNK })
  const { leaseKeys, slotKey, hostCode, atPlace, regroup, ...dueSources } = createDueSources(deps)

  async function load(ids: readonly SourceId[]): Promise<(SourceRecord | undefined)[]> {
    const records: (SourceRecord | undefined)[] = []
    for (const chunk of chunksOf(ids, LOAD_CHUNK)) {
      const pipeline = redis.pipeline()
      for (const id of chunk) pipeline.hmget(keys.source(id), 'declaration', 'status', 'state')
      const replies = repliesOf(await pipeline.exec()) as (string | null)[][]
      records.push(...chunk.map((id, index) => readRecord(keys.source(id), replies[index] ?? [])))
    }
    return records
  }

  async function finishPolls(
    polls: readonly { readonly lease: LeasedSource; readonly result: PollResult }[],
  ): Promise<('finished' | 'lease_lost')[]> {
    const replies = (await scripts['finish-polls']({
      keys: [
        ...leaseKeys(),
        ...polls.flatMap(({ lease, result }) => [keys.source(lease.sourceId), slotKey(result.nextPollAt)]),
      ],
      args: polls.flatMap(({ lease, result }) => [
        lease.sourceId,
        lease.leaseUntil,
        JSON.stringify(result.state),
        result.status ?? '',
        result.nextPollAt,
      ]),
    })) as number[]
    return replies.map((reply) => (reply === 1 ? 'finished' : 'lease_lost'))
  }

  async function remove(id: SourceId): Promise<boolean> {
    const outcome = await atPlace(id, ({ dueAt, placeKeys }) =>
      scripts['remove-source']({
        keys: [...placeKeys, keys.sources(), keys.seen(id)],
        args: [id, dueAt],
      }),
    )
    return outcome === 'removed'
  }

  return {
    ...dueSources,
    load,
    remove,

    /** Adds or updates a declaration; state, status and next poll of a known source stay. */
    async declare(
      source: Source,
      _now: number,
      firstPollAt: number,
    ): Promise<'added' | 'updated' | 'unchanged'> {
      const { status, ...declaration } = source
      const outcome = await scripts['declare-source']({
        keys: [keys.sources(), keys.due(), keys.source(source.id), slotKey(firstPollAt)],
        args: [source.id, JSON.stringify(declaration), status, hostCode(source.url), firstPollAt],
      })
      return outcome as 'added' | 'updated' | 'unchanged'
    },

    async get(id: SourceId): Promise<SourceRecord | undefined> {
      const [record] = await load([id])
      return record
    },

    async list(): Promise<SourceRecord[]> {
      const ids = (await redis.smembers(keys.sources())).sort()
      return (await load(ids)).filter((record) => record !== undefined)
    },

    async ids(): Promise<SourceId[]> {
      return (await redis.smembers(keys.sources())).sort()
    },

    async count(): Promise<number> {
      return redis.scard(keys.sources())
    },

    /** Active sources are due at once; paused and gone ones are never. */
    async setStatus(
      id: SourceId,
      status: SourceStatus,
      now: number,
    ): Promise<'set' | 'unchanged' | 'unknown'> {
      const asked = now - ASKED_BY.operator
      return atPlace(id, ({ dueAt, placeKeys }) =>
        scripts['set-source-status']({
          keys: [...placeKeys, slotKey(asked)],
          args: [id, dueAt, asked, status],
        }),
      )
    },

    /** Saves state and next poll while the lease is held. Polls that end together are saved in one call. */
    finishPoll: (lease: LeasedSource, result: PollResult) => finish({ lease, result }),

    /**
     * Puts a source into the politeness group of the address it has moved to. A source that is declared there takes
     * over its channels and the larger weight.
     */
    async moved(
      source: Source,
      to: { readonly address: string; readonly targetId: SourceId },
      unite: (target: Source, source: Source) => Source,
    ): Promise<'regrouped' | 'merged'> {
      const { address, targetId } = to
      for (let attempt = 0; attempt < REPLACE_ATTEMPTS && targetId !== source.id; attempt++) {
        const key = keys.source(targetId)
        const before = await redis.hget(key, 'declaration')
        if (!before) break
        const united = unite(parseStored<Source>(before, key), source)
        const outcome = await scripts['replace-declaration']({
          keys: [key],
          args: [before, JSON.stringify(united)],
        })
        if (outcome === 'replaced') return 'merged'
      }
      await regroup(source.id, address)
      return 'regrouped'
    },
  }
}

function readRecord(key: string, reply: readonly (string | null)[]): SourceRecord | undefined {
  const [declaration, status, state] = reply
  if (!declaration) return undefined
  return {
    source: {
      ...parseStored<Omit<Source, 'status'>>(declaration, key),
      status: (status ?? 'active') as SourceStatus,
    },
    state: state ? parseStored<SourceState>(state, key) : NEW_STATE,
  }
}

export type SourceStore = ReturnType<typeof createSourceStore>
