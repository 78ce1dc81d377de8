import type { ListId } from '../model/index.ts'

const KEEP_MS = 60_000
/** The orders of a day of a list of 40 are about 200 kB once read. */
const MAX_DAYS = 60

/** What is recorded of a list's day, read once a minute however many stories' curves are drawn from it. */
export function createRecentDays<Value>(
  read: (listId: ListId, date: string) => Promise<Value>,
  now: () => number,
): (listId: ListId, date: string) => Promise<Value> {
  const known = new Map<string, { readAt: number; value: Promise<Value> }>()
  return (listId, date) => {
    const key = `${listId} ${date}`
    const held = known.get(key)
    if (held && Math.abs(now() - held.readAt) < KEEP_MS) return held.value
    known.delete(key)
    if (known.size >= MAX_DAYS) known.delete(known.keys().next().value ?? '')
    const value = read(listId, date)
    known.set(key, { readAt: now(), value })
    value.catch(() => known.delete(key))
    return value
  }
}
