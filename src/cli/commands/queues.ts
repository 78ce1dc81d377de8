import type { Command } from 'commander'
import { type OutputOptions, print, table } from '../output.ts'
import { withContext } from '../with-context.ts'

const WORDS: Readonly<Record<string, string>> = { heldForTarget: 'times held up for their host' }
const STATES = ['waiting', 'active', 'delayed', 'failed', 'completed'] as const

export function addQueueCommand(program: Command): void {
  program
    .command('queues')
    .description('what waits where: jobs, due sources, outbox, deliveries owed')
    .option('--json', 'as JSON')
    .action((options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const [queues, sources, outbox] = await Promise.all([
          context.queues.counts(),
          context.storage.sources.dueStats(context.now()),
          context.storage.outbox.length(),
        ])
        const deliveries = await context.storage.deliveries.counts()
        print({ queues, sources, outbox, deliveries }, options, () =>
          [
            table(
              ['QUEUE', ...STATES.map((state) => state.toUpperCase())],
              Object.entries(queues).map(([name, counts]) => [
                name,
                ...STATES.map((state) => String(counts[state] ?? 0)),
              ]),
            ),
            `sources: ${sources.sources}, due ${sources.due}, leased ${sources.leased}`,
            `outbox: ${outbox} events`,
            `deliveries: ${Object.entries(deliveries)
              .map(([state, count]) => `${WORDS[state] ?? state} ${count}`)
              .join(', ')}`,
          ].join('\n'),
        )
      }),
    )
}
