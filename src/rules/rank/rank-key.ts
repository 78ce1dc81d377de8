import type { List } from '../../model/list.ts'
import type { Origin } from '../../model/story.ts'
import { HOUR } from '../durations.ts'
import { heatFloor, heatOf, T0 } from './score.ts'

/** The long half-life of a `rising` list, in its own half-lives: a day where that is an hour. */
const BASELINE_HALF_LIVES = 24
/** How much of the long heat counts against the short one. */
const BASELINE_SHARE = 0.5
/** More publishers with the largest weight than any story has: bounds the long heat from above. */
const MOST_WEIGHT_LOG2 = Math.log2(4 * 10_000)

export type RankRule = Pick<List, 'kind' | 'halfLifeMs'>

/**
 * What a story is ordered by in a list, largest first. A function of its origins alone: nothing is re-keyed because
 * time passes, and neither order nor repetition of reports changes it. −Infinity without origins.
 *
 * `hot` is the heat of `rules/rank/score.ts`. `latest` is the time of the first report, in hours. `rising` is
 * `L(h) − ½·L(24h)`, the log of short heat over the root of long heat: both logs move evenly with time, for all
 * stories alike, so the order stands until somebody reports.
 */
export function rankKey(rule: RankRule, origins: readonly Origin[]): number {
  if (origins.length === 0) return -Infinity
  switch (rule.kind) {
    case 'hot':
      return heatOf(origins, rule.halfLifeMs)
    case 'latest':
      return (Math.min(...origins.map((origin) => origin.reportedAt)) - T0) / HOUR
    case 'rising':
      return heatOf(origins, rule.halfLifeMs) - BASELINE_SHARE * heatOf(origins, slowHalfLifeMs(rule))
  }
}

/** The half-life of the heat against which a `rising` list holds that of its own. */
export function slowHalfLifeMs({ halfLifeMs }: Pick<RankRule, 'halfLifeMs'>): number {
  return BASELINE_HALF_LIVES * halfLifeMs
}

/** A story keyed below this has no report within the window: safe to trim. */
export function rankFloor(rule: RankRule & Pick<List, 'windowMs'>, now: number): number {
  switch (rule.kind) {
    case 'hot':
      return heatFloor(now, rule.windowMs, rule.halfLifeMs)
    case 'latest':
      // A story that is still reported is kept by its last report, not by its first: `window` decides in the edition.
      return -Infinity
    case 'rising': {
      const longest = MOST_WEIGHT_LOG2 + (now - T0) / (BASELINE_HALF_LIVES * rule.halfLifeMs)
      return heatFloor(now, rule.windowMs, rule.halfLifeMs) - BASELINE_SHARE * longest
    }
  }
}
