import type { PollHints } from '../../model/source.ts'
import { DAY, HOUR } from '../durations.ts'

export interface AllowedTime {
  readonly at: number
  /** `skipHours 02`, `skipDays Saturday`; absent when nothing was skipped. */
  readonly reason?: string
}

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/**
 * The first moment at or after `at` that lies in none of the feed's skipHours and skipDays (both GMT,
 * RSS 2.0; hour 24 is hour 0). Hints that leave no hour or no day at all are ignored, and the reason says so.
 */
export function nextAllowedTime(at: number, hints: Pick<PollHints, 'skipHours' | 'skipDays'>): AllowedTime {
  const hours = wholeNumbers(hints.skipHours, (hour) => hour % 24, 24)
  const days = wholeNumbers(hints.skipDays, (day) => day, 6)
  if (hours.size === 24) return { at, reason: 'skipHours names all 24 hours, ignored' }
  if (days.size === 7) return { at, reason: 'skipDays names all 7 days, ignored' }
  let time = at
  const reasons: string[] = []
  // Seven days of hours: a day and an hour are free somewhere in it, so the loop always ends by its condition.
  for (let steps = 0; steps <= 8 * 24; steps++) {
    const moment = new Date(time)
    if (days.has(moment.getUTCDay())) {
      reasons.push(`skipDays ${DAY_NAMES[moment.getUTCDay()]}`)
      time = (Math.floor(time / DAY) + 1) * DAY
    } else if (hours.has(moment.getUTCHours())) {
      reasons.push(`skipHours ${String(moment.getUTCHours()).padStart(2, '0')}`)
      time = (Math.floor(time / HOUR) + 1) * HOUR
    } else {
      break
    }
  }
  return reasons.length === 0 ? { at } : { at: time, reason: summary(reasons) }
}

function wholeNumbers(
  list: readonly number[] | undefined,
  map: (n: number) => number,
  max: number,
): Set<number> {
  return new Set((list ?? []).filter((n) => Number.isInteger(n) && n >= 0 && n <= max).map(map))
}

function summary(reasons: readonly string[]): string {
  const first = reasons[0] ?? ''
  const last = reasons.at(-1) ?? ''
  return first === last ? first : `${first} … ${last}`
}
