import { Piscina } from 'piscina'
import { ParseError } from './parse-error.ts'
import type { ThreadAnswer } from './thread-answer.ts'

export interface ThreadLimits {
  /** Threads; 1 keeps up with about 500 feeds of 30 KB a second. */
  readonly threads: number
  /** From the start of a document's reading, not from its place in the queue or the start of its thread. */
  readonly timeoutMs: number
  /** Old-generation heap of one thread. */
  readonly maxHeapMb: number
}

export interface ThreadPool<Task, Value> {
  /**
   * Does a task in a thread that is killed when it takes too long or too much. Throws ParseError (`parse_timeout`,
   * `parse_memory` and whatever the thread refuses with), or the signal's reason. The caller keeps its bytes.
   */
  run(task: Task, signal?: AbortSignal): Promise<Value>
  /** Kills the threads; what is being read is rejected. */
  close(): Promise<void>
}

/**
 * Threads that read documents, so that a hostile one stops neither the event loop nor the process. `file` exports
 * `name`, which answers a task with a `ThreadAnswer`; it is asked to do `warmUp` once, before the first deadline runs.
 */
export function createThreadPool<Task extends { readonly bytes: Uint8Array }, Value>(options: {
  readonly file: URL
  readonly name: string
  readonly warmUp: NoInfer<Task>
  readonly limits: ThreadLimits
}): ThreadPool<Task, Value> {
  const { threads, timeoutMs, maxHeapMb } = options.limits
  const piscina = new Piscina<Task, ThreadAnswer<Value>>({
    filename: options.file.href,
    name: options.name,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    recordTiming: false,
    // Nothing of the parent's flags or environment concerns a thread that only computes.
    execArgv: [],
    env: {},
  })
  const waiting: (() => void)[] = []
  let free = threads
  /** Threads that still load their modules: a deadline that counted that would refuse innocent documents. */
  let cold = threads

  async function warmUp(signal: AbortSignal | undefined): Promise<void> {
    if (cold === 0) return
    try {
      await piscina.run(options.warmUp, signal ? { signal } : {})
      cold = Math.max(0, cold - 1)
    } catch (error) {
      throw signal?.aborted ? signal.reason : error
    }
  }

  /** The pool's own queue would let the deadline of a waiting document run. */
  async function takeThread(): Promise<void> {
    if (free > 0) {
      free -= 1
      return
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function giveBack(): void {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }

  async function inTime(task: Task, signal: AbortSignal | undefined): Promise<ThreadAnswer<Value>> {
    // One controller and a timer that is cleared: `AbortSignal.timeout` and `any` would fire long after the answer.
    const stop = new AbortController()
    let late = false
    const abort = () => stop.abort()
    const timer = setTimeout(() => {
      late = true
      abort()
    }, timeoutMs)
    signal?.addEventListener('abort', abort, { once: true })
    const size = task.bytes.length
    // A copy of exactly these bytes is moved: a view would drag its whole buffer along.
    const bytes = new Uint8Array(task.bytes)
    try {
      return await piscina.run({ ...task, bytes }, { signal: stop.signal, transferList: [bytes.buffer] })
    } catch (error) {
      // Whatever ended it took the thread along; the next one starts anew.
      cold = Math.min(threads, cold + 1)
      if (signal?.aborted) throw signal.reason
      throw explained(error, { size, late, timeoutMs, maxHeapMb })
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  return {
    async run(task, signal) {
      await takeThread()
      try {
        signal?.throwIfAborted()
        await warmUp(signal)
        const answer = await inTime(task, signal)
        if (answer.kind === 'refused') throw new ParseError(answer.code, answer.message)
        return answer.value
      } finally {
        giveBack()
      }
    },
    close: () => piscina.destroy(),
  }
}

function explained(
  cause: unknown,
  { size, late, timeoutMs, maxHeapMb }: { size: number; late: boolean; timeoutMs: number; maxHeapMb: number },
): unknown {
  const document = `a document of ${size} bytes`
  if (late) {
    return new ParseError('parse_timeout', `parsing ${document} took longer than ${timeoutMs} ms`, { cause })
  }
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new ParseError('parse_memory', `parsing ${document} needed more than ${maxHeapMb} MB`, { cause })
  }
  return cause
}
