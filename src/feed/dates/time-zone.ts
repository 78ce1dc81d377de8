/** Turns a wall clock reading (as if it were UTC, epoch ms) of one zone into the instant it means. */
export type WallClock = (wallMs: number) => number

const MINUTE = 60_000

/** Wall clock of an IANA zone; UTC when absent or unknown. Never the machine's zone. */
export function createWallClock(timeZone: string | undefined): WallClock {
  const format = timeZone === undefined ? undefined : formatOf(timeZone)
  if (!format) return (wallMs) => wallMs
  const offsetAt = (instant: number): number => offsetMinutes(format, instant) * MINUTE
  return (wallMs) => {
    // Twice, because the offset at the first guess may be the one of the other side of a clock change.
    const guess = wallMs - offsetAt(wallMs)
    return wallMs - offsetAt(guess)
  }
}

/** Whether the runtime knows the zone. */
export function isTimeZone(name: string): boolean {
  return formatOf(name) !== undefined
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    return undefined
  }
}

function offsetMinutes(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const match = /([+-])(\d{2}):(\d{2})/.exec(name)
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}
