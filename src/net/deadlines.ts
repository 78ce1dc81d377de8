export interface Deadlines {
  /** Calls `onLate` when the time is over, unless the answer was called before. */
  start(onLate: () => void): () => void
}

interface Deadline {
  readonly at: number
  onLate: (() => void) | undefined
  before: Deadline | undefined
  next: Deadline | undefined
}

/**
 * Deadlines that are all equally long, so that they end in the order they began and one timer serves all of them: a
 * timer for each request costs as much as reading its headers. Does not keep the process alive.
 *
 * A chain, as `store/rounds.ts` says: each table of a Set points to the next, so that one which has grown old would hold
 * all that come after it, with the requests in them. That was a third of what collecting the young had to copy.
 */
export function createDeadlines(afterMs: number): Deadlines {
  let first: Deadline | undefined
  let last: Deadline | undefined
  let timer: NodeJS.Timeout | undefined

  function wait(ms: number): void {
    timer = setTimeout(expire, Math.max(1, ms)).unref()
  }

  function expire(): void {
    timer = undefined
    for (let deadline = first; deadline; deadline = first) {
      const leftMs = deadline.at - performance.now()
      if (leftMs > 0) {
        wait(leftMs)
        return
      }
      const { onLate } = deadline
      end(deadline)
      onLate?.()
    }
  }

  function end(deadline: Deadline): void {
    if (deadline.onLate === undefined) return
    const { before, next } = deadline
    if (before) before.next = next
    else first = next
    if (next) next.before = before
    else last = before
    deadline.before = undefined
    deadline.next = undefined
    deadline.onLate = undefined
  }

  return {
    start(onLate) {
      const deadline: Deadline = { at: performance.now() + afterMs, onLate, before: last, next: undefined }
      if (last) last.next = deadline
      else first = deadline
      last = deadline
      if (timer === undefined) wait(afterMs)
      return () => end(deadline)
    },
  }
}
