import type { Attribute } from './scan-tag.ts'
import { STRUCTURE } from './vocabulary.ts'

/** Writes XML that is well-formed whatever order the calls come in. */
export interface BalancedWriter {
  /** Names of the open elements, outermost first. */
  readonly path: readonly string[]
  /** Every name ever opened, and what it is called in the document. */
  readonly codes: ReadonlyMap<string, string>
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
  /** What `text` was called with, by the numbers that stand for it in the document. */
  readonly texts: readonly string[]
  /** Attributes of elements, likewise. */
  readonly attributeLists: readonly (readonly Attribute[])[]
}

/**
 * Texts do not go through the XML reader, which looks at each character: in their place stands U+0001, which no text
 * holds, and their number.
 */
const MARK = '\u0001'
const MARK_CODE = 1

/** The texts whose places stand in what the XML reader read, joined; anything else is as it is. */
export function textIn(read: string, texts: readonly string[]): string {
  // Nearly always there is one text and nothing else.
  const only = numberAlone(read)
  if (only >= 0) return texts[only] ?? ''
  if (!read.includes(MARK)) return read
  return read
    .split(MARK)
    .map((part, index) => {
      const number = index === 0 ? '' : (/^\d+/.exec(part)?.[0] ?? '')
      return (number === '' ? '' : (texts[Number(number)] ?? '')) + part.slice(number.length)
    })
    .join('')
}

/** The number of the one place that stands there by itself, or -1. */
function numberAlone(read: string): number {
  if (read.charCodeAt(0) !== MARK_CODE || read.length < 2 || read.length > 9) return -1
  let number = 0
  for (let index = 1; index < read.length; index += 1) {
    const digit = read.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}

/** Stands in an element for the number of its attributes, which do not go through the XML reader either. */
export const ATTRIBUTES_REFERENCE = 'n'

/** A name that was opened, as it is written. */
interface Written {
  readonly open: string
  readonly close: string
  readonly isStructure: boolean
}

interface OpenElement {
  readonly written: Written
  /** Pieces written before it: where to cut when it is taken back. */
  readonly pieceCount: number
}

const NO_ATTRIBUTES: readonly Attribute[] = []

export function createBalancedWriter(): BalancedWriter {
  const pieces: string[] = []
  const stack: OpenElement[] = []
  const path: string[] = []
  const codes = new Map<string, string>()
  const names = new Map<string, Written>()
  const texts: string[] = []
  const attributeLists: (readonly Attribute[])[] = []

  function pop(): void {
    const { written, pieceCount } = stack.pop()!
    // Without an attribute the XML reader takes an element with nothing in it for a text.
    if (written.isStructure && pieces.length === pieceCount + 1 && pieces[pieceCount] === written.open) {
      pieces[pieceCount] = `${written.open.slice(0, -1)} version="1.0">`
    }
    pieces.push(written.close)
    path.pop()
  }
  function nameOf(name: string): Written {
    const isStructure = STRUCTURE.has(name)
    // Letters and digits, shortest first: the XML reader tests each character of a name, twice.
    const code = isStructure ? name : `${'abcdefghijkl'[codes.size % 12]}${Math.floor(codes.size / 12) || ''}`
    // What rss-parser tells the formats by.
    const open = name === 'rss' ? '<rss version="2.0">' : `<${code}>`
    const written = { open, close: `</${code}>`, isStructure }
    codes.set(name, code)
    names.set(name, written)
    return written
  }

  return {
    path,
    codes,
    texts,
    attributeLists,
    open(name, attributes = NO_ATTRIBUTES) {
      const written = names.get(name) ?? nameOf(name)
      stack.push({ written, pieceCount: pieces.length })
      path.push(name)
      pieces.push(
        attributes.length === 0
          ? written.open
          : `${written.open.slice(0, -1)} ${ATTRIBUTES_REFERENCE}="${attributeLists.push(attributes) - 1}">`,
      )
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
      return true
    },
    finish() {
      while (stack.length > 0) pop()
      return pieces.join('')
    },
  }
}

function isBlank(text: string): boolean {
  const code = text.charCodeAt(0)
  // Most texts begin with a letter or a tag.
  return code > 32 && code < 127 ? false : text.trim() === ''
}
