import type { Event, Source, SourceState } from '../model/index.ts'
import { bareUrl, sourceEvent } from '../rules/events.ts'
import { sourceId } from '../rules/ids.ts'
import { addressOf, isLost, planMove } from '../rules/redirects.ts'
import type { FeedAnswer } from './feed-answer.ts'

export interface MoveLimits {
  readonly adoptAfterMs: number
}

export interface MoveDeps {
  loadSources(
    ids: readonly string[],
  ): Promise<readonly ({ readonly source: Source; readonly state: SourceState } | undefined)[]>
  /** Its politeness group is that of the new address; a source that stands there takes over channels and weight. */
  moved(source: Source, address: string): Promise<unknown>
  readonly moving: MoveLimits
}

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
  const { pendingMove: _, mergedInto: ___, ...settled } = state
  if (plan.kind === 'none') return { state: settled }
  if (plan.kind === 'pending') return { state: { ...settled, pendingMove: plan.pending } }

  return adoptAddress(deps, source, settled, plan.url, { now, pollCount: before.pollCount })
}

/** The source is asked at another address from now on, or its place is taken by the one that is polled there. */
export async function adoptAddress(
  deps: Pick<MoveDeps, 'loadSources'>,
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
  const { movedTo: _, ...declared } = state
  if (url === source.url) return { state: declared, move }

  const [taken] = await deps.loadSources([sourceId(url)])
  if (taken && taken.source.id !== source.id && taken.source.status === 'active') {
    const lastError = `moved to ${bareUrl(url)}, which is polled as source ${taken.source.id}`
    return { state: { ...declared, mergedInto: taken.source.id, lastError }, move }
  }
  return { state: { ...declared, movedTo: url }, move }
}
