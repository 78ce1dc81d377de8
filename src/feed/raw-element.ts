/** A value of the XML reader: text, or text with attributes and children. */
export interface RawElement {
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  /** Child elements of a name, in document order. */
  all(name: string): readonly RawElement[]
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze(Object.create(null))
const NOTHING: readonly RawElement[] = Object.freeze([])

/** Wraps what xml2js and rss-parser hand out, whose fields are strings or objects as the document pleases. */
export function elementOf(value: unknown): RawElement {
  if (typeof value === 'string') return { text: value, attributes: NO_ATTRIBUTES, all: () => NOTHING }
  const record = isRecord(value) ? value : {}
  const attributes = record['~$'] ?? record.$
  let children: ReadonlyMap<string, readonly RawElement[]> | undefined
  return {
    text: typeof record._ === 'string' ? record._ : '',
    attributes: isRecord(attributes) ? (attributes as Record<string, string>) : NO_ATTRIBUTES,
    all(name) {
      children ??= childrenOf(record)
      return children.get(name) ?? NOTHING
    },
  }
}

/**
 * Fields by name. The mark of a custom field (`~`) goes before the same field as rss-parser read it. Built once: far
 * more names are asked for than a document has.
 */
function childrenOf(record: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly RawElement[]> {
  const children = new Map<string, readonly RawElement[]>()
  for (const [key, value] of Object.entries(record)) {
    if (!Array.isArray(value)) continue
    const name = key.startsWith('~') ? key.slice(1) : key.startsWith('hidden-') ? key.slice(7) : key
    if (key[0] === '~' || !children.has(name)) children.set(name, value.map(elementOf))
  }
  return children
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
