import type { LeasedSource } from '../model/index.ts'
import { nextTry, type Reach } from '../rules/polling/own-outage.ts'
import { addressOf } from '../rules/polling/redirects.ts'
import { nextAllowedTime } from '../rules/polling/skip-times.ts'
import type { Answered } from './ask-source.ts'
import type { FinishPoll } from './follow-move.ts'
import type { PollPacing } from './pace-polls.ts'
import type { SourceRecord } from './poll.ts'
import { withoutTurn } from './poll-state.ts'

/** What this process knows of its own network. */
export interface NetworkDeps {
  hear(reach: Omit<Reach, 'at'>): void
  /** Whether what failed since `at` may have failed for its fault. */
  wasDown(at: number): boolean
  /** Whether one more may be asked now; while the network is down few are. */
  mayAsk(): boolean
  /** Counts a poll that was put off. */
  putOff(): void
}

/** Has our own network judged by what a poll says of it. */
export function tellNetwork(
  network: NetworkDeps | undefined,
  { source, state }: SourceRecord,
  pacing: Pick<PollPacing, 'groupOf'>,
  asked: Answered,
): void {
  const group = pacing.groupOf(addressOf(source, state))
  // Neighbours are reached without any of what lies outside, and a source that fails anyhow says nothing new.
  if (group.kind !== 'domain') return
  const wasWell = state.failureCount === 0 && state.lastSucceededAt !== undefined
  if (isReached(asked)) network?.hear({ site: group.id, isReached: true })
  else if (isUnreached(asked) && wasWell) network?.hear({ site: group.id, isReached: false })
}

/** Of a poll that the network was told of. */
export function isOwnFault(network: NetworkDeps | undefined, asked: Answered): boolean {
  return network !== undefined && isUnreached(asked) && network.wasDown(asked.startedAt)
}

function isReached({ answer, exchanges = [] }: Answered): boolean {
  return answer.kind !== 'failed' || exchanges.some(({ statusCode }) => statusCode !== undefined)
}

/** A request that has left may have been read by its publisher: whatever becomes of it is the source's, as ever. */
function isUnreached({ answer, hasLeft }: Answered): boolean {
  return answer.kind === 'failed' && !hasLeft && UNREACHED.has(answer.outcome)
}

/** A certificate that is not trusted, and an address that is refused, are something that answered. */
const UNREACHED: ReadonlySet<string> = new Set(['dns', 'timeout', 'failed'])

/** Nobody was asked: no poll, no failure, and soon another try. */
export async function putOffPoll(
  deps: { readonly finishPoll: FinishPoll; readonly network?: NetworkDeps; random(): number; now(): number },
  lease: LeasedSource,
  record: SourceRecord,
): Promise<void> {
  const now = deps.now()
  const state = withoutTurn(record.state)
  const soon = nextTry(now, deps.random)
  const { at: allowed, reason } = nextAllowedTime(soon, state.hints ?? {})
  // Feeds that all skip one hour must not come back together.
  const at = allowed > soon ? allowed + soon - now : soon
  const nextPollReason = [`own network is down, again in ${Math.round((at - now) / 1000)} s`, reason]
    .filter((part) => part !== undefined)
    .join(' → ')
  await deps.finishPoll(lease, {
    state: { ...state, nextPollAt: at, nextPollReason },
    nextPollAt: at,
    url: record.source.url,
  })
  deps.network?.putOff()
}
