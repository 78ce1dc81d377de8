import type { DayItem, Edition, EditionItem, ListDay } from '../../model/list.ts'
import type { Story, StoryId } from '../../model/story.ts'
import { HOUR, MINUTE } from '../durations.ts'
import type { Days } from './days.ts'

/** How long an edition that was replaced is kept: as one of many, as the last of its hour, as the last of its day. */
export type Mark = 'none' | 'hour' | 'day'

/** What an edition is to the archive that was in force from its freezing until `replacedAt`. */
export function markOf(frozenAt: number, replacedAt: number, days: Days): Mark {
  if (days.dayOf(frozenAt) !== days.dayOf(replacedAt)) return 'day'
  return Math.floor(frozenAt / HOUR) === Math.floor(replacedAt / HOUR) ? 'none' : 'hour'
}

/**
 * What an edition adds to the record of its day, given what is known of its stories that day: the best rank each
 * had, when it was first there, and its newest title.
 */
export function dayChanges(
  edition: Pick<Edition, 'frozenAt' | 'items'>,
  known: ReadonlyMap<StoryId, DayItem>,
): readonly DayItem[] {
  return edition.items.flatMap((item) => {
    const before = known.get(item.storyId)
    const next = dayItem(item, before, edition.frozenAt)
    return before && isSame(before, next) ? [] : [next]
  })
}

type KeptFields = Omit<DayItem, 'enteredAt' | 'bestRank' | 'bestAt'>

/** What the record of a day keeps of a story that stood in an edition, and an edition made of it shows again. */
export function keptOf(item: KeptFields): KeptFields {
  return {
    storyId: item.storyId,
    title: item.title,
    ...(item.url !== undefined && { url: item.url }),
    ...(item.summary !== undefined && { summary: item.summary }),
    language: item.language,
    publisherId: item.publisherId,
    publisherName: item.publisherName,
    channels: item.channels,
    originCount: item.originCount,
    firstReportedAt: item.firstReportedAt,
  }
}

function dayItem(item: EditionItem, before: DayItem | undefined, at: number): DayItem {
  return {
    ...keptOf(item),
    enteredAt: before?.enteredAt ?? at,
    bestRank: Math.min(before?.bestRank ?? item.rank, item.rank),
    bestAt: before && before.bestRank <= item.rank ? before.bestAt : at,
  }
}

function isSame(a: DayItem, b: DayItem): boolean {
  return (
    a.bestRank === b.bestRank &&
    a.title === b.title &&
    a.originCount === b.originCount &&
    a.url === b.url &&
    a.summary === b.summary
  )
}

/** Of stories that were merged, by their former ids, which they are part of by now. */
export type MergedInto = ReadonlyMap<StoryId, StoryId>

/**
 * A day's stories as its page shows them: by their best rank, then by when they had it. Those that turned out to be one
 * are there once, in the best place that any of them had.
 */
export function composeDay(
  listId: string,
  date: string,
  items: readonly DayItem[],
  mergedInto: MergedInto = new Map(),
): ListDay {
  const parts = Map.groupBy([...items].sort(byBestRank), ({ storyId }) => mergedInto.get(storyId) ?? storyId)
  return { listId, date, items: Array.from(parts, ([id, [best, ...others]]) => asOne(id, best!, others)) }
}

function byBestRank(a: DayItem, b: DayItem): number {
  return a.bestRank - b.bestRank || a.bestAt - b.bestAt || (a.storyId < b.storyId ? -1 : 1)
}

function asOne(id: StoryId, best: DayItem, others: readonly DayItem[]): DayItem {
  if (others.length === 0) return best
  const parts = [best, ...others]
  return {
    ...(parts.find(({ storyId }) => storyId === id) ?? best),
    enteredAt: Math.min(...parts.map(({ enteredAt }) => enteredAt)),
    bestRank: best.bestRank,
    bestAt: best.bestAt,
  }
}

/** `stories`: what each id leads to by now, in the order of `ids`. */
export function mergersOf(ids: readonly StoryId[], stories: readonly (Story | undefined)[]): MergedInto {
  return new Map(
    ids.flatMap((id, index) => {
      const now = stories[index]?.id
      return now !== undefined && now !== id ? [[id, now] as const] : []
    }),
  )
}

/** The day as it is seen from the one edition that was in force all along. */
export function dayOfEdition(edition: Edition, date: string, from: number): ListDay {
  const items = dayChanges({ ...edition, frozenAt: Math.max(edition.frozenAt, from) }, new Map())
  return composeDay(edition.listId, date, items)
}

export interface EditionDifference {
  readonly entered: readonly EditionItem[]
  readonly left: readonly EditionItem[]
  /** In both, in another place; `item` is the later one. */
  readonly moved: readonly { readonly item: EditionItem; readonly from: number }[]
  readonly stayed: number
}

/** What is different in the later of two editions, whichever lie between them. */
export function compareEditions(
  earlier: Pick<Edition, 'items'>,
  later: Pick<Edition, 'items'>,
): EditionDifference {
  const before = new Map(earlier.items.map((item) => [item.storyId, item]))
  const after = new Set(later.items.map((item) => item.storyId))
  const both = later.items.flatMap((item) => {
    const was = before.get(item.storyId)
    return was ? [{ item, from: was.rank }] : []
  })
  return {
    entered: later.items.filter((item) => !before.has(item.storyId)),
    left: earlier.items.filter((item) => !after.has(item.storyId)),
    moved: both.filter(({ item, from }) => item.rank !== from),
    stayed: both.filter(({ item, from }) => item.rank === from).length,
  }
}

/** Ranks are recorded once in so long: enough for a curve, small enough to keep for a month. */
export const RANK_STEP_MS = 10 * MINUTE

export interface RankPoint {
  readonly at: number
  /** Absent: not in the list. */
  readonly rank?: number
}

/**
 * A story's rank over time from the orders recorded of its list: a point where it changes, and where the record
 * ends. A step without a record had no edition: the rank stayed. What happened within a step is dated to its begin,
 * but no rank before `enteredAt` (epoch ms), when the story was first seen in the list.
 */
export function rankCurve(
  orders: readonly { readonly at: number; readonly storyIds: readonly StoryId[] }[],
  storyId: StoryId,
  enteredAt: number,
): RankPoint[] {
  const points: RankPoint[] = []
  for (const { at, storyIds } of [...orders].sort((a, b) => a.at - b.at)) {
    const place = storyIds.indexOf(storyId)
    const rank = place < 0 ? undefined : place + 1
    const last = points.at(-1)
    if (last ? last.rank !== rank : rank !== undefined)
      points.push({ at: Math.max(at, enteredAt), ...(rank !== undefined && { rank }) })
  }
  return points
}
