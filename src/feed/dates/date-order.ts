/** How the dates of a document that hold only numbers are meant: `10/06/2025` is 10 June, or 6 October. */
export type DateOrder = 'day_first' | 'month_first'

interface OrderOptions {
  /** IANA zone the operator gave the source. */
  readonly timeZone?: string | undefined
  /** Epoch ms; what is published is not from the days after it. */
  readonly now?: number | undefined
}

/** Where dates stand in XML and JSON: after a tag, a quotation mark or the opening of a CDATA section. */
const PLACED =
  /[>"'[]\s{0,40}(?:[\p{L}\p{M}.]{2,20}(?:,\s{0,4}|\s{1,4}))?(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/.-])/gu
/** Dates looked at: a document that still shows nothing after so many has no custom. */
const LOOKED_AT = 2000
const LANGUAGE =
  /(?:<(?:dc:)?language>\s*|\bxml:lang\s*=\s*["']|"language"\s*:\s*")([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)/
const HEAD_LENGTH = 16 * 1024
const AHEAD_MS = 2 * 24 * 60 * 60 * 1000
/** English is the world's, and its feeds say `en-US` because their software does; who lives here writes the day first. */
const ENGLISH_DAY_FIRST =
  /^(?:Europe|Africa|Australia)\/|^Pacific\/Auckland$|^Asia\/(?:Kolkata|Calcutta|Karachi|Dhaka|Singapore|Hong_Kong|Kuala_Lumpur)$/

/**
 * Order of the dates that are written with one separator: as the others of the document show, which have a number
 * that is no month or would lie in the future; else, for slashes, as the document's language or the source's zone
 * has it. Undefined when nothing tells.
 */
export function orderOfDates(
  text: string,
  separator: string,
  { timeZone, now }: OrderOptions,
): DateOrder | undefined {
  const shown = new Set<DateOrder>()
  let looked = 0
  for (const [, first, between, second, year] of text.matchAll(PLACED)) {
    looked += 1
    if (looked > LOOKED_AT) break
    if (between !== separator) continue
    const order = orderShownBy(Number(first), Number(second), Number(year), now)
    if (order) shown.add(order)
  }
  // A document that shows both has dates of several hands.
  if (shown.size > 0) return shown.size === 1 ? [...shown][0] : undefined
  return separator === '/' ? usualOrder(text, timeZone) : undefined
}

function orderShownBy(
  first: number,
  second: number,
  year: number,
  now: number | undefined,
): DateOrder | undefined {
  const isDay = (day: number, month: number): boolean =>
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    Date.UTC(year, month - 1, day) <= (now ?? Number.POSITIVE_INFINITY) + AHEAD_MS
  const dayFirst = isDay(first, second)
  const monthFirst = isDay(second, first)
  if (dayFirst === monthFirst) return undefined
  return dayFirst ? 'day_first' : 'month_first'
}

function usualOrder(text: string, timeZone: string | undefined): DateOrder | undefined {
  const language = LANGUAGE.exec(text.slice(0, HEAD_LENGTH))?.[1]?.replace('_', '-')
  if (/^en(-us)?$/i.test(language ?? 'en')) {
    return ENGLISH_DAY_FIRST.test(timeZone ?? '') ? 'day_first' : undefined
  }
  try {
    const parts = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeZone: 'UTC' }).formatToParts(0)
    const order = parts.map(({ type }) => type).filter((type) => type !== 'literal')
    // Who writes the year first has no custom for this one.
    if (order[0] === 'year') return undefined
    return order.indexOf('day') < order.indexOf('month') ? 'day_first' : 'month_first'
  } catch {
    return undefined
  }
}
