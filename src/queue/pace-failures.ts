import type { Worker } from 'bullmq'

const FIRST_MS = 200
const LONGEST_MS = 2_000
/** A failure so long after the one before is a first one again. */
const QUIET_MS = 10_000

/**
 * Lets a worker wait a moment after each failure. BullMQ itself asks again at once whatever a server answers but for lost
 * connections: one that is full, or cannot write to its disk, would be asked, and told of, thousands of times a second.
 */
export function paceFailures(worker: Pick<Worker, 'pause' | 'resume'>): { failed(): void; stop(): void } {
  let pauseMs = FIRST_MS
  let failedAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  return {
    failed() {
      if (isOver || timer !== undefined) return
      const now = performance.now()
      pauseMs = now - failedAt > QUIET_MS ? FIRST_MS : Math.min(2 * pauseMs, LONGEST_MS)
      failedAt = now
      // Jobs that run go on; `pause` rejects no more than `resume`, which tells of its errors as any other.
      void worker.pause(true)
      timer = setTimeout(() => {
        timer = undefined
        void worker.resume()
      }, pauseMs)
    },
    stop() {
      isOver = true
      clearTimeout(timer)
    },
  }
}
