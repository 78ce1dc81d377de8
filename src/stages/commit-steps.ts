import type { JoinPlan, Unsettled } from './decide-entry.ts'
import type { Step } from './decide-step.ts'
import type { MergePlan } from './merge-two.ts'

export type JoinOutcome = 'joined' | 'stale' | 'already'

export interface CommitDeps {
  /**
   * Commits plans in their order up to the first that is not `joined`. `stale`: index or story changed since they were
   * read. `already`: an earlier run did it. Neither writes anything.
   */
  join(plans: readonly JoinPlan[]): Promise<readonly JoinOutcome[]>
  /** `stale`: one of the stories changed since it was read; nothing was written. `already`: they are one. */
  merge(plan: MergePlan): Promise<'merged' | 'stale' | 'already'>
  /** Its title changes: told once for all changes of a short time. */
  deferUpdate(storyId: string): Promise<void>
  /** Entries to be asked again in the order of reports (`stages/settle.ts`). */
  unsettle(entries: readonly Unsettled[]): Promise<void>
}

export interface CommitListener {
  /** So many steps are on their way, before anything that is asked of Redis later. */
  sent(steps: number): void
  merged(plan: MergePlan): void
  placed(step: Step, outcome: 'joined' | 'already'): void
}

/**
 * Commits steps in their order, as many together as nothing has to be done between. Ends with the first that is not
 * joined, since those after it were decided in the belief that it is. Returns how many are placed, and whether the next
 * one was refused.
 */
export async function commitSteps(
  deps: CommitDeps,
  steps: readonly Step[],
  listener: CommitListener,
): Promise<{ readonly placed: number; readonly isRefused: boolean }> {
  for (let from = 0, to = 0; from < steps.length; from = to) {
    const { mergers, decision } = steps[from] as Step
    // First the merger, then the entry: repeated after a crash, the merger is there and the entry finds one story.
    for (const merger of mergers) {
      if ((await deps.merge(merger)) !== 'merged') return { placed: from, isRefused: true }
      listener.merged(merger)
    }
    // Before the commit, lest a crash after it leaves nobody told; and after it, in case it took longer than the wait.
    if (decision.isRetitled) await deps.deferUpdate(decision.plan.story.id)
    to = decision.isRetitled ? from + 1 : endOf(steps, from)
    const part = steps.slice(from, to)
    const unsettled = part.flatMap((step) => step.decision.unsettled)
    // On its way before the commit, which need not wait for it: Redis takes one after the other.
    const marking = unsettled.length > 0 ? deps.unsettle(unsettled) : undefined
    marking?.catch(() => undefined)
    listener.sent(to)
    const outcomes = await deps.join(part.map((step) => step.decision.plan))
    await marking
    // Whoever settles meanwhile does not find them yet.
    if (unsettled.length > 0) await deps.unsettle(unsettled)
    if (decision.isRetitled && outcomes[0] !== 'stale') await deps.deferUpdate(decision.plan.story.id)
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome === 'stale') return { placed: from + index, isRefused: true }
      listener.placed(steps[from + index] as Step, outcome)
    }
    const placed = from + outcomes.length
    if (outcomes.at(-1) === 'already' || placed < to) return { placed, isRefused: false }
  }
  return { placed: steps.length, isRefused: false }
}

/** Where those end that go together with the one at `from`. */
function endOf(steps: readonly Step[], from: number): number {
  let to = from + 1
  for (let step = steps[to]; step && step.mergers.length === 0 && !step.decision.isRetitled; step = steps[to])
    to++
  return to
}
