import type { Item, KnownItems } from './item-memo.ts'
import type { Tag } from './scan-tag.ts'

/** What a tracker must know of the scan it follows. */
interface TrackedScan {
  readonly text: string
  /** Position of the next end tag of an entry that is written with this name, from a position on. */
  readonly nextEnd: Readonly<Record<'item' | 'entry', (from: number) => number>>
  readonly known: KnownItems
  /** Everything an item's reading depends on that was declared before it; undefined while something is in the way. */
  names(): string | undefined
  readonly outline: {
    isHome(): boolean
    isInEntry(): boolean
    entryCount(): number
    skipEntry(): void
  }
}

/**
 * Follows a scan and tells which items stand for themselves: what they say hangs on their own text and on declared names,
 * and they change nothing around them. Only those are recalled, and only those are named to be recalled.
 */
export interface ItemTracker {
  /** Before a tag is read: where to go on if it starts an item that was read before. */
  before(tag: Tag, at: number): number | undefined
  /** After a tag was read. */
  after(tag: Tag): void
  /** The item being read hangs on what is around it. */
  spoil(): void
  /** So do all that follow. */
  spoilRest(): void
  /** Of the whole document. */
  items(): readonly Item[]
}

export function createItemTracker({ text, nextEnd, known, names, outline }: TrackedScan): ItemTracker {
  const items: Item[] = []
  let current: { name: string; end: number; count: number } | undefined
  let isOrderly = true
  let isEnding = false

  /** The item that starts here, when its text ends where any reader would end it. */
  function itemAt(tag: Tag, at: number): { name: string; end: number } | undefined {
    const { name } = tag
    if ((name !== 'item' && name !== 'entry') || tag.selfClosing || !isOrderly || !outline.isHome())
      return undefined
    const end = nextEnd[name](tag.end)
    const stop = end + name.length + 2
    if (end < 0 || text[stop] !== '>') return undefined
    const context = names()
    return context === undefined ? undefined : { name: known.nameOf(text.slice(at, stop + 1), context), end }
  }

  return {
    before(tag, at) {
      if (tag.isGuessed) isOrderly = false
      if (tag.kind === 'close') {
        // Nothing but this very entry may be open when its end tag comes.
        isEnding = current?.end === at && outline.isInEntry() && outline.entryCount() === current.count
        return undefined
      }
      const item = itemAt(tag, at)
      if (!item) return undefined
      if (known.has(item.name)) {
        current = undefined
        outline.skipEntry()
        items.push({ name: item.name, isKnown: true })
        return item.end + tag.name.length + 3
      }
      current = { ...item, count: outline.entryCount() + 1 }
      return undefined
    },
    after(tag) {
      if (tag.kind === 'open') {
        while (items.length < outline.entryCount()) items.push({ isKnown: false })
        return
      }
      if (!isEnding || !current) return
      if (isOrderly && outline.isHome()) items[items.length - 1] = { name: current.name, isKnown: false }
      current = undefined
      isEnding = false
    },
    spoil() {
      current = undefined
    },
    spoilRest() {
      current = undefined
      isOrderly = false
    },
    // An entry in whose middle the document ends is taken back.
    items: () => items.slice(0, outline.entryCount()),
  }
}
