import type { BalancedWriter } from './balance.ts'
import type { Attribute } from './scan-tag.ts'
import { isChild, isContainer, isDate, isInline, isPerson, STRUCTURE } from './vocabulary.ts'

/** `leaf`: open, text may follow. `container`: open. `left_out`: nothing was opened. */
type Place = 'leaf' | 'container' | 'left_out'

/** Puts the tags of a document, in the order they come, where a feed has its elements. */
export interface Outline {
  openRoot(local: string, attributes: readonly Attribute[]): void
  open(name: string, attributes: readonly Attribute[], selfClosing: boolean): Place
  /** The whole text of the leaf just opened, and its attributes where they are others. */
  fill(name: string, value: string, attributes?: readonly Attribute[]): void
  text(value: string): void
  wantsText(): boolean
  /** Whether an element that opens here would be left out with all it holds. */
  leavesOut(name: string): boolean
  /** Directly inside the feed or channel: an entry that starts here is in nothing else. */
  isHome(): boolean
  isInEntry(): boolean
  /** Counts an entry that is not written, since it was read before. */
  skipEntry(): void
  entryCount(): number
  close(name: string): void
  /** True once the root is closed: what follows is not the feed's. */
  finished(): boolean
  /**
   * `isCut`: the root element was never closed. `isClean`: the document ends right after a tag. Then an entry none of whose
   * fields is open is taken as whole: writers that forget end tags are more common than cuts at just that place.
   */
  end(isClean: boolean): { entryCount: number; warnings: string[]; isCut: boolean }
}

const ROOT_TAGS: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf:rdf'])

/**
 * Entries live in the feed or channel and nowhere else: an entry opened inside another one closes it. So RDF's
 * entries beside the channel, entries without end tags and a missing channel all come out in one shape.
 */
export function createOutline(writer: BalancedWriter, maxEntries: number): Outline {
  const { path } = writer
  const warnings: string[] = []
  let home = 'channel'
  let entryTag = 'item'
  let rootIsChannel = false
  /** An Atom entry may be a document by itself (RFC 4287 §2). */
  let rootIsEntry = false
  /** Fields of the entry being read. */
  let fieldCount = 0
  let entryCount = 0
  let done = false
  /** An element that is left out with all it holds. */
  let skipped: { name: string; depth: number } | undefined
  /** Entries inside the skipped element, such as lists of related articles. */
  let nestedEntries = createNesting()
  /** Elements inside the skipped one that are called as what holds it. */
  let nestedHolders = createNesting()
  /** Unknown tags inside a leaf: their text stays. */
  let transparent = 0

  const isEntry = (name: string): boolean => name === 'item' || name === 'entry'
  const top = (): string => path[path.length - 1] ?? ''
  const inEntry = (): boolean => path.includes(entryTag)

  /** Persons are written with markup around their names, too. */
  const isForeign = (parent: string, name: string): boolean =>
    !isChild(parent, name) && !(isPerson(parent) && isInline(name))

  function startSkipping(name: string): void {
    skipped = { name, depth: 1 }
    nestedEntries = createNesting()
    nestedHolders = createNesting()
  }

  function openHome(attributes: readonly Attribute[]): void {
    if (!path.includes(home)) writer.open(home, attributes)
  }

  function openEntry(name: string, attributes: readonly Attribute[], selfClosing: boolean): Place {
    if (selfClosing && attributes.length === 0) return 'left_out'
    writer.closeInside(home)
    transparent = 0
    entryCount += 1
    fieldCount = 0
    if (entryCount > maxEntries) {
      if (!selfClosing) startSkipping(name)
      return 'left_out'
    }
    writer.open(entryTag, attributes)
    if (selfClosing) writer.close(entryTag)
    return 'container'
  }

  function openField(name: string, attributes: readonly Attribute[], selfClosing: boolean): Place {
    if (!isContainer(top())) {
      const parent = path[path.length - 2] ?? ''
      if (!isChild(parent, name)) {
        if (!selfClosing) transparent += 1
        const exact = attributes.find(([attribute]) => attribute === 'datetime')?.[1]
        if (exact !== undefined && isDate(top())) writer.text(`<time datetime="${exact}">`)
        return 'left_out'
      }
      // Fields do not hold fields: this one's end tag got lost.
      writer.close(top())
    }
    transparent = 0
    // No group holds another of its name: this one's end tag got lost.
    if (name === top() && isChild(path[path.length - 2] ?? '', name)) writer.close(name)
    if (!isChild(top(), name)) {
      if (!selfClosing && isForeign(top(), name)) startSkipping(name)
      return 'left_out'
    }
    fieldCount += 1
    writer.open(name, attributes)
    if (!selfClosing) return isContainer(name) ? 'container' : 'leaf'
    writer.close(name)
    return 'left_out'
  }

  /** What a tag means for the element being left out; true when the tag is used up. */
  function whileSkipping(tag: 'open' | 'close', name: string, selfClosing: boolean): boolean {
    if (!skipped) return false
    if (skipped.name === name) {
      if (tag === 'close') skipped.depth -= 1
      else if (!selfClosing) skipped.depth += 1
      if (skipped.depth === 0) skipped = undefined
      return true
    }
    if (name === top() && !STRUCTURE.has(name)) {
      if (nestedHolders(tag, selfClosing)) return true
    } else if (isEntry(name)) {
      const mayNest = inEntry() || isEntry(skipped.name)
      if (mayNest ? nestedEntries(tag, selfClosing) : tag === 'close') return true
    } else if (tag === 'open' || !(ROOT_TAGS.has(name) || name === 'channel')) {
      return true
    }
    skipped = undefined
    return false
  }

  return {
    openRoot(local, attributes) {
      rootIsChannel = local === 'channel'
      rootIsEntry = local === 'entry'
      if (local === 'feed' || local === 'entry') {
        home = 'feed'
        entryTag = 'entry'
        writer.open('feed', local === 'feed' ? attributes : [])
        return
      }
      writer.open('rss')
      if (rootIsChannel) openHome(attributes)
    },
    open(name, attributes, selfClosing) {
      if (whileSkipping('open', name, selfClosing)) return 'left_out'
      if (ROOT_TAGS.has(name)) return 'left_out'
      if (name === 'channel') {
        if (home === 'channel') openHome(attributes)
        return 'left_out'
      }
      openHome([])
      if (name === 'items') return 'left_out'
      return isEntry(name)
        ? openEntry(name, attributes, selfClosing)
        : openField(name, attributes, selfClosing)
    },
    fill(name, value, attributes) {
      if (attributes) {
        writer.drop(name)
        writer.open(name, attributes)
      }
      writer.text(value)
    },
    text(value) {
      writer.text(value)
    },
    wantsText: () => skipped === undefined && path.length > 0 && !STRUCTURE.has(top()),
    leavesOut(name) {
      if (skipped) return false
      const parent = path.length > 1 ? top() : home
      return isForeign(parent, name) && isContainer(parent)
    },
    isHome: () => skipped === undefined && path.length > 0 && top() === home,
    isInEntry: inEntry,
    skipEntry() {
      entryCount += 1
      transparent = 0
    },
    entryCount: () => entryCount,
    close(name) {
      if (whileSkipping('close', name, false)) return
      if (top() === name && !STRUCTURE.has(name)) {
        writer.close(name)
        transparent = 0
        return
      }
      if (ROOT_TAGS.has(name) || (name === 'channel' && rootIsChannel)) {
        if (name !== 'rss' || home !== 'feed') done = true
        return
      }
      // RDF and some RSS have their entries after the channel: it stays open until the root closes.
      if (name === 'channel') return writer.closeInside(home)
      if (isEntry(name)) {
        const wasOpen = writer.close(entryTag)
        if (wasOpen && rootIsEntry && entryCount === 1) done = true
        return
      }
      if (path.includes(name)) {
        writer.close(name)
        transparent = 0
      } else if (transparent > 0) transparent -= 1
      // A misspelt end tag closes the field it follows; what holds fields it closes where it begins as they are called.
      else if (path.length > 0 && !STRUCTURE.has(top()) && (!isContainer(top()) || name.startsWith(top())))
        writer.close(top())
    },
    finished: () => done,
    end(isClean) {
      const isCut = !done && path.length > 0
      const isHalf = !isClean || skipped !== undefined || top() !== entryTag || fieldCount === 0
      if (isCut && isHalf && writer.drop(entryTag)) {
        entryCount -= 1
        warnings.push('the document ends in the middle of an entry; that entry is left out')
      } else if (isCut) {
        warnings.push('the document ends before its root element does')
      }
      openHome([])
      return { entryCount, warnings, isCut }
    },
  }
}

/** Counts elements of a name within one that is left out; false for the end tag of one that began outside of it. */
function createNesting(): (tag: 'open' | 'close', selfClosing: boolean) => boolean {
  let depth = 0
  return (tag, selfClosing) => {
    if (tag === 'open') {
      if (!selfClosing) depth += 1
      return true
    }
    if (depth === 0) return false
    depth -= 1
    return true
  }
}
