import type { ClusterReport } from './cluster.ts'

export interface Placed {
  readonly reports: readonly ClusterReport[]
  /** Why an entry could not be placed; the others were. */
  readonly failure?: { readonly error: unknown }
}

/** Failures of a job before its entries are placed one by one: an outage is over by then, or fails each of them, too. */
const TRIES_TOGETHER = 3

/**
 * Places entries together, which costs least. Where that fails again and again they are placed each by itself, so that
 * an entry on which the program itself breaks keeps no other from its story.
 */
export function createPlaceApart(
  cluster: (entryIds: readonly string[], signal: AbortSignal) => Promise<readonly ClusterReport[]>,
) {
  return async function placeApart(
    entryIds: readonly string[],
    signal: AbortSignal,
    attempt: number,
  ): Promise<Placed> {
    if (attempt <= TRIES_TOGETHER) return { reports: await cluster(entryIds, signal) }
    const reports: ClusterReport[] = []
    let failure: Placed['failure']
    for (const id of entryIds) {
      signal.throwIfAborted()
      try {
        reports.push(...(await cluster([id], signal)))
      } catch (error) {
        signal.throwIfAborted()
        failure ??= { error }
      }
    }
    return { reports, ...(failure && { failure }) }
  }
}
