import type { Entry } from '../../model/entry.ts'
import { DAY } from '../durations.ts'
import { isCredible } from '../rank/report-time.ts'

/**
 * `announced`: clustered, events tell of it · `silent`: clustered, no event tells of it ·
 * `stored`: kept as seen, joins no story.
 */
export type Treatment = Entry['announcement']

/** How long before the previous successful poll an entry may be dated and still be told of. */
const LATE_MS = DAY

export interface BackfillOptions {
  /** Absent on the first poll of a source. */
  readonly previousSuccessAt?: number | undefined
  readonly now: number
  /** How many entries of a first poll are announced, the newest ones. */
  readonly announceOnFirstPoll: number
  /** Older entries join no story. */
  readonly windowMs: number
}

interface Dated {
  readonly publishedAt?: number | undefined
}

/** Treatment of each entry of one poll, in the order given. */
export function planBackfill<T extends Dated>(
  entries: readonly T[],
  options: BackfillOptions,
): { readonly entry: T; readonly treatment: Treatment }[] {
  const newest = new Set(newestFirst(entries, options).slice(0, Math.max(0, options.announceOnFirstPoll)))
  return entries.map((entry) => ({ entry, treatment: treat(entry, newest.has(entry), options) }))
}

function treat({ publishedAt }: Dated, isNewest: boolean, options: BackfillOptions): Treatment {
  const { previousSuccessAt, now, windowMs } = options
  // A date nobody can believe says nothing about age: no reason to tell of it, none to leave it out.
  if (publishedAt !== undefined && !isCredible(publishedAt)) return 'silent'
  if (publishedAt !== undefined && publishedAt < now - windowMs) return 'stored'
  if (previousSuccessAt === undefined) return isNewest ? 'announced' : 'silent'
  return publishedAt !== undefined && publishedAt < previousSuccessAt - LATE_MS ? 'silent' : 'announced'
}

/** Entries without a credible date keep their place in the document, after the dated ones. */
function newestFirst<T extends Dated>(entries: readonly T[], { now }: BackfillOptions): T[] {
  const time = ({ publishedAt }: Dated) => (isCredible(publishedAt) ? Math.min(publishedAt, now) : 0)
  return [...entries].sort((a, b) => time(b) - time(a))
}
