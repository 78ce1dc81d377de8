import type { LeasedSource } from '../model/index.ts'
import { nextAllowedTime } from '../rules/polling/skip-times.ts'
import type { FinishPoll } from './follow-move.ts'
import type { SourceRecord } from './poll.ts'

/** Its turn in its group comes later: planned for then, and not counted as a poll. */
export async function deferPoll(
  deps: { readonly finishPoll: FinishPoll },
  lease: LeasedSource,
  { source, state }: SourceRecord,
  { askedAt, waitUntil }: { readonly askedAt: number; readonly waitUntil: number },
): Promise<void> {
  const { at: turnAt, reason } = nextAllowedTime(waitUntil, state.hints ?? {})
  const nextPollReason = [`host budget, its turn in ${Math.round((waitUntil - askedAt) / 1000)} s`, reason]
    .filter((part) => part !== undefined)
    .join(' → ')
  await deps.finishPoll(lease, {
    state: { ...state, turnAt, nextPollAt: turnAt, nextPollReason },
    nextPollAt: turnAt,
    url: source.url,
  })
}
