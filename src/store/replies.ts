import { TidewireError } from '../model/errors.ts'

/** Something in Redis is not what this program writes there. */
export class StoreError extends TidewireError {}

/** Parses stored JSON; throws a `StoreError` that names the key, since only an operator can repair it. */
export function parseStored<Value>(text: string, key: string): Value {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Value
  } catch (cause) {
    throw broken(key, text, cause)
  }
  throw broken(key, text)
}

/** Number stored as text under `field` of `key`; `absent` when there is none. */
export function numberOr<Absent>(
  text: string | null | undefined,
  key: string,
  absent: Absent,
): number | Absent {
  if (text === null || text === undefined || text === '') return absent
  const value = Number(text)
  if (Number.isNaN(value)) throw broken(key, text)
  return value
}

/** Replies of a pipeline in order; throws the first error among them. */
export function repliesOf(results: readonly [Error | null, unknown][] | null): unknown[] {
  if (!results) throw new StoreError('store_pipeline', 'Redis discarded a pipeline', { retry: 'later' })
  return results.map(([error, reply]) => {
    if (error) throw error
    return reply
  })
}

/** `[field, value, field, value …]`, as HGETALL and WITHSCORES reply. */
export function pairsOf(flat: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] as string, flat[at + 1] as string])
  return pairs
}

export function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = []
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}

function broken(key: string, text: string, cause?: unknown): StoreError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text
  return new StoreError(
    'store_broken_value',
    `Redis key ${key} holds ${JSON.stringify(shown)}, which is not what Tidewire wrote`,
    {
      // Until somebody repairs it, or a newer program takes the job: given up, its entry or delivery would be lost.
      retry: 'later',
      cause,
    },
  )
}
