import { cleanText, hasControls, withoutControls } from '../characters.ts'
import { LIMITS } from '../limits.ts'
import { createBalancedWriter } from './balance.ts'
import { createCdataEnd } from './cdata-end.ts'
import { createFindNext } from './find-next.ts'
import type { Item, KnownItems } from './item-memo.ts'
import { createItemTracker } from './item-tracker.ts'
import { createNames, prefixOf } from './namespaces.ts'
import { createNeverClosed } from './never-closed.ts'
import { createOutline } from './outline.ts'
import { type Attribute, createTagScanner, decodeEntities, readAttributes, type Tag } from './scan-tag.ts'
import { createDeclarationSkipper } from './skip-declaration.ts'
import type { StandIns } from './stand-ins.ts'
import { createConstructReader, isTextConstruct } from './text-construct.ts'
import { ATTRIBUTES } from './vocabulary.ts'

export interface RepairedXml extends StandIns {
  /** Well-formed: `<feed><entry>…` for Atom, `<rss><channel><item>…` for everything else; canonical names. */
  readonly xml: string
  readonly format: 'atom' | 'rss' | 'rdf'
  readonly rootAttributes: readonly Attribute[]
  readonly entryCount: number
  readonly isCut: boolean
  /** Its entries in their order, where known ones were asked for: those are counted, and left out of `xml`. */
  readonly items?: readonly Item[]
  readonly warnings: readonly string[]
}

interface ElementAttributes {
  /** Our prefix of the default namespace that the element declares. */
  readonly own: string | undefined
  readonly attributes: readonly Attribute[]
}

const MARKUP: Attribute = ['markup', '1']
const BARE: ElementAttributes = { own: undefined, attributes: [] }
const ROOTS: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf', 'channel', 'entry'])

/**
 * Rewrites any RSS, RDF or Atom text as small, well-formed XML with one shape and one set of names, in one pass
 * that is linear in the length of the text. Undefined when there is no feed in it. Items that are `known` are not read.
 */
export function repairXml(text: string, known?: KnownItems): RepairedXml | undefined {
  const names = createNames()
  const writer = createBalancedWriter()
  const outline = createOutline(writer, LIMITS.scannedEntries)
  let isSpoilt = false
  const onControls = (): void => {
    isSpoilt = true
  }
  const scanTag = createTagScanner(text, onControls)
  const readConstruct = createConstructReader(text, names.xhtmlPrefixes)
  const nextCommentEnd = createFindNext(text, '-->')
  const afterDeclaration = createDeclarationSkipper(text, nextCommentEnd)
  const cdataEndOf = createCdataEnd(text)
  const nextInstructionEnd = createFindNext(text, '?>')
  const nextItemEnd = createFindNext(text, '</item')
  const nextEntryEnd = createFindNext(text, '</entry')
  /** Elements that carry a default namespace of their own, so that their end tags get the same name. */
  const renamed = new Map<string, string[]>()
  const tracker =
    known &&
    createItemTracker({
      text,
      known,
      outline,
      nextEnd: { item: nextItemEnd, entry: nextEntryEnd },
      names: () => ([...renamed.values()].some((open) => open.length > 0) ? undefined : names.signature()),
    })
  const isNeverClosed = createNeverClosed({
    text,
    outline,
    nextEnd: { item: nextItemEnd, entry: nextEntryEnd },
    onGivenUp: () => tracker?.spoil(),
  })
  let format: RepairedXml['format'] | undefined
  let rootAttributes: readonly Attribute[] = []
  let at = 0

  const fieldText = (from: number, to: number): string =>
    text.slice(from, Math.min(to, from + LIMITS.attributeLength))

  function canonicalAttributes(tag: Tag): ElementAttributes {
    const written = readAttributes(tag)
    if (written.length === 0) return BARE
    const attributes: Attribute[] = []
    let own: string | undefined
    for (const [name, value] of written) {
      if (name === 'xmlns') own = prefixOf(value)
      else if (name.startsWith('xmlns:')) names.declare(name.slice(6), value)
      if (name.startsWith('xmlns')) tracker?.spoil()
    }
    for (const [name, value] of written) {
      const canonical = names.canonical(name)
      if (ATTRIBUTES.has(canonical) && !attributes.some(([known]) => known === canonical)) {
        attributes.push([canonical, value])
      } else if (hasControls(name)) onControls()
    }
    return { own, attributes }
  }

  function openRoot(tag: Tag): void {
    const colon = tag.name.indexOf(':')
    const local = tag.name.slice(colon + 1).toLowerCase()
    if (!ROOTS.has(local)) return
    const { attributes } = canonicalAttributes(tag)
    rootAttributes = attributes
    const atom = local === 'feed' || local === 'entry'
    // RDF is a frame: what it holds is of another vocabulary.
    const prefix = colon < 0 || local === 'rdf' ? undefined : tag.name.slice(0, colon)
    names.setRoot(atom ? 'atom' : 'rss', prefix)
    format = atom ? 'atom' : local === 'rdf' ? 'rdf' : 'rss'
    outline.openRoot(local, attributes)
    if (local === 'entry' && !tag.selfClosing) outline.open('entry', attributes, false)
    // `<feed/>` is `<feed></feed>` (XML 1.0 §3.1).
    if (tag.selfClosing) outline.close(local === 'rdf' ? 'rdf:rdf' : local)
  }

  function openElement(tag: Tag): void {
    const { own, attributes } = canonicalAttributes(tag)
    const plain = names.canonical(tag.name)
    const name = own === undefined || tag.name.includes(':') ? plain : names.canonical(tag.name, own)
    if (name !== plain && !tag.selfClosing) renamed.set(plain, [...(renamed.get(plain) ?? []), name])
    const place = outline.open(name, attributes, tag.selfClosing || isNeverClosed(tag.name, name, at))
    if (place !== 'leaf') return
    if (isTextConstruct(name)) {
      const construct = readConstruct(tag.name, at)
      if (!construct) {
        tracker?.spoilRest()
        return
      }
      if (!construct.isExact) tracker?.spoil()
      outline.fill(name, construct.value, construct.markup ? [...attributes, MARKUP] : undefined)
      at = construct.end
    }
    endLeaf(tag.name, name)
  }

  /** Most leaves end right after their text: what the end tag is need not be found out. */
  function endLeaf(written: string, name: string): void {
    const end = text.indexOf('<', at)
    const nameEnd = end + 2 + written.length
    const isEnd =
      end >= 0 &&
      text.charCodeAt(end + 1) === 47 &&
      text.charCodeAt(nameEnd) === 62 &&
      text.startsWith(written, end + 2)
    if (!isEnd || renamed.size > 0) return
    if (end > at) outline.text(decodeEntities(fieldText(at, end)))
    outline.close(name)
    at = nameEnd + 1
  }

  function closeElement(tag: Tag): void {
    const plain = names.canonical(tag.name)
    outline.close(renamed.get(plain)?.pop() ?? plain)
  }

  while (at < text.length && !outline.finished() && !isSpoilt) {
    const next = text.indexOf('<', at)
    const end = next < 0 ? text.length : next
    if (end > at && outline.wantsText()) outline.text(decodeEntities(fieldText(at, end)))
    at = end
    if (next < 0) break

    const mark = text.charCodeAt(at + 1)
    if (mark === 33 && text.startsWith('<![CDATA[', at)) {
      const stop = cdataEndOf(at)
      if (stop < 0) tracker?.spoil()
      const tagAt = text.indexOf('<', at + 9)
      const stopAt = stop >= 0 ? stop : tagAt < 0 ? text.length : tagAt
      if (outline.wantsText()) outline.text(cleanText(fieldText(at + 9, stopAt)))
      at = stop < 0 ? stopAt : stopAt + 3
    } else if (mark === 33) {
      const isWhole = text.startsWith('<!--', at) && nextCommentEnd(at + 4) >= 0
      if (!isWhole) tracker?.spoil()
      at = afterDeclaration(at)
    } else if (mark === 63) {
      tracker?.spoil()
      const stop = nextInstructionEnd(at)
      const angle = text.indexOf('>', at)
      at = stop >= 0 ? stop + 2 : angle < 0 ? text.length : angle + 1
    } else {
      const tag = scanTag(at)
      if (!tag) {
        if (outline.wantsText()) outline.text('<')
        at += 1
        continue
      }
      const start = at
      const afterItem = tracker?.before(tag, start)
      if (afterItem !== undefined) {
        at = afterItem
        continue
      }
      at = tag.end
      if (tag.kind === 'close') closeElement(tag)
      else if (format === undefined) openRoot(tag)
      else openElement(tag)
      tracker?.after(tag)
    }
  }
  // Seldom enough to begin anew.
  if (isSpoilt) return repairXml(withoutControls(text), known)
  if (format === undefined) return undefined
  const { entryCount, warnings, isCut } = outline.end(text.slice(text.lastIndexOf('>') + 1).trim() === '')
  const { texts, codes, nested, attributeLists } = writer
  return {
    xml: writer.finish(),
    texts,
    codes,
    nested,
    attributeLists,
    format,
    rootAttributes,
    entryCount,
    warnings,
    isCut,
    ...(tracker && { items: tracker.items() }),
  }
}
