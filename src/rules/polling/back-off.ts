import type { PollOutcome } from '../../model/source.ts'
import { DAY } from '../durations.ts'

export type FailureClass = Exclude<PollOutcome, 'changed' | 'unchanged' | 'not_modified' | 'gone'>

/** How long a source of one failure class is left alone, from failure to failure in a row. */
export interface BackOff {
  /** After the first failure, in default intervals. */
  readonly first: number
  /** By how much each further failure multiplies that. */
  readonly factor: number
  /** Never longer, in longest intervals. */
  readonly cap: number
  /** Why it is so. */
  readonly because: string
}

/** None ends for good but `gone`, which has no row: a 410, confirmed, is asked again only when a person resumes it. */
export const BACK_OFFS: Readonly<Record<FailureClass, BackOff>> = {
  throttled: { first: 1, factor: 2, cap: 0.25, because: '“slow down” is not “broken”; Retry-After wins' },
  failed: { first: 1, factor: 2, cap: 7, because: 'servers in trouble need quiet' },
  timeout: { first: 1, factor: 2, cap: 7, because: 'as a server in trouble' },
  not_found: { first: 1, factor: 2, cap: 7, because: 'whole platforms answer 404 for hours by mistake' },
  not_a_feed: { first: 1, factor: 2, cap: 7, because: 'a maintenance page goes, a redesign stays' },
  too_large: { first: 12, factor: 2, cap: 7, because: 'each try costs the publisher the whole limit' },
  dns: {
    first: 1,
    factor: 2,
    cap: 1,
    because: 'costs the publisher nothing; a domain comes back within days',
  },
  tls: { first: 2, factor: 2, cap: 1, because: 'certificates are renewed by people, within days' },
  blocked: {
    first: 2,
    factor: 4,
    cap: 7,
    because: 'only a change of addresses or of the configuration helps',
  },
}

const LONGEST_MS = 7 * DAY

/** Wait after the nth failure in a row, ms; n from 1. Never below the floor, never above seven days. */
export function backOffMs(
  failureClass: FailureClass,
  n: number,
  limits: {
    readonly minIntervalMs: number
    readonly defaultIntervalMs: number
    readonly maxIntervalMs: number
  },
): number {
  const { first, factor, cap } = BACK_OFFS[failureClass]
  const grown = first * limits.defaultIntervalMs * factor ** Math.min(n - 1, 40)
  return Math.max(Math.min(grown, cap * limits.maxIntervalMs, LONGEST_MS), limits.minIntervalMs)
}
