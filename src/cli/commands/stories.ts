import type { Command } from 'commander'
import { openStoryEditor, TidewireError, translationsOf } from '../../app.ts'
import { duration, entriesText, type OutputOptions, originsText, print, table } from '../output.ts'
import { withContext } from '../with-context.ts'

const SHOWN_ENTRIES = 200

export function addStoryCommands(program: Command): void {
  const stories = program.command('stories').description('what a person knows better than the rules')
  stories
    .command('show')
    .description('a story and its entries, with their ids')
    .argument('<story>', 'id; of a story that was merged away, the one it is part of is shown')
    .option('--json', 'as JSON')
    .action((id: string, options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const { storage, now } = context
        const story = await storage.stories.get(id)
        if (!story) {
          throw new TidewireError('story_unknown', `story ${id} does not exist, or has expired`, {
            retry: 'never',
          })
        }
        const ids = await storage.stories.entries(story.id, SHOWN_ENTRIES)
        const entries = (await storage.entries.get(ids)).filter((entry) => entry !== undefined)
        const translations = await translationsOf(context, story.id)
        print({ story, entries, translations }, options, () =>
          [
            `${story.id}  ${story.title}`,
            `${originsText(story.originCount)}, ${entriesText(story.entryCount)}, in ${story.listIds.join(', ') || 'no list'}`,
            table(
              ['ENTRY', 'AGE', 'PUBLISHER', 'TITLE'],
              entries.map((entry) => [
                entry.id,
                duration(now() - entry.reportedAt),
                entry.publisherName,
                entry.title,
              ]),
            ),
            ...translations.map(
              ({ story: other, reason }) =>
                `also ${other.language}: ${other.id}  ${other.title}  (${reason})`,
            ),
          ].join('\n'),
        )
      }),
    )
  stories
    .command('split')
    .description('give entries of a story one of their own; the rules never make the two one again')
    .argument('<story>', 'id')
    .argument('<entry...>', 'ids, as `stories show` lists them')
    .option('--json', 'as JSON')
    .action((id: string, entryIds: string[], options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const { story, leaves } = await openStoryEditor(context).split(id, entryIds)
        print({ story, split: leaves }, options, () =>
          [
            `${story.id}  ${entriesText(story.entryCount)}  ${story.title}`,
            `${leaves.id}  ${entriesText(leaves.entryCount)}  ${leaves.title}`,
          ].join('\n'),
        )
      }),
    )
  stories
    .command('merge')
    .description('make two stories one, also ones that were split; the id that is older stays')
    .argument('<story>', 'id')
    .argument('<other>', 'id')
    .option('--json', 'as JSON')
    .action((id: string, other: string, options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const story = await openStoryEditor(context).merge(id, other)
        print({ story }, options, () => `${story.id}  ${entriesText(story.entryCount)}  ${story.title}`)
      }),
    )
}
