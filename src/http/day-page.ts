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

/** The page of a list's day: every story that was in it, by its best rank, and the editions that are still kept. */
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
  ): Promise<{ html: string; cacheControl: string }> {
    const { date } = found.day
    const path = dayPath(list.id, date)
    const text = wording.clock.date(found.until - 1)
    const view = presentList(list, await titledEdition(deps.publishers, editionOfDay(found)), {
      limit: Number.POSITIVE_INFINITY,
      now: deps.now(),
      wording,
      ages: 'absolute',
    })
    const html = views('./day', {
      ...parts.frame(list.id),
      today: undefined,
      title: `${list.title}, ${text} · ${deps.site.title}`,
      canonical: `${deps.site.url}${path}`,
      alternates: parts.alternates(path, `${list.title}, ${date}`),
      edition: undefined,
      list: view,
      day: {
        path,
        date,
        text,
        listHref: listPath(list.id),
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
