import type { Exchange, LeasedSource, Validators } from '../model/index.ts'
import { addressOf } from '../rules/polling/redirects.ts'
import type { FeedAnswer } from './feed-answer.ts'
import type { NetworkDeps } from './own-fault.ts'
import type { LearnedGap, PollPacing } from './pace-polls.ts'
import type { SourceRecord } from './poll.ts'
import { type DocumentDeps, readBody } from './read-document.ts'
import type { Reading } from './read-feed.ts'

export interface AskDeps extends Pick<DocumentDeps, 'read' | 'now' | 'admission'> {
  fetchFeed(
    request: {
      url: string
      validators?: Validators
      bodyHash?: string
      /** Hears of each hop once it is on its way. */
      onSent?: (exchange: Exchange) => void
    },
    signal: AbortSignal,
  ): Promise<FeedAnswer>
  /** See `polling.refreshAfter`. */
  readonly refreshAfterMs: number
  /** One fetch takes no longer than this. */
  readonly fetchTimeoutMs: number
  /** Absent: every failure is the source's own. */
  readonly network?: NetworkDeps
}

export type Asked =
  | {
      readonly kind: 'asked'
      readonly startedAt: number
      /** A failure too where what came could not be read. */
      readonly answer: FeedAnswer
      readonly exchanges: FeedAnswer['exchanges']
      /** A request went into a connection; where none did, nobody has heard of the poll. */
      readonly hasLeft: boolean
      readonly wireBytes: number
      /** Learned of its host. */
      readonly gap?: LearnedGap
      readonly reading?: Reading
    }
  /** Its group is asked one by one at present. */
  | { readonly kind: 'deferred'; readonly askedAt: number; readonly waitUntil: number }
  /** Stopped after its request had left. */
  | { readonly kind: 'cut'; readonly startedAt: number; readonly exchanges: readonly Exchange[] }
  /**
   * `lost`: the lease, or its batch, is another's by now. `late`: it would not outlast the fetch. `held`: our own network is
   * down.
   */
  | { readonly kind: 'lost' | 'late' | 'held' | 'aborted' }

/** An answer came, be it a refusal. */
export type Answered = Asked & { readonly kind: 'asked' }

/** One fetch and the reading of what came. Stores nothing. */
export async function askSource(
  deps: AskDeps,
  {
    lease,
    record,
    pacing,
    begin,
  }: {
    lease: LeasedSource
    record: SourceRecord
    pacing: PollPacing
    /** Notes that it may have been asked; false where that is another run's business by now. */
    begin(): Promise<boolean>
  },
  signal: AbortSignal,
): Promise<Asked> {
  if (signal.aborted) return { kind: 'aborted' }
  const { source, state } = record
  const startedAt = deps.now()
  if (lease.leaseUntil <= startedAt) return { kind: 'lost' }
  if (lease.leaseUntil - startedAt < deps.fetchTimeoutMs) return { kind: 'late' }
  if (deps.network?.mayAsk() === false) return { kind: 'held' }
  const address = addressOf(source, state)
  const turn = await pacing.takeTurn(address, state, startedAt)
  if (turn?.waitUntil !== undefined)
    return { kind: 'deferred', askedAt: startedAt, waitUntil: turn.waitUntil }
  if (!(await begin())) return { kind: 'lost' }
  const sent: Exchange[] = []
  try {
    const answer = await deps.fetchFeed(
      {
        url: address,
        ...(state.validators && !isStale(deps, record) && { validators: state.validators }),
        ...(state.bodyHash && { bodyHash: state.bodyHash }),
        onSent: (exchange) => sent.push(exchange),
      },
      signal,
    )
    const asked = {
      kind: 'asked' as const,
      startedAt,
      answer,
      exchanges: answer.exchanges,
      hasLeft: sent.length > 0,
      ...(turn && { gap: turn }),
      wireBytes: answer.kind === 'failed' ? 0 : answer.wireBytes,
    }
    if (answer.kind !== 'changed' || !answer.body) return asked
    const read = await readBody(deps, source, state, { ...answer, body: answer.body }, signal)
    return read.kind === 'failed' ? { ...asked, answer: read } : { ...asked, reading: read.reading }
  } catch (error) {
    if (!signal.aborted) throw error
    return sent.length > 0 ? { kind: 'cut', startedAt, exchanges: sent } : { kind: 'aborted' }
  }
}

/** A server that has answered nothing but 304 for so long may do so by mistake, for ever. */
function isStale({ refreshAfterMs, now }: AskDeps, { state }: SourceRecord): boolean {
  return state.lastBodyAt !== undefined && now() - state.lastBodyAt >= refreshAfterMs
}
