import { hash } from 'node:crypto'
import type { ParsedEntry } from '../../model/index.ts'

/** An item of a document: its entry if it was read before, and the name of its text if it may be recalled. */
export interface Item {
  readonly name?: string
  readonly isKnown: boolean
}

/** Items of the last document of one place, by their text. */
export interface KnownItems {
  /** What a text is called; `names` is whatever else its reading depends on. */
  nameOf(text: string, names: string): string
  has(name: string): boolean
  /**
   * Entries of a document's items in their order, the unknown ones as `read` has them. Throws when the known ones
   * were read for another `setting`: nothing of them holds.
   */
  entriesOf(items: readonly Item[], setting: string, read: () => ReadEntry): ParsedEntry[]
  forget(): void
}

export interface ReadEntry {
  readonly entry: ParsedEntry
  /** The same text says the same at any time. */
  readonly isLasting: boolean
}

export interface ItemMemo {
  /** `place` says where a document is from and how it is read; places know nothing of each other. */
  open(place: string): KnownItems
  /**
   * Of the document read last: entries of which only what tells them apart will be asked, each with the hash of its
   * content. They are recalled with that in place of all else, which takes a third of the room.
   */
  shorten(contentHashes: ReadonlyMap<ParsedEntry, string>): void
}

/** A document that was read, and is remembered from the next one on. */
interface LastDocument {
  readonly place: string
  readonly setting: string
  readonly items: readonly { readonly entry: ParsedEntry; readonly name: string; readonly line?: string }[]
}

/** Characters of a name in base64url, 132 bits: nobody finds two texts with one name. */
const NAME_LENGTH = 22
/** What a place costs besides its bytes. */
const PLACE_BYTES = 400
/** No place takes more of the memory. */
const LARGEST_SHARE = 1 / 8

/**
 * Items as they were read last, so that a changed document costs only what is new in it: mostly two of twenty. Holds at
 * most `maxBytes`, outside of the garbage collector's heap; places not asked for the longest make room.
 */
export function createItemMemo(maxBytes: number): ItemMemo {
  /** Lines: the setting, then of each item its name and its entry as JSON. Least recently used first. */
  const blocks = new Map<string, Buffer>()
  let heldBytes = 0
  let last: LastDocument | undefined

  function forget(place: string): void {
    const block = blocks.get(place)
    if (!block) return
    blocks.delete(place)
    heldBytes -= costOf(place, block)
  }

  function keepLast(contentHashes?: ReadonlyMap<ParsedEntry, string>): void {
    if (!last) return
    const { place, setting, items } = last
    last = undefined
    const lines = [setting]
    for (const { entry, name, line } of items) {
      const contentHash = entry.contentHash === undefined ? contentHashes?.get(entry) : undefined
      if (contentHash === undefined) lines.push(line ?? name + JSON.stringify(entry))
      else lines.push(name + JSON.stringify(shortened(entry, contentHash)))
    }
    forget(place)
    const text = lines.join('\n')
    // Not from the shared pool, of which a small buffer would hold far more than itself.
    const block = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
    block.write(text)
    const cost = costOf(place, block)
    if (lines.length === 1 || cost > maxBytes * LARGEST_SHARE) return
    blocks.set(place, block)
    heldBytes += cost
    for (const oldest of blocks.keys()) {
      if (heldBytes <= maxBytes) break
      forget(oldest)
    }
  }

  return {
    shorten: keepLast,
    open(place) {
      keepLast()
      const [before, ...lines] = blocks.get(place)?.toString().split('\n') ?? []
      const known = new Map(lines.map((line) => [line.slice(0, NAME_LENGTH), line]))
      return {
        nameOf: (text, names) => hash('sha256', `${names}\n${text}`, 'base64url').slice(0, NAME_LENGTH),
        has: (name) => known.has(name),
        entriesOf(items, setting, read) {
          const recalled = items.flatMap(({ name, isKnown }) => (isKnown ? known.get(name ?? '')! : []))
          if (recalled.length > 0 && before !== setting) throw new Error('what is known was read otherwise')
          const entries: ParsedEntry[] = JSON.parse(
            `[${recalled.map((line) => line.slice(NAME_LENGTH)).join(',')}]`,
          )
          let next = 0
          const kept: LastDocument['items'][number][] = []
          const all = items.map(({ name, isKnown }): ParsedEntry => {
            if (isKnown) {
              const entry = entries[next]!
              if (entry.contentHash !== undefined) Object.assign(entry, LEFT_OUT)
              kept.push({ entry, name: name!, line: recalled[next++]! })
              return entry
            }
            const { entry, isLasting } = read()
            if (name !== undefined && isLasting) kept.push({ entry, name })
            return entry
          })
          last = { place, setting, items: kept }
          return all
        },
        forget() {
          if (last?.place === place) last = undefined
          forget(place)
        },
      }
    },
  }
}

/** As JSON: what is undefined takes no room. */
function shortened({ guid, url, title, publishedAt, updatedAt }: ParsedEntry, contentHash: string): object {
  return { guid, url, title, publishedAt, updatedAt, contentHash }
}

/** What every entry has, and a shortened one has none of. */
const LEFT_OUT = { authors: [], categories: [], enclosures: [] }

function costOf(place: string, block: Buffer): number {
  return block.length + 2 * place.length + PLACE_BYTES
}
