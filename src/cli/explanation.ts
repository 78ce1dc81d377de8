import type { Explanation, StoryComparison } from '../app.ts'
import { duration, table } from './output.ts'

const SHOWN_CHANGES = 12
/** Reports move a heat at once, and places in the next edition. */
const SINCE = ' since this edition was made'
const COUNTS_AS = {
  own: 'a report of its own',
  reprint: 'a reprint: a twentieth at most',
  same_owner: 'nothing: its owner counts once',
}

/** Why a story stands where it does, for people; `now` in epoch ms. */
export function writeExplanation(explained: Explanation, now: number): string {
  return [
    explained.title,
    `${explained.listId}: ${explained.verdict}`,
    ...neighboursOf(explained),
    ...orderOf(explained, now),
    table(
      ['PUBLISHER', 'WEIGHT', 'AGE', 'ADDS', 'COUNTS AS'],
      explained.origins.map((origin) => [
        origin.publisher,
        String(origin.weight),
        duration(origin.ageMs),
        origin.contribution.toFixed(3),
        COUNTS_AS[origin.kind],
      ]),
    ),
    ...ranksOf(explained, now),
  ].join('\n')
}

function neighboursOf({ rank, above, below }: Explanation): string[] {
  const lines: string[] = []
  if (above) {
    const { storyId, title, factor } = above
    const since = rank !== undefined && factor !== undefined && factor < 1 ? SINCE : ''
    lines.push(
      `${rank === undefined ? 'in the last place' : 'above it'}: ${title}${hot(factor)}${since} (${storyId})`,
    )
  }
  if (below) {
    const { storyId, title, factor } = below
    lines.push(
      `below it: ${title}${hot(factor)}${factor !== undefined && factor > 1 ? SINCE : ''} (${storyId})`,
    )
  }
  return lines
}

const hot = (factor: number | undefined) =>
  factor === undefined ? '' : `, ${factor.toFixed(3)} times as hot`

/** What its place follows from, where it has one. */
function orderOf(explained: Explanation, now: number): string[] {
  const { heat, slowHeat, kind, halfLifeMs, firstReportedAt } = explained
  if (heat === undefined) return []
  const measured = `heat ${heat.toFixed(3)}, the sum of what each publisher ADDS: its weight, halved every ${duration(halfLifeMs)} since its report`
  if (kind === 'latest')
    return [`first reported ${duration(now - firstReportedAt)} ago, which is the order`, measured]
  if (slowHeat === undefined) return [measured]
  return [
    measured,
    `rise ${(heat / Math.sqrt(slowHeat)).toFixed(3)}, which is the order: that heat over the root of ${slowHeat.toFixed(3)}, its heat with a half-life 24 times as long`,
  ]
}

/** Its newest changes of rank, as the last edition of each ten minutes had them. */
function ranksOf({ ranks }: Explanation, now: number): string[] {
  if (ranks.length === 0) return []
  const changes = ranks
    .slice(-SHOWN_CHANGES)
    .map(({ at, rank }) => `${rank === undefined ? 'out' : rank} (${duration(now - at)} ago)`)
  return [`rank, noted every ten minutes: ${changes.join(' → ')}`]
}

/** Why two stories are one, or are not, for people. */
export function writeComparison({ stories, verdict, nearest }: StoryComparison): string {
  return [
    ...stories.map(({ id, title }) => `${id}  ${title}`),
    verdict,
    ...(nearest ? [`nearest: ${nearest.titles.join(' / ')}`, `  ${nearest.reason}`] : []),
  ].join('\n')
}
