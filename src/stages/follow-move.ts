import type {
  Event,
  LeasedSource,
  PackedState,
  Source,
  SourceId,
  SourceState,
  SourceStatus,
} from '../model/index.ts'
import { bareUrl, sourceEvent } from '../rules/deliver/events.ts'
import { addressOf, isLost, planMove } from '../rules/polling/redirects.ts'
import type { FeedAnswer } from './feed-answer.ts'

export interface MoveLimits {
  readonly adoptAfterMs: number
}

export interface MoveDeps {
  /** The source that is polled at an address: declared there, or moved there. */
  sourceAt(url: string): Promise<{ readonly source: Source } | undefined>
  /** It is known at the new address from now on. */
  moved(source: Source, address: string): Promise<unknown>
  /** It is not known there any more. */
  left(source: Source, address: string): Promise<unknown>
  /** Ends the poll: the source retires, and the other takes over channels, weight and what was seen. */
  merge(
    lease: LeasedSource,
    merger: {
      readonly source: Source
      readonly targetId: SourceId
      readonly result: {
        readonly state: SourceState
        readonly nextPollAt: number
        readonly witness?: string
      }
    },
  ): Promise<'merged' | 'busy' | 'lease_lost' | 'unfounded'>
  readonly moving: MoveLimits
}

/**
 * Saves what a poll learned, and ends its lease. `lease_lost`: nothing was written; `unfounded`: nor was it, since Redis
 * has lost what was stored before the witness.
 */
export type FinishPoll = (
  lease: LeasedSource,
  result: {
    readonly state: SourceState
    /** As it was looked up: spares the store some packing. */
    readonly before?: PackedState
    readonly status?: SourceStatus
    readonly nextPollAt: number
    /** The declared one. */
    readonly url: string
    /** Where it is asked from now on, where that is another place. */
    readonly address?: string
    readonly witness?: string
  },
) => Promise<'finished' | 'lease_lost' | 'unfounded'>

export interface Followed {
  readonly state: SourceState
  readonly move?: { readonly address: string; readonly event: Event }
}

/** The state after a poll as far as the source's address goes, and the move if this poll completes one. */
export async function followMove(
  deps: MoveDeps,
  source: Source,
  before: SourceState,
  polled: { readonly answer: FeedAnswer; readonly state: SourceState; readonly now: number },
): Promise<Followed> {
  const { answer, state, now } = polled
  const address = addressOf(source, before)
  if (answer.kind === 'failed') {
    if (!isLost(state)) return { state }
    // Where it moved to has nothing any more; whoever answers at the declared address knows where it is now.
    const { movedTo: _, pendingMove: __, ...returned } = state
    return { state: returned }
  }
  const plan = planMove({
    address,
    permanentUrl: answer.permanentUrl,
    pending: before.pendingMove,
    now,
    adoptAfterMs: deps.moving.adoptAfterMs,
  })
  // Nearly always: it stays where it is, and nothing was under way.
  if (plan.kind === 'none' && before.movedTo === undefined && !isUnsettled(state)) return { state }
  const { pendingMove: _, mergedInto: ___, ...settled } = state
  if (plan.kind === 'none') {
    // Its place may be another's by now, or that one was busy when this one came.
    if (before.movedTo === undefined) return { state: settled }
    const there = await deps.sourceAt(address)
    // A worker that died between the save of the move and this left it unknown there.
    if (there === undefined) await deps.moved(source, address)
    return { state: { ...settled, ...takenBy(source, address, there) } }
  }
  if (plan.kind === 'pending') return { state: { ...settled, pendingMove: plan.pending } }

  return adoptAddress(deps, source, settled, plan.url, { now, pollCount: before.pollCount })
}

function isUnsettled({ pendingMove, mergedInto }: SourceState): boolean {
  return pendingMove !== undefined || mergedInto !== undefined
}

/** The source is asked at another address from now on, or its place is taken by the one that is polled there. */
export async function adoptAddress(
  deps: Pick<MoveDeps, 'sourceAt'>,
  source: Source,
  state: SourceState,
  url: string,
  poll: { readonly now: number; readonly pollCount: number },
): Promise<Followed & Required<Pick<Followed, 'move'>>> {
  const event = sourceEvent({
    type: 'source.moved',
    source,
    occurredAt: poll.now,
    // The count is saved with the move: a poll that is repeated names it alike, a later move back and forth does not.
    occasion: `${url} ${poll.pollCount}`,
    newUrl: url,
  })
  const move = { address: url, event }
  if (url === source.url) {
    const { movedTo: _, ...declared } = state
    return { state: declared, move }
  }
  return { state: { ...state, movedTo: url, ...takenBy(source, url, await deps.sourceAt(url)) }, move }
}

function takenBy(
  source: Source,
  url: string,
  there: { readonly source: Source } | undefined,
): Pick<SourceState, 'mergedInto' | 'lastError'> {
  if (there === undefined || there.source.id === source.id || there.source.status !== 'active') return {}
  // Taken over, a redirect would let whoever is there make up publishers, of whom no operator has said that he may.
  const isBelieved = !source.aggregates || there.source.aggregates
  const change = isBelieved
    ? ''
    : ' and does not aggregate: all it carries is of its own publisher from now on'
  const lastError = `moved to ${bareUrl(url)}, which is polled as source ${there.source.id}${change}`
  return { mergedInto: there.source.id, lastError }
}

/** Saves a poll, and with it the move that it completes. `unfounded`: it is not to be saved. */
export async function endPoll(
  deps: Pick<MoveDeps, 'merge' | 'moved' | 'left'> & { readonly finishPoll: FinishPoll },
  lease: LeasedSource,
  source: Source,
  polled: {
    readonly state: SourceState
    readonly before?: PackedState | undefined
    readonly status?: SourceStatus
    readonly nextPollAt: number
    readonly movedTo?: string | undefined
    /** Where it had moved to before. */
    readonly movedBefore?: string | undefined
    readonly witness?: string | undefined
  },
): Promise<'ended' | 'unfounded'> {
  const { state, status, nextPollAt, movedBefore } = polled
  const founded = polled.witness === undefined ? {} : { witness: polled.witness }
  let saved = state
  if (state.mergedInto !== undefined) {
    const { movedTo, lastError, mergedInto, ...rest } = state
    const merged = { ...rest, mergedInto, ...(lastError !== undefined && { lastError }) }
    const result = { state: merged, nextPollAt, ...founded }
    const outcome = await deps.merge(lease, { source, targetId: mergedInto, result })
    if (outcome === 'merged' && movedBefore !== undefined) await deps.left(source, movedBefore)
    if (outcome === 'unfounded') return outcome
    if (outcome !== 'busy') return 'ended'
    // It is asked there until the other one has time for it.
    saved = { ...rest, ...(movedTo !== undefined && { movedTo }) }
  }
  const address = addressOf(source, saved)
  const outcome = await deps.finishPoll(lease, {
    state: saved,
    nextPollAt,
    url: source.url,
    ...(polled.before && { before: polled.before }),
    ...(status && { status }),
    // In the same step: by its host it is asked as politely as that host may be.
    ...(address !== (movedBefore ?? source.url) && { address }),
    ...founded,
  })
  if (outcome === 'unfounded') return outcome
  if (outcome === 'lease_lost') return 'ended'
  if (polled.movedTo !== undefined) await deps.moved(source, polled.movedTo)
  if (movedBefore !== undefined && saved.movedTo !== movedBefore) await deps.left(source, movedBefore)
  return 'ended'
}
