import type { Entry } from '../../model/entry.ts'
import type { Candidate } from '../../model/story.ts'

type Report = Pick<Candidate, 'entryId' | 'reportedAt'>

/** The order in which stories are told: by time, of one time by id. Whatever arrives when, it is the same. */
export function byReport(a: Report, b: Report): number {
  return a.reportedAt - b.reportedAt || (a.entryId < b.entryId ? -1 : a.entryId > b.entryId ? 1 : 0)
}

export function isBefore(a: Report, b: Report): boolean {
  return byReport(a, b) < 0
}

/** The same of entries as they are admitted. A feed tells its newest first. */
export function byReportOfEntry(
  a: Pick<Entry, 'id' | 'reportedAt'>,
  b: Pick<Entry, 'id' | 'reportedAt'>,
): number {
  return byReport({ entryId: a.id, reportedAt: a.reportedAt }, { entryId: b.id, reportedAt: b.reportedAt })
}
