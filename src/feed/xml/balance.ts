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

interface OpenElement {
  readonly code: string
  /** Pieces written before it: where to cut when it is taken back. */
  readonly pieceCount: number
}

export function createBalancedWriter(): BalancedWriter {
  const pieces: string[] = []
  const stack: OpenElement[] = []
  const path: string[] = []
  const codes = new Map<string, string>()
  const texts: string[] = []

  function pop(): void {
    const { code = '', pieceCount = 0 } = stack.pop() ?? {}
    // Without an attribute the XML reader takes an element with nothing in it for a text.
    if (pieces[pieceCount] === `<${code}>` && pieces.length === pieceCount + 1 && STRUCTURE.has(code)) {
      pieces[pieceCount] = `<${code} version="1.0">`
    }
    pieces.push(`</${code}>`)
    path.pop()
  }
  function codeOf(name: string): string {
    let code = codes.get(name)
    if (code === undefined) {
      // Letters and digits, shortest first: the XML reader tests each character of a name, twice.
      code = STRUCTURE.has(name)
        ? name
        : `${'abcdefghijkl'[codes.size % 12]}${Math.floor(codes.size / 12) || ''}`
      codes.set(name, code)
    }
    return code
  }
  function tag(code: string, attributes: readonly Attribute[]): string {
    if (attributes.length === 0) return `<${code}>`
    return `<${code}${attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('')}>`
  }

  return {
    path,
    codes,
    texts,
    open(name, attributes = []) {
      const code = codeOf(name)
      stack.push({ code, pieceCount: pieces.length })
      path.push(name)
      pieces.push(tag(code, attributes))
    },
    text(value) {
      if (value.trim() === '') pieces.push(value)
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

function escapeAttribute(value: string): string {
  if (!/[&<"\t\n\r]/.test(value)) return value
  return value.replace(/[&<"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
