import type { ParsedEntry } from '../../model/feed.ts'
import type { GuidMemory } from '../../model/source.ts'
import { hashId } from '../ids.ts'
import { guidKey } from './identity.ts'

const SAMPLE_SIZE = 8
/** Twenty bits: of eight items no two are likely to share them, and a million sources keep them. */
const NAME_LENGTH = 4
/** Ten bits: a new guid is taken for the old one once in a thousand times, which puts off what is learned by a document. */
const GUID_LENGTH = 2
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
  readonly url: string
  readonly title: string
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
    items.set(name, items.has(name) ? undefined : { url, title, guid })
  }
  return [...items.values()].filter((item) => item !== undefined)
}

function nameOf({ url, title }: TellableItem): string {
  return hashId(url, title).slice(0, NAME_LENGTH)
}

function printOf(item: TellableItem): string {
  return nameOf(item) + hashId(item.guid).slice(0, GUID_LENGTH)
}
