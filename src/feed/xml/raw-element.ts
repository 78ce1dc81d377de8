import { ATTRIBUTES_REFERENCE, type BalancedWriter, textIn } from './balance.ts'
import { type Attribute, attributeValue } from './scan-tag.ts'

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

/** What stands for names, texts and attributes in a document, see `createBalancedWriter`. */
export type StandIns = Pick<BalancedWriter, 'codes' | 'texts' | 'attributeLists'>

/**
 * Wraps what xml2js and rss-parser hand out, whose fields are strings or objects as the document pleases, and puts names,
 * texts and attributes back in the places of what stood for them.
 */
export function createElements({ texts, codes, attributeLists }: StandIns): (value: unknown) => RawElement {
  function attributesIn(attributes: unknown): readonly Attribute[] {
    const reference = isRecord(attributes) ? attributes[ATTRIBUTES_REFERENCE] : undefined
    return reference === undefined ? NO_ATTRIBUTES : (attributeLists[Number(reference)] ?? NO_ATTRIBUTES)
  }

  const lists = new Map<readonly string[], readonly string[]>()
  const among = (names: readonly string[]): readonly string[] => {
    let present = lists.get(names)
    if (present === undefined) {
      present = names.filter((name) => codes.has(name))
      lists.set(names, present)
    }
    return present
  }

  function elementOf(value: unknown): RawElement {
    if (typeof value === 'string') {
      return { text: textIn(value, texts), attributes: NO_ATTRIBUTES, all: none, among: none }
    }
    const record = isRecord(value) ? value : {}
    let read: Map<string, readonly RawElement[]> | undefined
    return {
      text: typeof record._ === 'string' ? textIn(record._, texts) : '',
      attributes: attributesIn(record[ATTRIBUTES_KEY] ?? record.$),
      among,
      all(name) {
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

const none = (): readonly never[] => NOTHING

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
