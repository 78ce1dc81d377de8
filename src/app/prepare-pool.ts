import { Piscina } from 'piscina'
import type { Entry } from '../model/index.ts'
import {
  type PackedInput,
  type PackedOutput,
  type Prepared,
  packEntries,
  prepareEntry,
  unpackPrepared,
} from '../stages/prepare-entries.ts'
import { chunksOf } from '../store/replies.ts'

export interface PreparePool {
  /** In the order given. */
  prepare(entries: readonly Entry[]): Promise<readonly Prepared[]>
  close(): Promise<void>
}

/** Fewer are prepared at once where they are: handing them over would take as long. */
const FEW = 8
/** Entries of one task, some milliseconds of a thread. */
const TOGETHER = 100

/**
 * Threads in which entries are made comparable, so that the one that places them has that part of its time for deciding.
 * While they start, and without any, it is done where it is asked for; what comes out is the same.
 */
export function createPreparePool(threads: number): PreparePool {
  if (threads === 0) return { prepare: async (entries) => entries.map(prepareEntry), close: async () => {} }
  const piscina = new Piscina<PackedInput, PackedOutput>({
    filename: new URL(
      `../stages/prepare-entries${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
      import.meta.url,
    ).href,
    name: 'prepareEntries',
    minThreads: threads,
    maxThreads: threads,
    recordTiming: false,
    // Nothing of the parent's flags or environment concerns a thread that only computes.
    execArgv: [],
    env: {},
  })
  let isWarm = false
  piscina.run([]).then(
    () => {
      isWarm = true
    },
    () => undefined,
  )

  async function prepareTogether(entries: readonly Entry[]): Promise<readonly Prepared[]> {
    try {
      return unpackPrepared(await piscina.run(packEntries(entries)))
    } catch {
      // A thread that died, or was ended, leaves the work to whoever wanted it.
      return entries.map(prepareEntry)
    }
  }

  return {
    async prepare(entries) {
      if (!isWarm || entries.length < FEW) return entries.map(prepareEntry)
      return (await Promise.all(chunksOf(entries, TOGETHER).map(prepareTogether))).flat()
    },
    close: () => piscina.destroy(),
  }
}
