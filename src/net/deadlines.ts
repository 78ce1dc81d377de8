export interface Deadlines {
  /** Calls `onLate` when the time is over, unless the answer was called before. */
  start(onLate: () => void): () => void
}

/**
 * Deadlines that are all equally long, so that they end in the order they began and one timer serves all of them: a
 * timer for each request costs as much as reading its headers. Does not keep the process alive.
 */
export function createDeadlines(afterMs: number): Deadlines {
  const open = new Set<{ readonly at: number; readonly onLate: () => void }>()
  let timer: NodeJS.Timeout | undefined

  function wait(ms: number): void {
    timer = setTimeout(expire, Math.max(1, ms)).unref()
  }

  function expire(): void {
    timer = undefined
    for (const deadline of open) {
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
      const deadline = { at: performance.now() + afterMs, onLate }
      open.add(deadline)
      if (timer === undefined) wait(afterMs)
      return () => open.delete(deadline)
    },
  }
}
