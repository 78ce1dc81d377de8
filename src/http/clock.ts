const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A time as a page shows it: `text` for people, `iso` for machines, `full`, with its zone, where it stands alone. */
export interface ShownTime {
  readonly text: string
  readonly iso: string
  readonly full: string
}

/** Formats epoch ms for people; `locale` must be one that Intl knows. */
export function createClock(locale: string, timeZone: string) {
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'auto' })
  const parts = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  } as const
  const moment = new Intl.DateTimeFormat(locale, parts)
  const full = new Intl.DateTimeFormat(locale, { ...parts, timeZoneName: 'short' })
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone })
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  })
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent' })

  function age(at: number, now: number): ShownTime {
    const elapsed = Math.max(0, now - at)
    const text =
      elapsed < MINUTE
        ? relative.format(0, 'second')
        : elapsed < HOUR
          ? relative.format(-Math.floor(elapsed / MINUTE), 'minute')
          : elapsed < DAY
            ? relative.format(-Math.floor(elapsed / HOUR), 'hour')
            : relative.format(-Math.floor(elapsed / DAY), 'day')
    return { text, iso: isoTime(at), full: full.format(at) }
  }

  /** `<1 min`, `+8 min`, `+3 h`: how long after the first report. */
  function after(at: number, first: number): string {
    if (at - first < MINUTE) return `<${inUnits(1, 'minute')}`
    const minutes = Math.round((at - first) / MINUTE)
    const [value, unit] =
      minutes < 60
        ? [minutes, 'minute']
        : minutes < 48 * 60
          ? [minutes / 60, 'hour']
          : [minutes / 1440, 'day']
    return `+${inUnits(Number(value), String(unit))}`
  }

  function inUnits(value: number, unit: string): string {
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 0,
    }).format(value)
  }

  return {
    age,
    after,
    moment: (at: number): ShownTime => ({ text: moment.format(at), iso: isoTime(at), full: full.format(at) }),
    time: (at: number): ShownTime => ({ text: time.format(at), iso: isoTime(at), full: full.format(at) }),
    day: (at: number) => day.format(at),
    date: (at: number) => date.format(at),
    number: (n: number) => number.format(n),
    percent: (share: number) => percent.format(share),
  }
}

const isoTime = (at: number) => new Date(at).toISOString()
