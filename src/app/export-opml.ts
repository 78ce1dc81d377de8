import { type OpmlOutline, type OwnAttributes, opmlLines } from '../feed/write/write-opml.ts'
import type { ChannelName, Source, SourceState } from '../model/index.ts'
import { defaultPublisher } from '../rules/polling/default-publisher.ts'
import type { SourceStore } from '../store/sources.ts'

interface SourceRecord {
  readonly source: Source
  readonly state: SourceState
}

/** Sources that are held whole at a time. */
const CHUNK = 500
const NO_CHANNEL = ''

/**
 * All sources as OPML 2.0, piece by piece: a folder for each channel, in the configuration's order, a source in each of
 * its channels, those without one first. The same sources give the same bytes. Of a million sources only the addresses,
 * which the order takes, are held at once: they are read a second time to be written.
 */
export async function* exportOpml(
  title: string,
  channels: readonly ChannelName[],
  sources: Pick<SourceStore, 'records' | 'load'>,
): AsyncGenerator<string> {
  const { inChannel, own } = await places(sources)
  const lines = opmlLines({ title, own })
  const titles = new Map(channels.map((channel) => [channel.id, channel.title]))
  // Channels a source has kept though the configuration has dropped them.
  const dropped = [...inChannel.keys()].filter((id) => id !== NO_CHANNEL && !titles.has(id)).sort(compare)

  yield lines.begin
  for (const id of [NO_CHANNEL, ...titles.keys(), ...dropped]) {
    const inside = inChannel.get(id)?.sort((a, b) => compare(a.url, b.url)) ?? []
    if (inside.length === 0) continue
    if (id !== NO_CHANNEL) yield lines.beginFolder(titles.get(id) ?? id)
    for (let at = 0; at < inside.length; at += CHUNK) {
      const records = await sources.load(inside.slice(at, at + CHUNK).map((place) => place.id))
      // Removed since the first reading.
      const there = records.filter((record) => record !== undefined)
      const place = id === NO_CHANNEL ? undefined : 'in a folder'
      yield there.map((record) => lines.outline(outlineOf(record), place)).join('')
    }
    if (id !== NO_CHANNEL) yield lines.endFolder
  }
  yield lines.end
}

/** Which sources stand in each channel, and whether anything is said of one that only our own attributes can say. */
async function places({ records }: Pick<SourceStore, 'records'>) {
  const inChannel = new Map<string, { id: string; url: string }[]>()
  let own = false
  for await (const page of records()) {
    for (const { source, state } of page) {
      const { id, url, channels } = source
      own ||= Object.keys(ownAttributes(source, state)).length > 0
      const place = { id, url }
      for (const channel of channels.length === 0 ? [NO_CHANNEL] : new Set(channels)) {
        const there = inChannel.get(channel)
        if (there) there.push(place)
        else inChannel.set(channel, [place])
      }
    }
  }
  return { inChannel, own }
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
