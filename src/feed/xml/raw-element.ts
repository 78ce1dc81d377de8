import { textIn } from './balance.ts'

/** A value of the XML reader: text, or text with attributes and children. */
export interface RawElement {
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  /** Child elements of a name, in document order. */
  all(name: string): readonly RawElement[]
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze(Object.create(null))
const NOTHING: readonly RawElement[] = Object.freeze([])

/** Where an entry's or the feed's own attributes stand in what rss-parser hands out; xml2js has them under `$`. */
export const ATTRIBUTES_KEY = '~$'

/**
 * Wraps what xml2js and rss-parser hand out, whose fields are strings or objects as the document pleases, and puts names
 * and texts back in the places of what stood for them.
 */
export function createElements({
  texts,
  codes,
}: {
  readonly texts: readonly string[]
  readonly codes: ReadonlyMap<string, string>
}): (value: unknown) => RawElement {
  function elementOf(value: unknown): RawElement {
    if (typeof value === 'string') {
      return { text: textIn(value, texts), attributes: NO_ATTRIBUTES, all: () => NOTHING }
    }
    const record = isRecord(value) ? value : {}
    const attributes = record[ATTRIBUTES_KEY] ?? record.$
    let read: Map<string, readonly RawElement[]> | undefined
    return {
      text: typeof record._ === 'string' ? textIn(record._, texts) : '',
      attributes: isRecord(attributes) ? (attributes as Record<string, string>) : NO_ATTRIBUTES,
      all(name) {
        // Far more names are asked for than a document has.
        const code = codes.get(name)
        if (code === undefined) return NOTHING
        const known = read?.get(code)
        if (known) return known
        const values = Object.hasOwn(record, code) ? record[code] : undefined
        if (!Array.isArray(values)) return NOTHING
        const elements = values.map(elementOf)
        read ??= new Map()
        read.set(code, elements)
        return elements
      },
    }
  }

  return elementOf
}

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
  const value: unknown = Object.hasOwn(element.attributes, name) ? element.attributes[name] : undefined
  return typeof value === 'string' && value.trim() ? value.trim() : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
