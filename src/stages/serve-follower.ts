import type { Follower, FollowerChange, Intent, RenderedFeed } from '../model/index.ts'
import { nextAttempt, RETRY_SCHEDULE_MS } from '../rules/deliver/retry.ts'

/** What the other side said, if anything. */
export interface Answer {
  readonly statusCode?: number
  /** Class of what went wrong before an answer came: `timeout`, `blocked`, `dns` … */
  readonly error?: string
  readonly retryAfterMs?: number
}

export interface ServeFollowerDeps {
  load(id: string): Promise<Follower | undefined>
  /** Ends the turn with one that has gone. */
  letGo(id: string): Promise<unknown>
  loadFeed(topic: Pick<Follower, 'listId' | 'format'>): Promise<RenderedFeed | undefined>
  /** A place in the budget of the callback's host; a number: none before then, epoch ms. */
  beginCall(follower: Follower): Promise<number | undefined>
  /** Asks the callback whether it wants what was asked for in its name. */
  ask(
    follower: Follower,
    intent: Intent,
    signal: AbortSignal,
  ): Promise<Answer & { readonly confirms: boolean }>
  send(follower: Follower, feed: RenderedFeed, signal: AbortSignal): Promise<Answer>
  /** Ends the turn, and gives the place back. `follower` is as it was loaded: an intent that came since is next. */
  settle(follower: Follower, change: FollowerChange): Promise<unknown>
  now(): number
  random(): number
  readonly retryScheduleMs: readonly number[]
}

export interface ServedFollower {
  readonly call: 'none' | 'ask' | 'send'
  readonly outcome: 'idle' | 'held' | 'confirmed' | 'refused' | 'sent' | 'failed' | 'gone'
  readonly answer?: Answer
}

/** An intent that its callback has not confirmed for so long is dropped. */
const INTENT_MS = 3_600_000

/**
 * What a follower of our hub is owed now: the question whether it wants what somebody asked for in its name, or the feed
 * as it is by now, if that is not what it has. It is never given up for failing before its lease ends (W3C WebSub §7), and
 * a failure misses nothing: what is sent next is the newest.
 */
export function createServeFollower(deps: ServeFollowerDeps) {
  return async function serveFollower(id: string, signal: AbortSignal): Promise<ServedFollower> {
    const follower = await deps.load(id)
    if (!follower) {
      await deps.letGo(id)
      return { call: 'none', outcome: 'idle' }
    }
    const isLive = (follower.followsUntil ?? 0) > deps.now()
    const call = await callOwed(deps, follower, isLive)
    if (!call) {
      await deps.settle(follower, isLive ? {} : { forget: true })
      return { call: 'none', outcome: 'idle' }
    }
    const heldUntil = await deps.beginCall(follower)
    if (heldUntil !== undefined) {
      await deps.settle(follower, { dueAt: heldUntil })
      return { call: 'none', outcome: 'held' }
    }
    try {
      return await call(signal)
    } catch (error) {
      if (signal.aborted) await deps.settle(follower, { dueAt: deps.now() })
      throw error
    }
  }
}

async function callOwed(
  deps: ServeFollowerDeps,
  follower: Follower,
  isLive: boolean,
): Promise<((signal: AbortSignal) => Promise<ServedFollower>) | undefined> {
  const { intent, hasEtag } = follower
  if (intent) return (signal) => askAbout(deps, follower, intent, { isLive, signal })
  const feed = isLive ? await deps.loadFeed(follower) : undefined
  if (!feed || feed.etag === hasEtag) return undefined
  return (signal) => sendFeed(deps, follower, feed, signal)
}

async function askAbout(
  deps: ServeFollowerDeps,
  follower: Follower,
  intent: Intent,
  { isLive, signal }: { isLive: boolean; signal: AbortSignal },
): Promise<ServedFollower> {
  const { confirms, ...answer } = await deps.ask(follower, intent, signal)
  const now = deps.now()
  const { statusCode } = answer
  const mayComeBack = statusCode === undefined || statusCode === 429 || statusCode >= 500
  if (!confirms && mayComeBack && now - intent.askedAt < INTENT_MS) {
    await deps.settle(follower, retryOf(deps, follower, answer))
    return { call: 'ask', outcome: 'failed', answer }
  }
  if (!confirms) {
    // Whoever follows already goes on: nobody leaves because a stranger asked in its name.
    await deps.settle(follower, isLive ? { intent: null, dueAt: now } : { intent: null, forget: true })
    return { call: 'ask', outcome: 'refused', answer }
  }
  if (intent.mode === 'unsubscribe') {
    await deps.settle(follower, { intent: null, forget: true })
    return { call: 'ask', outcome: 'confirmed', answer }
  }
  // A new follower is told of what comes from now on; one that renews may still be owed something.
  const has = isLive ? {} : { hasEtag: (await deps.loadFeed(follower))?.etag ?? 'none' }
  await deps.settle(follower, {
    intent: null,
    followsUntil: now + intent.leaseMs,
    secret: intent.secret ?? null,
    failureCount: 0,
    ...has,
    // Also a new one: what was published since its tag was read has called it in vain.
    dueAt: now,
  })
  return { call: 'ask', outcome: 'confirmed', answer }
}

async function sendFeed(
  deps: ServeFollowerDeps,
  follower: Follower,
  feed: RenderedFeed,
  signal: AbortSignal,
): Promise<ServedFollower> {
  const answer = await deps.send(follower, feed, signal)
  const { statusCode = 0 } = answer
  if (statusCode >= 200 && statusCode <= 299) {
    await deps.settle(follower, { hasEtag: feed.etag, failureCount: 0 })
    return { call: 'send', outcome: 'sent', answer }
  }
  if (statusCode === 410) {
    await deps.settle(follower, { forget: true })
    return { call: 'send', outcome: 'gone', answer }
  }
  await deps.settle(follower, retryOf(deps, follower, answer))
  return { call: 'send', outcome: 'failed', answer }
}

/** The table of deliveries, whose last wait repeats until the lease ends. */
function retryOf(deps: ServeFollowerDeps, { failureCount }: Follower, answer: Answer): FollowerChange {
  const scheduleMs = deps.retryScheduleMs.length > 1 ? deps.retryScheduleMs : RETRY_SCHEDULE_MS
  const { nextAttemptAt } = nextAttempt({
    attemptNumber: Math.min(failureCount + 1, scheduleMs.length - 1),
    outcome: 'failed',
    retryAfterMs: answer.retryAfterMs,
    now: deps.now(),
    random: deps.random,
    scheduleMs,
  })
  return { dueAt: nextAttemptAt, failureCount: failureCount + 1 }
}
