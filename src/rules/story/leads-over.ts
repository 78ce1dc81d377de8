import type { Entry } from '../../model/entry.ts'
import type { LeadClaim, Origin, Story } from '../../model/story.ts'
import { HOUR } from '../durations.ts'

/** What a date before the entry was first seen counts for: most sources are polled every half an hour. */
const CREDIT_MS = HOUR

/**
 * Whether one of two leads a story rather than the other: the weightier, of equals the earlier. A total order, so the
 * lead of any entries is the same in whatever order they come, and whatever stories they are in before.
 */
export function leadsOver(a: LeadClaim, b: LeadClaim): boolean {
  if (a.weight !== b.weight) return a.weight > b.weight
  if (a.reportedAt !== b.reportedAt) return a.reportedAt < b.reportedAt
  return a.entryId < b.entryId
}

/**
 * What an entry leads a story by. The clamp of dates is as wide as the source lets it be, by not answering or by asking
 * to be polled once a day, and open on its first poll; this is not.
 */
export function claimOf(entry: Pick<Entry, 'id' | 'weight' | 'reportedAt' | 'firstSeenAt'>): LeadClaim {
  return {
    entryId: entry.id,
    weight: entry.weight,
    reportedAt: Math.max(entry.reportedAt, entry.firstSeenAt - CREDIT_MS),
  }
}

/**
 * What a story's lead leads it by. Where that is not stored, or is another entry's since an older program made the story
 * part of another, as its publisher reported; without that, like the first report with a weight of 1.
 */
export function claimOfLead(
  story: Pick<Story, 'leadEntryId' | 'leadPublisherId' | 'leadClaim' | 'firstReportedAt'>,
  origins: readonly Origin[],
): LeadClaim {
  const { leadEntryId: entryId, leadClaim } = story
  if (leadClaim?.entryId === entryId) return leadClaim
  const origin = origins.find(({ publisherId }) => publisherId === story.leadPublisherId)
  return {
    entryId,
    weight: origin?.weight ?? 1,
    reportedAt: origin?.reportedAt ?? story.firstReportedAt,
  }
}
