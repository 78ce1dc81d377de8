import { type Form, instantOf } from './date-reading.ts'

/** Seconds, milliseconds, and milliseconds as .NET wraps them: `/Date(1759709103123+0800)/`, whose zone is only for show. */
export const unixTime: Form = (text) => {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Math.floor(Number(text) * 1000)
  const ms = /^(?:(\d{13})|\\?\/Date\((\d{1,14})(?:[+-]\d{4})?\)\\?\/)$/.exec(text)
  return ms ? Number(ms[1] ?? ms[2]) : undefined
}

/** 20251006T000503Z, 20251006, 2025-279 (day of the year), 2025 */
export const compact: Form = (text, context) => {
  const full =
    /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*((?![ap]\.?m).*))?$/i.exec(
      text,
    )
  if (full) {
    const [, year, month, day, hour, minute, second, fraction, zone] = full
    const reading = { year: Number(year), month: Number(month) - 1, day: Number(day) }
    return instantOf({ ...reading, hour, minute, second, fraction, zone }, context)
  }
  const ordinal = /^(\d{4})-?(\d{3})$/.exec(text)
  if (ordinal && Number(ordinal[2]) >= 1 && Number(ordinal[2]) <= 366) {
    const date = new Date(Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2])))
    return instantOf(
      { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() },
      context,
    )
  }
  return /^\d{4}$/.test(text) ? instantOf({ year: Number(text), month: 0, day: 1 }, context) : undefined
}

/** 2025-W41-1, 2025W411, 2025-W41-1T08:05:03+08:00, 2025-W41: the week's Monday */
const WEEK_DATE =
  /^(\d{4})-?W(0[1-9]|[1-4]\d|5[0-3])(?:-?([1-7]))?(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(.*))?$/i

export const weekDate: Form = (text, context) => {
  const match = WEEK_DATE.exec(text)
  if (!match) return undefined
  const [, year, week, weekday, hour, minute, second, fraction, zone] = match
  // 4 January is always in week 1 (ISO 8601).
  const monday = 4 - ((new Date(Date.UTC(Number(year), 0, 4)).getUTCDay() + 6) % 7)
  const date = new Date(Date.UTC(Number(year), 0, monday + (Number(week) - 1) * 7 + Number(weekday ?? 1) - 1))
  const reading = { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() }
  return instantOf({ ...reading, hour, minute, second, fraction, zone }, context)
}
