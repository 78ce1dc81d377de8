import { randomBytes } from 'node:crypto'
import { createHubAsker } from '../net/ask-hub.ts'
import { contentCoding, inflateBody } from '../net/inflate.ts'
import { createEnrol } from '../stages/enrol.ts'
import type { PollPush } from '../stages/note-reading.ts'
import { createObservePush } from '../stages/observe-push.ts'
import { createPush } from '../stages/push.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { pollSoon } from './poll-soon.ts'
import type { ReadPool } from './read-pool.ts'
import { type RunningStage, SECOND } from './running-stage.ts'
import { tellFailure } from './tell-failure.ts'
import { workerOf } from './worker-of.ts'

/** Requests to hubs at once in one process, and how long a process may take for them. */
const STEPS_AT_ONCE = 5
const STEP_LEASE_MS = 120 * SECOND
const IDLE_MS = SECOND
const PUSHES_AT_ONCE = 4

/** Notes what polls learn about hubs; undefined where nothing is pushed. */
export function createPollPush({ config, storage, metrics, now, random }: Context): PollPush | undefined {
  if (config.websub.callbackUrl === undefined) return undefined
  const { enrolments } = storage
  return createObservePush({
    addEnrolment: enrolments.add,
    updateEnrolment: enrolments.update,
    readEnrolment: async (token) => (await enrolments.get(token))?.enrolment,
    tally: enrolments.tally,
    report: (missed) => metrics.pushEntriesTotal.inc({ outcome: 'missed' }, missed),
    newToken: () => randomBytes(24).toString('base64url'),
    now,
    random,
    spreadMs: config.websub.spreadMs,
  })
}

/** The next steps of enrolments, with their surroundings. */
export function enrolOf({ config, storage, metrics, log, clients, now }: Context) {
  const { enrolments, sources } = storage
  const { callbackUrl } = config.websub
  const askHub = createHubAsker({
    // The host of the topic is polled anyway; any other place was chosen by a publisher.
    clientFor: (url, topic) =>
      URL.parse(url)?.host === URL.parse(topic)?.host ? clients.feeds : clients.callbacks,
    now,
  })
  return createEnrol({
    claimDue: () =>
      enrolments.claimDue({
        now: now(),
        leaseMs: STEP_LEASE_MS,
        limit: STEPS_AT_ONCE,
        paceMs: config.websub.hubPaceMs,
      }),
    // Switched off, every source counts as gone: the hubs are told so.
    loadSource: async (id) => (callbackUrl === undefined ? undefined : (await sources.get(id))?.source),
    save: enrolments.save,
    update: enrolments.update,
    forget: enrolments.forget,
    askHub: (mode, { hub, topic, token, secret }, signal) =>
      askHub(
        {
          mode,
          hub,
          topic,
          leaseMs: config.websub.leaseMs,
          callback: `${callbackUrl ?? config.site.url}/websub/${token}`,
          ...(secret !== undefined && { secret }),
        },
        signal,
      ),
    pollNow: (id, now) => sources.pollNow(id, now, 'hub'),
    report({ sourceId, hub, mode, outcome, failureCount, error }) {
      metrics.hubRequestsTotal.inc({ mode, outcome })
      const facts = { source_id: sourceId, hub: URL.parse(hub)?.host, mode, outcome, error }
      log[failureCount > 3 ? 'warn' : 'info'](facts, 'hub request done')
    },
    now,
  })
}

/** Signs sources up with their hubs, renews, leaves, and reads what hubs push. */
export function startPush(context: Context, pool: Pick<ReadPool, 'read'>): RunningStage {
  const { config, storage, queues, metrics, log, now } = context
  const { enrolments, pushes, sources } = storage
  if (config.websub.callbackUrl === undefined) {
    log.info(
      'no source is pushed: websub.subscribe is off, or neither site.url nor websub.callbackUrl is set',
    )
  }
  const stopping = new AbortController()
  const enrol = enrolOf(context)
  const push = createPush({
    readPush: pushes.get,
    removePush: pushes.remove,
    readEnrolment: async (token) => (await enrolments.get(token))?.enrolment,
    loadSource: sources.get,
    async openBody({ body, contentEncoding }) {
      const coding = contentCoding('the push', contentEncoding)
      return inflateBody('the push', body, coding, config.polling.maxBodyBytes)
    },
    read: pool.read,
    admit: (entries, remembered) =>
      storage.entries.admitPacked(entries, { remembered, ttlMs: config.retention.entriesMs }),
    enqueueCluster: queues.addCluster,
    pollSoon: (record) => pollSoon(context, record),
    tally: enrolments.tally,
    now,
    admission: {
      announceOnFirstPoll: config.polling.announceOnFirstPoll,
      windowMs: config.stories.windowMs,
      channels: config.channels,
      owners: config.owners,
    },
  })
  const worker = workerOf(context, 'push', {
    concurrency: PUSHES_AT_ONCE,
    handle: async ({ pushId }, { signal }) => {
      const { outcome, sourceId, admission, warning } = await push(pushId, signal)
      metrics.pushesTotal.inc({ outcome })
      metrics.pushEntriesTotal.inc({ outcome: 'pushed' }, admission?.stored ?? 0)
      if (warning !== undefined) log.warn({ source_id: sourceId, error: warning }, 'push could not be read')
      const fields = { source_id: sourceId, outcome, new_entries: admission?.stored }
      return { kind: 'done', fields }
    },
  })
  const enrolling = loop(async () => (await enrol(stopping.signal)) > 0, {
    idleMs: IDLE_MS,
    signal: stopping.signal,
    onError: (error) => tellFailure(log, 'enrolling failed', error),
  })
  return {
    async stop(graceMs) {
      stopping.abort()
      await Promise.all([enrolling, worker.close(graceMs)])
    },
  }
}
