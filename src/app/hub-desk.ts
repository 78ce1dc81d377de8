import type { HubDesk } from '../http/desks.ts'
import type { Enrolment } from '../model/index.ts'
import { hashId } from '../rules/ids.ts'
import { denied, liveUntil, verified } from '../rules/polling/enrolment.ts'
import { isSignedBy } from '../rules/polling/hub-signature.ts'
import type { Context } from './context.ts'
import { pollSoon } from './poll-soon.ts'

/** What this installation answers hubs; the web stage only notes and hands on. */
export function createHubDesk(context: Context): HubDesk {
  const { config, storage, queues, metrics, log, now, random } = context
  const { enrolments, pushes } = storage

  async function hintFor(enrolment: Enrolment): Promise<void> {
    const record = await storage.sources.get(enrolment.sourceId)
    if (record) await pollSoon(context, record)
  }

  return {
    async isKnown(token) {
      return (await enrolments.get(token)) !== undefined
    },

    async verify(token, question) {
      const wishedLeaseMs = config.websub.leaseMs
      const saved = await enrolments.update(token, (enrolment) =>
        verified(enrolment, question, { now: now(), wishedLeaseMs, random }),
      )
      const outcome = saved ? 'verified' : 'not_asked'
      log.info({ source_id: saved?.sourceId, mode: question.mode, outcome }, 'hub asked back')
      return saved !== undefined
    },

    async deny(token, notice) {
      let wasLive = false
      const saved = await enrolments.update(token, (enrolment) => {
        wasLive = liveUntil(enrolment) > now()
        return denied(enrolment, notice, now())
      })
      if (!saved) return false
      log.warn({ source_id: saved.sourceId, hub: hostOf(saved.hub), error: saved.lastError }, 'hub denied')
      if (wasLive) await hintFor(saved)
      return true
    },

    async receive(token, { body, signature, ...headers }) {
      const held = await enrolments.get(token)
      if (!held) return 'unknown'
      const { enrolment } = held
      const told = (outcome: string) => {
        metrics.pushesTotal.inc({ outcome })
        log.info({ source_id: enrolment.sourceId, size_bytes: body.length, outcome }, 'push received')
        return 'accepted' as const
      }
      if (enrolment.status === 'leaving') return told('left')
      if (enrolment.secret === undefined || body.length === 0) {
        if (enrolment.secret !== undefined && !isSignedBy(enrolment.secret, body, signature))
          return ignore(told)
        await enrolments.tally(enrolment, { pushedAt: now() })
        await hintFor(enrolment)
        return told('hint')
      }
      if (!isSignedBy(enrolment.secret, body, signature)) return ignore(told)
      const id = hashId('push', token, signature ?? '', headers.contentType ?? '')
      await pushes.save(id, { ...headers, token, body, receivedAt: now() })
      await queues.addPush(id)
      return told('accepted')

      // The hub is told nothing (W3C WebSub §7.1): a guesser learns no more than that bytes arrived.
      async function ignore(tell: typeof told) {
        await enrolments.tally(enrolment, { ignored: 1 })
        return tell('unsigned')
      }
    },

    async hint(token) {
      const held = await enrolments.get(token)
      if (held) await hintFor(held.enrolment)
    },
  }
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}
