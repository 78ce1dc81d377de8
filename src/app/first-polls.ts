interface FirstPollsOptions {
  /** How many sources come at once. */
  readonly count: number
  readonly now: number
  random(): number
}

/** New sources are polled within a span of this for each: thousands at once do not become one wave, now and for ever. */
const SPREAD_PER_SOURCE_MS = 1_000
const MAX_SPREAD_MS = 10 * 60_000
/** The first handful at once, so that a small installation shows something at once. */
const AT_ONCE = 50

/** Gives each source that turns out to be new the time of its first poll, epoch ms. */
export function createFirstPolls({ count, now, random }: FirstPollsOptions): (addedBefore: number) => number {
  const spreadMs = Math.min(count * SPREAD_PER_SOURCE_MS, MAX_SPREAD_MS)
  return (addedBefore) => (addedBefore < AT_ONCE ? now : now + Math.floor(random() * spreadMs))
}
