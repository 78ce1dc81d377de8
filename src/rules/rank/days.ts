/** A day as people count it, `YYYY-MM-DD`, in a zone that is known from elsewhere. */
export type DayDate = string

const SPAN_MS = 15 * 60 * 60 * 1000

/** Days of one zone, over whatever its clocks do: each instant belongs to exactly one of them. */
export function createDays(timeZone: string) {
  // The Gregorian calendar of `en-CA` is written as ISO 8601 writes it.
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  const dayOf = (at: number): DayDate => format.format(at)

  /** First instant of the day: midnight, or when the clock came back after skipping it. */
  function startOf(date: DayDate): number {
    const noonless = Date.parse(`${date}T00:00:00Z`)
    // No zone is further than 14 hours from UTC; dates only ever grow in between.
    let before = noonless - SPAN_MS
    let within = noonless + SPAN_MS
    while (within - before > 1) {
      const middle = Math.floor((before + within) / 2)
      if (dayOf(middle) >= date) within = middle
      else before = middle
    }
    return within
  }

  return {
    dayOf,

    /** 0 to 23, as the zone's clocks show it. */
    hourOf: (at: number): number => Number(hours.format(at)),

    /** The instants of a day, `[from, until)`: 23, 24 or 25 hours, rarely others. */
    bounds(date: DayDate): { readonly from: number; readonly until: number } {
      return { from: startOf(date), until: startOf(neighbour(date, 1)) }
    },

    next: (date: DayDate) => neighbour(date, 1),
    previous: (date: DayDate) => neighbour(date, -1),
  }
}

export type Days = ReturnType<typeof createDays>

/** Whether a text is a date that the calendar has. */
export function isDayDate(text: string): text is DayDate {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
}

function neighbour(date: DayDate, step: number): DayDate {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + step)
  return at.toISOString().slice(0, 10)
}
