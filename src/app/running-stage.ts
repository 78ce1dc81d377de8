/** A running stage; `stop` waits at most `graceMs` for what it holds, then hands it back. */
export interface RunningStage {
  stop(graceMs: number): Promise<void>
}

export const SECOND = 1000
