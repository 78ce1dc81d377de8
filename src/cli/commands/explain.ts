import type { Command } from 'commander'
import { explainStory, explainTwo } from '../../app.ts'
import { writeComparison, writeExplanation } from '../explanation.ts'
import { type OutputOptions, print } from '../output.ts'
import { withContext } from '../with-context.ts'

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
          print(compared, options, () => writeComparison(compared))
          return
        }
        const explained = await explainStory(context, first, storyId)
        print(explained, options, () => writeExplanation(explained, context.now()))
      }),
    )
}
