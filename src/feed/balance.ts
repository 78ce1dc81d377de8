import type { Attribute } from './scan-tag.ts'

/** Writes XML that is well-formed whatever order the calls come in. */
export interface BalancedWriter {
  /** Names of the open elements, outermost first. */
  readonly path: readonly string[]
  /** Every name ever opened. */
  readonly names: ReadonlySet<string>
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

interface OpenElement {
  readonly name: string
  /** Pieces written before it: where to cut when it is taken back. */
  readonly pieceCount: number
}

export function createBalancedWriter(): BalancedWriter {
  const pieces: string[] = []
  const stack: OpenElement[] = []
  const path: string[] = []
  const names = new Set<string>()

  function pop(): void {
    pieces.push(`</${stack.pop()?.name}>`)
    path.pop()
  }
  function tag(name: string, attributes: readonly Attribute[]): string {
    return `<${name}${attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('')}>`
  }

  return {
    path,
    names,
    open(name, attributes = []) {
      names.add(name)
      stack.push({ name, pieceCount: pieces.length })
      path.push(name)
      pieces.push(tag(name, attributes))
    },
    text(value) {
      pieces.push(asText(value))
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

/** CDATA where there is much to escape: the XML reader copies it in one piece. */
function asText(value: string): string {
  if (!/[&<>]/.test(value)) return value
  return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

function escapeAttribute(value: string): string {
  if (!/[&<"\t\n\r]/.test(value)) return value
  return value.replace(/[&<"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
