import type { EntryId } from '../model/index.ts'
import { type DecideOptions, type Decision, decideEntry, type EntryCase } from './decide-entry.ts'
import type { KnownStories } from './known-stories.ts'
import { type MergePlan, planMerger } from './merge-two.ts'

/** One entry shows two or three stories to be one; what it would show beyond is for the next. */
const MAX_MERGERS = 3

/** What an entry comes to: stories that become one, and then the one it belongs to. */
export interface Step {
  readonly mergers: readonly MergePlan[]
  readonly decision: Decision
}

/** Decides about an entry; stories that it shows to be one are one from then on, as far as `known` is asked. */
export function decideStep(
  subject: Omit<EntryCase, 'storyOf'>,
  known: KnownStories,
  options: DecideOptions,
): Step {
  const mergers: MergePlan[] = []
  const grounds: EntryId[] = []
  for (;;) {
    const decision = decideEntry({ ...subject, storyOf: known.get }, options)
    const [a, b] = (decision.bridged ?? []).map(known.get)
    if (!a || !b || mergers.length === MAX_MERGERS)
      return { mergers, decision: withGrounds(decision, grounds) }
    const merger = planMerger(
      a,
      b,
      options,
      subject.entry.announcement === 'announced',
      decision.bridgeReason,
    )
    known.merge(merger)
    mergers.push(merger)
    // Now, while they are two: what is nearest once they are one may be of either.
    grounds.push(...(decision.plan.grounds ?? []))
    if (decision.bridgedBy !== undefined) grounds.push(decision.bridgedBy)
  }
}

/**
 * Stories that it made one are one on its account. It may found another even so, since they are of one wording as a whole:
 * then it is asked again, lest it goes to them when somebody else is.
 */
function withGrounds(decision: Decision, more: readonly EntryId[]): Decision {
  const { grounds, ...plan } = decision.plan
  if (!grounds || more.length === 0) return decision
  const { id, reportedAt } = plan.entry
  const isBeside = plan.expectedVersion === 0 && decision.unsettled.length === 0
  return {
    ...decision,
    plan: { ...plan, grounds: [...new Set([...grounds, ...more])] },
    ...(isBeside && { unsettled: [{ id, reportedAt }] }),
  }
}
