import { type Attribute, attributeValue } from './scan-tag.ts'
import { ATTRIBUTES_REFERENCE, readLeafField, type StandIns, textIn } from './stand-ins.ts'

/** A value of the XML reader: text, or text with attributes and children. */
export interface RawElement {
  readonly text: string
  /** Under canonical names; no name twice. */
  readonly attributes: readonly Attribute[]
  /** Child elements of a name, in document order. */
  all(name: string): readonly RawElement[]
  /** Of a list of names, the same at each call, those that stand in the document: far more are looked for than it has. */
  among(names: readonly string[]): readonly string[]
}

const NO_ATTRIBUTES: readonly Attribute[] = Object.freeze([])
const NOTHING: readonly never[] = Object.freeze([])

/** Where an entry's or the feed's own attributes stand in what rss-parser hands out; xml2js has them under `$`. */
export const ATTRIBUTES_KEY = '~$'

/**
 * Wraps what xml2js and rss-parser hand out, whose fields are strings or objects as the document pleases, and puts names,
 * texts and attributes back in the places of what stood for them.
 */
export function createElements(standIns: StandIns): (value: unknown) => RawElement {
  const { texts, codes, attributeLists } = standIns
  const lists = new Map<readonly string[], readonly string[]>()
  const among = (names: readonly string[]): readonly string[] => {
    let present = lists.get(names)
    if (present === undefined) {
      present = names.filter((name) => codes.has(name))
      lists.set(names, present)
    }
    return present
  }

  function leafOf(field: string): RawElement {
    const { text, attributes } = readLeafField(field, standIns)
    return { text, attributes, all: none, among: none }
  }

  function elementOf(value: unknown): RawElement {
    if (typeof value === 'string') {
      return { text: textIn(value, texts), attributes: NO_ATTRIBUTES, all: none, among: none }
    }
    const record = isRecord(value) ? value : {}
    const written = record[ATTRIBUTES_KEY] ?? record.$
    const fields = isRecord(written) ? written : NO_FIELDS
    const reference = fields[ATTRIBUTES_REFERENCE]
    let read: Map<string, readonly RawElement[]> | undefined
    return {
      text: typeof record._ === 'string' ? textIn(record._, texts) : '',
      attributes: (reference !== undefined && attributeLists[Number(reference)]) || NO_ATTRIBUTES,
      among,
      all(name) {
        const code = codes.get(name)
        if (code === undefined) return NOTHING
        const known = read?.get(code)
        if (known) return known
        const elements: RawElement[] = []
        const field = fields[code]
        if (typeof field === 'string') elements.push(leafOf(field))
        const values = Object.hasOwn(record, code) ? record[code] : undefined
        if (Array.isArray(values)) for (const value of values) elements.push(elementOf(value))
        read ??= new Map()
        read.set(code, elements)
        return elements
      },
    }
  }

  return elementOf
}

const none = (): readonly never[] => NOTHING

const NO_FIELDS: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null))

/** First value that is not blank, over the elements of the names in their order. */
export function firstText(element: RawElement, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const child of element.all(name)) {
      const text = child.text.trim()
      if (text) return text
    }
  }
  return undefined
}

export function attributeOf(element: RawElement, name: string): string | undefined {
  return attributeValue(element.attributes, name)?.trim() || undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
