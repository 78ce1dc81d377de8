import { randomUUID } from 'node:crypto'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { StoreError } from './replies.ts'

/** What programs write and read. `written` is raised where an older program cannot read, or would spoil, what is written. */
export interface DataFormat {
  readonly written: number
  /** The oldest that is read. */
  readonly oldest: number
}

const OURS: DataFormat = { written: 3, oldest: 1 }

/** The data are of a format that this program cannot work with; its message says what to do, too. */
export class FormatError extends StoreError {
  readonly fact: string
  readonly remedy: string

  constructor(code: 'store_newer_format' | 'store_older_format', fact: string, remedy: string) {
    super(code, `${fact}: ${remedy}`, { retry: 'never' })
    this.fact = fact
    this.remedy = remedy
  }
}

/** Keeps programs of different formats from one Redis: an older one would spoil what a newer one has written. */
export function createDataFormat({ redis, keys }: StoreDeps, ours: DataFormat = OURS) {
  const scripts = loadScripts(redis, ['claim-format'])

  return {
    /** Before a program writes anything; returns the data's id. Throws a `FormatError`. */
    async claim(): Promise<string> {
      const [held, dataId] = (await scripts['claim-format']({
        keys: [keys.format(), keys.dataId()],
        args: [ours.written, ours.oldest, randomUUID()],
      })) as [number, string]
      refuse(held, ours)
      return dataId
    },

    /**
     * The same without noting anything: for who reads, and for who runs already. An id that is another than before, or
     * none, tells that Redis has lost all that it held.
     */
    async check(): Promise<string | undefined> {
      const [held, dataId] = await redis.mget(keys.format(), keys.dataId())
      if (typeof held === 'string') refuse(Number(held), ours)
      return dataId ?? undefined
    },
  }
}

function refuse(held: number, { written, oldest }: DataFormat): void {
  const knows = oldest === written ? `${written}` : `${oldest} to ${written}`
  const what = `Redis holds data in format ${held}; this Tidewire knows ${knows}`
  if (held > written) {
    const remedy =
      'update this process too: a newer Tidewire works on this Redis, and stops all older ones (README, "Updates")'
    throw new FormatError('store_newer_format', what, remedy)
  }
  if (held < oldest) {
    const remedy =
      'save the sources with `tidewire opml export` of the older one, and import them under another redis.prefix'
    throw new FormatError('store_older_format', what, remedy)
  }
}
