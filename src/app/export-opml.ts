import { type OpmlOutline, type OwnAttributes, writeOpml } from '../feed/write/write-opml.ts'
import type { ChannelName, Source, SourceState } from '../model/index.ts'
import { defaultPublisher } from '../rules/polling/default-publisher.ts'

interface SourceRecord {
  readonly source: Source
  readonly state: SourceState
}

/**
 * All sources as OPML 2.0: a folder for each channel, in the configuration's order, a source in each of its channels,
 * those without one first. The same sources give the same bytes.
 */
export function exportOpml(
  title: string,
  channels: readonly ChannelName[],
  records: readonly SourceRecord[],
): string {
  const titles = new Map(channels.map((channel) => [channel.id, channel.title]))
  const sorted = records.toSorted((a, b) => compare(a.source.url, b.source.url))
  // Channels a source has kept though the configuration has dropped them.
  const dropped = new Set(sorted.flatMap(({ source }) => source.channels).filter((id) => !titles.has(id)))
  return writeOpml({
    title,
    outlines: sorted.filter(({ source }) => source.channels.length === 0).map(outlineOf),
    folders: [...titles.keys(), ...[...dropped].sort(compare)].flatMap((id) => {
      const inside = sorted.filter(({ source }) => source.channels.includes(id))
      return inside.length === 0 ? [] : [{ text: titles.get(id) ?? id, outlines: inside.map(outlineOf) }]
    }),
  })
}

function outlineOf({ source, state }: SourceRecord): OpmlOutline {
  return {
    text: state.feedTitle || source.publisherName,
    xmlUrl: source.url,
    ...(state.siteUrl && { htmlUrl: state.siteUrl }),
    ...(source.language && { language: source.language }),
    own: ownAttributes(source, state),
  }
}

/** What an import would not find out by itself. That a source is gone or merged is what its next poll would find. */
function ownAttributes(source: Source, { feedTitle, siteUrl }: SourceState): OwnAttributes {
  const { publisherName, weight, timeZone, encoding, aggregates, status } = source
  const found = defaultPublisher({
    url: source.url,
    title: feedTitle || publisherName,
    ...(siteUrl && { siteUrl }),
  })
  return {
    ...(publisherName !== found && { publisher: publisherName }),
    ...(weight !== 1 && { weight: String(weight) }),
    ...(timeZone !== undefined && { timeZone }),
    ...(encoding !== undefined && { encoding }),
    ...(status === 'paused' && { status }),
    ...(aggregates && { aggregates: 'true' }),
  }
}

/** By code unit: `localeCompare` depends on the machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
