import { type ConnectionOptions, type DefaultJobOptions, type Job, type JobsOptions, Queue } from 'bullmq'
import type { DeliveryId, LeasedSource } from '../model/index.ts'
import { createAddedLately } from './added-lately.ts'

/** One queue per stage; each under a hash tag of its own, so that queues spread over a cluster's nodes. */
export const QUEUE_NAMES = ['poll', 'push', 'cluster', 'rank', 'publish', 'deliver'] as const
export type QueueName = (typeof QUEUE_NAMES)[number]

/** What a job carries: ids, never state. State is read when the job runs. */
export interface JobData {
  readonly poll: { readonly leases: readonly LeasedSource[] }
  readonly push: { readonly pushId: string }
  readonly cluster: { readonly entryIds: readonly string[] }
  readonly rank: { readonly listId: string }
  readonly publish: { readonly listId: string }
  readonly deliver: { readonly deliveryId: DeliveryId }
}

export interface QueuesDeps {
  /** A connection that fails fast; the caller made it and closes it. */
  readonly connection: ConnectionOptions
  readonly prefixOf: (queue: string) => string
  /** Calls back each time that connection was lost. */
  readonly whenLost: (listener: () => void) => void
  /** Rank jobs wait so long for company: a burst of entries is one ranking. */
  readonly rankDebounceMs: number
  readonly onError: (queue: QueueName, error: Error) => void
}

export interface Queues {
  addPoll(leases: readonly LeasedSource[]): Promise<void>
  /** The same push twice is one job. */
  addPush(pushId: string): Promise<void>
  addCluster(entryIds: readonly string[]): Promise<void>
  addRank(listId: string): Promise<void>
  /** As `addRank`, and lets one that waits run now: it may wait by the clock of a machine that is far ahead. */
  restoreRank(listId: string): Promise<void>
  addPublish(listId: string): Promise<void>
  /** Adds one job per delivery, under the delivery's id: a second add of the same one is ignored. */
  addDeliveries(ids: readonly DeliveryId[]): Promise<void>
  /**
   * As `addDeliveries`, for what is due: replaces a job that ended without settling its delivery, and lets one that waits
   * run now, since clocks may differ. Returns how many it had to do something for.
   */
  restoreDeliveries(ids: readonly DeliveryId[]): Promise<number>
  waiting(queue: QueueName): Promise<number>
  /** Nothing waits or runs there; what fails again and again, and is put off, may be for a day. */
  isIdle(queue: QueueName): Promise<boolean>
  counts(): Promise<Record<QueueName, Record<string, number>>>
  close(): Promise<void>
}

/** Leases one poll job carries at most, whatever the configured batch: more would not fit into `sizeLimit`. */
const POLL_BATCH = 80
/** Deliveries whose jobs are looked up together: one after the other, ten thousand take longer than a request may. */
const RESTORED_AT_ONCE = 200
/** Entries one cluster job carries. */
const CLUSTER_BATCH = 50

/**
 * `attempts` is high because an attempt here is a failure of ours (Redis away, a bug), not of a publisher or an
 * endpoint: those are outcomes. At the longest wait it is about a day, because what fails for good is lost: an entry
 * whose job is given up stays without a story until its feed changes. BullMQ counts crashes apart; see `worker.ts`.
 */
const JOB_OPTIONS: DefaultJobOptions = {
  attempts: 4_000,
  // The waits are in `worker.ts`: BullMQ's own exponential back-off has no ceiling.
  backoff: { type: 'custom' },
  removeOnComplete: { age: 3_600, count: 500 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 2_000 },
  sizeLimit: 8_192,
}

export function createQueues(deps: QueuesDeps): Queues {
  const open = (name: QueueName, options: DefaultJobOptions = {}) => {
    const queue = new Queue(name, {
      connection: deps.connection,
      prefix: deps.prefixOf(name),
      defaultJobOptions: { ...JOB_OPTIONS, ...options },
      streams: { events: { maxLen: 1_000 } },
    })
    queue.on('error', (error) => deps.onError(name, error))
    return queue
  }
  const queues = {
    // Gone at its end: what was polled stands in the journal, and keeping jobs costs as much as running them.
    poll: open('poll', { removeOnComplete: true }),
    // Gone at its end: a hub may send the same document again another day.
    push: open('push', { removeOnComplete: true }),
    cluster: open('cluster'),
    rank: open('rank', { removeOnComplete: true }),
    publish: open('publish', { removeOnComplete: true }),
    // Kept for longer than an outbox item may wait to be claimed again; the ledger is the real guard.
    deliver: open('deliver', { removeOnComplete: { age: 3_600, count: 20_000 } }),
  } satisfies Record<QueueName, Queue>

  const addDeliveries = async (ids: readonly DeliveryId[]) => {
    await addAll(
      queues.deliver,
      ids.map((id) => ({ name: 'deliver', data: { deliveryId: id }, opts: { jobId: id } })),
    )
  }

  /** What has become of a delivery's job; one that has ended is removed, since it would be in the way of another. */
  const bringBack = async (id: DeliveryId): Promise<'under way' | 'promoted' | 'lost'> => {
    const job = await queues.deliver.getJob(id)
    const state = job ? await job.getState() : 'unknown'
    if (job && state === 'delayed') return (await promote(job)) ? 'promoted' : 'under way'
    if (state === 'waiting' || state === 'active' || state === 'prioritized') return 'under way'
    await job?.remove()
    return 'lost'
  }

  const addRank = async (listId: string) => {
    await queues.rank.add(
      'rank',
      { listId },
      { delay: deps.rankDebounceMs, deduplication: { id: listId, keepLastIfActive: true } },
    )
  }

  const addCluster = async (entryIds: readonly string[]) => {
    const batches: { name: string; data: JobData['cluster'] }[] = []
    for (let at = 0; at < entryIds.length; at += CLUSTER_BATCH) {
      batches.push({ name: 'cluster', data: { entryIds: entryIds.slice(at, at + CLUSTER_BATCH) } })
    }
    await addAll(queues.cluster, batches)
  }
  const clustered = createAddedLately({ add: addCluster, now: Date.now })
  deps.whenLost(clustered.lost)

  return {
    async addPoll(leases) {
      const batches: { name: string; data: JobData['poll'] }[] = []
      for (let at = 0; at < leases.length; at += POLL_BATCH) {
        batches.push({ name: 'poll', data: { leases: leases.slice(at, at + POLL_BATCH) } })
      }
      await addAll(queues.poll, batches)
    },
    async addPush(pushId) {
      await queues.push.add('push', { pushId }, { jobId: pushId })
    },
    async addCluster(entryIds) {
      await addCluster(entryIds)
      clustered.note(entryIds)
    },
    addRank,
    async restoreRank(listId) {
      const id = await queues.rank.getDeduplicationJobId(listId)
      const job = id ? await queues.rank.getJob(id) : undefined
      if (!job || !(await job.isDelayed()) || !(await promote(job))) await addRank(listId)
    },
    async addPublish(listId) {
      await queues.publish.add(
        'publish',
        { listId },
        { deduplication: { id: listId, keepLastIfActive: true } },
      )
    },
    addDeliveries,
    async restoreDeliveries(ids) {
      let restored = 0
      for (let at = 0; at < ids.length; at += RESTORED_AT_ONCE) {
        const some = ids.slice(at, at + RESTORED_AT_ONCE)
        const found = await Promise.all(some.map(bringBack))
        const lost = some.filter((_, index) => found[index] === 'lost')
        if (lost.length > 0) await addDeliveries(lost)
        restored += found.filter((each) => each !== 'under way').length
      }
      return restored
    },
    async waiting(name) {
      const counts = await queues[name].getJobCounts('waiting', 'prioritized')
      return (counts.waiting ?? 0) + (counts.prioritized ?? 0)
    },
    async isIdle(name) {
      const counts = await queues[name].getJobCounts('waiting', 'prioritized', 'active')
      return Object.values(counts).every((count) => count === 0)
    },
    async counts() {
      const counted = await Promise.all(
        QUEUE_NAMES.map(async (name) => [
          name,
          await queues[name].getJobCounts('waiting', 'active', 'delayed', 'failed', 'completed'),
        ]),
      )
      return Object.fromEntries(counted)
    },
    async close() {
      clustered.close()
      await Promise.all(Object.values(queues).map((queue) => queue.close()))
    },
  }
}

/** False for a job that has come by itself meanwhile. */
async function promote(job: Job): Promise<boolean> {
  try {
    await job.promote()
    return true
  } catch (error) {
    if (await job.isDelayed()) throw error
    return false
  }
}

/**
 * Adds jobs in one transaction; one that is alone by itself, for which a pipeline costs the worker half as much again. BullMQ
 * names its scripts by their hashes in a transaction, and where the server has lost them (`SCRIPT FLUSH`, a failover) none of
 * the jobs is added: one by one it sends the text.
 */
async function addAll(queue: Queue, jobs: readonly BulkJob[]): Promise<void> {
  if (jobs.length === 1) return addEach(queue, jobs)
  try {
    await queue.addBulk([...jobs])
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('NOSCRIPT'))) throw error
    await addEach(queue, jobs)
  }
}

async function addEach(queue: Queue, jobs: readonly BulkJob[]): Promise<void> {
  for (const { name, data, opts } of jobs) await queue.add(name, data, opts)
}

interface BulkJob {
  readonly name: string
  readonly data: object
  readonly opts?: JobsOptions
}
