import type { Enrolment, Source } from '../model/index.ts'
import { asking, nextStep, refused } from '../rules/polling/enrolment.ts'

export interface EnrolDeps {
  claimDue(): Promise<readonly { readonly enrolment: Enrolment; readonly revision: number }[]>
  loadSource(id: string): Promise<Source | undefined>
  save(enrolment: Enrolment, revision: number): Promise<boolean>
  update(
    token: string,
    change: (enrolment: Enrolment) => Enrolment | undefined,
  ): Promise<Enrolment | undefined>
  forget(enrolment: Enrolment): Promise<unknown>
  askHub(
    mode: 'subscribe' | 'unsubscribe',
    enrolment: Enrolment,
    signal: AbortSignal,
  ): Promise<
    | { readonly kind: 'accepted' }
    | { readonly kind: 'refused'; readonly message: string; readonly retryAfterMs?: number }
  >
  pollNow(sourceId: string, now: number): Promise<unknown>
  report(line: EnrolReport): void
  now(): number
}

export interface EnrolReport {
  readonly sourceId: string
  readonly hub: string
  readonly mode: 'subscribe' | 'unsubscribe' | 'forget'
  readonly outcome: 'accepted' | 'refused' | 'forgotten'
  readonly failureCount: number
  readonly error?: string
}

/**
 * Takes the next step of every enrolment that is due: asks its hub, renews, leaves. Any number of processes may do so
 * side by side; whoever saves second does nothing. Answers how many steps there were.
 */
export function createEnrol(deps: EnrolDeps) {
  async function take(enrolment: Enrolment, revision: number, signal: AbortSignal): Promise<void> {
    const step = nextStep(enrolment, await deps.loadSource(enrolment.sourceId))
    const { sourceId, hub, failureCount } = enrolment
    if (step === 'forget') {
      await deps.forget(enrolment)
      deps.report({ sourceId, hub, mode: step, outcome: 'forgotten', failureCount })
      return
    }
    const next = asking(enrolment, step, deps.now())
    if (!(await deps.save(next, revision))) return
    // No more pushes: what came since is found by asking.
    if (next.status === 'expired' && enrolment.status === 'active') await deps.pollNow(sourceId, deps.now())
    const answer = await deps.askHub(step, next, signal)
    const line = { sourceId, hub, mode: step, outcome: answer.kind, failureCount: next.failureCount }
    if (answer.kind === 'refused') {
      const { asked } = next
      // A hub that asked back before it refused has accepted all the same.
      await deps.update(next.token, (held) =>
        held.asked?.at === asked?.at && held.failureCount > 0 ? refused(held, answer, deps.now()) : undefined,
      )
      return deps.report({ ...line, error: answer.message })
    }
    deps.report(line)
  }

  return async function enrol(signal: AbortSignal): Promise<number> {
    const due = await deps.claimDue()
    const results = await Promise.allSettled(due.map((held) => take(held.enrolment, held.revision, signal)))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed && !signal.aborted) throw failed.reason
    return due.length
  }
}
