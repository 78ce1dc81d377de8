import type { LeasedSource, Source, SourceId, SourceStatus } from '../model/index.ts'
import { sourceBucket } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import { ASKED_BY, createDueSources, type DueSourceDeps } from './due-sources.ts'
import { createExpiredLeases } from './expired-leases.ts'
import { createFinishPolls, type FinishOutcome, type PollResult } from './finish-polls.ts'
import { createMovedSources } from './moved-sources.ts'
import { packDeclaration, packState } from './pack-source.ts'
import { createPublisherStore } from './publishers.ts'
import { numberOr, StoreError } from './replies.ts'
import { createSourceReader, type SourceReaderDeps } from './source-reader.ts'
import { DECLARATION_BYTES, statusLetter } from './source-records.ts'

export type SourceStoreDeps = DueSourceDeps & Omit<SourceReaderDeps, 'recordKey'>

/** Declared sources, what polling learned about them, when they are due and who holds them. */
export function createSourceStore(deps: SourceStoreDeps) {
  const { redis, keys, publisherIdOf } = deps
  const publishers = createPublisherStore(deps)
  const scripts = loadScripts(redis, ['declare-source', 'remove-source', 'set-source-status'])
  const { leaseKeys, recordKey, slotKey, hostCode, atPlace, ...dueSources } = createDueSources(deps)
  const { read, readable, loadStored, ...reader } = createSourceReader({ ...deps, recordKey })
  const { load } = reader
  const finish = createFinishPolls({ redis, keys, leaseKeys, recordKey, slotKey, hostCode })

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

  return {
    ...dueSources,
    ...movedSources,
    ...createExpiredLeases({ redis, keys, leaseKeys, recordKey, slotKey, read, readable }),
    ...reader,
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

export type SourceStore = ReturnType<typeof createSourceStore>
