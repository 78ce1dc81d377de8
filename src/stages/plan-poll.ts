import type { LeasedSource, PollOutcome, SourceState } from '../model/index.ts'
import { backupInterval } from '../rules/polling/enrolment.ts'
import { type Entered, enterPoll } from '../rules/polling/poll-ledger.ts'
import { addressOf } from '../rules/polling/redirects.ts'
import { costOf, type PollLimits, type PollPlan, planNextPoll } from '../rules/polling/schedule.ts'
import type { Admission } from './admit-document.ts'
import type { Answered } from './ask-source.ts'
import type { SourceRecord } from './poll.ts'

export interface PlanDeps {
  random(): number
  readonly schedule: PollLimits
}

/** A poll that was answered, and what was made of the answer. */
export interface EndedPoll {
  readonly lease: LeasedSource
  readonly record: SourceRecord
  readonly asked: Answered
  readonly admission: Admission | undefined
  readonly before: SourceState
  readonly next: SourceState
  readonly outcome: PollOutcome
  /** Gone for good, and found nowhere else. */
  readonly gone: boolean
  /** Found again on its site. */
  readonly isFound: boolean
  readonly now: number
}

/** When the source is asked next and why, and what this poll is in its ledger and in the journal. */
export function planPoll(deps: PlanDeps, ended: EndedPoll): { plan: PollPlan; entered: Entered } {
  const { lease, record, asked, before, next, outcome, now } = ended
  const { answer, reading } = asked
  const entered = enterPoll({
    sourceId: record.source.id,
    address: addressOf(record.source, before),
    before,
    at: asked.startedAt,
    now,
    dueAt: lease.dueAt,
    outcome,
    hints: next.hints,
    isCut: reading?.feed.isCut,
    exchanges: asked.exchanges ?? [],
    wireBytes: asked.wireBytes,
    retryAfterMs: answer.kind === 'failed' ? answer.retryAfterMs : undefined,
  })
  return { plan: planOf(deps, ended), entered }
}

function planOf(deps: PlanDeps, ended: EndedPoll): PollPlan {
  const { lease, record, asked, admission, before, next, outcome, gone, isFound, now } = ended
  if (isFound)
    return { nextPollAt: now + deps.schedule.minIntervalMs, reason: 'found again on its site → floor' }
  return planNextPoll({
    outcome: outcome === 'gone' && !gone ? 'failed' : outcome,
    state: before,
    hints: next.hints,
    rhythm: next.rhythm,
    cost: costOf({
      outcome,
      knew: before.validators !== undefined,
      knows: next.validators !== undefined,
      news: admission ? admission.stored + admission.changed : 0,
    }),
    plannedAt: lease.dueAt,
    now,
    retryAfterMs: asked.answer.kind === 'failed' ? asked.answer.retryAfterMs : undefined,
    random: deps.random,
    limits: deps.schedule,
    pushBackupMs: backupInterval(record.push, now),
  })
}
