import type { Edition, List } from '../model/index.ts'
import { keptOf } from '../rules/rank/archive.ts'
import type { ArchiveDay } from './deps.ts'
import { STALE_IF_ERROR_S } from './last-known.ts'
import { dayPath, editionPath, listPath } from './links.ts'
import type { frameOf, PageContext } from './pages.ts'
import { presentList } from './present.ts'
import { titledEdition } from './titled.ts'

const FRESH = `public, max-age=60, stale-while-revalidate=600, stale-if-error=${STALE_IF_ERROR_S}`
const DAILY = `public, max-age=86400, stale-if-error=${STALE_IF_ERROR_S}`

/** A day can have had thousands of stories. */
const STORIES_A_PAGE = 100

/**
 * The pages of a list's day: a hundred each of the stories that were in it, by their best rank, with the editions that are
 * still kept. Answers undefined when there is no such page.
 */
export function createDayPage(
  { deps, views, wording }: PageContext,
  parts: {
    frame(current: string): ReturnType<typeof frameOf>
    alternates(path: string, title: string): readonly object[]
  },
) {
  return async function dayPage(
    list: List,
    found: ArchiveDay,
    page: number,
  ): Promise<{ html: string; cacheControl: string } | undefined> {
    const { date } = found.day
    const path = dayPath(list.id, date)
    const text = wording.clock.date(found.until - 1)
    const whole = editionOfDay(found)
    const pages = pagesOf(whole.items.length, wording).map((one) => ({
      ...one,
      href: dayPath(list.id, date, one.number),
      current: one.number === page,
    }))
    const current = pages.find((one) => one.current)
    if (!current) return undefined
    const shown = { ...whole, items: whole.items.slice(current.from, current.from + STORIES_A_PAGE) }
    const view = presentList(list, await titledEdition(deps.publishers, shown), {
      limit: STORIES_A_PAGE,
      now: deps.now(),
      wording,
      ages: 'absolute',
    })
    const html = views('./day', {
      ...parts.frame(list.id),
      today: undefined,
      title: `${[list.title, text, ...(page > 1 ? [current.text] : [])].join(', ')} · ${deps.site.title}`,
      canonical: `${deps.site.url}${current.href}`,
      alternates: parts.alternates(path, `${list.title}, ${date}`),
      edition: undefined,
      list: view,
      day: {
        path,
        date,
        text,
        listHref: listPath(list.id),
        pages: pages.length > 1 ? pages : [],
        previous: found.previous && dayPath(list.id, found.previous),
        next: found.next && dayPath(list.id, found.next),
        editions: found.editions.map(({ number, frozenAt }) => ({
          href: editionPath(list.id, number),
          text: wording.clock.number(number),
          time: wording.clock.time(frozenAt),
        })),
      },
    })
    return { html, cacheControl: found.isOver ? DAILY : FRESH }
  }
}

/** The first is there also where there is nothing to show. */
function pagesOf(total: number, { words, clock }: PageContext['wording']) {
  return Array.from({ length: Math.max(1, Math.ceil(total / STORIES_A_PAGE)) }, (_, index) => {
    const from = index * STORIES_A_PAGE
    const until = Math.min(total, from + STORIES_A_PAGE)
    return { number: index + 1, from, text: words.places(clock.number(from + 1), clock.number(until)) }
  })
}

/** A day's stories as an edition of number 0, so that what shows editions shows days. */
export function editionOfDay({ day, until }: ArchiveDay): Edition {
  return {
    listId: day.listId,
    number: 0,
    frozenAt: until,
    items: day.items.map((item, index) => ({
      rank: index + 1,
      ...keptOf(item),
      entryCount: item.originCount,
      updatedAt: item.firstReportedAt,
      heat: 0,
    })),
    dropped: { diversity: 0, size: 0, window: 0, missing: 0 },
  }
}
