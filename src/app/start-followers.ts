import { randomBytes } from 'node:crypto'
import type { Follower } from '../model/index.ts'
import { createFollowerCaller } from '../net/call-follower.ts'
import { topicUrl } from '../rules/deliver/hub-requests.ts'
import { politenessGroup } from '../rules/polling/politeness-group.ts'
import { createServeFollower } from '../stages/serve-follower.ts'
import type { FollowerTurn } from '../store/followers.ts'
import type { Context } from './context.ts'
import { loop } from './loop.ts'
import { type RunningStage, SECOND } from './running-stage.ts'
import { tellFailure } from './tell-failure.ts'

/** Calls at once in one process: those that wait for an answer keep others from theirs only beyond that. */
const CALLS_AT_ONCE = 50
const IDLE_MS = 500

/** Asks followers of our hub whether they want what was asked for in their name, and sends them what is new. */
export function startFollowers(context: Context): RunningStage {
  const { config, log, storage, now } = context
  const { hubUrl } = config.site
  if (hubUrl === undefined) return { stop: async () => undefined }
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  const leaving = new AbortController()

  async function serve(turn: FollowerTurn, hub: string): Promise<void> {
    try {
      await serveTurn(context, turn, hub, leaving.signal)
    } catch (error) {
      if (!leaving.signal.aborted) tellFailure(log, 'call of a follower failed', error)
    }
  }

  const serving = loop(
    async () => {
      if (running.size >= CALLS_AT_ONCE) await Promise.race(running)
      const turns = await storage.followers.take({
        now: now(),
        until: now() + 2 * config.delivery.timeoutMs + SECOND,
        limit: CALLS_AT_ONCE - running.size,
      })
      for (const turn of turns) {
        const call = serve(turn, hubUrl).finally(() => running.delete(call))
        running.add(call)
      }
      return turns.length > 0
    },
    {
      idleMs: IDLE_MS,
      signal: stopping.signal,
      onError: (error) => tellFailure(log, 'looking for followers failed', error),
    },
  )
  return {
    async stop(graceMs) {
      stopping.abort()
      const timer = setTimeout(() => leaving.abort(new Error('shutdown')), graceMs)
      await serving
      await Promise.all(running)
      clearTimeout(timer)
    },
  }
}

async function serveTurn(
  context: Context,
  turn: FollowerTurn,
  hubUrl: string,
  signal: AbortSignal,
): Promise<void> {
  const { config, storage, metrics, log, now, random } = context
  const { delivery, site } = config
  const caller = createFollowerCaller({ client: context.clients.callbacks, now })
  const targetOf = ({ callback }: Follower) => politenessGroup(callback).id
  const serveFollower = createServeFollower({
    load: storage.followers.get,
    letGo: storage.followers.letGo,
    loadFeed: ({ listId, format }) => storage.feeds.get(listId, format),
    beginCall: (follower) =>
      storage.followers.beginCall(follower.id, {
        targetId: targetOf(follower),
        now: now(),
        leaseMs: 2 * delivery.timeoutMs,
        concurrency: delivery.perTarget,
        perMinute: delivery.perTargetMinute,
      }),
    ask: (follower, { mode, leaseMs }, aborted) =>
      caller.ask(
        {
          callback: follower.callback,
          topicUrl: topicUrl(site.url, follower),
          challenge: randomBytes(24).toString('base64url'),
          mode,
          leaseMs,
        },
        aborted,
      ),
    send: ({ callback, secret, ...topic }, { contentType, body }, aborted) =>
      caller.send(
        {
          callback,
          topicUrl: topicUrl(site.url, topic),
          hubUrl,
          contentType,
          body,
          ...(secret !== undefined && { secret }),
        },
        aborted,
      ),
    settle: (follower, change) =>
      storage.followers.settle(turn, follower, { targetId: targetOf(follower), now: now() }, change),
    now,
    random,
    retryScheduleMs: delivery.retryScheduleMs,
  })
  const { call, outcome, answer } = await serveFollower(turn.id, signal)
  if (call === 'none') return
  metrics.hubCallsTotal.inc({ call, outcome })
  log.info(
    { follower_id: turn.id, call, outcome, status_code: answer?.statusCode, error: answer?.error },
    'follower called',
  )
}
