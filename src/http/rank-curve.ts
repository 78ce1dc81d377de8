import type { List, ListId } from '../model/index.ts'
import { listPath } from './links.ts'
import type { Wording } from './words.ts'

/** A story's ranks in one list: a point where the rank changes, absent rank where it left. Times in epoch ms. */
export interface RankSeries {
  readonly listId: ListId
  readonly points: readonly { readonly at: number; readonly rank?: number }[]
}

const WIDTH = 640
const HEIGHT = 170
const LEFT = 34
const RIGHT = WIDTH - 10
const TOP = 14
const BOTTOM = HEIGHT - 24
/** More lines than this cannot be told apart. */
const MAX_LINES = 3
/** Ranks below share the bottom line: the top is what moves. */
const LOWEST_RANK = 30
const MIN_LOWEST = 5
/** Ranks are known to ten minutes: what is shorter is no curve. */
const MIN_SPAN = 20 * 60_000
/** From here on the time of day alone misleads. */
const HALF_DAY = 12 * 3_600_000

/**
 * Series that end where the story stands now: what was recorded of them is read once a minute, the newest editions are
 * known at once, and a page shows both.
 */
export function upToNow(
  series: readonly RankSeries[],
  standings: readonly { readonly listId: ListId; readonly rank: number }[],
  now: number,
): RankSeries[] {
  return series.map(({ listId, points }) => {
    const rank = standings.find((standing) => standing.listId === listId)?.rank
    if (points.at(-1)?.rank === rank) return { listId, points }
    return { listId, points: [...points, { at: now, ...(rank !== undefined && { rank }) }] }
  })
}

/** The drawing of a story's ranks, and the same in words. Undefined: there is too little to show. */
export function presentRanks(
  series: readonly RankSeries[],
  lists: readonly List[],
  now: number,
  { words, clock }: Wording,
) {
  const shown = series
    .flatMap(({ listId, points }) => {
      const list = lists.find(({ id }) => id === listId)
      const best = bestOf(points)
      return list && best ? [{ list, points, best }] : []
    })
    // Best first; equals in the order of the pages.
    .sort((a, b) => a.best.rank - b.best.rank || lists.indexOf(a.list) - lists.indexOf(b.list))
    .slice(0, MAX_LINES)
  const from = Math.min(...shown.map(({ points }) => points[0]?.at ?? now))
  if (shown.length === 0 || now - from < MIN_SPAN) return undefined

  const deepest = Math.max(...shown.flatMap(({ points }) => points.map(({ rank }) => rank ?? 1)))
  const lowest = Math.min(Math.max(deepest, MIN_LOWEST), LOWEST_RANK)
  const x = (at: number) => round(LEFT + ((at - from) / (now - from)) * (RIGHT - LEFT))
  const y = (rank: number) => round(TOP + ((Math.min(rank, lowest) - 1) / (lowest - 1)) * (BOTTOM - TOP))
  const lines = shown.map(({ list, points, best }) => {
    const last = points.at(-1)?.rank
    return {
      title: list.title,
      href: listPath(list.id),
      path: pathOf(points, x, y),
      end: last === undefined ? undefined : { x: RIGHT, y: y(last) },
      text: words.rankStory(best.rank, clock.moment(best.at).text, last),
    }
  })
  return {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    lines,
    marks: [1, lowest].map((rank) => ({ text: clock.number(rank), x1: LEFT, x2: RIGHT, y: y(rank) })),
    times: [
      { text: (now - from < HALF_DAY ? clock.time : clock.moment)(from).text, x: LEFT, anchor: 'start' },
      { text: words.now, x: RIGHT, anchor: 'end' },
    ],
    timesAt: HEIGHT - 6,
  }
}

function bestOf(points: RankSeries['points']): { at: number; rank: number } | undefined {
  let best: { at: number; rank: number } | undefined
  for (const { at, rank } of points) {
    if (rank !== undefined && (best === undefined || rank < best.rank)) best = { at, rank }
  }
  return best
}

/** Ranks hold until they change, so the line has steps, and a gap where the story was not in the list. */
function pathOf(
  points: RankSeries['points'],
  x: (at: number) => number,
  y: (rank: number) => number,
): string {
  const parts: string[] = []
  let isDrawn = false
  for (const { at, rank } of points) {
    if (isDrawn) parts.push(`H${x(at)}`)
    if (rank !== undefined) parts.push(isDrawn ? `V${y(rank)}` : `M${x(at)} ${y(rank)}`)
    isDrawn = rank !== undefined
  }
  if (isDrawn) parts.push(`H${RIGHT}`)
  return parts.join('')
}

const round = (value: number) => Math.round(value * 10) / 10
