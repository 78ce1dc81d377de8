import { firstText, type RawElement } from '../xml/raw-element.ts'

interface FeedHints {
  readonly ttlMinutes?: number
  readonly updatePeriodMinutes?: number
  readonly skipHours?: readonly number[]
  readonly skipDays?: readonly number[]
}

const PERIODS: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 24 * 60,
  weekly: 7 * 24 * 60,
  monthly: 30 * 24 * 60,
  yearly: 365 * 24 * 60,
}
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** How often the feed says it changes, and when it sleeps (RSS 2.0, RSS syndication module). */
export function hintsOf(feed: RawElement): FeedHints {
  const ttlMinutes = positive(firstText(feed, 'ttl'))
  const updatePeriodMinutes = updatePeriod(feed)
  // Some count 1–24: hour 24 is midnight.
  const skipHours = feed
    .all('skiphours')
    .flatMap((list) => list.all('hour').map((hour) => Number(hour.text.trim() || Number.NaN) % 24))
  const skipDays = feed
    .all('skipdays')
    .flatMap((list) => list.all('day').map((day) => DAYS.indexOf(day.text.trim().toLowerCase())))
  const hours = wholes(skipHours)
  const days = wholes(skipDays)
  return {
    ...(ttlMinutes === undefined ? {} : { ttlMinutes }),
    ...(updatePeriodMinutes === undefined ? {} : { updatePeriodMinutes }),
    ...(hours.length > 0 ? { skipHours: hours } : {}),
    ...(days.length > 0 ? { skipDays: days } : {}),
  }
}

function updatePeriod(feed: RawElement): number | undefined {
  const name = firstText(feed, 'sy:updateperiod')?.toLowerCase()
  const frequency = positive(firstText(feed, 'sy:updatefrequency')) ?? 1
  if (name === undefined || !Object.hasOwn(PERIODS, name)) return undefined
  return Math.max(1, Math.round(PERIODS[name]! / frequency))
}

/** Minutes up to a year; undefined for zero, fractions and nonsense. */
function positive(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,6}$/.test(text)) return undefined
  const value = Number(text)
  return value > 0 && value <= 525_600 ? value : undefined
}

function wholes(values: readonly number[]): number[] {
  return [...new Set(values.filter((value) => Number.isInteger(value) && value >= 0))].sort((a, b) => a - b)
}
