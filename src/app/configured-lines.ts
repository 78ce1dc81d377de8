import type { Config } from '../config.ts'
import type { Entry, Source } from '../model/index.ts'
import { channelsOf } from '../rules/rank/channels-of.ts'
import { ownerOf } from '../rules/rank/owner.ts'
import type { ReplayLine } from './replay-lines.ts'

/** What a configuration declares of one publisher, all its sources together. */
interface Declared {
  readonly weight: number
  /** Of its feed; the address of a line stands for its site. */
  readonly url: string
  readonly channels: readonly string[]
}

/**
 * Lines as they would be admitted under a configuration: of the owner of its groups, with the weight of the publisher's
 * sources, in the channels whose rules they meet. A line that it says nothing of stays as it was read.
 */
export function configuredLines(
  lines: readonly ReplayLine[],
  config: Pick<Config, 'owners' | 'sources' | 'channels'>,
): ReplayLine[] {
  const declared = declaredBy(config.sources)
  if (declared.size + config.owners.length + config.channels.length === 0) return [...lines]
  return lines.map((line) => ({ ...line, entry: configured(line.entry, declared, config) }))
}

function configured(
  entry: Entry,
  declared: ReadonlyMap<string, Declared>,
  { owners, channels }: Pick<Config, 'owners' | 'channels'>,
): Entry {
  const source = declared.get(entry.publisherId)
  const publisher = { name: entry.publisherName, siteUrl: entry.url, url: source?.url ?? '' }
  const { ownerId: _, ...rest } = entry
  const ownerId = ownerOf(publisher, owners)
  // What a line says of its channel is more than what all of the publisher's sources are declared in.
  const own = entry.channels.length > 0 ? entry.channels : (source?.channels ?? [])
  return {
    ...rest,
    ...(ownerId !== undefined && { ownerId }),
    weight: source?.weight ?? entry.weight,
    channels: channelsOf({ ...entry, categories: [] }, own, channels),
  }
}

/** By publisher. Of several weights the largest, which is what an origin has in the end. */
function declaredBy(sources: readonly Source[]): ReadonlyMap<string, Declared> {
  const declared = new Map<string, Declared>()
  for (const { publisherId, weight, url, channels } of sources) {
    const known = declared.get(publisherId)
    declared.set(publisherId, {
      weight: Math.max(weight, known?.weight ?? weight),
      url: known?.url ?? url,
      channels: [...new Set([...(known?.channels ?? []), ...channels])],
    })
  }
  return declared
}
