import { setTimeout as wait } from 'node:timers/promises'
import { createFeedFetcher } from '../net/fetch-feed.ts'
import { pollRoom } from '../rules/polling/poll-room.ts'
import { createClaim } from '../stages/claim.ts'
import { createEndLostPolls } from '../stages/end-lost-polls.ts'
import type { NetworkDeps } from '../stages/own-fault.ts'
import { createPermits } from '../stages/permits.ts'
import { createPoll, type PollDeps, type PollReport } from '../stages/poll.ts'
import type { AdmittedDocument } from '../store/entries.ts'
import { gather } from '../store/gather.ts'
import type { Context } from './context.ts'
import { feedsOfPage } from './feeds-of-page.ts'
import { keepJournalOf } from './keep-journal.ts'
import { levelOfPoll } from './level-of-poll.ts'
import { loop } from './loop.ts'
import { movesOf } from './moves-of.ts'
import { createOwnNetwork } from './own-network.ts'
import { createReadPool, type ReadPool } from './read-pool.ts'
import { type RunningStage, SECOND } from './running-stage.ts'
import { notePublisherOf, searchIcons } from './start-icons.ts'
import { createPollPush, startPush } from './start-push.ts'
import { tellFailure } from './tell-failure.ts'
import { workerOf } from './worker-of.ts'

/** A document's new entries wait so long for those of others: placing them together costs all queues less. */
const CLUSTER_WAIT_MS = 25
const CLUSTER_DOCUMENTS = 25
/** The same for storing them; five first documents are as much as one call of the script takes. */
const ADMIT_WAIT_MS = 5
const ADMIT_DOCUMENTS = 5
/** Between two batches while the own network is down. */
const REST_MS = 5 * SECOND

export function startPoll(context: Context): RunningStage {
  const { config, storage, queues } = context
  const { polling } = config
  const pool = createReadPool(config.parsing)
  const room = pollRoom(polling)
  const network = createOwnNetwork({ log: context.log, up: context.metrics.networkUp, now: context.now })
  const poll = pollOf(context, pool, network)
  const claim = createClaim({
    endLostPolls: endLostPollsOf(context),
    claimDue: storage.sources.claimDue,
    waitingPolls: () => queues.waiting('poll'),
    enqueuePoll: queues.addPoll,
    releaseSources: storage.sources.release,
    begun: storage.begunBatches,
    now: context.now,
    batchSize: polling.batchSize,
    perHost: polling.perHost,
    perHostMinute: polling.perHostMinute,
    leaseMs: polling.leaseMs,
    maxWaiting: room.waiting,
    leastRoom: Math.ceil(room.waiting / 2),
    mayClaim: network.mayClaim,
  })
  // A batch that starts leaves room in the queue, one that ends leaves hosts that may be asked again. Claiming only on
  // the clock would cap a worker at one queue a second, and a host of many sources at a few.
  const stopping = new AbortController()
  const nudges = new EventTarget()
  const nudge = () => nudges.dispatchEvent(new Event('nudge'))
  const worker = workerOf(context, 'poll', {
    concurrency: room.atWork,
    level: 'debug',
    handle: async ({ leases }, { signal, attempt }) => {
      nudge()
      try {
        const polled = await poll(leases, signal, attempt)
        // What was handed back unasked is for machines that reach it; who does nothing would be the first to take it again.
        if (network.isDown()) await rest(AbortSignal.any([signal, stopping.signal]))
        return { kind: 'done', fields: { sources: leases.length, polled } }
      } finally {
        nudge()
      }
    },
  })
  const pushing = startPush(context, pool)
  const claiming = loop(async () => (await claim(stopping.signal)) > 0, {
    idleMs: polling.claimEveryMs,
    signal: stopping.signal,
    nudges,
    onError: (error) => tellFailure(context.log, 'claim failed', error),
  })
  const searching = searchIcons(context, stopping.signal)
  return {
    async stop(graceMs) {
      stopping.abort()
      await Promise.all([claiming, searching, worker.close(graceMs), pushing.stop(graceMs)])
      await pool.close()
    },
  }
}

async function rest(signal: AbortSignal): Promise<void> {
  await wait(REST_MS, undefined, { signal }).catch(() => undefined)
}

/** The poll stage with its surroundings. */
export function pollOf(context: Context, pool: Pick<ReadPool, 'read'>, network?: NetworkDeps) {
  const { config, storage, queues } = context
  const push = createPollPush(context)
  return createPoll({
    loadSources: push ? (ids) => loadWithPush(context, ids) : storage.sources.load,
    fetchFeed: createFeedFetcher(context.clients.feeds, context.now),
    fetchTimeoutMs: config.polling.timeoutMs,
    permits: createPermits(config.polling.concurrency),
    ...(network && { network }),
    read: pool.read,
    admit: admitOf(context),
    // One job for what several documents brought; whoever waits for it saves its validators after it.
    enqueueCluster: gather(
      async (found: readonly (readonly string[])[]) => {
        await queues.addCluster(found.flat())
        return found.map(() => undefined)
      },
      { waitMs: CLUSTER_WAIT_MS, most: CLUSTER_DOCUMENTS },
    ),
    finishPoll: storage.sources.finishPoll,
    witness: () => storage.witness(config.polling.leaseMs),
    releaseSources: storage.sources.release,
    appendEvents: (events) =>
      storage.outbox.append(events, { now: context.now(), ttlMs: config.retention.eventsMs }),
    keepJournal: keepJournalOf(context),
    journalSince: storage.journal.read,
    begun: storage.begunBatches,
    report: (line) => reportPoll(context, line),
    paces: storage.paces,
    notePublisher: notePublisherOf(context),
    ...(push && { push }),
    now: context.now,
    random: context.random,
    ...movesOf(storage.sources),
    moving: { adoptAfterMs: config.polling.adoptRedirectsAfterMs },
    search: {
      feedsOfPage: (url, signal) => feedsOfPage(context.clients.feeds, url, signal),
      afterMs: config.polling.rediscoverAfterMs,
      timeoutMs: config.polling.timeoutMs,
    },
    refreshAfterMs: config.polling.refreshAfterMs,
    schedule: config.polling,
    admission: {
      announceOnFirstPoll: config.polling.announceOnFirstPoll,
      windowMs: config.stories.windowMs,
      channels: config.channels,
      owners: config.owners,
    },
  })
}

/** Documents that are read at about the same time are admitted together. */
function admitOf({ storage, config }: Context): PollDeps['admit'] {
  const ttlMs = config.retention.entriesMs
  const admit = gather(
    (documents: readonly AdmittedDocument[]) => storage.entries.admitDocuments(documents, { ttlMs }),
    { waitMs: ADMIT_WAIT_MS, most: ADMIT_DOCUMENTS },
  )
  return (entries, remembered) => admit({ entries, remembered })
}

/** Frees the leases of dead workers; that it fails keeps nobody from claiming. */
export function endLostPollsOf(context: Context) {
  const { storage, config } = context
  const endLostPolls = createEndLostPolls({
    expiredLeases: storage.sources.expiredLeases,
    endExpired: storage.sources.endExpired,
    closeBegun: storage.begunBatches.close,
    keepJournal: keepJournalOf(context),
    now: context.now,
    random: context.random,
    schedule: config.polling,
  })
  return async () => {
    try {
      const ended = await endLostPolls()
      if (ended > 0) context.log.warn({ leases: ended }, 'leases ran out: a worker died or was stopped')
    } catch (error) {
      tellFailure(context.log, 'leases that ran out could not be ended', error)
    }
  }
}

async function loadWithPush({ storage, now }: Context, ids: readonly string[]) {
  const [records, standings] = await Promise.all([
    storage.sources.load(ids),
    storage.enrolments.standings(ids, now()),
  ])
  return records.map((record, index) => {
    const push = standings[index]
    return record && push ? { ...record, push } : record
  })
}

function reportPoll({ log, metrics, config }: Context, line: PollReport): void {
  metrics.pollsTotal.inc({ outcome: line.outcome })
  metrics.pollDuration.observe(line.durationMs / SECOND)
  if (line.admission) {
    metrics.entriesTotal.inc({ outcome: 'new' }, line.admission.stored)
    metrics.entriesTotal.inc({ outcome: 'changed' }, line.admission.changed)
    metrics.entriesTotal.inc({ outcome: 'known' }, line.admission.known)
  }
  const level = levelOfPoll(line, config.polling)
  if (!log.isLevelEnabled(level)) return
  const facts = {
    queue: 'poll',
    source_id: line.sourceId,
    url: bareUrl(line.url),
    outcome: line.outcome,
    moved_to: line.movedTo === undefined ? undefined : bareUrl(line.movedTo),
    status_code: line.statusCode,
    wire_bytes: line.wireBytes,
    new_entries: line.admission?.stored,
    changed_entries: line.admission?.changed,
    next_poll_at: new Date(line.nextPollAt).toISOString(),
    next_poll_reason: line.nextPollReason,
    failure_count: line.failureCount || undefined,
    error: line.error,
    warnings: line.warnings.length > 0 ? line.warnings : undefined,
    violations: line.violations.length > 0 ? line.violations.map(({ sentence }) => sentence) : undefined,
    duration_ms: line.durationMs,
  }
  log[level](facts, 'poll done')
}

/** Query strings of feeds may hold keys. */
function bareUrl(url: string): string {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.origin}${parsed.pathname}` : ''
}
