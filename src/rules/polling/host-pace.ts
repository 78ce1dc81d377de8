import type { JournalRow, Violation } from '../../model/index.ts'
import { MINUTE } from '../durations.ts'

/** How fast sources of one host are handed out. */
export interface HostPace {
  /** Between two of them, in the long run; ms. */
  readonly gapMs: number
  /** So many may come at once after a pause. */
  readonly burst: number
}

export interface HostLimits {
  /** Sources of one host that may be asked at the same time, see `polling.perHost`. */
  readonly perHost: number
  /** … and within any minute, see `polling.perHostMinute`. */
  readonly perHostMinute: number
}

/**
 * The pace that stays within the limit in every minute, wherever it begins: beside what a minute gives, one burst comes
 * of the rest before, and one was handed out earlier and asked late.
 */
export function paceWithin({ perHost, perHostMinute }: HostLimits): HostPace {
  const burst = Math.max(1, Math.min(perHost, Math.floor(perHostMinute / 4)))
  return { gapMs: MINUTE / Math.max(1, perHostMinute - 2 * burst), burst }
}

/**
 * Requests that came when their host had been asked as often within the minute as may be, or sooner after another than it
 * was learned to bear. No source sees that by itself, nor does one worker: the journal has what all of them asked.
 */
export function findRushes(
  rows: readonly JournalRow[],
  limit: {
    readonly perHostMinute: number
    hostOf(sourceId: string): string | undefined
    /** The group inside the host's, if there is one. */
    subdomainOf?(sourceId: string): string | undefined
  },
): ReadonlyMap<JournalRow, Violation> {
  const found = new Map<JournalRow, Violation>()
  // When a lost poll was asked, if it was, nobody knows.
  const known = rows.filter(({ outcome }) => outcome !== 'lost')
  for (const [host, polls] of Map.groupBy(known, (row) => row.host ?? limit.hostOf(row.sourceId))) {
    if (host === undefined) continue
    findImpatience(polls, found, undefined)
    for (const near of Map.groupBy(polls, ({ sourceId }) => limit.subdomainOf?.(sourceId)).values())
      findImpatience(near, found, 'subdomain')
    if (polls.length <= limit.perHostMinute) continue
    // Of those that begin in one millisecond none is the last.
    const begun = [...Map.groupBy(polls, ({ at }) => at)].sort(([one], [other]) => one - other)
    let first = 0
    let count = 0
    for (const [at, together] of begun) {
      count += together.length
      for (let left = begun[first]; left && left[0] <= at - MINUTE; left = begun[++first])
        count -= left[1].length
      if (count <= limit.perHostMinute) continue
      const sentence = `one of ${count} requests to its host within a minute; ${limit.perHostMinute} may be`
      for (const row of together) found.set(row, { kind: 'hurried', sentence })
    }
  }
  return found
}

/**
 * Where a host has asked for patience, its feeds are asked one by one. Each request is held against the one before it
 * that knew so, or that was told; those that were under way by then could not know. `of`: what the patience was learned of.
 */
function findImpatience(
  polls: readonly JournalRow[],
  found: Map<JournalRow, Violation>,
  of: JournalRow['gapOf'],
): void {
  let before: number | undefined
  for (const row of [...polls].sort((one, other) => one.at - other.at)) {
    const { at, outcome } = row
    const gapMs = row.gapOf === of ? (row.gapMs ?? 0) : 0
    if (gapMs > 0 && before !== undefined && at - before < gapMs) {
      const seconds = (ms: number) => `${Math.floor(ms / 1000)} s`
      const sentence = `${seconds(at - before)} after the one before it at a host that had asked for patience; ${seconds(gapMs)} may be`
      found.set(row, { kind: 'hurried', sentence })
    }
    if (gapMs > 0 || outcome === 'throttled') before = at
  }
}
