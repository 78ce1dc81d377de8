import { Command } from 'commander'
import { VERSION } from '../config.ts'
import { addConfigCommands } from './commands/config.ts'
import { addDiscoverCommand } from './commands/discover.ts'
import { addExplainCommand } from './commands/explain.ts'
import { addListCommands } from './commands/lists.ts'
import { addOpmlCommands } from './commands/opml.ts'
import { addParseCommand } from './commands/parse.ts'
import { addQueueCommand } from './commands/queues.ts'
import { addReplayCommand } from './commands/replay.ts'
import { addRunCommands } from './commands/run.ts'
import { addSourceCommands } from './commands/sources.ts'
import { addStoryCommands } from './commands/stories.ts'
import { addWebhookCommands } from './commands/webhooks.ts'

/** The `tidewire` command. Exit codes: 0 done, 1 failed, 2 wrong usage. */
export function createProgram(): Command {
  const program = new Command('tidewire')
    .description('Feeds in, ranked stories out: as pages, feeds and signed webhooks.')
    .version(VERSION)
    .option('-c, --config <file>', 'configuration (default: TIDEWIRE_CONFIG, else tidewire.yaml here)')
    .showSuggestionAfterError()
    .showHelpAfterError('(tidewire --help shows the commands)')
    .exitOverride()
  addRunCommands(program)
  addSourceCommands(program)
  addOpmlCommands(program)
  addDiscoverCommand(program)
  addParseCommand(program)
  addReplayCommand(program)
  addListCommands(program)
  addExplainCommand(program)
  addStoryCommands(program)
  addWebhookCommands(program)
  addQueueCommand(program)
  addConfigCommands(program)
  inheritExit(program)
  return program
}

/** commander hands `exitOverride` to no subcommand by itself. */
function inheritExit(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().showHelpAfterError('(add --help to see how)')
    inheritExit(child)
  }
}
