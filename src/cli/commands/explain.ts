import type { Command } from 'commander'
import { type Explanation, explainStory, explainTwo, type StoryComparison } from '../../app.ts'
import { duration, type OutputOptions, print, table } from '../output.ts'
import { withContext } from '../with-context.ts'

const SHOWN_CHANGES = 12
const COUNTS_AS = { own: 'a report of its own', reprint: 'a reprint', same_owner: 'its owner, once' }

export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description('why a story stands where it does in a list; of two stories, why they are one or not')
    .argument('<list>', 'a list, or a story to compare')
    .argument('<story>')
    .option('--json', 'as JSON')
    .action((first: string, storyId: string, options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        // Ids of stories are 26 characters that no list can be called by accident.
        if (/^[0-9a-hjkmnp-tv-z]{26}$/.test(first)) {
          const compared = await explainTwo(context, first, storyId)
          print(compared, options, () => comparison(compared))
          return
        }
        const explained = await explainStory(context, first, storyId)
        print(explained, options, () => explanation(explained, context.now()))
      }),
    )
}

function explanation(explained: Explanation, now: number): string {
  const { above, ranks } = explained
  return [
    explained.title,
    `${explained.listId}: ${explained.verdict}`,
    ...(above
      ? [
          `above it: ${above.title}${above.factor === undefined ? '' : `, ${above.factor.toFixed(2)} times as hot`} (${above.storyId})`,
        ]
      : []),
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
    ...(ranks.length > 0
      ? [
          `rank: ${ranks
            .slice(-SHOWN_CHANGES)
            .map(({ at, rank }) => `${rank === undefined ? 'out' : rank} (${duration(now - at)} ago)`)
            .join(' → ')}`,
        ]
      : []),
  ].join('\n')
}

/** What its place follows from, where it has one. */
function orderOf({ heat, slowHeat, kind, halfLifeMs, firstReportedAt }: Explanation, now: number): string[] {
  if (heat === undefined) return []
  const measured = `heat ${heat.toFixed(3)}, half-life ${duration(halfLifeMs)}`
  if (kind === 'latest')
    return [`first reported ${duration(now - firstReportedAt)} ago, which is the order`, measured]
  return [
    slowHeat === undefined ? measured : `${measured}, held against ${slowHeat.toFixed(3)} of a long one`,
  ]
}

function comparison({ stories, verdict, nearest }: StoryComparison): string {
  return [
    ...stories.map(({ id, title }) => `${id}  ${title}`),
    verdict,
    ...(nearest ? [`nearest: ${nearest.titles.join(' / ')}`, `  ${nearest.reason}`] : []),
  ].join('\n')
}
