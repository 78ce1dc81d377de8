import type { LeasedSource } from '../model/index.ts'

/** What the runs of a batch tell each other, whatever becomes of their workers. */
export interface BegunDeps {
  /**
   * How many leases, from the first, may have been asked by now, `count` included; -1 where a later run has begun, or the
   * leases were found to have run out. `begun`: those that are new among them.
   */
  note(
    first: LeasedSource,
    step: { run: number; count: number; now: number; begun?: readonly LeasedSource[] },
  ): Promise<number>
}

/** Noted ahead, so that one note does for several sources; so many more wait in vain when a worker dies. */
const AHEAD = 25

/**
 * Answers of each lease, by its place in the batch, whether it may be asked; by then it is noted that it may have been.
 * Permits are given in the order of the batch, so one number tells how far it has gone.
 */
export function createBeginning(
  deps: { readonly begun: BegunDeps; now(): number },
  leases: readonly LeasedSource[],
): (place: number) => Promise<boolean> {
  const [first] = leases
  let noted = 0
  let wanted = 0
  let noting = Promise.resolve(true)
  let next: Promise<boolean> | undefined

  async function note(): Promise<boolean> {
    // Whoever begins in the same moment shares a note.
    await undefined
    next = undefined
    const before = noted
    noted = Math.min(leases.length, wanted + AHEAD - 1)
    const count = noted
    const begun = leases.slice(before, count)
    if (!first) return false
    noting = deps.begun.note(first, { run: 1, count, now: deps.now(), begun }).then((all) => all >= count)
    return noting
  }

  return (place) => {
    if (place < noted) return noting
    wanted = Math.max(wanted, place + 1)
    next ??= note()
    return next
  }
}
