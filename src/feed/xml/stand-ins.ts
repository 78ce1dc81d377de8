import type { Attribute } from './scan-tag.ts'

/** What stands in a document for what the XML reader need not see. */
export interface StandIns {
  /** Every name ever opened, and what it is called in the document. */
  readonly codes: ReadonlyMap<string, string>
  /** Of what names are called, those that stand there as elements. */
  readonly nested: ReadonlySet<string>
  /** Texts, by the numbers that stand for them. */
  readonly texts: readonly string[]
  /** Attributes of elements, likewise. */
  readonly attributeLists: readonly (readonly Attribute[])[]
}

/** The attribute that holds the number of an element's attributes; no element is called so. */
export const ATTRIBUTES_REFERENCE = 'n'

/**
 * Texts do not go through the XML reader, which looks at each character: in their place stands U+0001, which no text
 * holds, and their number.
 */
export const MARK = '\u0001'
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

/** A leaf as the value of an attribute: the number of its text, if any, and that of its attributes, if any. */
export function leafField(text: string, list: number): string {
  return list < 0 ? text.slice(MARK.length) : `${text.slice(MARK.length)} ${list}`
}

/** What `leafField` wrote. */
export function readLeafField(
  field: string,
  { texts, attributeLists }: StandIns,
): { readonly text: string; readonly attributes: readonly Attribute[] } {
  const space = field.indexOf(' ')
  const text = space < 0 ? field : field.slice(0, space)
  return {
    text: text === '' ? '' : (texts[Number(text)] ?? ''),
    attributes: space < 0 ? NO_ATTRIBUTES : (attributeLists[Number(field.slice(space + 1))] ?? NO_ATTRIBUTES),
  }
}

const NO_ATTRIBUTES: readonly Attribute[] = Object.freeze([])
