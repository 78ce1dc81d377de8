import { createThreadPool, type ThreadLimits } from '../feed/thread-pool.ts'
import type { Source } from '../model/index.ts'
import type { Reading, ReadTask } from '../stages/read-feed.ts'
import type { ThreadTask } from '../stages/read-worker.ts'

export interface ReadPool {
  /** `readFeed` in a thread; throws what it throws, `parse_timeout`, `parse_memory` or the signal's reason. */
  read(bytes: Uint8Array, task: ReadTask, signal?: AbortSignal): Promise<Reading>
  close(): Promise<void>
}

const NOBODY: Source = {
  id: '',
  url: '',
  publisherId: '',
  publisherName: '',
  channels: [],
  weight: 1,
  status: 'active',
  declaredBy: 'runtime',
}

/**
 * Threads that read polled and pushed documents as far as they go without Redis: parsed, identified, and as the text
 * that is stored, so that the event loop copies a few strings and computes nothing.
 */
export function createReadPool({
  memoBytes,
  ...limits
}: ThreadLimits & { readonly memoBytes: number }): ReadPool {
  const pool = createThreadPool<ThreadTask, Reading>({
    file: new URL(`../stages/read-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
    name: 'readTasks',
    warmUp: {
      bytes: new Uint8Array(0),
      memoBytes,
      context: {},
      source: NOBODY,
      state: {},
      now: 0,
      limits: { announceOnFirstPoll: 0, windowMs: 0, channels: [] },
    },
    limits,
  })
  return {
    read: (bytes, task, signal) => pool.run({ ...task, state: owned(task.state), bytes, memoBytes }, signal),
    close: pool.close,
  }
}

/** With bytes of its own: a view takes its whole buffer along, and these lie in the reply that a batch was read from. */
function owned({ seen, ...state }: ReadTask['state']): ReadTask['state'] {
  return seen ? { ...state, seen: new Uint8Array(seen) } : state
}
