import { DAY, HOUR } from '../durations.ts'
import { type ComparedEntry, type DraftVerdict, no } from './pair-draft.ts'
import { apart } from './time-between.ts'

/** One publisher's equal titles further apart than this are a series: the next day's edition, not the same news. */
export const SERIES_GAP_MS = 20 * HOUR
/** Equal titles of different publishers further apart than this are a coincidence or an anniversary. */
const TITLE_GAP_MS = 4 * DAY

/** What address or title decide alone; undefined where they leave it open. */
export function byIdentity(entry: ComparedEntry, other: ComparedEntry): DraftVerdict | undefined {
  const a = entry.fingerprint
  const b = other.fingerprint
  const sameTitle = a.titleKey !== undefined && a.titleKey === b.titleKey
  // One publisher linking many items to one page runs a link blog: there the link says nothing.
  const samePage = a.urlKey !== undefined && a.urlKey === b.urlKey
  if (samePage && (entry.publisherId !== other.publisherId || sameTitle)) {
    return { same: true, rule: 'url', score: 1, reason: () => 'same canonical URL' }
  }
  return sameTitle ? byTitle(entry, other) : undefined
}

function byTitle(entry: ComparedEntry, other: ComparedEntry): DraftVerdict {
  const gapMs = Math.abs(entry.reportedAt - other.reportedAt)
  if (entry.publisherId === other.publisherId && gapMs > SERIES_GAP_MS) {
    return no(0, () => `same title by the same publisher, ${apart(gapMs)}: a series`)
  }
  if (gapMs > TITLE_GAP_MS) return no(0, () => `same title, but ${apart(gapMs)}`)
  return { same: true, rule: 'title', score: 1, reason: () => `same title, ${apart(gapMs)}` }
}
