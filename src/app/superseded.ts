import { setTimeout as pause } from 'node:timers/promises'
import { FormatError } from '../store/data-format.ts'
import type { Context } from './context.ts'

/** A newer program may write for so long beside this one, whose jobs fail meanwhile where they meet what it wrote. */
const LOOK_EVERY_MS = 10_000

export interface SupersededDeps {
  readonly storage: { readonly format: Pick<Context['storage']['format'], 'check'> }
  /** Of the data that this process began with. */
  readonly dataId: string
  /** Called when those are gone; returns the id of the data from then on. Is called again when it fails. */
  beginAnew(): Promise<string>
}

/**
 * Waits for `signal`, or for a program of another format to work on the same Redis; then returns what tells of that. Sees
 * on its way to it that the data stay the same: a `FLUSHALL` by mistake, or an empty server in the place of a lost one,
 * would leave workers without sources until somebody started them again.
 */
export async function superseded(
  deps: SupersededDeps,
  signal: AbortSignal,
  everyMs = LOOK_EVERY_MS,
): Promise<FormatError | undefined> {
  let { dataId } = deps
  while (!signal.aborted) {
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) break
    try {
      if ((await deps.storage.format.check()) !== dataId) dataId = await deps.beginAnew()
    } catch (error) {
      // A Redis that is away is others' to tell of.
      if (error instanceof FormatError) return error
    }
  }
  return undefined
}
