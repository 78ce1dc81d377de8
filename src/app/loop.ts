export interface LoopOptions {
  /** Pause after a turn that found nothing to do, ms. */
  readonly idleMs: number
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
  /** Its `nudge` events cut a pause short: something happened that a turn would act on. */
  readonly nudges?: EventTarget
}

/** Longest pause after errors in a row: an outage is neither hammered nor slept through. */
const MAX_PAUSE_MS = 5_000

/** Runs `turn` until the signal aborts; a turn answers whether it found work. Errors are told and waited out. */
export async function loop(turn: () => Promise<boolean>, options: LoopOptions): Promise<void> {
  let failures = 0
  // One that comes during a turn cuts the pause after it: the turn may have looked before it happened.
  let isNudged = false
  options.nudges?.addEventListener('nudge', () => (isNudged = true), { signal: options.signal })
  while (!options.signal.aborted) {
    let pauseMs = 0
    isNudged = false
    try {
      if (!(await turn())) pauseMs = options.idleMs
      failures = 0
    } catch (error) {
      if (options.signal.aborted) return
      options.onError(error)
      pauseMs = Math.min(MAX_PAUSE_MS, 100 * 2 ** failures++)
    }
    if (pauseMs > 0 && !(isNudged && failures === 0))
      await pause(pauseMs, options.signal, failures === 0 ? options.nudges : undefined)
  }
}

function pause(ms: number, signal: AbortSignal, nudges: EventTarget | undefined): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', over)
      nudges?.removeEventListener('nudge', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    signal.addEventListener('abort', over)
    nudges?.addEventListener('nudge', over)
    if (signal.aborted) over()
  })
}
