import { setTimeout as pause } from 'node:timers/promises'
import { FormatError } from '../store/data-format.ts'
import type { Context } from './context.ts'

/** A newer program may write for so long beside this one, whose jobs fail meanwhile where they meet what it wrote. */
const LOOK_EVERY_MS = 10_000

/** Waits for `signal`, or for a program of another format to work on the same Redis; then returns what tells of that. */
export async function superseded(
  { storage }: Pick<Context, 'storage'>,
  signal: AbortSignal,
  everyMs = LOOK_EVERY_MS,
): Promise<FormatError | undefined> {
  while (!signal.aborted) {
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) break
    try {
      await storage.format.check()
    } catch (error) {
      // A Redis that is away is others' to tell of.
      if (error instanceof FormatError) return error
    }
  }
  return undefined
}
