import { createChain, type InChain } from '../chain.ts'

export interface Deadlines {
  /** Calls `onLate` when the time is over, unless the answer was called before. */
  start(onLate: () => void): () => void
}

interface Deadline extends InChain<Deadline> {
  readonly at: number
  readonly onLate: () => void
}

/**
 * Deadlines that are all equally long, so that they end in the order they began and one timer serves all of them: a
 * timer for each request costs as much as reading its headers. Does not keep the process alive. In a Set, what it knew of
 * requests that were over was a third of what collecting the young had to copy.
 */
export function createDeadlines(afterMs: number): Deadlines {
  const open = createChain<Deadline>()
  let timer: NodeJS.Timeout | undefined

  function wait(ms: number): void {
    timer = setTimeout(expire, Math.max(1, ms)).unref()
  }

  function expire(): void {
    timer = undefined
    for (let deadline = open.first(); deadline; deadline = open.first()) {
      const leftMs = deadline.at - performance.now()
      if (leftMs > 0) {
        wait(leftMs)
        return
      }
      open.delete(deadline)
      deadline.onLate()
    }
  }

  return {
    start(onLate) {
      // Its neighbours are there from the begin: all are of one shape.
      const deadline: Deadline = {
        at: performance.now() + afterMs,
        onLate,
        before: undefined,
        behind: undefined,
      }
      open.add(deadline)
      if (timer === undefined) wait(afterMs)
      return () => open.delete(deadline)
    },
  }
}
