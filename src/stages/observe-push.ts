import type { Enrolment, PushStanding } from '../model/index.ts'
import { MINUTE } from '../rules/durations.ts'
import { isWorthwhile, leaving, newEnrolment } from '../rules/polling/enrolment.ts'
import { pushTarget, targetId } from '../rules/polling/push-target.ts'
import type { PollPush } from './note-reading.ts'

export interface ObservePushDeps {
  addEnrolment(enrolment: Enrolment): Promise<boolean>
  updateEnrolment(
    token: string,
    change: (enrolment: Enrolment) => Enrolment | undefined,
  ): Promise<Enrolment | undefined>
  tally(enrolment: Enrolment, counted: { readonly missed: number }): Promise<void>
  readEnrolment(token: string): Promise<Enrolment | undefined>
  report(missed: number): void
  /** Unguessable, of at least 128 bits. */
  newToken(): string
  now(): number
  random(): number
  readonly spreadMs: number
}

/** A hub may take minutes: what was published just before the poll is not missed yet. */
const PUSH_DELAY_MS = 5 * MINUTE

/** What a poll learns about pushing: a hub that came, changed or went, and entries it did not push. */
export function createObservePush(deps: ObservePushDeps): PollPush {
  async function leave(standing: PushStanding): Promise<void> {
    await deps.updateEnrolment(standing.token, (enrolment) => leaving(enrolment, deps.now()))
  }

  return {
    async observe({ record: { source, push }, answer, feed, newestAt, publishedAt, admission }) {
      if (push === undefined && feed.hubs.length === 0 && !answer.links?.hubs.length) return
      const now = deps.now()
      const target = pushTarget({
        sourceUrl: source.url,
        answeredUrl: answer.url,
        header: answer.links,
        body: { hubs: feed.hubs, ...(feed.feedUrl !== undefined && { self: feed.feedUrl }) },
      })
      if (push && (target === undefined || targetId(target) !== push.target)) await leave(push)
      else if (push) return noteMissed(push)
      if (target === undefined || !isWorthwhile(newestAt, now)) return
      await deps.addEnrolment(
        newEnrolment({
          target,
          sourceId: source.id,
          token: deps.newToken(),
          secret: deps.newToken(),
          now,
          spreadMs: deps.spreadMs,
          random: deps.random,
        }),
      )

      async function noteMissed({ token, liveUntil }: PushStanding): Promise<void> {
        if (liveUntil <= now || admission.stored === 0) return
        const enrolment = await deps.readEnrolment(token)
        const since = enrolment?.asked?.at ?? now
        const due = publishedAt.filter((at) => at > since && at < now - PUSH_DELAY_MS)
        const missed = Math.min(admission.stored, due.length)
        if (!enrolment || missed === 0) return
        await deps.tally(enrolment, { missed })
        deps.report(missed)
      }
    },
  }
}
