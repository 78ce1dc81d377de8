import type { PollHints, PollOutcome, SeenMarks, SourceState } from '../model/index.ts'
import { rememberHints } from '../rules/polling/schedule.ts'
import type { FeedAnswer } from './feed-answer.ts'
import type { Reading } from './read-feed.ts'
import { isToldFailing } from './tell-of-failure.ts'

/** What a source's state is after a poll; next poll and its reason are added by the schedule. */
export function nextState(
  state: SourceState,
  answer: FeedAnswer,
  read:
    | (Pick<Reading, 'feed' | 'guids' | 'rhythm' | 'titleMarks'> & { readonly seen: SeenMarks | undefined })
    | undefined,
  now: number,
): SourceState {
  const counted = { lastPolledAt: now, pollCount: state.pollCount + 1 }
  if (answer.kind === 'failed') {
    const outcome = classify(answer, state)
    return {
      ...state,
      ...counted,
      lastOutcome: outcome,
      lastError: answer.message,
      failureCount: state.failureCount + 1,
      ...(isToldFailing(outcome, state.failureCount + 1) && { isToldFailing: true }),
    }
  }
  const { lastError: _, isToldFailing: ___, ...rest } = state
  const fresh = { ...answer.hints, ...(read && hintsOf(read.feed)) }
  const succeeded = {
    ...rest,
    ...counted,
    lastSucceededAt: now,
    failureCount: 0,
    hints: rememberHints(state.hints, fresh, answer.kind),
  }
  if (answer.kind === 'not_modified') {
    return {
      ...succeeded,
      lastOutcome: 'not_modified',
      notModifiedCount: state.notModifiedCount + 1,
      ...(answer.validators && { validators: answer.validators }),
    }
  }
  // Replaced by what this answer carries, or gone: an old tag kept beside a new body would latch for ever. Of a document
  // that was cut off none is kept: 304s would hide the rest. If the same bytes come again, they are all there is.
  const { validators: __, titleMarks: ____, ...unvalidated } = succeeded
  const { rhythm, guids, titleMarks } = read ?? state
  const known = read?.feed.isCut ? state.validators : answer.validators
  return {
    ...unvalidated,
    ...(guids && { guids }),
    ...(rhythm && { rhythm }),
    ...(titleMarks && { titleMarks }),
    ...(read?.seen && { seen: read.seen }),
    lastOutcome: answer.kind,
    bodyHash: answer.bodyHash,
    lastBodyAt: now,
    ...(known && { validators: known }),
    ...(read?.feed.title !== undefined && { feedTitle: read.feed.title }),
    ...(read?.feed.siteUrl !== undefined && { siteUrl: read.feed.siteUrl }),
  }
}

/** Its turn has come; few had to wait for one, and a state is long to copy. */
export function withoutTurn(state: SourceState): SourceState {
  if (state.turnAt === undefined) return state
  const { turnAt: _, ...rest } = state
  return rest
}

function hintsOf(feed: Reading['feed']): PollHints {
  return {
    ...(feed.ttlMinutes !== undefined && { ttlMs: feed.ttlMinutes * 60_000 }),
    ...(feed.updatePeriodMinutes !== undefined && { updatePeriodMs: feed.updatePeriodMinutes * 60_000 }),
    ...(feed.skipHours !== undefined && { skipHours: feed.skipHours }),
    ...(feed.skipDays !== undefined && { skipDays: feed.skipDays }),
  }
}

/** A 403 from a server that used to answer is a rate limit in disguise (Reddit and others), not a removal. */
function classify(answer: FeedAnswer & { kind: 'failed' }, state: SourceState): PollOutcome {
  return answer.statusCode === 403 && state.lastSucceededAt !== undefined ? 'throttled' : answer.outcome
}
