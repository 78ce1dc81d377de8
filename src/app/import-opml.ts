import { type OpmlFeed, readOpml } from '../feed/opml.ts'
import type { OwnAttributes, OwnName } from '../feed/write/write-opml.ts'
import { type ChannelName, type Source, type SourceId, TidewireError } from '../model/index.ts'
import type { Guard } from '../net/guard.ts'
import { publisherId, sourceId } from '../rules/ids.ts'
import { defaultPublisher } from '../rules/polling/default-publisher.ts'
import { createFolderChannels, type UnknownFolder } from '../rules/polling/folder-channels.ts'
import type { SourceStore } from '../store/sources.ts'
import { createFirstPolls } from './first-polls.ts'
import { checkWords } from './source-words.ts'

export interface ImportOpmlDeps {
  readonly store: Pick<SourceStore, 'declare' | 'polledAt'>
  readonly guard: Pick<Guard, 'checkUrl'>
  readonly channels: readonly ChannelName[]
  /** Ids a new channel may not take. */
  readonly listIds: readonly string[]
  now(): number
  random(): number
}

export interface ImportOpmlOptions {
  /** Every source goes into this channel, whatever its folders. */
  readonly channel?: string
  /** Nothing is stored; the report says what would be. */
  readonly dryRun?: boolean
  readonly onProgress?: (done: number, total: number) => void
}

export interface ImportReport {
  readonly added: number
  /** Known sources that got a channel they were not in. */
  readonly updated: number
  readonly unchanged: number
  /** Outlines whose address stands earlier in the list. */
  readonly repeated: number
  readonly failed: readonly FailedOutline[]
  readonly unknownFolders: readonly UnknownFolder[]
  /** Added sources that the list declares to aggregate: whoever wrote it is believed, and so are they. */
  readonly aggregating: readonly string[]
  /** How many of the added sources are what the list says by an attribute that our export writes. */
  readonly own: Readonly<Partial<Record<OwnName, number>>>
}

export interface FailedOutline {
  readonly url?: string
  readonly title?: string
  readonly reason: string
}

/**
 * Adds the feeds of an OPML list as sources. Importing again adds nothing: what an operator or the configuration said
 * of a known source stays, it only gets channels that are new. Throws for what is no OPML list and for an undeclared
 * channel; a feed that is refused is reported and the rest goes on.
 */
export async function importOpml(
  bytes: Uint8Array,
  options: ImportOpmlOptions,
  deps: ImportOpmlDeps,
): Promise<ImportReport> {
  checkChannel(options.channel, deps.channels)
  const reading = readOpml(bytes)
  const folders = createFolderChannels(deps.channels, deps.listIds)
  const failed: FailedOutline[] = [...reading.skipped]
  const wanted = new Map<SourceId, Wanted>()
  let repeated = 0
  for (const feed of reading.feeds) {
    try {
      const source = sourceOf(feed, deps.guard)
      const before = wanted.get(source.id)?.source
      if (before) repeated++
      const channels = options.channel
        ? [options.channel]
        : folders.channelsOf([feed.folders, ...feed.categories])
      wanted.set(source.id, {
        source: withChannels(before ?? source, channels),
        own: wanted.get(source.id)?.own ?? feed.own,
      })
    } catch (error) {
      if (!(error instanceof TidewireError)) throw error
      failed.push({ url: feed.url, ...(feed.title && { title: feed.title }), reason: error.message })
    }
  }
  const counts = await declareAll([...wanted.values()], options, deps)
  return { ...counts, repeated, failed, unknownFolders: folders.unknownFolders() }
}

interface Wanted {
  readonly source: Source
  readonly own: OwnAttributes
}

async function declareAll(
  wanted: readonly Wanted[],
  { dryRun, onProgress }: ImportOpmlOptions,
  { store, now, random }: ImportOpmlDeps,
): Promise<Pick<ImportReport, 'added' | 'updated' | 'unchanged' | 'aggregating' | 'own'>> {
  const counts = { added: 0, updated: 0, unchanged: 0 }
  const aggregating: string[] = []
  const own: Partial<Record<OwnName, number>> = {}
  const sources = wanted.map(({ source }) => source)
  const known = await store.polledAt(sources)
  const startedAt = now()
  const firstPollAt = createFirstPolls({ count: sources.length, now: startedAt, random })
  for (const [index, source] of sources.entries()) {
    const before = known[index]?.source
    const after = before ? settled(before, source) : source
    if (after === before) counts.unchanged++
    else if (dryRun) counts[before ? 'updated' : 'added']++
    else counts[await store.declare(after, startedAt, firstPollAt(counts.added))]++
    if (!before && source.aggregates) aggregating.push(source.url)
    const names = before ? [] : (Object.keys(wanted[index]?.own ?? {}) as OwnName[])
    for (const name of names) own[name] = (own[name] ?? 0) + 1
    onProgress?.(index + 1, sources.length)
  }
  return { ...counts, aggregating, own }
}

/** What `tidewire.yaml` declares stays as it stands there: the next start would set it back. */
function settled(before: Source, imported: Source): Source {
  return before.declaredBy === 'config' ? before : withChannels(before, imported.channels)
}

function withChannels(source: Source, channels: readonly string[]): Source {
  const added = channels.filter((channel) => !source.channels.includes(channel))
  return added.length === 0 ? source : { ...source, channels: [...source.channels, ...added] }
}

function sourceOf(feed: OpmlFeed, guard: Pick<Guard, 'checkUrl'>): Source {
  const url = guard.checkUrl(feed.url).href
  const { publisher, timeZone, encoding, status, aggregates } = feed.own
  const publisherName = publisher ?? defaultPublisher(feed)
  const language = languageOf(feed.language)
  const words = { ...(timeZone !== undefined && { timeZone }), ...(encoding !== undefined && { encoding }) }
  checkWords({ publisherName, ...words })
  return {
    id: sourceId(url),
    url,
    publisherId: publisherId(publisherName),
    publisherName,
    channels: [],
    ...(language !== undefined && { language }),
    weight: weightOf(feed.own.weight),
    ...words,
    ...(aggregates === 'true' && { aggregates: true }),
    status: status === 'paused' ? status : 'active',
    declaredBy: 'runtime',
  }
}

function weightOf(written: string | undefined): number {
  const weight = Number(written ?? 1)
  if (weight >= 0.25 && weight <= 4) return weight
  throw new TidewireError('source_weight', `weight: expected a number from 0.25 to 4, got "${written}"`, {
    retry: 'never',
  })
}

/** Lists also say `English` or `unknown`; the text itself tells better than that. */
function languageOf(written: string | undefined): string | undefined {
  return written !== undefined && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/iu.test(written) ? written : undefined
}

function checkChannel(channel: string | undefined, channels: readonly ChannelName[]): void {
  if (channel === undefined || channels.some(({ id }) => id === channel)) return
  const known = channels.map(({ id }) => id).join(', ') || 'one under channels: in tidewire.yaml'
  throw new TidewireError(
    'source_channel_unknown',
    `channel "${channel}" is not declared; expected one of ${known}`,
    {
      retry: 'never',
    },
  )
}
