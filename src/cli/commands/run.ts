import { Argument, type Command } from 'commander'
import { ALL_STAGES, runStages, type StageName } from '../../app.ts'
import { createLog } from '../../log.ts'
import { createShutdown } from '../../shutdown.ts'
import { readConfig } from '../with-context.ts'

export function addRunCommands(program: Command): void {
  program
    .command('start')
    .description('run every stage in this process')
    .action((_options: object, command: Command) => run(command, ALL_STAGES))
  program
    .command('worker')
    .description('run one stage in this process')
    .addArgument(new Argument('<stage>', 'which').choices([...ALL_STAGES]))
    .action((stage: StageName, _options: object, command: Command) => run(command, [stage]))
}

async function run(command: Command, stages: readonly StageName[]): Promise<void> {
  const config = readConfig(command)
  const log = createLog(config, { name: stages.length === 1 ? (stages[0] ?? 'all') : 'all' })
  const shutdown = createShutdown({ graceMs: config.shutdown.graceMs, log })
  await shutdown.run((signal) => runStages(stages, config, { log, signal }))
}
