import { TidewireError } from '../model/errors.ts'
import type { JobData, QueueName } from '../queue/queues.ts'
import type { JobContext, JobLine, JobResult, RunningWorker } from '../queue/worker.ts'
import { startWorker } from '../queue/worker.ts'
import { lostConnections } from '../redis/lost-connections.ts'
import { isOutage } from '../redis/refusals.ts'
import type { Context } from './context.ts'
import { tellFailure } from './tell-failure.ts'

/** A worker with the log line and the metrics that every queue has. */
export function workerOf<Name extends QueueName>(
  context: Context,
  name: Name,
  options: {
    readonly concurrency: number
    /** Level of the line that ends a job which went well; its stage may tell more itself. */
    readonly level?: 'debug' | 'info'
    readonly handle: (data: JobData[Name], job: JobContext) => Promise<JobResult>
  },
): RunningWorker {
  const { log, metrics } = context
  return startWorker<Name>({
    name,
    connection: context.connect('blocking'),
    prefixOf: context.storage.keys.queuePrefix,
    concurrency: options.concurrency,
    handle: options.handle,
    now: context.now,
    lostConnections: lostConnections(context.redis),
    onFinished(line) {
      metrics.jobsTotal.inc({ queue: name, outcome: line.outcome })
      metrics.jobWait.observe({ queue: name }, line.waitedMs / 1000)
      const facts = {
        queue: name,
        job_id: line.jobId,
        attempt: line.attempt,
        outcome: line.outcome,
        waited_ms: line.waitedMs,
        duration_ms: line.durationMs,
        ...line.fields,
      }
      if (line.outcome === 'failed')
        log[levelOfFailure(line.error)]({ ...facts, err: line.error }, `${name} failed`)
      else log[levelOf(line, options.level)](facts, `${name} done`)
    },
    onError: (error) => {
      const what = error instanceof TidewireError ? 'worker lost a job' : 'worker connection failed'
      tellFailure(log, what, error, { queue: name })
    },
  })
}

/**
 * A job that only waits for its turn, as those of a slow endpoint do a hundred times a second, is told of by metrics; so is
 * a ranking that changed nothing: each list has one with every sweep.
 */
export function levelOf(
  { outcome, fields }: Pick<JobLine, 'outcome' | 'fields'>,
  level: 'debug' | 'info' = 'info',
): 'debug' | 'info' {
  const isWaiting = outcome === 'again' && fields.delivery_attempt === undefined
  return isWaiting || fields.ranking === 'unchanged' ? 'debug' : level
}

/** A job that Redis left alone is done by a later try; any other failure is ours to mend. */
function levelOfFailure(error: unknown): 'warn' | 'error' {
  return isOutage(error) || (error instanceof TidewireError && error.retry === 'later') ? 'warn' : 'error'
}
