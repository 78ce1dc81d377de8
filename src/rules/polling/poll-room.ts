export interface PollRoomLimits {
  /** Fetches at once. */
  readonly concurrency: number
  /** Leases in one batch. */
  readonly batchSize: number
  readonly leaseMs: number
  /** One fetch, with its redirects. */
  readonly timeoutMs: number
}

/** Batches that a worker has under way, and those that may wait for it. */
export interface PollRoom {
  readonly atWork: number
  readonly waiting: number
}

/** Leases in a batch where nobody says how many: the queue's own work for a batch is then shared by fifty. */
const USUAL_BATCH = 50
/**
 * Sources under way for each fetch: while some are looked up or saved, others are fetched. A batch lasts until the last of
 * its documents is stored and handed on, so with fewer the worker waits more than it works.
 */
const OVERLAP = 6
/** Of the batches that leases allow, those that are under way; as they end, the others are there at once. */
const AT_WORK = 2 / 3

/**
 * How many batches a worker takes on, so that each lease outlasts its fetch even where every server uses up its time:
 * the last of them begins when those before it are over, and one time of a fetch is left to read and to save.
 */
export function pollRoom(limits: PollRoomLimits): PollRoom {
  const { concurrency, batchSize, leaseMs, timeoutMs } = limits
  const rounds = Math.floor(leaseMs / timeoutMs) - 1
  const most = Math.floor((rounds * concurrency) / batchSize)
  const wanted = Math.ceil((OVERLAP * concurrency) / batchSize)
  const atWork = Math.max(1, Math.min(wanted, Math.floor(most * AT_WORK)))
  return { atWork, waiting: Math.max(1, Math.min(atWork, most - atWork)) }
}

/** The shortest lease with which a batch can be under way while another waits. */
export function shortestLeaseMs({
  concurrency,
  batchSize,
  timeoutMs,
}: Omit<PollRoomLimits, 'leaseMs'>): number {
  return (Math.ceil((2 * batchSize) / concurrency) + 1) * timeoutMs
}

/** The largest batch, up to a usual one, that can be under way while another waits. */
export function usualBatch({ concurrency, leaseMs, timeoutMs }: Omit<PollRoomLimits, 'batchSize'>): number {
  const rounds = Math.floor(leaseMs / timeoutMs) - 1
  return Math.min(USUAL_BATCH, Math.max(1, Math.floor((rounds * concurrency) / 2)))
}
