import { LEAST_GAP_MS } from '../rules/polling/politeness.ts'
import type { PollReport } from '../stages/poll.ts'

/**
 * Others' failures are something to look at only when they last. Nine in ten polls bring nothing: their number is in
 * the metrics, and a line for each would cost as much as the request.
 */
export function levelOfPoll(
  {
    failureCount,
    outcome,
    violations,
    movedTo,
    error,
  }: Pick<PollReport, 'failureCount' | 'outcome' | 'violations' | 'movedTo' | 'error'>,
  { minIntervalMs }: { readonly minIntervalMs: number },
): 'warn' | 'info' | 'debug' {
  if (failureCount >= 3) return 'warn'
  // Who has configured shorter intervals than the rules allow would read of nearly every poll that it came too soon.
  const isMeant = ({ kind }: PollReport['violations'][number]) =>
    minIntervalMs < LEAST_GAP_MS && (kind === 'double' || kind === 'early')
  // A 304 with an error is one that ends a source: where it moved to is another one's.
  const isQuiet =
    outcome === 'not_modified' && violations.every(isMeant) && movedTo === undefined && error === undefined
  return isQuiet ? 'debug' : 'info'
}
