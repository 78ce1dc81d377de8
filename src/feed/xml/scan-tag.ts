import { decodeHTMLStrict } from 'entities'
import { cleanText, hasControls } from '../characters.ts'
import { LIMITS } from '../limits.ts'
import { createFindNext } from './find-next.ts'

export interface Tag {
  readonly kind: 'open' | 'close'
  /** As written, prefix included. */
  readonly name: string
  /** Position after the tag's `>`. */
  readonly end: number
  readonly selfClosing: boolean
  /** What an open tag holds behind its name, as written. */
  readonly inside: string
  /** Its quotes were not believed, so where it ends hangs on what follows it, or on what came before. */
  readonly isGuessed: boolean
}

type ScanTag = (at: number) => Tag | undefined

const NAME = /[^\s/><="'`&;,()]+/y
/** One that lost its bracket ends before the next tag, or with the document. The name is taken whole, or long ones would be tried at every length. */
const CLOSE = /<\/\s*(?=([^\s/><="']+))\1(?:[^<>]*>|\s*(?:(?=<)|$))/y
/** Characters looked at in vain before quotes stop being believed: keeps hostile quotes linear. */
const WASTE_LIMIT = 2 * 1024 * 1024

/**
 * Reads the tag that starts with the `<` at a position; undefined when that `<` is only text. Told of control
 * characters are those who ask: no name has any, so that a tag with them is not what its publisher wrote.
 */
export function createTagScanner(text: string, onControls?: () => void): ScanTag {
  let wasted = 0
  const [nextDouble, nextSingle] = [createFindNext(text, '"'), createFindNext(text, "'")]
  const [nextStart, nextEnd] = [createFindNext(text, '<'), createFindNext(text, '>')]

  /** The `>` that ends a tag, outside quotes; a quote that never ends is taken as text. */
  function endOf(at: number, nameEnd: number): { end: number; isGuessed: boolean } {
    const limit = Math.min(text.length, at + LIMITS.attributeLength)
    if (wasted < WASTE_LIMIT) {
      for (let index = nameEnd; index < limit; index += 1) {
        const code = text.charCodeAt(index)
        if (code === 62) return { end: index, isGuessed: false }
        if ((code !== 34 && code !== 39) || !followsEquals(text, index)) continue
        const close = code === 34 ? nextDouble(index + 1) : nextSingle(index + 1)
        const lostAt = endOfLostQuote(index + 1, close)
        if (lostAt >= 0) return { end: lostAt, isGuessed: true }
        if (close < 0) break
        index = close
      }
      wasted += limit - at
    }
    return { end: text.indexOf('>', at), isGuessed: true }
  }

  /** A value that goes on after a `>` until another tag has begun is one whose closing quote was lost. */
  function endOfLostQuote(from: number, close: number): number {
    const end = nextEnd(from)
    if (end < 0 || (close >= 0 && close < end)) return -1
    const start = nextStart(from)
    return start > end && (close < 0 || start < close) ? end : -1
  }

  /** Position after a name of letters, digits and `:-._` alone, which nearly all are. */
  function afterPlainName(from: number): number {
    let end = from
    while (isPlain(text.charCodeAt(end))) end += 1
    return end
  }

  function openName(from: number): string | undefined {
    const end = afterPlainName(from)
    const next = text.charCodeAt(end)
    if (next === 62 || next === 47 || next === 32) return text.slice(from, end)
    NAME.lastIndex = from
    const name = NAME.exec(text)?.[0]
    if (name !== undefined && hasControls(name)) onControls?.()
    return name
  }

  function closeTag(at: number): Tag | undefined {
    const nameEnd = afterPlainName(at + 2)
    if (nameEnd > at + 2 && text.charCodeAt(nameEnd) === 62) {
      const name = text.slice(at + 2, nameEnd)
      return { kind: 'close', name, end: nameEnd + 1, selfClosing: false, inside: '', isGuessed: false }
    }
    CLOSE.lastIndex = at
    const name = CLOSE.exec(text)?.[1]
    if (name === undefined) return undefined
    if (hasControls(name)) onControls?.()
    return { kind: 'close', name, end: CLOSE.lastIndex, selfClosing: false, inside: '', isGuessed: false }
  }

  return (at) => {
    if (text.charCodeAt(at + 1) === 47) return closeTag(at)
    if (!startsName(text.charCodeAt(at + 1))) {
      if (hasControls(text.charAt(at + 1))) onControls?.()
      return undefined
    }
    const name = openName(at + 1)
    if (name === undefined || name.length > 200) return undefined
    const nameEnd = at + 1 + name.length
    const { end, isGuessed } = endOf(at, nameEnd)
    if (end < 0) return undefined
    const selfClosing = text.charCodeAt(end - 1) === 47
    const inside = text.slice(nameEnd, selfClosing ? end - 1 : end)
    return { kind: 'open', name, end: end + 1, selfClosing, inside, isGuessed }
  }
}

function isPlain(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 45 && code <= 58 && code !== 47) ||
    code === 95
  )
}

function startsName(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 127
}

function followsEquals(text: string, index: number): boolean {
  let before = index - 1
  while (before > 0 && text.charCodeAt(before) <= 32) before -= 1
  return text.charCodeAt(before) === 61
}

export type Attribute = readonly [name: string, value: string]

const ATTRIBUTE = /([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)(?:"|$)|'([^']*)(?:'|$)|([^\s"'>]+)))?/g
const NO_ATTRIBUTES: readonly Attribute[] = Object.freeze([])

/** Attributes of an open tag, decoded; quotes may be missing, one or both; the first of two equal names holds. */
export function readAttributes({ inside }: Tag): readonly Attribute[] {
  if (!inside.includes('=')) return NO_ATTRIBUTES
  const attributes: Attribute[] = []
  // Nearly always there is one, and nothing to compare it with.
  let first: string | undefined
  let seen: Set<string> | undefined
  ATTRIBUTE.lastIndex = 0
  for (let match = ATTRIBUTE.exec(inside); match; match = ATTRIBUTE.exec(inside)) {
    const name = match[1]!
    if (first === undefined) first = name
    else {
      seen ??= new Set([first])
      if (seen.has(name)) continue
      seen.add(name)
    }
    const value = match[2] ?? match[3] ?? match[4] ?? ''
    if (value.length <= LIMITS.attributeLength) attributes.push([name, decodeEntities(value)])
  }
  return attributes
}

export function attributeValue(attributes: readonly Attribute[], name: string): string | undefined {
  for (const [known, value] of attributes) if (known === name) return value
  return undefined
}

/**
 * Character references of XML and the named ones of HTML, which feeds use without declaring them. A bare `&` stays
 * one. What a document type declares is not known here: see `declared-entities.ts`.
 */
export function decodeEntities(text: string): string {
  const decoded = text.includes('&') ? decodeHTMLStrict(text.replace(FORBIDDEN_REFERENCE, '')) : text
  return cleanText(decoded)
}

/** `&#0;` … `&#31;` except tab and line ends: XML forbids them, HTML decoders turn zero into U+FFFD. */
const FORBIDDEN_REFERENCE = /&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));/gi
