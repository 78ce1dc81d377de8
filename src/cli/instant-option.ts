import { InvalidArgumentError } from 'commander'

/** A point in time, once it is known what time it is. Epoch ms. */
export type Instant = (now: number) => number

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Parses `2026-11-24T08:00:00Z` or, for "so long ago", `90m`, `6h`, `2d`. */
export function instantOption(text: string): Instant {
  const ago = /^(\d{1,6})([mhd])$/u.exec(text)
  if (ago) return (now) => now - Number(ago[1]) * (UNIT_MS[String(ago[2])] ?? 0)
  // Without a zone a time would mean another one on each machine; a bare date is UTC by ECMA-262.
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/u.test(text) || /^\d{4}-\d\d-\d\d$/u.test(text)
  const at = hasZone ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) {
    throw new InvalidArgumentError(`expected a time such as 2026-11-24T08:00:00Z, or 6h for six hours ago.`)
  }
  return () => at
}
