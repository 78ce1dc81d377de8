import type { ParsedEntry } from '../../model/feed.ts'
import type { GuidMemory } from '../../model/source.ts'
import { hash32 } from '../hash32.ts'
import { tenBits } from '../ids.ts'
import { guidKey } from './identity.ts'

const SAMPLE_SIZE = 8
/** Twenty bits: of eight items no two are likely to share them, and a million sources keep them. */
const NAME_LENGTH = 4
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
  const items = tellableItems(entries)
  const known = new Map((memory?.sample ?? []).map((item) => [item.slice(0, NAME_LENGTH), item]))
  let changed = 0
  let isKept = false
  // One that kept its guid answers the question; the rest need not be hashed.
  for (const item of known.size > 0 ? items : []) {
    const before = known.get(nameOf(item))
    if (before === undefined) continue
    isKept = printOf(item) === before
    if (isKept) break
    changed++
  }
  const changedCount = isKept ? 0 : (memory?.changedCount ?? 0) + changed
  if (changedCount >= CHANGES_TO_BELIEVE) return { sample: [], changedCount, trust: 'unstable' }
  // A document without a usable item, such as an empty one, takes nothing away.
  if (items.length === 0) return memory
  return { sample: items.slice(0, SAMPLE_SIZE).map(printOf), changedCount, trust: 'trusted' }
}

interface TellableItem {
  /** Link and title. */
  readonly name: string
  readonly guid: string
}

/** Items with both a guid and a link, in the document's order; those that share link and title are left out. */
function tellableItems(entries: readonly ParsedEntry[]): TellableItem[] {
  const items = new Map<string, TellableItem | undefined>()
  for (const entry of entries) {
    const { url, title = '' } = entry
    const guid = guidKey(entry)
    if (guid === undefined || !url) continue
    const name = `${url}\u0000${title}`
    items.set(name, items.has(name) ? undefined : { name, guid })
  }
  return [...items.values()].filter((item) => item !== undefined)
}

/** Not by SHA-256, which costs four times as much: who makes two items share a print fools us about his own feed alone. */
function nameOf({ name }: TellableItem): string {
  const hash = hash32(name)
  return tenBits(hash >>> 22) + tenBits((hash >>> 12) & 1023)
}

/** Of the guid ten bits: a new one is taken for the old one once in a thousand times, which puts off what is learned by a document. */
function printOf(item: TellableItem): string {
  return nameOf(item) + tenBits(hash32(item.guid) >>> 22)
}
