import type { Attribute } from './scan-tag.ts'
import { ATTRIBUTES_REFERENCE, leafField, MARK, type StandIns } from './stand-ins.ts'
import { STRUCTURE } from './vocabulary.ts'

/** Writes XML that is well-formed whatever order the calls come in. */
export interface BalancedWriter extends StandIns {
  /** Names of the open elements, outermost first. */
  readonly path: readonly string[]
  open(name: string, attributes?: readonly Attribute[]): void
  text(value: string): void
  /** Closes the innermost open element of this name and everything inside it; false when none is open. */
  close(name: string): boolean
  /** Closes what is open inside the innermost element of this name, which stays open. */
  closeInside(name: string): void
  /** Takes back the innermost open element of this name, with all it holds; false when none is open. */
  drop(name: string): boolean
  /** Closes everything; the finished document. */
  finish(): string
}

/** A name that was opened, as it is written. */
interface Written {
  readonly code: string
  readonly isStructure: boolean
}

interface OpenElement {
  readonly written: Written
  /** Pieces written before it: where to cut when it is taken back. */
  readonly pieceCount: number
  /** Number of its attributes, or -1. */
  readonly list: number
  /** No other of its name was opened before it in what holds it. */
  readonly isFirst: boolean
  /** Names opened in it. */
  readonly names: Written[]
  /** Its children that are written as attributes of it. */
  fields: string
}

/**
 * Of the children of an element the first of a name that holds a text or attributes at most is written as an attribute:
 * to the XML reader, an element costs many times as much.
 */
export function createBalancedWriter(): BalancedWriter {
  const pieces: string[] = []
  const stack: OpenElement[] = []
  const path: string[] = []
  const codes = new Map<string, string>()
  const written = new Map<string, Written>()
  const nested = new Set<string>()
  const texts: string[] = []
  const attributeLists: (readonly Attribute[])[] = []

  function pop(): void {
    const element = stack.pop()!
    path.pop()
    const parent = stack.at(-1)
    if (parent && isField(element)) {
      const text = pieces[element.pieceCount + 1] ?? ''
      pieces.length = element.pieceCount
      parent.fields += ` ${element.written.code}="${leafField(text, element.list)}"`
      return
    }
    pieces[element.pieceCount] = startTag(element)
    pieces.push(`</${element.written.code}>`)
    nested.add(element.written.code)
  }

  function isField({ written, pieceCount, isFirst, fields }: OpenElement): boolean {
    if (!isFirst || written.isStructure || fields !== '') return false
    const count = pieces.length - pieceCount
    return count === 1 || (count === 2 && pieces[pieceCount + 1]!.startsWith(MARK))
  }

  function startTag({ written: { code, isStructure }, pieceCount, list, fields }: OpenElement): string {
    // What rss-parser tells the formats by.
    if (code === 'rss') return `<rss version="2.0"${fields}>`
    const own = list < 0 ? '' : ` ${ATTRIBUTES_REFERENCE}="${list}"`
    // Without an attribute the XML reader takes an element with nothing in it for a text.
    const isBare = own === '' && fields === '' && isStructure && pieces.length === pieceCount + 1
    return isBare ? `<${code} version="1.0">` : `<${code}${own}${fields}>`
  }

  function nameOf(name: string): Written {
    const isStructure = STRUCTURE.has(name)
    // Letters and digits, shortest first: the XML reader tests each character of a name, twice.
    const code = isStructure ? name : `${'abcdefghijkl'[codes.size % 12]}${Math.floor(codes.size / 12) || ''}`
    const made = { code, isStructure }
    codes.set(name, code)
    written.set(name, made)
    return made
  }

  return {
    path,
    codes,
    nested,
    texts,
    attributeLists,
    open(name, attributes = NO_ATTRIBUTES) {
      const own = written.get(name) ?? nameOf(name)
      const parent = stack.at(-1)
      const isFirst = parent !== undefined && !parent.names.includes(own)
      if (isFirst) parent.names.push(own)
      const list = attributes.length === 0 ? -1 : attributeLists.push(attributes) - 1
      stack.push({ written: own, pieceCount: pieces.length, list, isFirst, names: [], fields: '' })
      path.push(name)
      // Its start tag is written when it is known what it holds.
      pieces.push('')
    },
    text(value) {
      if (isBlank(value)) pieces.push(value)
      else pieces.push(MARK + (texts.push(value) - 1))
    },
    close(name) {
      const index = path.lastIndexOf(name)
      if (index < 0) return false
      while (path.length > index) pop()
      return true
    },
    closeInside(name) {
      const index = path.lastIndexOf(name)
      while (index >= 0 && path.length > index + 1) pop()
    },
    drop(name) {
      const index = path.lastIndexOf(name)
      const element = stack[index]
      if (element === undefined) return false
      pieces.length = element.pieceCount
      stack.length = index
      path.length = index
      // As if it had never been opened.
      if (element.isFirst) stack.at(-1)?.names.pop()
      return true
    },
    finish() {
      while (stack.length > 0) pop()
      return pieces.join('')
    },
  }
}

const NO_ATTRIBUTES: readonly Attribute[] = []

function isBlank(text: string): boolean {
  const code = text.charCodeAt(0)
  // Most texts begin with a letter or a tag.
  return code > 32 && code < 127 ? false : text.trim() === ''
}
