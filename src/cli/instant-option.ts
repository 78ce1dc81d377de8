import { InvalidArgumentError } from 'commander'
import { parseDuration } from '../config.ts'

/** A point in time, once it is known what time it is. Epoch ms. */
export type Instant = (now: number) => number

/** Parses `2026-11-24T08:00:00Z` or, for "so long ago", a duration as the configuration takes them: `90s`, `6h`, `2d`. */
export function instantOption(text: string): Instant {
  const agoMs = parseDuration(text)
  if (agoMs !== undefined) return (now) => now - agoMs
  // Without a zone a time would mean another one on each machine; a bare date is UTC by ECMA-262.
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/u.test(text) || /^\d{4}-\d\d-\d\d$/u.test(text)
  const at = hasZone ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) {
    throw new InvalidArgumentError(`expected a time such as 2026-11-24T08:00:00Z, or 6h for six hours ago.`)
  }
  return () => at
}
