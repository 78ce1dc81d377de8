import type { ParseContext, ParsedFeed } from '../model/index.ts'
import type { ParseTask } from './parse-worker.ts'
import { createThreadPool, type ThreadLimits } from './thread-pool.ts'

export interface ParsePool {
  /** `parseFeed` in a thread; throws what it throws, `parse_timeout`, `parse_memory` or the signal's reason. */
  parse(bytes: Uint8Array, context: ParseContext, signal?: AbortSignal, now?: number): Promise<ParsedFeed>
  close(): Promise<void>
}

/** Threads that parse for who wants to see a whole document; polls read theirs with `createReadPool`. */
export function createParsePool(limits: ThreadLimits): ParsePool {
  const pool = createThreadPool<ParseTask, ParsedFeed>({
    file: new URL(`./parse-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
    name: 'parseTasks',
    warmUp: { bytes: new Uint8Array(0), context: {} },
    limits,
  })
  return {
    parse: (bytes, context, signal, now) =>
      pool.run({ bytes, context, ...(now === undefined ? {} : { now }) }, signal),
    close: pool.close,
  }
}
