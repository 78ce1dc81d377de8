import type { WallClock } from './time-zone.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(秒|seconds?|secs?|초)/i, SECOND],
  [/^(分|minutes?|mins?|분)/i, MINUTE],
  [/^(个?小时|個?小時|時間|hours?|hrs?|시간)/i, HOUR],
  [/^(天|日|days?|일)/i, DAY],
  [/^(周|星期|weeks?|주)/i, 7 * DAY],
]
const DAYS_AGO: Readonly<Record<string, number>> = {
  今天: 0,
  昨天: 1,
  前天: 2,
  today: 0,
  yesterday: 1,
  今日: 0,
  昨日: 1,
  오늘: 0,
  어제: 1,
}

/** `3小时前`, `5 minutes ago`, `昨天 08:05`: dates that count from `now`. */
export function relativeDate(text: string, now: number, wallClock: WallClock): number | undefined {
  if (/^(刚刚|剛剛|just now|방금)$/i.test(text)) return now
  const ago = /^(\d{1,3}) ?(\D{1,12}?) ?(?:钟|鐘)?(?:前|ago|전)$/i.exec(text)
  if (ago) {
    const unit = UNITS.find(([name]) => name.test(ago[2]!))
    return unit ? now - Number(ago[1]) * unit[1] : undefined
  }
  const named =
    /^(今天|昨天|前天|today|yesterday|今日|昨日|오늘|어제)(?:[ ,]*(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/i.exec(
      text,
    )
  if (!named) return undefined
  // The wall clock now: what the zone's clock shows, found from the instant it gives for that reading.
  const wallNow = now + (now - wallClock(now))
  const midnight = Math.floor(wallNow / DAY) * DAY - DAYS_AGO[named[1]!.toLowerCase()]! * DAY
  const time = Number(named[2] ?? 0) * HOUR + Number(named[3] ?? 0) * MINUTE + Number(named[4] ?? 0) * SECOND
  return wallClock(midnight + time)
}
