import { renderFeed } from '../feed/write/render.ts'
import { createHttpServer } from '../http/server.ts'
import { ListeningError } from '../net/listening-refused.ts'
import { isOutage } from '../redis/refusals.ts'
import { profileOf } from '../rules/rank/publisher-tally.ts'
import { feedDocument } from '../stages/feed-document.ts'
import { createArchive } from './archive.ts'
import { type Context, forReaders } from './context.ts'
import { createDesks } from './desks.ts'
import { explainStory } from './explain.ts'
import { explainTwo } from './explain-two.ts'
import { createHubDesk } from './hub-desk.ts'
import { createLiveEditions } from './live-editions.ts'
import { createNewestEditions } from './newest-editions.ts'
import { createOwnHub } from './own-hub.ts'
import { readPoliteness } from './politeness.ts'
import { createRelated } from './related.ts'
import type { RunningStage } from './running-stage.ts'
import { opsOf } from './start-ops.ts'
import { openStoryEditor } from './story-editor.ts'
import { translationsOf } from './translations-of.ts'

/** Serves pages, feeds and the API; the web stage never fetches, clusters or ranks. */
export async function startWeb(workers: Context): Promise<RunningStage> {
  const context = await forReaders(workers)
  const { config, storage, log } = context
  const ops = opsOf(context)
  const { sources, subscriptions } = createDesks(context)
  const live = createLiveEditions(context)
  const newest = createNewestEditions(storage.editions)
  const server = createHttpServer({
    site: config.site,
    lists: () => config.lists,
    channels: () => config.channels,
    sourceCount: storage.sources.count,
    editions: { ...storage.editions, latest: newest },
    archive: createArchive(context),
    feeds: {
      get: storage.feeds.get,
      render: (edition, format, kind) => {
        const list = config.lists.find((candidate) => candidate.id === edition.listId)
        if (!list) throw new Error(`edition of unknown list ${edition.listId}`)
        const archived = kind === 'archive' ? { kind: 'edition' as const, number: edition.number } : kind
        return renderFeed(
          feedDocument({
            list,
            edition,
            site: config.site,
            format,
            ...(archived !== 'current' && { archived }),
          }),
          format,
          edition.number,
        )
      },
    },
    stories: {
      get: storage.stories.get,
      origins: storage.stories.origins,
      related: createRelated(context),
      translations: (id) => translationsOf(context, id),
      async entries(id, limit) {
        const entries = await storage.entries.get(await storage.stories.entries(id, limit))
        return entries.filter((entry) => entry !== undefined)
      },
      async standings(id) {
        const standings = await Promise.all(
          config.lists.map(async (list) => {
            const edition = await newest(list.id)
            const item = edition?.items.find((candidate) => candidate.storyId === id)
            return item ? [{ listId: list.id, rank: item.rank }] : []
          }),
        )
        return standings.flat()
      },
    },
    editor: openStoryEditor(context),
    explain: {
      place: (listId, storyId) => explainStory(context, listId, storyId),
      two: (a, b) => explainTwo(context, a, b),
    },
    publishers: {
      async get(id) {
        const { record, hasIcon } = storage.publishers
        return profileOf(id, ...(await Promise.all([record(id), hasIcon(id)])))
      },
      icon: storage.publishers.icon,
      known: storage.publishers.known,
      entries: async (id, limit) => {
        const entries = await storage.entries.get(await storage.publishers.entries(id, limit))
        return entries.filter((entry) => entry !== undefined)
      },
    },
    sources,
    subscriptions,
    politeness: async (since) => (await readPoliteness(context, { ids: [], threshold: 95, since })).report,
    live,
    ...(config.websub.callbackUrl !== undefined && { hubs: createHubDesk(context) }),
    ...(config.site.hubUrl !== undefined && { ownHub: createOwnHub(context) }),
    limits: { maxPushBytes: config.polling.maxWireBytes, trustedProxies: config.http.trustedProxies },
    apiKeys: config.http.apiKeys,
    ready: ops.ready,
    ...(config.http.metricsPort === undefined && { metrics: ops.metrics }),
    isOutage,
    now: context.now,
    log,
  })
  const { host, port } = config.http
  try {
    await server.listen({ host, port })
  } catch (error) {
    throw new ListeningError({ host, port }, error as NodeJS.ErrnoException)
  }
  return {
    async stop(graceMs) {
      live.close()
      const closing = server.close()
      const timer = setTimeout(() => server.server.closeAllConnections(), Math.max(0, graceMs - 1_000))
      await closing
      clearTimeout(timer)
    },
  }
}
