import type { ParsedEntry } from '../../model/feed.ts'
import type { Rhythm } from '../../model/source.ts'
import { DAY, MINUTE } from '../durations.ts'

/** Older entries say how a source published once. */
const LOOK_BACK_MS = 30 * DAY
/** Fewer gaps than this are chance. */
const MIN_GAPS = 3
/** Twice between two entries finds each of them after a quarter of the gap, on average. */
const POLLS_PER_GAP = 2
/** A silence is looked into again after an eighth of itself: it grows, and so does the wait. */
const POLLS_PER_SILENCE = 8

/**
 * How often a source publishes, from the dates of a document: the median gap, which neither a burst nor a holiday moves
 * much, and the newest date. What carries no dates leaves what was known; dates ahead of `now` count as now.
 */
export function observeRhythm(
  known: Rhythm | undefined,
  entries: readonly Pick<ParsedEntry, 'publishedAt'>[],
  now: number,
): Rhythm | undefined {
  const times = entries
    .flatMap(({ publishedAt }) => (publishedAt === undefined ? [] : [Math.min(publishedAt, now)]))
    .sort((a, b) => b - a)
  const [newestAt] = times
  if (newestAt === undefined) return known
  const recent = times.filter((at) => now - at <= LOOK_BACK_MS)
  const gaps = recent.slice(1).map((at, index) => (recent[index] as number) - at)
  if (gaps.length < MIN_GAPS) return { newestAt }
  gaps.sort((a, b) => a - b)
  return { newestAt, gapMs: gaps[Math.floor(gaps.length / 2)] as number }
}

/** How long polling may wait for what a source will publish next, ms. Without limits: the schedule has them. */
export function rhythmWait({ newestAt, gapMs = 0 }: Rhythm, now: number): number {
  const silenceMs = Math.max(0, now - newestAt)
  const waitMs = Math.max(gapMs / POLLS_PER_GAP, silenceMs / POLLS_PER_SILENCE)
  return Math.round(waitMs / MINUTE) * MINUTE
}

/** Silent for a month: asked rarely, and not given up. */
export function isDormant(rhythm: Rhythm | undefined, now: number): boolean {
  return rhythm !== undefined && now - rhythm.newestAt >= LOOK_BACK_MS
}
