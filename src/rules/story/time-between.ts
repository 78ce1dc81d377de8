import { HOUR } from '../durations.ts'

/** What two reports of one moment gain: their likeness counts for so much more. */
const FRESHNESS = 0.5
/** Most papers write of an event within hours; what they write of the same names half a day later is mostly what came of it. */
const FRESH_MS = 4 * HOUR

/** Part of a likeness that is left so long after: halves with every `halfLifeMs`. */
export function fading(gapMs: number, halfLifeMs: number): number {
  return 2 ** (-gapMs / halfLifeMs)
}

/** From 1.5 at one moment down to 1: by how much nearness in time speaks for one event, where nothing speaks against it. */
export function freshness(gapMs: number): number {
  return 1 + FRESHNESS * 2 ** (-gapMs / FRESH_MS)
}

/** `40 min apart` */
export function apart(gapMs: number): string {
  const minutes = Math.round(gapMs / 60_000)
  if (minutes < 120) return `${minutes} min apart`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h apart` : `${Math.round(minutes / 1440)} d apart`
}
