import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { List, RenderedFeed } from '../model/index.ts'
import { isDayDate } from '../rules/rank/days.ts'
import { isNotModified, weakEtag } from './conditional.ts'
import { sendNotFound } from './errors.ts'
import { addFeedPreflight, createFeeds, FEED_FRESH } from './feeds.ts'
import { STALE_IF_ERROR_S } from './last-known.ts'
import { FEED_FORMATS, storyPath } from './links.ts'
import { writeOpml } from './opml.ts'
import { createPages, type PageContext, sendPage } from './pages.ts'
import type { StoryMaterial } from './present-story.ts'
import { sendIcon } from './send-icon.ts'
import { storyJson } from './story-json.ts'
import { storyMaterial } from './story-material.ts'

/** Of a publisher, on its page and in its feeds. */
const NEWEST_REPORTS = 50
const STORY_FRESH = `public, max-age=30, stale-while-revalidate=60, stale-if-error=${STALE_IF_ERROR_S}`

/** Adds all that the public reads: pages, feeds, OPML, robots. */
export function addPublicRoutes(app: FastifyInstance, context: PageContext): void {
  const { deps, wording, lastKnown } = context
  const { words } = wording
  const pages = createPages(context, app)
  const feeds = createFeeds(deps, lastKnown)
  const missing = (request: FastifyRequest, reply: FastifyReply, text: string) =>
    sendNotFound(context, request, reply, text)

  function findList(id: string): List | undefined {
    return deps.lists().find((list) => list.id === id)
  }

  app.get('/', async (request, reply) => sendPage(lastKnown, request, reply, await pages.board()))

  app.get<{ Params: { name: string } }>('/lists/:name', async (request, reply) => {
    const { id, format } = splitFormat(request.params.name)
    const list = findList(id)
    if (list === undefined) return missing(request, reply, words.noList(id))
    if (format === undefined) return sendPage(lastKnown, request, reply, await pages.list(list))
    return feeds.list(request, reply, list, format)
  })

  app.get<{ Params: { listId: string; name: string } }>(
    '/lists/:listId/editions/:name',
    async (request, reply) => {
      const list = findList(request.params.listId)
      if (list === undefined) return missing(request, reply, words.noList(request.params.listId))
      const { id, format } = splitFormat(request.params.name)
      if (!/^[1-9]\d{0,8}$/.test(id)) return missing(request, reply, words.noEdition)

      if (format !== undefined) {
        const sent = await feeds.edition(request, reply, list, Number(id), format)
        return sent ?? missing(request, reply, words.noEdition)
      }
      const page = await pages.edition(list, Number(id))
      if (page === undefined) return missing(request, reply, words.noEdition)
      return sendPage(lastKnown, request, reply, page.html, page.cacheControl)
    },
  )

  // Further pages have a path of their own: what stands behind a `?` chooses nothing here.
  for (const path of ['/lists/:listId/archive/:name', '/lists/:listId/archive/:name/:page']) {
    app.get<{ Params: { listId: string; name: string; page?: string } }>(path, async (request, reply) => {
      const { listId, name, page: number } = request.params
      const list = findList(listId)
      if (list === undefined) return missing(request, reply, words.noList(listId))
      const { id: date, format } = splitFormat(name)
      // A first page has one address.
      const isPage = number === undefined || (format === undefined && /^(?!1$)[1-9]\d{0,4}$/.test(number))
      const found = isPage && isDayDate(date) ? await deps.archive.day(list.id, date) : undefined
      if (found === undefined) return missing(request, reply, words.noDay)
      if (format !== undefined) return feeds.day(request, reply, list, found, format)
      const page = await pages.day(list, found, Number(number ?? 1))
      if (page === undefined) return missing(request, reply, words.noDay)
      return sendPage(lastKnown, request, reply, page.html, page.cacheControl)
    })
  }

  app.get<{ Params: { name: string } }>('/stories/:name', async (request, reply) => {
    const suffix = request.params.name.endsWith('.json') ? '.json' : ''
    const id = request.params.name.slice(0, request.params.name.length - suffix.length)
    const material = isId(id) ? await readStory(id) : undefined
    if (material === undefined) return missing(request, reply, words.noStory)
    if (material.story.id !== id) return reply.redirect(`${storyPath(material.story.id)}${suffix}`, 301)
    if (suffix === '') {
      const ranks = await deps.archive.ranks(material.story)
      return sendPage(lastKnown, request, reply, await pages.story({ ...material, ranks }), STORY_FRESH)
    }

    const body = JSON.stringify(storyJson(material, deps.site.url))
    lastKnown.keep(request, body, (next, answer) => sendStoryJson(next, answer, body))
    return sendStoryJson(request, reply, body)
  })

  async function readStory(id: string): Promise<StoryMaterial | undefined> {
    const story = await deps.stories.get(id)
    return story && storyMaterial(deps.stories, story, pages.maxEntries)
  }

  app.get<{ Params: { name: string } }>('/publishers/:name', async (request, reply) => {
    const { id, format } = splitFormat(request.params.name)
    const profile = isId(id) ? await deps.publishers.get(id) : undefined
    if (profile === undefined) return missing(request, reply, words.noPublisher)
    const entries = await deps.publishers.entries(id, NEWEST_REPORTS)
    if (format !== undefined) return feeds.publisher(request, reply, profile, entries, format)
    return sendPage(lastKnown, request, reply, pages.publisher(profile, entries), STORY_FRESH)
  })

  // As the bytes its tag names: icons would be compressed by their type, most of them in vain.
  app.get<{ Params: { name: string } }>(
    '/publishers/:name/icon',
    { compress: false },
    async (request, reply) => {
      const { name } = request.params
      const icon = isId(name) ? await deps.publishers.icon(name) : undefined
      if (icon === undefined) return missing(request, reply, words.noPublisher)
      return sendIcon(request, reply, icon)
    },
  )

  app.get('/lists.opml', async (request, reply) => {
    const body = writeOpml(deps.site, deps.lists())
    const etag = weakEtag(body)
    reply.headers({ etag, 'cache-control': FEED_FRESH, vary: 'accept-encoding' })
    if (isNotModified(request.headers, { etag })) return reply.code(304).send()
    return reply.type('text/x-opml; charset=utf-8').send(body)
  })

  // For programs that ask for it without having read a page.
  app.get('/favicon.ico', async (_request, reply) =>
    reply.sendFile('icon.svg', { maxAge: '1d', immutable: false }),
  )

  app.get('/robots.txt', async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=86400')
      .type('text/plain; charset=utf-8')
      .send('User-agent: *\nDisallow: /api/\nDisallow: /events\nDisallow: /admin\nDisallow: /websub/\n'),
  )

  addFeedPreflight(app)
}

function sendStoryJson(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const etag = weakEtag(body)
  reply.headers({
    etag,
    'cache-control': STORY_FRESH,
    vary: 'accept-encoding',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  if (isNotModified(request.headers, { etag })) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(body)
}

/** `top.rss` → `top` in `rss`; an unknown ending stays part of the id, which then names nothing. */
function splitFormat(name: string): { id: string; format?: RenderedFeed['format'] } {
  const ending = FEED_FORMATS.find(({ format }) => name.endsWith(`.${format}`))
  if (ending === undefined) return { id: name }
  return { id: name.slice(0, -ending.format.length - 1), format: ending.format }
}

/** Ids become parts of keys: nothing else gets that far. */
const isId = (id: string) => /^[a-z0-9]{1,64}$/i.test(id)
