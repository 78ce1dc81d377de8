export interface RepeatsDeps {
  /** Tells what was left out of a kind of line, when its window is over. */
  tell(left: { readonly kind: string; readonly more: number; readonly overMs: number }): void
  /** Default `setTimeout`, which keeps no process alive. */
  readonly after?: (ms: number, then: () => void) => void
}

/** Lines of one kind in a window; the window doubles for as long as there are more. */
const MOST = 5
const FIRST_WINDOW_MS = 60_000
const LONGEST_WINDOW_MS = 16 * FIRST_WINDOW_MS
/** Messages are constant, so that kinds are few; what is beyond is written unbounded. */
const MOST_KINDS = 1_000

interface Window {
  written: number
  left: number
}

/**
 * Bounds what one lasting cause has written: a dead name server fails every source, a full Redis every job, and an hour
 * of either is a hundred lines then, not a hundred thousand. What is left out is counted.
 */
export function createRepeats({ tell, after = afterQuietly }: RepeatsDeps): (kind: string) => boolean {
  const windows = new Map<string, Window>()

  function open(kind: string, ms: number): Window {
    const window: Window = { written: 0, left: 0 }
    windows.set(kind, window)
    after(ms, () => {
      windows.delete(kind)
      if (window.left === 0) return
      tell({ kind, more: window.left, overMs: ms })
      open(kind, Math.min(2 * ms, LONGEST_WINDOW_MS))
    })
    return window
  }

  return (kind) => {
    if (!windows.has(kind) && windows.size >= MOST_KINDS) return true
    const window = windows.get(kind) ?? open(kind, FIRST_WINDOW_MS)
    if (window.written < MOST) {
      window.written++
      return true
    }
    window.left++
    return false
  }
}

function afterQuietly(ms: number, then: () => void): void {
  setTimeout(then, ms).unref()
}
