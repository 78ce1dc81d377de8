import type { DateOrder } from './date-order.ts'
import { offsetOfAbbreviation } from './date-words.ts'
import { createWallClock, isTimeZone, type WallClock } from './time-zone.ts'

export interface DateContext {
  readonly timeZone: string | undefined
  now(): number | undefined
  orderOf(separator: string): DateOrder | undefined
  readonly wallClock: WallClock
}

/** One way of writing dates: epoch ms, or undefined when the text is not written so. */
export type Form = (text: string, context: DateContext) => number | undefined

/** What was read; months from 0. */
interface DateReading {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour?: string | undefined
  readonly minute?: string | undefined
  readonly second?: string | undefined
  readonly fraction?: string | undefined
  readonly half?: string | undefined
  readonly zone?: string | undefined
}

/** The instant a reading means; undefined when there is no such day or time. */
export function instantOf(reading: DateReading, context: DateContext): number | undefined {
  const { month, day } = reading
  // Thai feeds count from the Buddha.
  const year = reading.year >= 2443 && reading.year <= 2743 ? reading.year - 543 : reading.year
  const hour = hourOf(Number(reading.hour ?? 0), reading.half)
  const minute = Number(reading.minute ?? 0)
  const second = Number(reading.second ?? 0)
  if (year < 1970 || year > 2200 || month < 0 || month > 11 || day < 1 || day > 31) return undefined
  if (hour > 24 || minute > 59 || second > 61) return undefined
  if (new Date(Date.UTC(year, month, day)).getUTCMonth() !== month) return undefined
  const ms = reading.fraction ? Math.floor(Number(`0.${reading.fraction}`) * 1000) : 0
  const wall = Date.UTC(year, month, day, hour, minute, Math.min(second, 59), ms)
  const zone = reading.zone?.trim()
  const offset = zone ? zoneOf(zone, wall, context) : undefined
  const instant = offset === undefined ? context.wallClock(wall) : wall - offset * 60_000
  return instant >= 0 ? instant : undefined
}

const AFTERNOON = /^(p|下午|晚上|傍晚|오후|午後)/i
const MORNING = /^(a|上午|凌晨|早上|清晨|오전|午前)/i

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (AFTERNOON.test(half)) return hour < 12 ? hour + 12 : hour
  if (half === '中午') return hour < 3 ? hour + 12 : hour
  return MORNING.test(half) && hour === 12 ? 0 : hour
}

/** +0800, -08, GMT+8, -010:00, and `EST +0100`, whose number is the exacter of the two. */
const NUMERIC_ZONE =
  /^(?:(?:gmt|utc?)\s*|[a-z]{1,5}\s*(?=[+\-−–]\d\d:?\d\d))?(?:\+|([-−–]))(?:0(?=\d\d:))?(\d{1,2}):?(\d{2})?(?!\d)/i
/** East lost its sign where an address was decoded that never was one: `+` means a space there. */
const SIGNLESS_ZONE = /^()(\d\d):?(\d\d)$/

/** Minutes east of UTC; undefined when the text names no zone. */
function zoneOf(text: string, wall: number, context: DateContext): number | undefined {
  const zone = text.replace(/^\(|\)$/g, '').trim()
  const numeric = NUMERIC_ZONE.exec(zone) ?? SIGNLESS_ZONE.exec(zone)
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)
    if (minutes > 14 * 60 + 30) return undefined
    return numeric[1] ? -minutes : minutes
  }
  const name = /^[A-Za-z]+(?:\/[A-Za-z_+-]+){1,2}/.exec(zone)?.[0]
  if (name && isTimeZone(name)) return (wall - createWallClock(name)(wall)) / 60_000
  const abbreviation = /^([A-Za-z]{1,5})\b/.exec(zone)?.[1]
  const offset = abbreviation ? offsetOfAbbreviation(abbreviation, context.timeZone) : undefined
  return offset === 'local' ? undefined : offset
}

/** Two digits below 70 are this century's. */
export function yearOf(text: string): number {
  const year = Number(text)
  if (text.length >= 4) return year
  if (text.length === 3) return 1900 + year
  return year < 70 ? 2000 + year : 1900 + year
}
