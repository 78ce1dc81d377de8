import { hash } from 'node:crypto'
import type { LeasedSource, Source, SourceId, SourceState } from '../model/index.ts'
import type { RedisClient } from '../redis/client.ts'
import type { Keys } from '../redis/keys.ts'
import { loadScripts } from '../redis/scripts.ts'
import { normalized } from './normalized.ts'
import { packState } from './pack-source.ts'
import { chunksOf } from './replies.ts'
import type { StoredSource } from './source-records.ts'

export interface MovedSourceDeps {
  readonly redis: RedisClient
  readonly keys: Keys
  leaseKeys(): string[]
  recordKey(id: SourceId): string
  load(ids: readonly SourceId[]): Promise<(Moved | undefined)[]>
  /** As `load`, with the bytes it was read from. */
  loadStored(id: SourceId): Promise<(Moved & { readonly stored: StoredSource }) | undefined>
  packedDeclaration(source: Source): Buffer
}

interface Moved {
  readonly source: Source
  readonly state: SourceState
}

/** An address with the id that a source declared there would have. */
export interface PolledAddress {
  readonly url: string
  readonly id: SourceId
}

export interface Merger {
  readonly lease: LeasedSource
  /** What the poll found of the source that retires. */
  readonly result: {
    readonly state: SourceState
    readonly nextPollAt: number
    /** Written after what the state believes to be stored. */
    readonly witness?: string
  }
  readonly source: Source
  readonly targetId: SourceId
  unite(target: Moved, moved: Moved): Moved
}

export type MergeOutcome = 'merged' | 'busy' | 'lease_lost' | 'unfounded'

/** Changes of the other source that overtake a merger; so many in a row do not. */
const ATTEMPTS = 20
/** An imported list may name hundreds of thousands, which no one call takes. */
const ALIASES_AT_ONCE = 1_000

/** Where sources are that have moved, and how one becomes another. */
export function createMovedSources(deps: MovedSourceDeps) {
  const { redis, keys, load } = deps
  const scripts = loadScripts(redis, ['merge-source'])

  /**
   * The sources that are polled at these addresses, whatever they are declared as. One that is declared there comes
   * first. What `aliases` says is believed only where the source says so, too: it is written beside that, not with it.
   */
  async function polledAt(addresses: readonly PolledAddress[]) {
    const declared = await load(addresses.map(({ id }) => id))
    const unknown = addresses.filter((_, index) => declared[index] === undefined)
    if (unknown.length === 0) return declared
    const names: (string | null)[] = []
    for (const chunk of chunksOf(unknown, ALIASES_AT_ONCE)) {
      const found = await redis.hmget(keys.aliases(), ...chunk.map(({ url }) => aliasOf(url)))
      for (const name of found) names.push(name)
    }
    const moved = await load(names.map((name) => name ?? ''))
    const found = new Map(
      unknown.flatMap(({ url, id }, index) => {
        const record = moved[index]
        return record && isAt(record, url) ? [[id, record] as const] : []
      }),
    )
    return addresses.map(({ id }, index) => declared[index] ?? found.get(id))
  }

  return {
    polledAt,

    /** Makes a source known at the address it has moved to, unless another one is. */
    async moved(source: Source, to: PolledAddress): Promise<void> {
      const [[there], [record]] = await Promise.all([polledAt([to]), load([source.id])])
      if (there === undefined && record && isAt(record, to.url))
        await redis.hset(keys.aliases(), aliasOf(to.url), source.id)
    },

    /** The source is not known at an address any more. */
    async left(source: Source, url: string): Promise<void> {
      const alias = aliasOf(url)
      if ((await redis.hget(keys.aliases(), alias)) === source.id) await redis.hdel(keys.aliases(), alias)
    },

    /**
     * `busy`: the other source is being polled, or not active; a later poll tries again. `unfounded`: Redis has lost what
     * was stored before the witness. Nothing is written then.
     */
    async merge(merger: Merger): Promise<MergeOutcome> {
      const { lease, result, source, targetId, unite } = merger
      const state = packState(result.state, source.url, result.nextPollAt)
      const witness = result.witness === undefined ? [] : [keys.witness(result.witness)]
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const target = await deps.loadStored(targetId)
        if (target?.source.status !== 'active') return 'busy'
        const { stored } = target
        const united = unite(target, { source, state: result.state })
        const outcome = (await scripts['merge-source']({
          keys: [...deps.leaseKeys(), deps.recordKey(source.id), deps.recordKey(targetId), ...witness],
          args: [
            ...[source.id, lease.leaseUntil, state, result.nextPollAt, targetId],
            ...[stored.declaration, stored.state, deps.packedDeclaration(united.source)],
            packState(united.state, united.source.url, stored.dueAt),
          ],
        })) as Exclude<MergeOutcome, 'busy'> | 'leased' | 'stale'
        if (outcome === 'leased') return 'busy'
        if (outcome !== 'stale') return outcome
      }
      return 'busy'
    },
  }
}

function isAt({ state: { movedTo, mergedInto } }: Moved, url: string): boolean {
  return movedTo !== undefined && mergedInto === undefined && normalized(movedTo) === normalized(url)
}

const ALIAS_CHARS = 16

function aliasOf(url: string): string {
  return hash('sha256', normalized(url), 'base64url').slice(0, ALIAS_CHARS)
}
