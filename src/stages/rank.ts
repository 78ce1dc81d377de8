import type {
  DayItem,
  Edition,
  Event,
  List,
  ListDay,
  ListHead,
  Origin,
  RankedStory,
  Story,
} from '../model/index.ts'
import { listEvent } from '../rules/deliver/events.ts'
import { composeDay, dayChanges, type Mark, markOf, mergersOf, RANK_STEP_MS } from '../rules/rank/archive.ts'
import type { Days } from '../rules/rank/days.ts'
import { composeEdition, editionDigest } from '../rules/rank/edition.ts'
import { type ListMove, listMoves } from '../rules/rank/hysteresis.ts'
import { rankFloor } from '../rules/rank/rank-key.ts'
import { toldStory } from './told-story.ts'

export interface RankDeps {
  readTop(listId: string, limit: number): Promise<readonly RankedStory[]>
  loadStories(ids: readonly string[]): Promise<readonly (Story | undefined)[]>
  loadOrigins(storyId: string): Promise<readonly Origin[]>
  /** Takes stories off the list: merged away, expired. */
  dropStories(listId: string, storyIds: readonly string[]): Promise<unknown>
  trim(listId: string, bounds: { minHeat: number; maxSize: number }): Promise<unknown>
  readHead(listId: string): Promise<ListHead | undefined>
  readLatest(listId: string): Promise<Edition | undefined>
  /** `stale`: another worker froze that number first. */
  freeze(step: {
    edition: Edition
    expectedNumber: number
    head: ListHead
    events: readonly Event[]
    /** What the edition before is to the archive. */
    replaced: { frozenAt: number; mark: Mark } | undefined
    /** Additions to the record of the day. */
    day: { date: string; items: readonly DayItem[] }
    rankedAt: number
  }): Promise<'frozen' | 'stale'>
  readDayItems(
    listId: string,
    date: string,
    storyIds: readonly string[],
  ): Promise<ReadonlyMap<string, DayItem>>
  /** Makes the record of a day that is over final. */
  closeDay(
    listId: string,
    date: string,
    compose: (items: readonly DayItem[]) => Promise<ListDay>,
  ): Promise<unknown>
  /** Number of the edition whose feeds are stored; 0 when none are. */
  publishedNumber(listId: string): Promise<number>
  enqueuePublish(listId: string): Promise<void>
  now(): number
  readonly lists: readonly List[]
  readonly siteUrl: string
  /** Of the zone in which the archive counts. */
  readonly days: Days
}

export interface RankReport {
  readonly listId: string
  readonly outcome: 'frozen' | 'unchanged' | 'stale' | 'unknown_list'
  readonly editionNumber: number
  readonly stories: number
  readonly events: number
}

/** Candidates read per place of an edition: room for what diversity and expiry take out. */
const OVERSAMPLING = 4
/** Stories kept on a list's heat per place of an edition. */
const DEPTH = 50
/** Clocks of workers that are set differ by less. */
const MAX_SKEW_MS = 60_000

/** Freezes the next edition of a list when what a reader would see has changed. */
export function createRank(deps: RankDeps) {
  return async function rank(listId: string): Promise<RankReport> {
    const list = deps.lists.find((candidate) => candidate.id === listId)
    if (!list) return { listId, outcome: 'unknown_list', editionNumber: 0, stories: 0, events: 0 }
    const now = deps.now()
    await deps.trim(listId, {
      minHeat: rankFloor(list, now),
      maxSize: list.size * DEPTH,
    })
    const [head, previous, ranked] = await Promise.all([
      deps.readHead(listId),
      deps.readLatest(listId),
      readStories(deps, list),
    ])
    const number = head?.number ?? 0
    const { items, dropped } = composeEdition({ list, ranked, previous, now })
    const digest = editionDigest(items)
    // The first edition may be empty: its feeds then exist, and say so.
    if (head && head.digest === digest) {
      // A crash after the freeze, or a failed rendering, leaves older feeds behind: caught up here.
      if ((await deps.publishedNumber(listId)) < number) await deps.enqueuePublish(listId)
      return { listId, outcome: 'unchanged', editionNumber: number, stories: items.length, events: 0 }
    }

    const { announced, moves } = listMoves({ list, items, announced: head?.announced ?? {} })
    const frozenAt = notBefore(head, now)
    const events = await tell(deps, list, moves, number + 1, frozenAt)
    const edition: Edition = { listId, number: number + 1, frozenAt, items, dropped }
    const date = deps.days.dayOf(frozenAt)
    const outcome = await deps.freeze({
      edition,
      expectedNumber: number,
      head: { number: number + 1, frozenAt, digest, announced },
      events,
      replaced: head && { frozenAt: head.frozenAt, mark: markOf(head.frozenAt, frozenAt, deps.days) },
      day: { date, items: await recordDay(deps, edition, previous, date) },
      rankedAt: Math.floor(frozenAt / RANK_STEP_MS) * RANK_STEP_MS,
    })
    // A crash before this leaves the record in its larger form, which is read as well.
    const dayBefore = head && deps.days.dayOf(head.frozenAt)
    if (dayBefore !== undefined && dayBefore < date) {
      await deps.closeDay(listId, dayBefore, async (dayItems) => {
        const ids = dayItems.map(({ storyId }) => storyId)
        return composeDay(listId, dayBefore, dayItems, mergersOf(ids, await deps.loadStories(ids)))
      })
    }
    await deps.enqueuePublish(listId)
    return {
      listId,
      outcome,
      editionNumber: outcome === 'frozen' ? number + 1 : number,
      stories: items.length,
      events: outcome === 'frozen' ? events.length : 0,
    }
  }
}

/**
 * No earlier than the edition it replaces: clocks of two workers differ a little, and the day before may be closed by now.
 * A clock that was far ahead holds nobody up.
 */
function notBefore(head: ListHead | undefined, now: number): number {
  return head !== undefined && head.frozenAt - now < MAX_SKEW_MS ? Math.max(now, head.frozenAt) : now
}

/** What was in force when the day began belongs to the day, though it was frozen before. */
async function recordDay(
  deps: RankDeps,
  edition: Edition,
  previous: Edition | undefined,
  date: string,
): Promise<readonly DayItem[]> {
  const isFirst = previous !== undefined && deps.days.dayOf(previous.frozenAt) < date
  const shown = isFirst ? [...previous.items, ...edition.items] : edition.items
  const ids = [...new Set(shown.map((item) => item.storyId))]
  const known = new Map(await deps.readDayItems(edition.listId, date, ids))
  const changed = new Map<string, DayItem>()
  const record = (part: Pick<Edition, 'frozenAt' | 'items'>) => {
    for (const item of dayChanges(part, known)) {
      known.set(item.storyId, item)
      changed.set(item.storyId, item)
    }
  }
  if (isFirst) record({ items: previous.items, frozenAt: deps.days.bounds(date).from })
  record(edition)
  return [...changed.values()]
}

async function readStories(deps: RankDeps, list: List): Promise<{ story: Story; heat: number }[]> {
  const top = await deps.readTop(list.id, list.size * OVERSAMPLING)
  const stories = await deps.loadStories(top.map((entry) => entry.storyId))
  const ranked: { story: Story; heat: number }[] = []
  const lost: string[] = []
  for (const [index, entry] of top.entries()) {
    const story = stories[index]
    if (story && story.id === entry.storyId) ranked.push({ story, heat: entry.heat })
    else lost.push(entry.storyId)
  }
  if (lost.length > 0) await deps.dropStories(list.id, lost)
  return ranked
}

async function tell(
  deps: RankDeps,
  list: List,
  moves: readonly ListMove[],
  editionNumber: number,
  now: number,
): Promise<Event[]> {
  const stories = await deps.loadStories(moves.map((move) => move.storyId))
  const events = moves.map(async (move, index) => {
    const story = stories[index]
    // Expired, or merged into a story that has moves of its own.
    if (!story || story.id !== move.storyId) return []
    const origins = await deps.loadOrigins(story.id)
    return [
      listEvent({
        type: `list.${move.kind}`,
        list,
        editionNumber,
        occurredAt: now,
        rank: move.rank,
        previousRank: move.previousRank,
        ...toldStory(story, origins, deps.siteUrl),
      }),
    ]
  })
  return (await Promise.all(events)).flat()
}
