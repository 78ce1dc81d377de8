import type { Exchange, JournalRow, LeasedSource, Source, SourceState } from '../model/index.ts'
import { planAfterLoss } from '../rules/polling/lost-poll.ts'
import { enterLoss } from '../rules/polling/poll-ledger.ts'
import type { PollLimits } from '../rules/polling/schedule.ts'
import type { FinishPoll } from './follow-move.ts'
import { withoutTurn } from './poll-state.ts'

export interface Loss {
  readonly state: SourceState
  readonly nextPollAt: number
  readonly row: JournalRow
}

/**
 * What becomes of a source whose poll nobody can tell the answer of: it waits as after an answer, since its publisher
 * may have given one, and its ledger and the journal say so. `at`: the last moment at which it may have been asked.
 */
export function lossOf(
  deps: { random(): number; readonly schedule: PollLimits },
  lease: LeasedSource,
  before: SourceState,
  { at, exchanges = [] }: { readonly at: number; readonly exchanges?: readonly Exchange[] },
): Loss {
  const state = withoutTurn(before)
  const plan = planAfterLoss({ state, at, random: deps.random, limits: deps.schedule })
  const { ledger, row } = enterLoss({
    sourceId: lease.sourceId,
    before: state,
    exchanges,
    at,
    dueAt: lease.dueAt,
  })
  return {
    state: {
      ...state,
      lastPolledAt: at,
      ledger,
      nextPollAt: plan.nextPollAt,
      nextPollReason: plan.reason,
    },
    nextPollAt: plan.nextPollAt,
    row,
  }
}

export interface LosePollDeps {
  readonly finishPoll: FinishPoll
  now(): number
  random(): number
  readonly schedule: PollLimits
}

/**
 * Ends a poll whose answer nobody will know; `asked`: what is known of its request. A lease that is not ours any more
 * says that somebody else has ended it.
 */
export async function losePoll(
  { deps, rows }: { readonly deps: LosePollDeps; readonly rows: JournalRow[] },
  lease: LeasedSource,
  { source, state: before }: { readonly source: Source; readonly state: SourceState },
  asked?: { readonly startedAt: number; readonly exchanges?: readonly Exchange[] | undefined },
): Promise<'passed'> {
  const { state, nextPollAt, row } = lossOf(deps, lease, before, {
    at: asked?.startedAt ?? deps.now(),
    ...(asked?.exchanges && { exchanges: asked.exchanges }),
  })
  const finished = await deps.finishPoll(lease, { state, nextPollAt, url: source.url })
  if (finished === 'finished') rows.push(row)
  return 'passed'
}
