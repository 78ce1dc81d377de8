import type { Logger } from 'pino'
import { isOutage, refusalOf } from '../redis/refusals.ts'

/**
 * Tells that something which is tried again by itself has failed: what Redis refuses with what to do about it. That it
 * is away its connections tell, once for all.
 */
export function tellFailure(log: Logger, message: string, error: unknown, facts: object = {}): void {
  const refusal = refusalOf(error)
  if (refusal) log.error({ ...facts, err: error, remedy: refusal.remedy }, refusal.message)
  else if (isOutage(error)) log.debug({ ...facts, err: error }, message)
  else log.warn({ ...facts, err: error }, message)
}
