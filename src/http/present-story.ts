import type { Entry, List, Origin, Story } from '../model/index.ts'
import type { ShownTime } from './clock.ts'
import type { TranslatedStory } from './deps.ts'
import { languageOf, listPath, publisherPath, safeHref, safeLanguage, storyPath } from './links.ts'
import { presentRanks, type RankSeries, upToNow } from './rank-curve.ts'
import type { Wording } from './words.ts'

/** All a story's pages show of it. */
export interface StoryMaterial {
  readonly story: Story
  readonly origins: readonly Origin[]
  readonly entries: readonly Entry[]
  readonly standings: readonly { readonly listId: string; readonly rank: number }[]
  readonly related: readonly Story[]
  readonly translations: readonly TranslatedStory[]
  /** Only the page draws them. */
  readonly ranks?: readonly RankSeries[]
  /** Ids of publishers that have a page to lead to. */
  readonly publisherPages?: ReadonlySet<string>
}

/** One publisher's reports of a story, earliest first. */
export interface Coverage {
  readonly publisherId: string
  readonly publisher: string
  /** Undefined where it has no record, so no page. */
  readonly publisherHref: string | undefined
  readonly isFirst: boolean
  readonly first: ShownTime
  /** How long after the story's first report. */
  readonly after: string
  /** Weight in the heat; undefined when the publisher is no origin. */
  readonly weight: string | undefined
  readonly reports: readonly {
    readonly title: string
    readonly href: string | undefined
    readonly host: string | undefined
    readonly lang: string | undefined
    readonly authors: string
    /** Which aggregator it came by. */
    readonly via: string | undefined
    readonly time: ShownTime
  }[]
}

/** Groups the entries by publisher, the earliest report first. */
export function presentStory(
  { story, origins, entries, standings, related, translations, ranks = [], publisherPages }: StoryMaterial,
  lists: readonly List[],
  now: number,
  wording: Wording,
) {
  const { words, clock } = wording
  const titles = new Map(lists.map((list) => [list.id, list.title]))
  const weights = new Map(origins.map((origin) => [origin.publisherId, origin.weight]))
  const href = safeHref(story.url)
  return {
    id: story.id,
    title: story.title,
    lang: languageOf(story.language, story.title),
    summary: story.summary,
    href,
    readAt: href && words.readAt(story.leadPublisherName),
    first: clock.moment(story.firstReportedAt),
    last: clock.age(story.lastReportedAt, now),
    publishers: publishersOf(story, origins, wording),
    reports: words.reports(clock.number(story.entryCount), story.entryCount),
    standings: standings
      .filter(({ listId }) => titles.has(listId))
      .map(({ listId, rank }) => ({
        text: words.rankIn(rank, titles.get(listId) ?? listId),
        href: listPath(listId),
      })),
    ranks: presentRanks(upToNow(ranks, standings, now), lists, now, wording),
    related: related.map((other) => presentOther(other, now, wording)),
    translations: translations.map(({ story: other }) => ({
      ...presentOther(other, now, wording),
      language: languageName(languageOf(other.language, other.title)),
    })),
    coverage: groupByPublisher(entries).map(
      (reports, index): Coverage => ({
        publisherId: reports[0].publisherId,
        publisher: reports[0].publisherName,
        publisherHref: publisherPages?.has(reports[0].publisherId)
          ? publisherPath(reports[0].publisherId)
          : undefined,
        isFirst: index === 0,
        first: clock.age(reports[0].reportedAt, now),
        after: index === 0 ? '' : clock.after(reports[0].reportedAt, story.firstReportedAt),
        weight: weights.get(reports[0].publisherId)?.toLocaleString('en', { maximumFractionDigits: 2 }),
        reports: reports.map((entry) => ({
          title: entry.title,
          href: safeHref(entry.url),
          host: hostOf(entry.url),
          lang: languageOf(entry.language, entry.title),
          authors: authorsOf(entry),
          via: entry.carriedBy && words.via(entry.carriedBy),
          time: clock.age(entry.reportedAt, now),
        })),
      }),
    ),
  }
}

function presentOther(other: Story, now: number, { clock }: Wording) {
  return {
    title: other.title,
    href: storyPath(other.id),
    lang: languageOf(other.language, other.title),
    publisher: other.leadPublisherName,
    time: clock.age(other.firstReportedAt, now),
  }
}

/** As its own readers call it; undefined when nobody knows. */
function languageName(tag: string | undefined): string | undefined {
  const safe = safeLanguage(tag)
  if (safe === undefined) return undefined
  const nameOf = (known: string) =>
    new Intl.DisplayNames([known, 'en'], { type: 'language', fallback: 'none' }).of(known)
  try {
    return nameOf(safe)
  } catch (error) {
    // Of the shape of a tag, and none: two regions, a variant twice.
    if (!(error instanceof RangeError)) throw error
    return nameOf(safe.slice(0, safe.indexOf('-')))
  }
}

/** All that reported it, and how many of them by themselves. */
function publishersOf(story: Story, origins: readonly Origin[], { words, clock }: Wording): string {
  const count = Math.max(origins.length, story.originCount)
  const all = words.publishers(clock.number(count), count)
  return story.originCount < count
    ? words.inBrackets(all, words.independent(clock.number(story.originCount)))
    : all
}

/** Many feeds name their publisher as the author of all they carry, and it stands above already. */
function authorsOf({ authors, publisherName }: Entry): string {
  return authors
    .filter((author) => author !== publisherName)
    .slice(0, 4)
    .join(', ')
}

type Reports = [Entry, ...Entry[]]

function groupByPublisher(entries: readonly Entry[]): Reports[] {
  const groups = new Map<string, Reports>()
  for (const entry of entries.toSorted((a, b) => a.reportedAt - b.reportedAt)) {
    const group = groups.get(entry.publisherId)
    if (group === undefined) groups.set(entry.publisherId, [entry])
    else group.push(entry)
  }
  return [...groups.values()]
}

function hostOf(url: string | undefined): string | undefined {
  const href = safeHref(url)
  return href && new URL(href).hostname.replace(/^www\./, '')
}
