import type { SourceDesk, SourceDraft, SourceRecord } from '../http/desks.ts'
import { type Source, TidewireError } from '../model/index.ts'
import type { Guard } from '../net/guard.ts'
import { publisherId, sourceId } from '../rules/ids.ts'
import { declaredAs, outdated } from '../rules/polling/declared-as.ts'
import { politenessGroups } from '../rules/polling/politeness-group.ts'
import { patienceOf } from '../rules/polling/rate-scope.ts'
import { addressOf } from '../rules/polling/redirects.ts'
import { uniteSources } from '../rules/polling/unite-sources.ts'
import type { PaceDeps } from '../stages/pace-polls.ts'
import type { EnrolmentStore } from '../store/enrolments.ts'
import type { SourceStore } from '../store/sources.ts'
import { createFirstPolls } from './first-polls.ts'
import { checkWords, isEncoding } from './source-words.ts'

export interface SourceDeskDeps {
  readonly store: SourceStore
  /** Hubs are told of what happens to their sources. */
  readonly enrolments: Pick<EnrolmentStore, 'report' | 'recheck'>
  readonly paces: Pick<PaceDeps, 'load'>
  readonly guard: Pick<Guard, 'checkUrl'>
  readonly channelIds: readonly string[]
  now(): number
  random(): number
}

/** What the operator does with sources, from the CLI as from the API. */
export function createSourceDesk(deps: SourceDeskDeps): SourceDesk {
  return {
    page: (options) => deps.store.page(options),
    async get(id) {
      const [record, push] = await Promise.all([deps.store.get(id), deps.enrolments.report(id)])
      if (!record) return undefined
      const groups = politenessGroups(addressOf(record.source, record.state))
      const paces = await deps.paces.load(groups.map(({ id }) => id))
      const patience = patienceOf(groups.map(({ kind }, index) => ({ kind, pace: paces[index] })))
      return { ...record, ...(push && { push }), ...(patience && { patience }) }
    },
    async add(draft) {
      const source = await knownAs(sourceOf(draft, deps), deps.store)
      const outcome = await deps.store.declare(source, deps.now(), deps.now())
      return { source, outcome }
    },
    async setStatus(id, status) {
      await deps.store.setStatus(id, status, deps.now())
      await deps.enrolments.recheck(id, deps.now())
    },
    async pollNow(id) {
      await deps.store.pollNow(id, deps.now())
    },
    async remove(id) {
      const removed = await deps.store.remove(id)
      await deps.enrolments.recheck(id, deps.now())
      return removed
    },
  }
}

/** An address that a source has moved to is that source, which keeps the address that its id is made of. */
async function knownAs(source: Source, store: Pick<SourceStore, 'polledAt'>): Promise<Source> {
  const [there] = await store.polledAt([source])
  return there ? { ...source, id: there.source.id, url: there.source.url } : source
}

function sourceOf(draft: SourceDraft, deps: SourceDeskDeps): Source {
  const url = deps.guard.checkUrl(draft.url).href
  for (const channel of draft.channels) {
    if (deps.channelIds.includes(channel)) continue
    throw new TidewireError(
      'source_channel_unknown',
      `channel "${channel}" is not declared; expected one of ${deps.channelIds.join(', ')}`,
      { retry: 'never' },
    )
  }
  checkWords(draft)
  return {
    id: sourceId(url),
    url,
    publisherId: publisherId(draft.publisherName),
    publisherName: draft.publisherName,
    channels: draft.channels,
    ...(draft.language !== undefined && { language: draft.language }),
    weight: draft.weight,
    ...(draft.timeZone !== undefined && { timeZone: draft.timeZone }),
    ...(draft.encoding !== undefined && { encoding: draft.encoding }),
    ...(draft.aggregates && { aggregates: true }),
    status: 'active',
    declaredBy: 'runtime',
  }
}

export interface DeclareReport {
  readonly added: number
  readonly updated: number
  readonly removed: number
  /** Written with an address that they have left for another one. */
  readonly outdated: readonly { readonly url: string; readonly movedTo: string }[]
  /** Written with an encoding that nobody knows: their documents are read as if none were written. */
  readonly unknownEncodings: readonly { readonly url: string; readonly encoding: string }[]
}

/**
 * Makes the stored sources agree with the configuration's: declares what is written there, removes what was written
 * there once, leaves alone what was added at run time. Safe to run from every process at every start.
 */
export async function declareSources(
  written: readonly Source[],
  deps: Pick<SourceDeskDeps, 'store' | 'enrolments' | 'now' | 'random'>,
): Promise<DeclareReport> {
  const now = deps.now()
  const { stored, there } = await concerned(deps.store)
  const sources = declaredAs(written, [...stored, ...there])
  const firstPollAt = createFirstPolls({ count: sources.length, now, random: deps.random })
  let added = 0
  let updated = 0
  let removed = 0
  const declared = new Map(sources.map((source) => [source.id, source]))
  const mergedInto = Map.groupBy(stored, ({ state }) => state.mergedInto)
  for (const source of sources) {
    // What polling merged stays merged, whatever addresses the file still names.
    const united = (mergedInto.get(source.id) ?? []).reduce(
      (target, { source: moved }) => uniteSources(target, declared.get(moved.id) ?? moved),
      source,
    )
    const outcome = await deps.store.declare(united, now, firstPollAt(added))
    if (outcome === 'added') added++
    if (outcome === 'updated') updated++
  }
  for (const { source } of stored) {
    if (source.declaredBy !== 'config' || declared.has(source.id)) continue
    await deps.store.remove(source.id)
    await deps.enrolments.recheck(source.id, now)
    removed++
  }
  return {
    added,
    updated,
    removed,
    outdated: outdated(written, stored),
    unknownEncodings: written.flatMap(({ url, encoding }) =>
      encoding === undefined || isEncoding(encoding) ? [] : [{ url, encoding }],
    ),
  }
}

/**
 * Of all sources those that a declaration may concern, and who is where one of them has moved to: a million whole records
 * are more than a process can hold.
 */
async function concerned(
  store: Pick<SourceStore, 'records' | 'load'>,
): Promise<{ readonly stored: readonly SourceRecord[]; readonly there: readonly SourceRecord[] }> {
  const stored: SourceRecord[] = []
  for await (const page of store.records()) {
    for (const record of page) {
      const { source, state } = record
      if (source.declaredBy === 'config' || state.movedTo !== undefined || state.mergedInto !== undefined)
        stored.push(record)
    }
  }
  const moved = stored.flatMap(({ state }) => (state.movedTo === undefined ? [] : [sourceId(state.movedTo)]))
  const there = await store.load(moved)
  return { stored, there: there.filter((record) => record !== undefined) }
}
