import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'

export type Path = readonly PropertyKey[]

/** A configuration file as read: plain values, and where each of them stands. */
export interface SettingsFile {
  /** `file:line:column` of the value, of its key, or of the nearest thing around it that exists. */
  readonly place: (path: Path, part: 'value' | 'key') => string
  readonly raw: unknown
  readonly problems: readonly string[]
}

const NO_VALUES: Record<string, unknown> = {}

/** Reads YAML 1.2. Options without a value count as absent, so that a section may consist of comments. */
export function readSettingsFile(text: string, name: string): SettingsFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  const problems = document.errors.map((error) => `${at(error.pos[0])} ${sentence(error.message)}`)
  const place = (path: Path, part: 'value' | 'key') => at(findOffset(document, path, part))
  if (problems.length > 0) return { raw: NO_VALUES, problems, place }
  try {
    const raw = dropEmpty(document.toJS({ maxAliasCount: 100 })) ?? NO_VALUES
    const isGroup = typeof raw === 'object' && !Array.isArray(raw)
    return isGroup
      ? { raw, problems, place }
      : { raw: NO_VALUES, problems: [`${at(0)} expected options as "section:"`], place }
  } catch (error) {
    return { raw: NO_VALUES, problems: [`${at(0)} ${sentence((error as Error).message)}`], place }
  }
}

function findOffset(document: Document, path: Path, part: 'value' | 'key'): number {
  let node = document.contents as Node | null
  let offset = node?.range?.[0] ?? 0
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) return offset
      const key = pair.key as Node
      const isLast = depth === path.length - 1
      node = pair.value as Node | null
      offset = (isLast && part === 'key' ? key : (node ?? key)).range?.[0] ?? offset
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null
      offset = node?.range?.[0] ?? offset
    } else return offset
  }
  return offset
}

function dropEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropEmpty)
  if (value === null || typeof value !== 'object') return value
  const filled = Object.entries(value).filter(([, item]) => item !== null && item !== undefined)
  return Object.fromEntries(filled.map(([key, item]) => [key, dropEmpty(item)]))
}

function sentence(message: string): string {
  const plain = message.replace(/\s+at line \d+, column \d+:?[\s\S]*$/u, '').trim()
  return plain.charAt(0).toLowerCase() + plain.slice(1)
}
