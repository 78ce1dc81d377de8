import { decodeHTMLStrict } from 'entities'
import { replaceEach } from '../replace-each.ts'

/** What one document may declare and gain by it: entity bombs end as the text they were written as. */
const BOUNDS = { subsetLength: 64 * 1024, entities: 100, valueLength: 200, addedLength: 64 * 1024 } as const

const SUBSET = /<!DOCTYPE\s+[^>[]{0,1000}\[/i
const DECLARATION = /<!ENTITY\s+([A-Za-z_][\w.-]{0,63})\s+(?:"([^"<]*)"|'([^'<]*)')\s*>/g
const PREDEFINED: ReadonlySet<string> = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])
const REFERENCE = /&([A-Za-z_][\w.-]{0,63});/g

/**
 * The text with the entities of its own document type (XML 1.0 §4.2.1) put in, where they are plain text. One that
 * holds markup, another entity or an address outside the document stays what it was: a reference.
 */
export function expandDeclaredEntities(text: string): string {
  const subset = internalSubset(text)
  if (subset === undefined) return text
  const values = plainEntities(subset.text)
  if (values.size === 0) return text
  let room: number = BOUNDS.addedLength
  const expanded = replaceEach(text.slice(subset.end), REFERENCE, ([reference, name]) => {
    const value = values.get(name!)
    if (value === undefined || value.length > room) return reference
    room -= value.length
    return value
  })
  return text.slice(0, subset.end) + expanded
}

function internalSubset(text: string): { text: string; end: number } | undefined {
  const start = SUBSET.exec(text.slice(0, 4096))
  if (!start) return undefined
  const from = start.index + start[0].length
  const length = text.slice(from, from + BOUNDS.subsetLength).search(/\]\s*>/)
  return length < 0 ? undefined : { text: text.slice(from, from + length), end: from + length }
}

function plainEntities(subset: string): Map<string, string> {
  const values = new Map<string, string>()
  for (const [, name, double, single] of subset.matchAll(DECLARATION)) {
    const value = (double ?? single ?? '').replace(/&#(?:\d{1,7}|x[\da-f]{1,6});/gi, decodeHTMLStrict)
    if (values.size >= BOUNDS.entities) break
    if (value.length > BOUNDS.valueLength || /[&<%]/.test(value)) continue
    // The first declaration of a name holds, and XML's own five cannot be declared away.
    if (!values.has(name!) && !PREDEFINED.has(name!)) values.set(name!, value)
  }
  return values
}
