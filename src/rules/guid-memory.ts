import type { ParsedEntry } from '../model/feed.ts'
import type { GuidMemory } from '../model/source.ts'
import { guidKey } from './identity.ts'
import { hashId } from './ids.ts'

const SAMPLE_SIZE = 8
const HASH_LENGTH = 6
/** One re-issued item is a correction; two, with none that kept its guid, are how the publisher's software works. */
const CHANGES_TO_BELIEVE = 2

/**
 * What is known of a source's guids after one more of its documents. Items are compared with the last document's by
 * link and title together: a page that carries another report every day under one link is no evidence.
 */
export function observeGuids(
  memory: GuidMemory | undefined,
  entries: readonly ParsedEntry[],
): GuidMemory | undefined {
  if (memory?.trust === 'unstable') return memory
  const sample = sampleOf(entries)
  const guids = new Map(sample.map((item) => [item.slice(0, HASH_LENGTH), item]))
  const shared = (memory?.sample ?? []).flatMap((item) => {
    const now = guids.get(item.slice(0, HASH_LENGTH))
    return now === undefined ? [] : [now === item]
  })
  const kept = shared.some((isSame) => isSame)
  const changedCount = kept ? 0 : (memory?.changedCount ?? 0) + shared.length
  if (changedCount >= CHANGES_TO_BELIEVE) return { sample: [], changedCount, trust: 'unstable' }
  // A document without a usable item, such as an empty one, takes nothing away.
  if (sample.length === 0) return memory
  return { sample: sample.slice(0, SAMPLE_SIZE), changedCount, trust: 'trusted' }
}

/** Items with both a guid and a link, in the document's order; those that share link and title are left out. */
function sampleOf(entries: readonly ParsedEntry[]): string[] {
  const items = new Map<string, string | undefined>()
  for (const entry of entries) {
    const guid = guidKey(entry)
    if (guid === undefined || !entry.url) continue
    const name = hashId(entry.url, entry.title ?? '').slice(0, HASH_LENGTH)
    items.set(name, items.has(name) ? undefined : name + hashId(guid).slice(0, HASH_LENGTH))
  }
  return [...items.values()].filter((item) => item !== undefined)
}
