export interface WatchClockDeps {
  /** Another machine's clock minus this one's, ms. */
  readSkew(): Promise<number>
  /** Hears of every reading. */
  report(skewMs: number): void
  warn(facts: { skew_ms: number }, message: string): void
}

/** Receivers allow five minutes (Standard Webhooks 1.0.0): a fifth of that leaves time to mend the clock. */
const ALARMING_MS = 60_000

/**
 * Compares this machine's clock with Redis': each attempt is signed with the time it is made at, and receivers refuse
 * what was signed too long ago or in the future. Warns when it has become wrong, and again after it was right.
 */
export function createWatchClock(deps: WatchClockDeps): () => Promise<void> {
  let isAlarmed = false
  return async () => {
    const skewMs = await deps.readSkew()
    deps.report(skewMs)
    const isWrong = Math.abs(skewMs) > ALARMING_MS
    if (isWrong && !isAlarmed)
      deps.warn({ skew_ms: skewMs }, 'clock is off: receivers will refuse what it signs')
    isAlarmed = isWrong
  }
}
