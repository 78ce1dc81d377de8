import { DAY } from '../durations.ts'

/** No feed is older than its first format; an earlier date is a missing one written as zero. */
const FIRST_CREDIBLE = Date.UTC(1990, 0, 1)
/** Older entries keep their date: clamped forward, a re-emitted archive would rank as today's news. */
const OLD_MS = 7 * DAY

/**
 * When a report counts from: its publication date, clamped between the source's previous successful poll and
 * now. Dates are forgeable: a later one must not buy rank, an earlier one must not buy a first.
 * On a source's first poll there is nothing to clamp to from below.
 */
export function reportedAt(report: {
  readonly publishedAt?: number | undefined
  readonly previousSuccessAt?: number | undefined
  readonly now: number
}): number {
  const { publishedAt, previousSuccessAt, now } = report
  if (!isCredible(publishedAt)) return now
  if (publishedAt < now - OLD_MS) return publishedAt
  const floor = Math.min(previousSuccessAt ?? publishedAt, now)
  return Math.min(Math.max(publishedAt, floor), now)
}

export function isCredible(publishedAt: number | undefined): publishedAt is number {
  return publishedAt !== undefined && Number.isFinite(publishedAt) && publishedAt >= FIRST_CREDIBLE
}
