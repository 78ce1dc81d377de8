import { Piscina } from 'piscina'
import type { ParseContext, ParsedFeed } from '../model/index.ts'
import { ParseError } from './parse-error.ts'
import type { ParseAnswer, ParseTask } from './parse-task.ts'

export interface ParsePoolOptions {
  /** Threads; 1 keeps up with about 100 feeds of 225 KB a second. */
  readonly threads: number
  /** From the start of a document's parsing, not from its place in the queue or the start of its thread. */
  readonly timeoutMs: number
  /** Old-generation heap of one thread. */
  readonly maxHeapMb: number
}

export interface ParsePool {
  /**
   * `parseFeed` in a thread that is killed when it takes too long or too much. Throws ParseError (`parse_timeout`,
   * `parse_memory` and all of `parseFeed`'s), or the signal's reason.
   */
  parse(bytes: Uint8Array, context: ParseContext, signal?: AbortSignal, now?: number): Promise<ParsedFeed>
  /** Kills the threads; what is being parsed is rejected. */
  close(): Promise<void>
}

/** Threads that parse, so that a hostile document stops neither the event loop nor the process. */
export function createParsePool({ threads, timeoutMs, maxHeapMb }: ParsePoolOptions): ParsePool {
  const piscina = new Piscina<ParseTask, ParseAnswer>({
    filename: new URL(`./parse-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
      .href,
    name: 'parseTask',
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
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
      await piscina.run({ bytes: new Uint8Array(0), context: {} }, signal ? { signal } : {})
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

  return {
    async parse(bytes, context, signal, now) {
      await takeThread()
      try {
        signal?.throwIfAborted()
        await warmUp(signal)
        const deadline = AbortSignal.timeout(timeoutMs)
        // A copy of exactly these bytes is moved: a view would drag its whole buffer along.
        const copy = new Uint8Array(bytes)
        const task: ParseTask = { bytes: copy, context, ...(now === undefined ? {} : { now }) }
        const answer = await piscina
          .run(task, {
            signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
            transferList: [copy.buffer],
          })
          .catch((error: unknown) => {
            // Whatever ended it took the thread along; the next one starts anew.
            cold = Math.min(threads, cold + 1)
            throw explained(error, { bytes, signal, deadline, timeoutMs, maxHeapMb })
          })
        if (answer.kind === 'refused') throw new ParseError(answer.code, answer.message)
        return answer.feed
      } finally {
        giveBack()
      }
    },
    close: () => piscina.destroy(),
  }
}

interface Circumstances {
  readonly bytes: Uint8Array
  readonly signal: AbortSignal | undefined
  readonly deadline: AbortSignal
  readonly timeoutMs: number
  readonly maxHeapMb: number
}

function explained(
  cause: unknown,
  { bytes, signal, deadline, timeoutMs, maxHeapMb }: Circumstances,
): unknown {
  if (signal?.aborted) return signal.reason
  const document = `a document of ${bytes.length} bytes`
  if (deadline.aborted) {
    return new ParseError('parse_timeout', `parsing ${document} took longer than ${timeoutMs} ms`, { cause })
  }
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new ParseError('parse_memory', `parsing ${document} needed more than ${maxHeapMb} MB`, { cause })
  }
  return cause
}
