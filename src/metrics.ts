import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface MetricsOptions {
  /** Event loop, memory, garbage collection and CPU of this process, under prom-client's names. Default true. */
  readonly process?: boolean
}

/** From a warm 304 on the own network to the deadline of a fetch. */
const FETCH_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** From picked up at once to a backlog somebody must look at. */
const WAIT_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600]

/** The numbers of one process. Labels are from small fixed sets: never an id, a host or a URL. */
export function createMetrics({ process = true }: MetricsOptions = {}) {
  const registry = new Registry()
  if (process) collectDefaultMetrics({ register: registry })
  const counter = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name: `tidewire_${name}`, help, labelNames: [...labelNames], registers: [registry] })
  const gauge = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) => {
    const made = new Gauge<L>({
      name: `tidewire_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [registry],
    })
    // Not 0, as prom-client has it: where nobody has looked, nothing is down and nothing has room without end.
    if (labelNames.length === 0) made.set(Number.NaN)
    return made
  }
  const histogram = <L extends string = never>(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames: readonly L[] = [],
  ) =>
    new Histogram<L>({
      name: `tidewire_${name}`,
      help,
      buckets: [...buckets],
      labelNames: [...labelNames],
      registers: [registry],
    })

  const metrics = {
    pollsTotal: counter('polls_total', 'Polls of sources by outcome', ['outcome']),
    pollDuration: histogram('poll_duration_seconds', 'Time of one poll, fetch to finish', FETCH_SECONDS),
    entriesTotal: counter('entries_total', 'Entries read by what they were: new, changed or known', [
      'outcome',
    ]),
    storiesTotal: counter('stories_total', 'What happened to stories, by event type', ['event']),
    editionsTotal: counter('editions_total', 'Editions frozen'),
    deliveriesTotal: counter('deliveries_total', 'Attempts at deliveries by outcome', ['outcome']),
    deliveryWaitsTotal: counter(
      'delivery_waits_total',
      'Deliveries put off by why: a full lane of their endpoint or of its host, a pause, a retry',
      ['reason'],
    ),
    deliveryDuration: histogram('delivery_duration_seconds', 'Time of one attempt', FETCH_SECONDS),
    pushesTotal: counter('pushes_total', 'What hubs sent, by what became of it', ['outcome']),
    pushEntriesTotal: counter(
      'push_entries_total',
      'New entries of pushed sources: pushed, or missed and polled',
      ['outcome'],
    ),
    hubRequestsTotal: counter('hub_requests_total', 'Requests to hubs by mode and outcome', [
      'mode',
      'outcome',
    ]),
    hubCallsTotal: counter('hub_calls_total', 'Calls of our hub at its followers, by outcome', [
      'call',
      'outcome',
    ]),
    followers: gauge('followers_length', 'Followers of our hub, and who asked to become one'),
    jobsTotal: counter('jobs_total', 'Jobs finished by queue and outcome', ['queue', 'outcome']),
    jobWait: histogram('job_wait_seconds', 'Time between adding a job and starting it', WAIT_SECONDS, [
      'queue',
    ]),
    clockSkew: gauge(
      'clock_skew_seconds',
      'Clock of Redis minus that of this process, looked at once a minute; at 300 receivers refuse its signatures',
    ),
    redisProblem: gauge('redis_problem', 'Whether Redis has a problem, by what it is: 1 or 0', ['problem']),
    redisUsed: gauge('redis_used_bytes', 'Memory that Redis uses; of a cluster the node that is the fullest'),
    redisMost: gauge('redis_most_bytes', 'Memory that Redis may use, its maxmemory; 0: no limit'),
    redisUp: gauge('redis_up', 'Whether Redis has answered these numbers: 1 or 0'),
    networkUp: gauge(
      'network_up',
      'Whether polls of this process reach the outside: 1, or 0 while its own network is taken for dead; no number where it polls nothing',
    ),
    outboxLength: gauge('outbox_length', 'Events that wait for fan-out'),
    unsettled: gauge(
      'entries_unsettled',
      'Entries to be asked again where they belong, as all are once they are placed',
    ),
    sourcesDue: gauge('sources_due', 'Sources that are due and not leased'),
    oldestDue: gauge('oldest_due_seconds', 'How long the longest waiting source has been due'),
  }
  // A series that starts at its first event hides that event from rate(): start at zero.
  metrics.storiesTotal.inc({ event: 'moved' }, 0)
  for (const outcome of ['new', 'changed', 'known'] as const) metrics.entriesTotal.inc({ outcome }, 0)
  for (const outcome of ['pushed', 'missed'] as const) metrics.pushEntriesTotal.inc({ outcome }, 0)
  for (const outcome of ['delivered', 'failed', 'gone'] as const) metrics.deliveriesTotal.inc({ outcome }, 0)
  for (const reason of ['lane', 'target', 'plan', 'retry'] as const)
    metrics.deliveryWaitsTotal.inc({ reason }, 0)

  return {
    ...metrics,
    registry,
    contentType: registry.contentType,
    /** Prometheus text. */
    render: () => registry.metrics(),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
