import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Entry, List, PublisherProfile } from '../model/index.ts'
import { isNotModified, weakEtag } from './conditional.ts'
import { createDayPage } from './day-page.ts'
import type { HttpDeps } from './deps.ts'
import { type LastKnown, STALE_IF_ERROR_S } from './last-known.ts'
import { dayPath, editionPath, FEED_FORMATS, listPath, publisherPath, storyPath } from './links.ts'
import { createPageMemo } from './page-memo.ts'
import { type ListView, presentList } from './present.ts'
import { presentPublisher } from './present-publisher.ts'
import { presentStory, type StoryMaterial } from './present-story.ts'
import { titledEdition, titledStory } from './titled.ts'
import type { Views } from './views.ts'
import type { Wording } from './words.ts'

const BOARD_HOT = 20
const BOARD_CARD = 8
const EARLIER = 12
const MAX_ENTRIES = 200
const FRESH = `public, max-age=5, stale-while-revalidate=30, stale-if-error=${STALE_IF_ERROR_S}`
/** Of pages that only gain or lose links to their neighbours. */
const DAILY = `public, max-age=86400, stale-if-error=${STALE_IF_ERROR_S}`

export interface PageContext {
  readonly deps: HttpDeps
  readonly views: Views
  readonly wording: Wording
  readonly lastKnown: LastKnown
}

/** What every page's frame needs, besides its own content. */
export function frameOf({ deps, wording }: PageContext, current: string) {
  const { site } = deps
  return {
    site,
    ...wording,
    nav: deps.lists().map(({ id, title }) => ({ id, title, href: listPath(id), current: id === current })),
    today: wording.clock.day(deps.now()),
    formats: FEED_FORMATS,
  }
}

/** The pages people read: board, list, edition, story. Answers undefined when there is no such thing. */
export function createPages(context: PageContext, app: FastifyInstance) {
  const { deps, views, wording } = context
  const memo = createPageMemo(deps.now)
  const unsubscribe = deps.live.subscribe(memo.clear)
  app.addHook('onClose', async () => unsubscribe())

  const frame = (current: string) => frameOf(context, current)
  const alternates = (path: string, title: string) =>
    FEED_FORMATS.map(({ format, label, type }) => ({
      href: `${path}.${format}`,
      type,
      title: `${title} (${label})`,
    }))

  const latest = async (id: string) => titledEdition(deps.publishers, await deps.editions.latest(id))

  async function emptyWords(shown: readonly ListView[]): Promise<string> {
    if (shown.some((list) => list.rows.length > 0)) return ''
    const count = await deps.sourceCount()
    return wording.words.polling(wording.clock.number(count), count)
  }

  async function board(): Promise<string> {
    const now = deps.now()
    const shown = await Promise.all(
      deps.lists().map(async (list, index) =>
        presentList(list, await latest(list.id), {
          limit: index === 0 ? BOARD_HOT : BOARD_CARD,
          now,
          wording,
          ages: 'relative',
        }),
      ),
    )
    const [hot, ...cards] = shown
    return views('./board', {
      ...frame(''),
      title: deps.site.title,
      canonical: `${deps.site.url}/`,
      alternates: hot ? alternates(hot.href, hot.title) : [],
      hot,
      cards,
      edition: hot,
      emptyText: await emptyWords(shown),
    })
  }

  async function list(list: List): Promise<string> {
    const [edition, earlier] = await Promise.all([
      latest(list.id),
      deps.editions.list(list.id, { limit: EARLIER }),
    ])
    const view = presentList(list, edition, { limit: list.size, now: deps.now(), wording, ages: 'relative' })
    return views('./list', {
      ...frame(list.id),
      title: `${list.title} · ${deps.site.title}`,
      canonical: `${deps.site.url}${view.href}`,
      alternates: alternates(view.href, list.title),
      list: view,
      edition: view,
      archive: undefined,
      archiveHref: dayPath(list.id, deps.archive.dateOf(deps.now())),
      earlier: earlier
        .filter(({ number }) => number !== edition?.number)
        .map(({ number, frozenAt }) => ({
          href: editionPath(list.id, number),
          text: wording.clock.number(number),
          time: wording.clock.moment(frozenAt),
        })),
      emptyText: await emptyWords([view]),
    })
  }

  async function edition(list: List, number: number) {
    const [edition, head] = await Promise.all([
      deps.editions.get(list.id, number).then((found) => titledEdition(deps.publishers, found)),
      deps.editions.latest(list.id),
    ])
    if (edition === undefined) return undefined
    const view = presentList(list, edition, { limit: list.size, now: deps.now(), wording, ages: 'absolute' })
    const path = editionPath(list.id, number)
    const isNewest = head === undefined || head.number <= number
    // Numbers have gaps where only the last of an hour or a day is left.
    const [[older], newer] = await Promise.all([
      deps.editions.list(list.id, { limit: 1, before: number }),
      isNewest ? undefined : deps.editions.get(list.id, number + 1),
    ])
    const date = deps.archive.dateOf(edition.frozenAt)
    const html = views('./list', {
      ...frame(list.id),
      // Nothing that depends on today: the page of a frozen edition is kept for ever.
      today: undefined,
      title: `${list.title}, ${wording.words.edition(wording.clock.number(number))} · ${deps.site.title}`,
      canonical: `${deps.site.url}${path}`,
      alternates: alternates(path, list.title),
      list: view,
      edition: view,
      archive: {
        older: older && editionPath(list.id, older.number),
        newer: newer && editionPath(list.id, newer.number),
        day: { href: dayPath(list.id, date), text: wording.clock.date(edition.frozenAt) },
      },
      earlier: [],
      emptyText: '',
    })
    // The newest edition's page still has to gain its link to the next one.
    return { html, cacheControl: isNewest ? FRESH : DAILY }
  }

  async function story(untitled: StoryMaterial): Promise<string> {
    const material = await titledStory(deps.publishers, untitled)
    const view = presentStory(material, deps.lists(), deps.now(), wording)
    return views('./story', {
      ...frame(''),
      title: `${material.story.title} · ${deps.site.title}`,
      canonical: `${deps.site.url}${storyPath(material.story.id)}`,
      // What chats and search engines show of a link to it.
      share: { title: material.story.title, text: material.story.summary },
      alternates: [],
      edition: undefined,
      story: view,
    })
  }

  function publisher(profile: PublisherProfile, entries: readonly Entry[]): string {
    const path = publisherPath(profile.id)
    return views('./publisher', {
      ...frame(''),
      title: `${profile.title} · ${deps.site.title}`,
      canonical: `${deps.site.url}${path}`,
      alternates: alternates(path, profile.title),
      edition: undefined,
      publisher: presentPublisher(profile, entries, deps.lists(), deps.now(), wording),
    })
  }

  return {
    board: () => memo.render('/', board),
    list: (wanted: List) => memo.render(wanted.id, () => list(wanted)),
    edition,
    day: createDayPage(context, { frame, alternates }),
    story,
    publisher,
    maxEntries: MAX_ENTRIES,
  }
}

export type Pages = ReturnType<typeof createPages>

/** Sends a page with its validators, or 304 when the caller has it; remembers it for when the store is away. */
export function sendPage(
  lastKnown: LastKnown,
  request: FastifyRequest,
  reply: FastifyReply,
  html: string,
  cacheControl: string = FRESH,
): FastifyReply {
  lastKnown.keep(request, html, (next, answer) => answerPage(next, answer, html, cacheControl))
  return answerPage(request, reply, html, cacheControl)
}

function answerPage(
  request: FastifyRequest,
  reply: FastifyReply,
  html: string,
  cacheControl: string,
): FastifyReply {
  const etag = weakEtag(html)
  reply.headers({ etag, 'cache-control': cacheControl, vary: 'accept-encoding' })
  if (isNotModified(request.headers, { etag })) return reply.code(304).send()
  return reply.type('text/html; charset=utf-8').send(html)
}
