import type { Edition, EditionItem, List } from '../model/index.ts'
import type { ShownTime } from './clock.ts'
import { editionPath, languageOf, listPath, safeHref, storyPath } from './links.ts'
import type { Wording } from './words.ts'

/** Since the edition before. */
export interface Move {
  readonly kind: 'up' | 'down' | 'new' | 'same'
  readonly text: string
  readonly label: string
}

/** One ranked story, ready to print. */
export interface Row {
  readonly rank: number
  readonly storyId: string
  readonly title: string
  readonly href: string
  readonly storyHref: string
  readonly lang: string | undefined
  readonly summary: string | undefined
  readonly publisher: string
  readonly time: ShownTime
  readonly publishers: string
  readonly others: number
  readonly othersLabel: string
  /** One dot per publisher, at most `MAX_DOTS`. */
  readonly dots: number
  readonly move: Move
}

/** A list's edition, ready to print. */
export interface ListView {
  readonly id: string
  readonly title: string
  readonly href: string
  readonly number: number | undefined
  readonly numberText: string | undefined
  readonly editionHref: string | undefined
  readonly frozen: ShownTime | undefined
  readonly rows: readonly Row[]
  readonly total: number
  readonly minOrigins: number
}

const MAX_DOTS = 12

/** Shows at most `limit` stories; `ages` are relative to `now`, or absolute for an edition that is history. */
export function presentList(
  list: List,
  edition: Edition | undefined,
  {
    limit,
    now,
    wording,
    ages,
  }: { limit: number; now: number; wording: Wording; ages: 'relative' | 'absolute' },
): ListView {
  const { clock } = wording
  const showTime = (at: number) => (ages === 'relative' ? clock.age(at, now) : clock.moment(at))
  return {
    id: list.id,
    title: list.title,
    href: listPath(list.id),
    number: edition?.number,
    numberText: edition && clock.number(edition.number),
    editionHref: edition && editionPath(list.id, edition.number),
    frozen: edition && (ages === 'relative' ? clock.time(edition.frozenAt) : clock.moment(edition.frozenAt)),
    rows: (edition?.items ?? [])
      .slice(0, limit)
      .map((item) => presentRow(item, edition?.number ?? 0, showTime, wording)),
    total: edition?.items.length ?? 0,
    minOrigins: list.minOrigins,
  }
}

function presentRow(
  item: EditionItem,
  editionNumber: number,
  showTime: (at: number) => ShownTime,
  { words, clock }: Wording,
): Row {
  const others = Math.max(0, item.originCount - 1)
  return {
    rank: item.rank,
    storyId: item.storyId,
    title: item.title,
    href: safeHref(item.url) ?? storyPath(item.storyId),
    storyHref: storyPath(item.storyId),
    lang: languageOf(item.language, item.title),
    summary: item.summary,
    publisher: item.publisherName,
    time: showTime(item.firstReportedAt),
    publishers: words.publishers(clock.number(item.originCount), item.originCount),
    others,
    othersLabel: words.others(others),
    dots: Math.min(MAX_DOTS, item.originCount),
    move: moveOf(item, editionNumber, words),
  }
}

/** The first edition has no edition before it, so nothing in it is "new". */
function moveOf(item: EditionItem, editionNumber: number, words: Wording['words']): Move {
  if (item.previousRank === undefined) {
    return editionNumber > 1
      ? { kind: 'new', text: words.isNew, label: words.newLabel }
      : { kind: 'same', text: '', label: '' }
  }
  const climbed = item.previousRank - item.rank
  if (climbed > 0) return { kind: 'up', text: `▲${climbed}`, label: words.up(climbed) }
  if (climbed < 0) return { kind: 'down', text: `▼${-climbed}`, label: words.down(-climbed) }
  return { kind: 'same', text: '', label: '' }
}
