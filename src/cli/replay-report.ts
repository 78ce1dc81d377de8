import type { Evaluation, PlacingDifference, ReplayLine, ReplaySummary } from '../app.ts'
import { entriesText, originsText } from './output.ts'

/** Groups and moves shown of each kind, and parts of a group; the counts tell of the others. */
const MOST_GROUPS = 20
const MOST_PARTS = 6
const TITLE_CHARS = 100

type Regroupings = PlacingDifference['merged']

export function describeSummary(summary: ReplaySummary): string {
  const { none: founded = 0, ...joined } = summary.rules
  const rules = Object.entries(joined).map(([rule, count]) => `${rule} ${count}`)
  return [
    `${entriesText(summary.entries)} in ${stories(summary.stories)}, ${summary.corroborated} of them with two origins or more`,
    `founded one: ${founded}; joined one by ${rules.join(', ') || 'nothing'}`,
    `${summary.entriesPerSecond} entries per second`,
    ...summary.top.map(
      (story, index) =>
        `${index + 1}. ${story.title} (${originsText(story.originCount)}, ${entriesText(story.entryCount)})`,
    ),
  ].join('\n')
}

export function describeScore(score: Evaluation): string {
  if (score.labelled === 0) return 'no line names an event: nothing to measure the stories against'
  const measure = ({ precision, recall, f1 }: Evaluation['bcubed']) =>
    `P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`
  return [
    `BCubed ${measure(score.bcubed)}, pairs ${measure(score.pairwise)}: ${score.labelled} labelled ${score.labelled === 1 ? 'entry' : 'entries'}, ${score.events} ${score.events === 1 ? 'event' : 'events'}`,
    ...(score.background === 0
      ? []
      : [
          `${entriesText(score.background)} of no event: ${score.intruders} in stories of labelled ones, ${score.joined} beside any other entry`,
        ]),
  ].join('\n')
}

/** Bounded, whatever the files hold; the same for the same files. */
export function describeDifference(lines: readonly ReplayLine[], difference: PlacingDifference): string {
  const titleOf = (at: number) => short(lines[at]?.entry.title ?? '')
  const { merged, split, moves } = difference
  const groups = (heading: string, list: Regroupings, sign: string) => [
    `${heading}: ${list.length}`,
    ...list
      .slice(0, MOST_GROUPS)
      .flatMap(({ parts }) => [
        ...parts
          .slice(0, MOST_PARTS)
          .map(
            (part, index) =>
              `  ${index === 0 ? '' : `${sign} `}${titleOf(part.first)} (${entriesText(part.entries)})`,
          ),
        ...more(parts.length, MOST_PARTS, '    '),
      ]),
    ...more(list.length, MOST_GROUPS, '  '),
  ]
  return [
    `${entriesText(lines.length)}: ${stories(difference.stories.before)} before, ${difference.stories.after} after, ${difference.stories.unchanged} with the same entries`,
    ...groups('merged', merged, '+'),
    ...groups('split', split, '-'),
    `moved in top: ${moves.length}`,
    ...moves
      .slice(0, MOST_GROUPS)
      .map(({ first, from, to }) => `  ${from ?? 'new'} → ${to ?? 'gone'}  ${titleOf(first)}`),
    ...more(moves.length, MOST_GROUPS, '  '),
  ].join('\n')
}

/** As `describeDifference` shows it, titles in place of positions. */
export function differenceJson(lines: readonly ReplayLine[], difference: PlacingDifference) {
  const lineAt = (at: number) => ({ id: lines[at]?.id, title: lines[at]?.entry.title })
  const groups = (list: Regroupings) => ({
    count: list.length,
    shown: list.slice(0, MOST_GROUPS).map(({ story, entries: count, parts }) => ({
      story,
      entries: count,
      partCount: parts.length,
      parts: parts
        .slice(0, MOST_PARTS)
        .map((part) => ({ story: part.story, entries: part.entries, ...lineAt(part.first) })),
    })),
  })
  return {
    entries: lines.length,
    stories: difference.stories,
    merged: groups(difference.merged),
    split: groups(difference.split),
    moves: difference.moves.map(({ first, ...move }) => ({ ...move, ...lineAt(first) })),
  }
}

function stories(count: number): string {
  return count === 1 ? '1 story' : `${count} stories`
}

function more(count: number, shown: number, indent: string): string[] {
  return count > shown ? [`${indent}… and ${count - shown} more`] : []
}

function short(title: string): string {
  const chars = [...title.replace(/\s+/gu, ' ')]
  return chars.length <= TITLE_CHARS ? chars.join('') : `${chars.slice(0, TITLE_CHARS - 1).join('')}…`
}
