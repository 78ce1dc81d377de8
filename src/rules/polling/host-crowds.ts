import type { JournalRow, Violation } from '../../model/index.ts'

export interface HostCrowds {
  /** Sources of one host that may be asked at the same time, as `polling.perHost`. */
  readonly perHost: number
  /** Who counts the requests of a source together; undefined: not known any more. */
  hostOf(sourceId: string): string | undefined
}

interface Poll {
  readonly row: JournalRow
  readonly until: number
}

/**
 * Polls that began while more sources of their host were being asked than may be, themselves included. No source sees
 * that by itself, nor does one worker: the journal has the polls of all.
 */
export function findCrowds(
  rows: readonly JournalRow[],
  limit: HostCrowds,
): ReadonlyMap<JournalRow, Violation> {
  const found = new Map<JournalRow, Violation>()
  // When a lost poll was asked, if it was, nobody knows; an icon is no source.
  const known = rows.filter(({ outcome, cause }) => outcome !== 'lost' && cause !== 'icon')
  const ofHost = Map.groupBy(known, ({ sourceId }) => limit.hostOf(sourceId))
  for (const [host, polls] of ofHost) {
    if (host === undefined || polls.length <= limit.perHost) continue
    let running: Poll[] = []
    // Rows come in the order in which batches ended. Who begins in the same millisecond began together.
    const begun = Map.groupBy(polls, ({ at }) => at)
    for (const [at, together] of [...begun].sort(([a], [b]) => a - b)) {
      running = running.filter(({ until }) => until > at)
      running.push(...together.map((row) => ({ row, until: at + Math.max(1, row.durationMs) })))
      if (running.length <= limit.perHost) continue
      const sentence = `one of ${running.length} polls of its host at the same time; ${limit.perHost} may be`
      for (const row of together) found.set(row, { kind: 'crowded', sentence })
    }
  }
  return found
}
