import type { Command } from 'commander'
import { explainStory, TidewireError } from '../../app.ts'
import { duration, type OutputOptions, print, table } from '../output.ts'
import { withContext } from '../with-context.ts'

export function addListCommands(program: Command): void {
  program
    .command('lists')
    .description('every list with its newest edition')
    .option('--json', 'as JSON')
    .action((options: OutputOptions, command: Command) =>
      withContext(command, async ({ config, storage, now }) => {
        const rows = await Promise.all(
          config.lists.map(async (list) => ({ list, edition: await storage.editions.latest(list.id) })),
        )
        print(
          rows.map(({ list, edition }) => ({
            ...list,
            edition: edition?.number ?? 0,
            stories: edition?.items.length ?? 0,
          })),
          options,
          () =>
            table(
              ['LIST', 'EDITION', 'STORIES', 'FROZEN', 'TITLE'],
              rows.map(({ list, edition }) => [
                list.id,
                String(edition?.number ?? 0),
                String(edition?.items.length ?? 0),
                edition ? `${duration(now() - edition.frozenAt)} ago` : 'never',
                list.title,
              ]),
            ),
        )
      }),
    )
  program
    .command('top')
    .description('the newest edition of a list')
    .argument('[list]', 'which', 'top')
    .option('--json', 'as JSON')
    .action((listId: string, options: OutputOptions, command: Command) =>
      withContext(command, async ({ config, storage, now }) => {
        if (!config.lists.some((list) => list.id === listId)) {
          const known = config.lists.map((list) => list.id).join(', ')
          throw new TidewireError(
            'list_unknown',
            `list "${listId}" does not exist; expected one of ${known}`,
            {
              retry: 'never',
            },
          )
        }
        const edition = await storage.editions.latest(listId)
        print(edition ?? { listId, number: 0, items: [] }, options, () =>
          edition && edition.items.length > 0
            ? table(
                ['#', 'WAS', 'ORIGINS', 'AGE', 'STORY', 'TITLE'],
                edition.items.map((item) => [
                  String(item.rank),
                  item.previousRank === undefined ? 'new' : String(item.previousRank),
                  String(item.originCount),
                  duration(now() - item.firstReportedAt),
                  item.storyId,
                  `${item.title} (${item.publisherName})`,
                ]),
              )
            : `no stories in ${listId} yet`,
        )
      }),
    )
  program
    .command('explain')
    .description('why a story stands where it does in a list')
    .argument('<list>')
    .argument('<story>')
    .option('--json', 'as JSON')
    .action((listId: string, storyId: string, options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const explained = await explainStory(context, listId, storyId)
        print(explained, options, () =>
          [
            explained.title,
            `${listId}: ${explained.verdict}`,
            ...(explained.heat === undefined
              ? []
              : [`heat ${explained.heat.toFixed(3)}, half-life ${duration(explained.halfLifeMs)}`]),
            table(
              ['PUBLISHER', 'WEIGHT', 'AGE', 'ADDS'],
              explained.origins.map((origin) => [
                origin.publisher,
                String(origin.weight),
                duration(origin.ageMs),
                origin.contribution.toFixed(3),
              ]),
            ),
          ].join('\n'),
        )
      }),
    )
}
