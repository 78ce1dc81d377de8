import { compact, unixTime, weekDate } from './compact-dates.ts'
import type { DateOrder } from './date-order.ts'
import { type DateContext, type Form, instantOf, yearOf } from './date-reading.ts'
import { monthOf, weekdayOf } from './date-words.ts'
import { relativeDate } from './relative-dates.ts'
import { tidied, withoutFillers, withoutWeekday } from './tidy-date.ts'
import { createWallClock, type WallClock } from './time-zone.ts'

interface DateOptions {
  /** IANA zone for dates that name none; UTC when absent. */
  readonly timeZone?: string
  /** Epoch ms that `3 hours ago` and 昨天 count from; without it they are no dates. */
  readonly now?: number
  /** What the other dates of the document, or its language, say of `10/06/2025`, asked when one is met. */
  readonly orderOf?: (separator: string) => DateOrder | undefined
  /** Told of each date that may count from `now`, or be decided by others. */
  readonly onRelative?: () => void
}

export type DateReader = (text: string | undefined) => number | undefined

/**
 * Epoch ms of a date as feeds write them: RFC 822 and 3339, ISO 8601, Unix times, many languages, Chinese, Japanese and
 * Korean forms. Undefined for anything else, and for years before 1970 (Hugo writes 0001-01-01 for "none").
 */
export function parseFeedDate(text: string, options: DateOptions = {}): number | undefined {
  return createDateReader(options)(text)
}

/** `parseFeedDate` for many dates of one document: the zone is looked up once. */
export function createDateReader(options: DateOptions = {}): DateReader {
  const { timeZone, now, orderOf, onRelative } = options
  let isRelative = false
  let clock: WallClock | undefined
  // No getter in here: the engine would make each reader a class of its own, which keeps the document until the old
  // space is collected.
  const context: DateContext = {
    timeZone,
    now() {
      isRelative = true
      return now
    },
    orderOf(separator) {
      isRelative = true
      return orderOf?.(separator)
    },
    wallClock: (wallMs) => {
      clock ??= createWallClock(timeZone)
      return clock(wallMs)
    },
  }
  const read = (text: string): number | undefined => {
    const usual = USUAL.test(text) ? Date.parse(text) : Number.NaN
    if (usual >= 0) return usual
    const tidy = tidied(text)
    for (const form of FORMS) {
      const instant = form(tidy, context)
      if (instant !== undefined) return instant
    }
    return undefined
  }
  // The same date stands in several elements of an entry, and is asked for more than once.
  let last: { text: string; instant: number | undefined; isRelative: boolean } | undefined
  return (text) => {
    if (!text || text.length > 120) return undefined
    if (last?.text !== text) {
      isRelative = false
      const instant = read(text)
      last = { text, instant, isRelative }
    }
    if (last.isRelative) onRelative?.()
    return last.instant
  }
}

const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`
/** Days that every year has; 29 February is left to the forms. */
const RFC_DAY =
  String.raw`(?:(?:0[1-9]|1\d|2[0-8]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)` +
  '|(?:29|30) (?:Jan|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|31 (?:Jan|Mar|May|Jul|Aug|Oct|Dec))'
const ISO_DAY = String.raw`(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)`

/** What most feeds write, and every engine reads alike: `Mon, 06 Oct 2025 00:05:03 GMT`, `2025-10-06T00:05:03Z`. */
const USUAL = new RegExp(
  String.raw`^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ${RFC_DAY} (?:19[7-9]\d|2[01]\d\d) ${TIME} (?:GMT|\+0000)` +
    String.raw`|(?:19[7-9]\d|2[01]\d\d)-${ISO_DAY}T${TIME}(?:\.\d{3})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d))$`,
)

const CLOCK = String.raw`(\d{1,2})(?:[:.時时시h点點]\s*(\d{1,2})(?:[:.分분]\s*(?:(\d{1,2})(?:[.,:](\d{1,9}))?\s*[秒초]?)?)?)?[分분]?`
const HALF = `(上午|下午|晚上|傍晚|中午|凌晨|早上|清晨|오전|오후|午前|午後)`
const EAST_ASIAN_DAY = String.raw`(?:\(?(?:星期|周|週|礼拜)?[一二三四五六日天月火水木金土월화수목금토일](?:曜日?|요일)?\)?)`

/** 2025-10-06T00:05:03.123+08:00, 2025/10/6 8:05 PM, 2025.10.06, 2025年10月6日 星期一 下午8时5分, 2025년 10월 6일 오후 8:05 */
const YEAR_FIRST = new RegExp(
  String.raw`^(\d{4}|\d{2}(?=\s*[年년]))\s*[-/.年년]\s*(0?\d{1,2})(?!\d)(?:\s*[-/.月월]\s*(\d{1,2}))?\s*[日号號일.]?,?\s*${EAST_ASIAN_DAY}?[T ,]*(?:${HALF}\s*)?(?:${CLOCK}\s*([AaPp]\.?[Mm]\.?(?![A-Za-z]))?)?\s*(.*)$`,
)

const yearFirst: Form = (text, context) => {
  const match = YEAR_FIRST.exec(withoutWeekday(text))
  if (!match) return undefined
  const [, year, month, day, before, hour, minute, second, fraction, after, zone] = match
  return instantOf(
    {
      year: yearOf(year!),
      month: Number(month) - 1,
      day: Number(day ?? 1),
      hour,
      minute,
      second,
      fraction,
      half: before ?? after,
      // Korean is written in one zone; Chinese and Japanese signs are shared by several.
      zone: zone === '' && context.timeZone === undefined && /[년오]/.test(text) ? 'KST' : zone,
    },
    context,
  )
}

const WORD_CLOCK = String.raw`(?:[\sT,]*(\d{1,2})[:.h](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?(?![A-Za-z]))?)?\s*(.*)`
const WEEKDAY = String.raw`(?:[\p{L}\p{M}]+\.?\s+)?`
const MONTH_WORD = String.raw`([\p{L}\p{M}]+(?:\.[\p{L}\p{M}]+)?\.?|\d{1,2}月)`

/** 6 Oct 2025 00:05:03 GMT, 06-Oct-25, 6. Oktober 2025, 6 октября 2025 г., 08:05 */
const DAY_MONTH_YEAR = new RegExp(
  `^${WEEKDAY}(\\d{1,2})[\\s\\-./]*${MONTH_WORD}[\\s\\-./]*(\\d{4}|\\d{2,3})(?!\\d)${WORD_CLOCK}$`,
  'u',
)
/** October 6 2025 08:05 PM */
const MONTH_DAY_YEAR = new RegExp(
  `^${WEEKDAY}${MONTH_WORD}[\\s\\-.]*(\\d{1,2})[\\s\\-.]+(\\d{4})${WORD_CLOCK}$`,
  'u',
)
/** 2025 Oct 6, 2025-Oct-06 */
const YEAR_MONTH_DAY = new RegExp(
  `^(\\d{4})[\\s\\-.]+${MONTH_WORD}[\\s\\-.]+(\\d{1,2})(?!\\d)${WORD_CLOCK}$`,
  'u',
)
/** Mon Oct 6 00:05:03 CST 2025 (asctime, date(1)) */
const YEAR_LAST = new RegExp(
  `^${WEEKDAY}${MONTH_WORD}\\s+(\\d{1,2})\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?\\s+(?:([A-Za-z+\\-:0-9/_]+)\\s+)?(\\d{4})$`,
  'u',
)
/** October 2025 */
const MONTH_YEAR = new RegExp(`^${MONTH_WORD}\\s+(\\d{4})$`, 'u')

const withWords: Form = (text, context) => {
  const plain = withoutFillers(text)
  const read = (
    match: RegExpExecArray | null,
    order: readonly ['year' | 'month' | 'day', 'year' | 'month' | 'day', 'year' | 'month' | 'day'],
  ): number | undefined => {
    if (!match) return undefined
    const part = (name: 'year' | 'month' | 'day'): string => match[order.indexOf(name) + 1]!
    const month = monthOf(part('month'))
    if (month === undefined) return undefined
    const [hour, minute, second, half, zone] = match.slice(4)
    const date = { year: yearOf(part('year')), month, day: Number(part('day')) }
    return instantOf({ ...date, hour, minute, second, half, zone }, context)
  }
  return (
    read(DAY_MONTH_YEAR.exec(plain), ['day', 'month', 'year']) ??
    read(MONTH_DAY_YEAR.exec(plain), ['month', 'day', 'year']) ??
    read(YEAR_MONTH_DAY.exec(plain), ['year', 'month', 'day']) ??
    yearLast(YEAR_LAST.exec(plain), context) ??
    monthYear(MONTH_YEAR.exec(plain), context)
  )
}

function yearLast(match: RegExpExecArray | null, context: DateContext): number | undefined {
  const month = match ? monthOf(match[1]!) : undefined
  if (!match || month === undefined) return undefined
  const [, , day, hour, minute, second, zone, year] = match
  return instantOf({ year: Number(year), month, day: Number(day), hour, minute, second, zone }, context)
}

function monthYear(match: RegExpExecArray | null, context: DateContext): number | undefined {
  const month = match ? monthOf(match[1]!) : undefined
  return month === undefined ? undefined : instantOf({ year: Number(match![2]), month, day: 1 }, context)
}

/** What a clock that runs ahead, or a zone not named, may add. */
const AHEAD_MS = 24 * 60 * 60 * 1000
const NUMERIC = new RegExp(
  `^${WEEKDAY}(\\d{1,2})([/.\\- ])(\\d{1,2})\\2(\\d{4}|(?<! )\\d{2})(?!\\d)${WORD_CLOCK}$`,
  'u',
)

/**
 * 10/06/2025 is October (American), 06.10.2025 and 06-10-2025 are too, unless only one reading is a date, or of that
 * weekday, or the document is otherwise.
 */
const numeric: Form = (text, context) => {
  const match = NUMERIC.exec(withoutFillers(text))
  if (!match) return undefined
  const [, first, separator, second, year, hour, minute, seconds, half, zone] = match
  const [a, b] = [Number(first), Number(second)]
  const monthIn = (monthFirst: boolean) => ({
    year: yearOf(year!),
    month: (monthFirst ? a : b) - 1,
    day: monthFirst ? b : a,
  })
  const weekday = weekdayOf(/^[\p{L}\p{M}.]+/u.exec(text)?.[0] ?? '')
  const fits = (monthFirst: boolean): boolean => {
    const { year, month, day } = monthIn(monthFirst)
    return month < 12 && new Date(Date.UTC(year, month, day)).getUTCDay() === weekday
  }
  const usual = b > 12 || (separator === '/' && a <= 12)
  const isOpen = a <= 12 && b <= 12 && a !== b
  const isSettled = weekday !== undefined && fits(usual) !== fits(!usual)
  const order = isOpen && !isSettled ? context.orderOf(separator!) : undefined
  const monthFirst = isSettled ? fits(true) : order === undefined ? usual : order === 'month_first'
  const instantIn = (date: { year: number; month: number; day: number }) =>
    instantOf({ ...date, hour, minute, second: seconds, half, zone }, context)
  const yearLast = instantIn(monthIn(monthFirst))
  if (separator !== '-' || `${first}${year}`.length !== 4 || isSettled) return yearLast
  return latestPast([yearLast, instantIn({ year: yearOf(first!), month: b - 1, day: Number(year) })], context)
}

/** `25-10-06` is of 2025, `03-12-31` of 2003: the latest reading that is not of the days to come; without a clock the last. */
function latestPast(readings: readonly (number | undefined)[], context: DateContext): number | undefined {
  const now = context.now()
  const dates = readings.filter((instant) => instant !== undefined)
  if (now === undefined) return dates.at(-1)
  const past = dates.filter((instant) => instant <= now + AHEAD_MS)
  return past.length > 0 ? Math.max(...past) : dates.at(-1)
}

const relative: Form = (text, context) => {
  const now = context.now()
  return now === undefined ? undefined : relativeDate(text, now, context.wallClock)
}

const FORMS: readonly Form[] = [unixTime, compact, yearFirst, withWords, numeric, weekDate, relative]
