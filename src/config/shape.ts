import { z } from 'zod'
import type { Path } from './document.ts'

/** Options of a group; nothing for a single option. Looks through defaults and optionality. */
export function fieldsOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  const inner = unwrap(schema)
  return inner instanceof z.ZodObject ? inner.shape : undefined
}

/** Names that may stand in the group at a path: what an unknown name is compared with. */
export function optionNamesAt(schema: unknown, path: Path): readonly string[] {
  let current = unwrap(schema)
  for (const step of path) {
    if (current instanceof z.ZodObject) current = unwrap(current.shape[String(step)])
    else if (current instanceof z.ZodArray) current = unwrap(current.element)
    else if (current instanceof z.ZodRecord) current = unwrap(current.valueType)
    else return []
  }
  return Object.keys(fieldsOf(current) ?? {})
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) return unwrap(schema.unwrap())
  return schema instanceof z.ZodPipe ? unwrap(schema.out) : schema
}
