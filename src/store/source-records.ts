import type { SourceId, SourceStatus } from '../model/index.ts'
import { sourceBucket } from '../redis/keys.ts'
import { NewerFields } from './pack-source.ts'
import { StoreError } from './replies.ts'

/** One source in Redis, as `source-records.lua` cuts it; the parts are packed by `pack-source.ts`. */
export interface StoredSource {
  readonly status: SourceStatus
  /** When it is due, or was before it was leased, epoch ms. */
  readonly dueAt: number
  readonly declaration: Buffer
  readonly state: Buffer
}

const VERSION = 2
const STATUS: Readonly<Record<string, SourceStatus>> = { a: 'active', p: 'paused', g: 'gone', m: 'merged' }
/** Version, status, host, due time in quarters of a millisecond, length of the declaration. */
const HEAD_BYTES = 1 + 1 + 5 + 6 + 2

/** Undefined where nothing is declared; throws a `StoreError` that names the key. */
export function readStoredSource(bytes: Buffer | null | undefined, key: string): StoredSource | undefined {
  if (!bytes) return undefined
  if (bytes[0] !== VERSION) {
    throw new StoreError(
      'store_unknown_version',
      `Redis key ${key} holds a source in format ${bytes[0] ?? 'none'}; this Tidewire knows format ${VERSION}` +
        ((bytes[0] ?? 0) > VERSION ? UPDATE : ''),
      { retry: 'later' },
    )
  }
  if (bytes.length < HEAD_BYTES) throw brokenRecord(key)
  const stateAt = HEAD_BYTES + bytes.readUInt16BE(13)
  if (stateAt === HEAD_BYTES) return undefined
  const status = STATUS[String.fromCharCode(bytes[1] ?? 0)]
  if (status === undefined || stateAt > bytes.length) throw brokenRecord(key)
  return {
    status,
    dueAt: bytes.readUIntBE(7, 6) / 4,
    declaration: bytes.subarray(HEAD_BYTES, stateAt),
    state: bytes.subarray(stateAt),
  }
}

const UPDATE = ': a newer Tidewire has written it, update this process too (README, "Updates")'

export function brokenRecord(key: string, cause?: unknown): StoreError {
  if (cause instanceof NewerFields) {
    const message = `Redis key ${key} holds a source with fields that this Tidewire does not know${UPDATE}`
    return new StoreError('store_unknown_version', message, { retry: 'later' })
  }
  return new StoreError(
    'store_broken_value',
    `Redis key ${key} holds a source which is not what Tidewire wrote`,
    { retry: 'later', cause },
  )
}

/** Most bytes of a declaration. */
export const DECLARATION_BYTES = 0xffff

/** What is left of an id in its bucket: the name of the field. */
export function restOf(id: SourceId): string {
  return id.slice(sourceBucket(id).length)
}

/** How a status stands in a record. */
export function statusLetter(status: SourceStatus): string {
  return status.charAt(0)
}
