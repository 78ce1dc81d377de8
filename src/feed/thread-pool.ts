import { Piscina } from 'piscina'
import { ParseError } from './parse-error.ts'
import type { ThreadAnswer } from './thread-answer.ts'

export interface ThreadLimits {
  /** Threads; 1 keeps up with about 500 feeds of 30 KB a second. */
  readonly threads: number
  /** From the start of its reading, not from its place in the queue or the start of its thread; of several together, the same. */
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

/** Documents that go to a thread together at most, and the bytes of those that do. */
const MOST_TOGETHER = 8
const MOST_BYTES_TOGETHER = 256 * 1024

/**
 * Threads that read documents, so that a hostile one stops neither the event loop nor the process. `file` exports
 * `name`, which answers a list of tasks with a `ThreadAnswer` each; it is asked to do `warmUp` once, before the first
 * deadline runs.
 *
 * Documents that wait while all threads are busy go together, which halves the price of handing them over and keeps a
 * thread from waiting for its next one. A thread that dies says nothing of which it died of: they are then read each by
 * itself, and only a document that was alone is blamed.
 */
export function createThreadPool<Task extends { readonly bytes: Uint8Array }, Value>(options: {
  readonly file: URL
  readonly name: string
  readonly warmUp: NoInfer<Task>
  readonly limits: ThreadLimits
}): ThreadPool<Task, Value> {
  const { threads, timeoutMs, maxHeapMb } = options.limits
  const piscina = new Piscina<readonly Task[], ThreadAnswer<Value>[]>({
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
  const waiting: Waiting<Task, Value>[] = []
  let free = threads
  /** Threads that still load their modules: a deadline that counted that would refuse innocent documents. */
  let cold = threads

  async function warmUp(signal: AbortSignal): Promise<void> {
    if (cold === 0) return
    await piscina.run([options.warmUp], { signal })
    cold = Math.max(0, cold - 1)
  }

  async function inTime(
    documents: readonly Waiting<Task, Value>[],
    stop: AbortController,
  ): Promise<ThreadAnswer<Value>[]> {
    let late = false
    // A timer that is cleared: `AbortSignal.timeout` would fire long after the answer.
    const timer = setTimeout(() => {
      late = true
      stop.abort()
    }, timeoutMs)
    // A copy of exactly these bytes is moved: a view would drag its whole buffer along.
    const tasks = documents.map(({ task }) => ({ ...task, bytes: new Uint8Array(task.bytes) }))
    try {
      return await piscina.run(tasks, {
        signal: stop.signal,
        transferList: tasks.map(({ bytes }) => bytes.buffer),
      })
    } catch (error) {
      // Whatever ended it took the thread along; the next one starts anew.
      cold = Math.min(threads, cold + 1)
      const size = documents[0]?.task.bytes.length ?? 0
      throw explained(error, { size, late, timeoutMs, maxHeapMb })
    } finally {
      clearTimeout(timer)
    }
  }

  /** Answers all of them, or puts them back to be read one by one. */
  async function read(documents: readonly Waiting<Task, Value>[]): Promise<void> {
    const stop = new AbortController()
    let left = documents.length
    const forget = documents.map(({ signal, reject }) => {
      const abort = () => {
        reject(signal?.reason)
        left -= 1
        if (left === 0) stop.abort()
      }
      signal?.addEventListener('abort', abort, { once: true })
      return () => signal?.removeEventListener('abort', abort)
    })
    try {
      await warmUp(stop.signal)
      const answers = await inTime(documents, stop)
      for (const [index, { resolve, reject }] of documents.entries()) {
        const answer = answers[index]
        if (answer?.kind === 'done') resolve(answer.value)
        else if (answer) reject(new ParseError(answer.code, answer.message))
      }
    } catch (error) {
      if (documents.length === 1) documents[0]?.reject(error)
      else waiting.unshift(...documents.map((document) => ({ ...document, isAlone: true })))
    } finally {
      for (const end of forget) end()
    }
  }

  function begin(): void {
    while (free > 0 && waiting.length > 0) {
      const documents = takeTogether(waiting, Math.ceil(waiting.length / threads))
      if (documents.length === 0) continue
      free -= 1
      void read(documents).finally(() => {
        free += 1
        begin()
      })
    }
  }

  return {
    run: (task, signal) =>
      new Promise((resolve, reject) => {
        waiting.push({ task, signal, resolve, reject, isAlone: false })
        begin()
      }),
    close: () => piscina.destroy(),
  }
}

interface Waiting<Task, Value> {
  readonly task: Task
  readonly signal: AbortSignal | undefined
  resolve(value: Value): void
  reject(reason: unknown): void
  /** It was with others in a thread that died. */
  readonly isAlone: boolean
}

/** Takes what goes to a thread next out of the queue; who has given up meanwhile is told so and left out. */
function takeTogether<Task extends { readonly bytes: Uint8Array }, Value>(
  waiting: Waiting<Task, Value>[],
  share: number,
): Waiting<Task, Value>[] {
  const taken: Waiting<Task, Value>[] = []
  let bytes = 0
  for (let next = waiting[0]; next; next = waiting[0]) {
    if (next.signal?.aborted) {
      next.reject(next.signal.reason)
      waiting.shift()
      continue
    }
    bytes += next.task.bytes.length
    const isFull =
      taken.length >= Math.min(share, MOST_TOGETHER) || next.isAlone || bytes > MOST_BYTES_TOGETHER
    if (taken.length > 0 && isFull) break
    taken.push(next)
    waiting.shift()
    if (next.isAlone) break
  }
  return taken
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
