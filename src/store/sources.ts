import type {
  LeasedSource,
  PackedState,
  Source,
  SourceId,
  SourceState,
  SourceStatus,
} from '../model/index.ts'
import { sourceBucket } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import { ASKED_BY, createDueSources, type DueSourceDeps } from './due-sources.ts'
import { createExpiredLeases } from './expired-leases.ts'
import { createFinishPolls, type FinishOutcome, type PollResult } from './finish-polls.ts'
import { createMovedSources } from './moved-sources.ts'
import {
  type PublisherIdOf,
  packDeclaration,
  packState,
  unpackDeclaration,
  unpackState,
} from './pack-source.ts'
import { createPublisherStore } from './publishers.ts'
import { chunksOf, numberOr, repliesOf, StoreError } from './replies.ts'
import { brokenRecord, DECLARATION_BYTES, readStoredSource, statusLetter } from './source-records.ts'

export interface SourceStoreDeps extends DueSourceDeps {
  /** Then the id of a publisher is not kept where it follows from the name. */
  readonly publisherIdOf?: PublisherIdOf
  /** Hears, once for each, of sources that cannot be read: where many are read they are left out. */
  onUnreadable?(error: StoreError): void
}

export interface SourceRecord {
  readonly source: Source
  readonly state: SourceState
}

export interface SourcePage {
  readonly after?: SourceId
  readonly limit?: number
}

/** As who polls it gives it back, so that what has not changed need not be packed anew. */
export interface LoadedSource extends SourceRecord {
  readonly packed: PackedState
}

const LOAD_CHUNK = 500
/** Unreadable sources that are remembered as told of. */
const TOLD = 1_000
const BUCKET_CHUNK = 100

/** Declared sources, what polling learned about them, when they are due and who holds them. */
export function createSourceStore(deps: SourceStoreDeps) {
  const { redis, keys, publisherIdOf } = deps
  const publishers = createPublisherStore(deps)
  const scripts = loadScripts(redis, ['declare-source', 'read-sources', 'remove-source', 'set-source-status'])
  const { leaseKeys, recordKey, slotKey, hostCode, atPlace, ...dueSources } = createDueSources(deps)
  const finish = createFinishPolls({ redis, keys, leaseKeys, recordKey, slotKey, hostCode })

  async function load(ids: readonly SourceId[]): Promise<(LoadedSource | undefined)[]> {
    const records: (LoadedSource | undefined)[] = []
    for (const chunk of chunksOf(ids, LOAD_CHUNK)) {
      const replies = (await scripts['read-sources'].bytes({
        keys: chunk.map(recordKey),
        args: chunk.map(restOf),
      })) as (Buffer | null)[]
      records.push(...chunk.map((id, index) => readable(() => readToPoll(id, replies[index]))))
    }
    return records
  }

  const told = new Set<string>()

  /** One record that is broken, or of a newer program, keeps nobody from the others. */
  function readable<Value>(read: () => Value | undefined): Value | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      if (!told.has(error.message) && told.size < TOLD) {
        told.add(error.message)
        deps.onUnreadable?.(error)
      }
      return undefined
    }
  }

  function readRecord(id: SourceId, bytes: Buffer | null | undefined): SourceRecord | undefined {
    const stored = readStored(id, bytes)
    return stored && { source: { ...stored.declaration, id, status: stored.status }, state: stored.state }
  }

  function readToPoll(id: SourceId, bytes: Buffer | null | undefined): LoadedSource | undefined {
    const stored = readStored(id, bytes)
    if (!stored) return undefined
    const { declaration, status, state, packed } = stored
    return { source: { ...declaration, id, status }, state, packed }
  }

  function readStored(id: SourceId, bytes: Buffer | null | undefined) {
    const key = `${recordKey(id)} ${restOf(id)}`
    const stored = readStoredSource(bytes, key)
    if (!stored) return undefined
    try {
      const declaration = unpackDeclaration(stored.declaration, publisherIdOf)
      const packed = unpackState(stored.state, declaration.url, stored.dueAt)
      const { status, dueAt } = stored
      return { declaration, state: packed.state, packed, status, url: declaration.url, dueAt }
    } catch (cause) {
      throw brokenRecord(key, cause)
    }
  }

  async function loadStored(id: SourceId) {
    const bytes = await redis.hgetBuffer(recordKey(id), restOf(id))
    const record = readable(() => readRecord(id, bytes))
    if (!record) return undefined
    const stored = readStoredSource(bytes, recordKey(id))
    return stored && { ...record, stored }
  }

  function packedDeclaration({ id: _, status: __, ...declaration }: Source): Buffer {
    const bytes = packDeclaration(declaration, publisherIdOf)
    if (bytes.length <= DECLARATION_BYTES) return bytes
    throw new StoreError(
      'store_too_large',
      `the declaration of ${declaration.url} takes ${bytes.length} bytes, most are ${DECLARATION_BYTES}`,
      {
        retry: 'never',
      },
    )
  }

  /** Sources of each bucket from one on, in the order of the buckets' names. */
  async function* buckets(from = ''): AsyncGenerator<[string, Buffer][]> {
    const names = (await redis.hkeys(keys.sources())).filter((name) => name !== 'total' && name >= from)
    for (const chunk of chunksOf(names.sort(), BUCKET_CHUNK)) {
      const pipeline = redis.pipeline()
      for (const name of chunk) pipeline.callBuffer('HGETALL', keys.sourcesIn(name))
      const replies = repliesOf(await pipeline.exec()) as Buffer[][]
      for (const [index, flat] of replies.entries()) {
        yield chunksOf(flat, 2).map(([rest, bytes]) => [`${chunk[index]}${rest}`, bytes as Buffer])
      }
    }
  }

  const movedSources = createMovedSources({
    redis,
    keys,
    leaseKeys,
    recordKey,
    load,
    loadStored,
    packedDeclaration,
  })

  async function remove(id: SourceId): Promise<boolean> {
    const [record] = await load([id])
    const outcome = await atPlace(id, ({ dueAt, placeKeys }) =>
      scripts['remove-source']({
        keys: [...placeKeys, keys.sources()],
        args: [id, dueAt, sourceBucket(id)],
      }),
    )
    if (record) await publishers.forget(record.source)
    if (record?.state.movedTo !== undefined) await movedSources.left(record.source, record.state.movedTo)
    return outcome === 'removed'
  }

  /** Sources by their ids, those of one bucket at a time; those behind `after` alone. */
  async function* records(after = ''): AsyncGenerator<SourceRecord[]> {
    for await (const bucket of buckets(sourceBucket(after))) {
      bucket.sort(([one], [other]) => (one < other ? -1 : 1))
      yield bucket.flatMap(([id, bytes]) => (id > after && readable(() => readRecord(id, bytes))) || [])
    }
  }

  /** By their ids; those behind `after` alone, and at most `limit`. */
  async function page({ after, limit = Infinity }: SourcePage = {}): Promise<SourceRecord[]> {
    const found: SourceRecord[] = []
    for await (const some of records(after)) {
      found.push(...some)
      if (found.length >= limit) return found.slice(0, limit)
    }
    return found
  }

  return {
    ...dueSources,
    ...movedSources,
    ...createExpiredLeases({ redis, keys, leaseKeys, recordKey, slotKey, readStored, readable, restOf }),
    load,
    remove,

    /** Adds or updates a declaration; state, status and next poll of a known source stay. */
    async declare(
      source: Source,
      _now: number,
      firstPollAt: number,
    ): Promise<'added' | 'updated' | 'unchanged'> {
      const outcome = await scripts['declare-source']({
        keys: [keys.due(), recordKey(source.id), slotKey(firstPollAt), keys.sources()],
        args: [
          ...[source.id, packedDeclaration(source), statusLetter(source.status), hostCode(source.url)],
          ...[firstPollAt, sourceBucket(source.id)],
        ],
      })
      return outcome as 'added' | 'updated' | 'unchanged'
    },

    /** Throws a `StoreError` that names the key when the source cannot be read. */
    async get(id: SourceId): Promise<SourceRecord | undefined> {
      return readRecord(id, await redis.hgetBuffer(recordKey(id), restOf(id)))
    },

    list: () => page(),
    page,
    records,

    async ids(): Promise<SourceId[]> {
      const ids: SourceId[] = []
      for await (const bucket of buckets()) ids.push(...bucket.map(([id]) => id))
      return ids.sort()
    },

    async count(): Promise<number> {
      return numberOr(await redis.hget(keys.sources(), 'total'), keys.sources(), 0)
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
          args: [id, dueAt, asked, statusLetter(status)],
        }),
      )
    },

    /** Saves state and next poll while the lease is held. Polls that end together are saved in one call. */
    async finishPoll(lease: LeasedSource, result: PollResult): Promise<FinishOutcome> {
      const url = result.url ?? (await load([lease.sourceId]))[0]?.source.url
      return url === undefined
        ? 'lease_lost'
        : finish({ lease, result, state: packState(result.state, url, result.nextPollAt, result.before) })
    },
  }
}

function restOf(id: SourceId): string {
  return id.slice(sourceBucket(id).length)
}

export type SourceStore = ReturnType<typeof createSourceStore>
