import type { PackedState, Source, SourceId, SourceState } from '../model/index.ts'
import { sourceBucket } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { type PublisherIdOf, unpackDeclaration, unpackState } from './pack-source.ts'
import { chunksOf, numberOr, repliesOf, StoreError } from './replies.ts'
import { brokenRecord, readStoredSource, restOf, type StoredSource } from './source-records.ts'

export interface SourceReaderDeps extends StoreDeps {
  /** Then the id of a publisher is not kept where it follows from the name. */
  readonly publisherIdOf?: PublisherIdOf
  /** Hears, once for each, of sources that cannot be read: where many are read they are left out. */
  onUnreadable?(error: StoreError): void
  recordKey(id: SourceId): string
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

/** With the bytes that it was read from. */
export interface ReadSource extends LoadedSource {
  readonly stored: StoredSource
}

const LOAD_CHUNK = 500
/** Unreadable sources that are remembered as told of. */
const TOLD = 1_000
const BUCKET_CHUNK = 100

/** Sources as they stand in Redis, one by one and all in their order. */
export function createSourceReader(deps: SourceReaderDeps) {
  const { redis, keys, publisherIdOf, recordKey } = deps
  const scripts = loadScripts(redis, ['read-sources'])
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

  /** Throws a `StoreError` that names the key. */
  function read(id: SourceId, bytes: Buffer | null | undefined): ReadSource | undefined {
    const key = `${recordKey(id)} ${restOf(id)}`
    const stored = readStoredSource(bytes, key)
    if (!stored) return undefined
    try {
      const declaration = unpackDeclaration(stored.declaration, publisherIdOf)
      const packed = unpackState(stored.state, declaration.url, stored.dueAt)
      const source = { ...declaration, id, status: stored.status }
      return { source, state: packed.state, packed, stored }
    } catch (cause) {
      throw brokenRecord(key, cause)
    }
  }

  function readRecord(id: SourceId, bytes: Buffer | null | undefined): SourceRecord | undefined {
    const found = read(id, bytes)
    return found && { source: found.source, state: found.state }
  }

  function readToPoll(id: SourceId, bytes: Buffer | null | undefined): LoadedSource | undefined {
    const found = read(id, bytes)
    return found && { source: found.source, state: found.state, packed: found.packed }
  }

  /** Sources of each bucket from one on, in the order of the buckets' names; not many more than `wanted` are read. */
  async function* buckets(from = '', wanted = Infinity): AsyncGenerator<[string, Buffer][]> {
    const [all, total] = await Promise.all([redis.hkeys(keys.sources()), redis.hget(keys.sources(), 'total')])
    // Ids are hashes, so one bucket holds about as many as another.
    const enough = Math.ceil((wanted * all.length) / Math.max(1, numberOr(total, keys.sources(), 1)))
    const names = all.filter((name) => name !== 'total' && name >= from)
    for (const chunk of chunksOf(names.sort(), Math.min(BUCKET_CHUNK, Math.max(1, enough)))) {
      const pipeline = redis.pipeline()
      for (const name of chunk) pipeline.callBuffer('HGETALL', keys.sourcesIn(name))
      const replies = repliesOf(await pipeline.exec()) as Buffer[][]
      for (const [index, flat] of replies.entries()) {
        yield chunksOf(flat, 2).map(([rest, bytes]) => [`${chunk[index]}${rest}`, bytes as Buffer])
      }
    }
  }

  /** Sources by their ids, those of one bucket at a time; those behind `after` alone. */
  async function* records(after = '', wanted = Infinity): AsyncGenerator<SourceRecord[]> {
    for await (const bucket of buckets(sourceBucket(after), wanted)) {
      bucket.sort(([one], [other]) => (one < other ? -1 : 1))
      yield bucket.flatMap(([id, bytes]) => (id > after && readable(() => readRecord(id, bytes))) || [])
    }
  }

  /** By their ids; those behind `after` alone, and at most `limit`. */
  async function page({ after, limit = Infinity }: SourcePage = {}): Promise<SourceRecord[]> {
    const found: SourceRecord[] = []
    for await (const some of records(after, limit)) {
      found.push(...some)
      if (found.length >= limit) return found.slice(0, limit)
    }
    return found
  }

  return {
    read,
    readable,
    records,
    page,

    async load(ids: readonly SourceId[]): Promise<(LoadedSource | undefined)[]> {
      const loaded: (LoadedSource | undefined)[] = []
      for (const chunk of chunksOf(ids, LOAD_CHUNK)) {
        const replies = (await scripts['read-sources'].bytes({
          keys: chunk.map(recordKey),
          args: chunk.map(restOf),
        })) as (Buffer | null)[]
        loaded.push(...chunk.map((id, index) => readable(() => readToPoll(id, replies[index]))))
      }
      return loaded
    },

    /** As `load`, with the bytes it was read from. */
    async loadStored(id: SourceId): Promise<ReadSource | undefined> {
      const bytes = await redis.hgetBuffer(recordKey(id), restOf(id))
      return readable(() => read(id, bytes))
    },

    /** Throws a `StoreError` that names the key when the source cannot be read. */
    async get(id: SourceId): Promise<SourceRecord | undefined> {
      return readRecord(id, await redis.hgetBuffer(recordKey(id), restOf(id)))
    },

    async ids(): Promise<SourceId[]> {
      const ids: SourceId[] = []
      for await (const bucket of buckets()) ids.push(...bucket.map(([id]) => id))
      return ids.sort()
    },
  }
}
