import { type ConnectionOptions, DelayedError, UnrecoverableError, WaitingError, Worker } from 'bullmq'
import { TidewireError } from '../model/errors.ts'
import { paceFailures } from './pace-failures.ts'
import type { JobData, QueueName } from './queues.ts'

/** What a handler makes of its job; `again` puts the same job back for later without counting an attempt. */
export type JobResult =
  | { readonly kind: 'done'; readonly fields: Record<string, unknown> }
  | { readonly kind: 'again'; readonly at: number; readonly fields: Record<string, unknown> }

/** One job as its handler sees it. */
export interface JobContext {
  readonly jobId: string
  /** Starts of this job so far, this one included; crashes count. */
  readonly attempt: number
  /** Aborted when the worker must go. A lost lock aborts nothing: every commit is safe to make twice. */
  readonly signal: AbortSignal
}

export interface WorkerDeps<Name extends QueueName> {
  readonly name: Name
  /** Waits for jobs: never gives up on a command, but on a connection that went silent. */
  readonly connection: ConnectionOptions
  readonly prefixOf: (queue: string) => string
  readonly concurrency: number
  readonly handle: (data: JobData[Name], context: JobContext) => Promise<JobResult>
  /** The time that handlers go by, epoch ms; BullMQ goes by the machine's clock, which somebody may set. */
  readonly now: () => number
  /** How often the server that handlers write to was lost so far. */
  readonly lostConnections: () => number
  readonly onFinished: (line: JobLine) => void
  readonly onError: (error: Error) => void
}

/** One line per job, at its end. */
export interface JobLine {
  readonly queue: QueueName
  readonly jobId: string
  readonly attempt: number
  readonly outcome: 'done' | 'again' | 'handed_back' | 'failed'
  readonly waitedMs: number
  readonly durationMs: number
  readonly fields: Record<string, unknown>
  readonly error?: unknown
}

export interface RunningWorker {
  /** Takes no more jobs, waits for the running ones, then hands back what is left when `graceMs` is over. */
  close(graceMs: number): Promise<void>
}

/**
 * BullMQ renews the lock of a running job at half time, however long the job takes: what counts is only how long a
 * killed worker's jobs stay out of reach. A list is not ranked while its dead job holds the place.
 */
const LOCK_MS = 30_000
const STALLED_CHECK_MS = 5_000
/** BullMQ's own `attempts` do not survive crashes: with the default of 1, two kill −9 on one job lose it. */
const MAX_STALLED = 1_000_000
/** A job that took the process down so often is poison; what it held comes back by lease, feed or ledger. */
const MAX_STARTS: Partial<Record<QueueName, number>> = { poll: 20 }

/** What was acknowledged before may be gone; every stage run twice equals the stage run once. */
const LOST =
  'the connection to Redis was lost meanwhile: done once more, since it may lack what was written last'

export function startWorker<Name extends QueueName>(deps: WorkerDeps<Name>): RunningWorker {
  let leaving = false
  const worker = new Worker<JobData[Name]>(
    deps.name,
    async (job, token, signal) => {
      const startedAt = Date.now()
      const context: JobContext = {
        jobId: job.id ?? '',
        attempt: job.attemptsStarted,
        signal: signal ?? new AbortController().signal,
      }
      const line = {
        queue: deps.name,
        jobId: context.jobId,
        attempt: context.attempt,
        waitedMs: Math.max(0, startedAt - job.timestamp - (job.opts.delay ?? 0)),
      }
      const finish = (outcome: JobLine['outcome'], fields: Record<string, unknown>, error?: unknown) =>
        deps.onFinished({
          ...line,
          outcome,
          durationMs: Date.now() - startedAt,
          fields,
          ...(error !== undefined && { error }),
        })
      let result: JobResult
      const lostBefore = deps.lostConnections()
      try {
        result = await deps.handle(job.data, context)
        if (deps.lostConnections() !== lostBefore)
          throw new TidewireError('redis_connection_lost', LOST, { retry: 'later' })
      } catch (error) {
        if (leaving && context.signal.aborted) {
          finish('handed_back', {})
          await job.moveToWait(token)
          throw new WaitingError()
        }
        finish('failed', {}, error)
        throw unrecoverable(error)
      }
      if (result.kind === 'again') {
        finish('again', result.fields)
        // By the clock that this worker looks at: one that is an hour ahead would else bring it back at once, over and over.
        await job.moveToDelayed(Math.ceil(result.at + Date.now() - deps.now()), token)
        throw new DelayedError()
      }
      finish('done', result.fields)
      return undefined
    },
    {
      connection: deps.connection,
      prefix: deps.prefixOf(deps.name),
      concurrency: deps.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MAX_STALLED,
      ...(MAX_STARTS[deps.name] !== undefined && { maxStartedAttempts: MAX_STARTS[deps.name] }),
      drainDelay: 5,
      settings: { backoffStrategy: backOffMs },
    },
  )
  const pace = paceFailures(worker)
  worker.on('error', (error) => {
    deps.onError(LOCK_LOST.test(error.message) ? lockLost(error) : error)
    pace.failed()
  })

  return {
    async close(graceMs) {
      leaving = true
      pace.stop()
      const closed = worker.close()
      if (await settles(closed, graceMs)) return
      worker.cancelAllJobs('shutdown')
      // A second `close` would wait for the first: what still runs now is left to its lock.
      await settles(closed, HAND_BACK_MS)
    },
  }
}

/** How BullMQ words that a job is no longer this worker's. */
const LOCK_LOST = /^(?:could not renew lock|Missing lock|Missing key|Lock mismatch)/

function lockLost(cause: Error): TidewireError {
  const what =
    'a job took longer than its lock held, while Redis or this process stood still: it is done again'
  return new TidewireError('queue_lock_lost', what, { retry: 'later', cause })
}

const LONGEST_BACK_OFF_MS = 30_000

/** 0.2 s, 0.4 s … 30 s, each shortened by up to half, so that what failed together does not come back together. */
function backOffMs(attemptsMade: number): number {
  const waitMs = Math.min(LONGEST_BACK_OFF_MS, 100 * 2 ** Math.min(attemptsMade, 20))
  return Math.round(waitMs * (1 - Math.random() / 2))
}

/** Time for aborted jobs to be put back. */
const HAND_BACK_MS = 2_000

function unrecoverable(error: unknown): unknown {
  if (!(error instanceof TidewireError) || error.retry === 'later') return error
  return new UnrecoverableError(error.message)
}

async function settles(promise: Promise<unknown>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, withinMs, false)
  })
  try {
    return await Promise.race([promise.then(() => true), timeout])
  } finally {
    clearTimeout(timer)
  }
}
