import type { PatienceScope, PollOutcome } from '../../../../src/model/index.ts'
import { learnPace, type Pace } from '../../../../src/rules/polling/rate-scope.ts'
import { NOW } from '../support/make.ts'

/** The pace after answers `[source, outcome, ms after NOW]`, in order. */
export function paceAfter(
  kind: PatienceScope,
  answers: readonly [string, PollOutcome, number, number?][],
): Pace | undefined {
  return answers.reduce<Pace | undefined>(
    (pace, [sourceId, outcome, at, retryAfterMs]) =>
      learnPace(pace, kind, { sourceId, outcome, askedAt: NOW + at, now: NOW + at, retryAfterMs }),
    undefined,
  )
}
