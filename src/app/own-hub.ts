import type { OwnHub } from '../http/desks.ts'
import { BlockedError } from '../net/errors.ts'
import { createTopics, readIntent, topicUrl } from '../rules/deliver/hub-requests.ts'
import { hashId } from '../rules/ids.ts'
import type { Context } from './context.ts'

/** What this installation answers who wants to follow its feeds; a worker that delivers asks the callbacks. */
export function createOwnHub({ config, storage, guards, log, now }: Context): OwnHub {
  const topicOf = createTopics(
    config.site.url,
    config.lists.map(({ id }) => id),
  )
  return {
    async take(form) {
      const reading = readIntent(form, topicOf, now())
      if (reading.kind === 'wrong') return reading
      const { intent, topic } = reading
      let callback: string
      try {
        callback = guards.callbacks.checkUrl(reading.callback).href
      } catch (error) {
        if (!(error instanceof BlockedError)) throw error
        // What the configuration could allow is the operator's business, and stands in the log.
        log.info({ list_id: topic.listId, mode: intent.mode, outcome: 'refused', err: error }, 'hub asked')
        return { kind: 'wrong', message: `hub.callback: ${error.fact}` }
      }
      const id = hashId('follower', topicUrl(config.site.url, topic), callback)
      const outcome = await storage.followers.intent({ id, callback, ...topic }, intent, {
        most: config.websub.maxFollowers,
      })
      log.info({ follower_id: id, list_id: topic.listId, mode: intent.mode, outcome }, 'hub asked')
      return { kind: outcome === 'full' ? 'full' : 'taken' }
    },
  }
}
